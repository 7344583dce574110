/* Loops over the sums of two periods. Contract: hct/pair_sums.h. */
#include <hct/pair_sums.h>

#include "loops.h"

enum { OPERANDS = 4, RESULTS = 6 };

/* (n),(n),(n),(n)->(),(),(),(),(),(): the callers lay the items side by side. */
static void
sums_with(hct_pair_sums_kernel *kernel, char **args, npy_intp const *dimensions,
          npy_intp const *steps)
{
    const npy_intp n = dimensions[1];

    for (npy_intp row = 0; row < dimensions[0]; row++) {
        const double *x[OPERANDS];
        for (int k = 0; k < OPERANDS; k++) {
            x[k] = (const double *)(args[k] + row * steps[k]);
        }
        const hct_pair_sums found = kernel(n, x[0], x[1], x[2], x[3]);
        const double results[RESULTS] = {found.p0q0,
                                         found.p1q0,
                                         found.p0q1,
                                         found.p1q1,
                                         found.prices_positive,
                                         found.quantities_positive};
        for (int k = 0; k < RESULTS; k++) {
            *(double *)(args[OPERANDS + k] + row * steps[OPERANDS + k]) = results[k];
        }
    }
    hct_clear_fp_flags();
}

static void
loop_pair_sums(char **args, npy_intp const *dimensions, npy_intp const *steps,
               void *data)
{
    (void)data;
    sums_with(hct_pair_sums_of, args, dimensions, steps);
}

static void
loop_pair_sums_avx2(char **args, npy_intp const *dimensions, npy_intp const *steps,
                    void *data)
{
    (void)data;
    sums_with(hct_pair_sums_of_avx2, args, dimensions, steps);
}

const hct_ufunc hct_pair_sums_ufuncs[] = {
    {"pair_sums",
     "pair_sums_portable",
     "(n),(n),(n),(n)->(),(),(),(),(),()",
     "pair_sums(p0, p1, q0, q1): sums of p0 q0, p1 q0, p0 q1 and p1 q1, and whether "
     "all prices and all quantities are positive; items side by side.",
     OPERANDS,
     RESULTS,
     HCT_TYPES(HCT_D, HCT_D, HCT_D, HCT_D, HCT_D, HCT_D, HCT_D, HCT_D, HCT_D, HCT_D),
     {loop_pair_sums, loop_pair_sums_avx2}},
    {0},
};
