/* Loops over the rounding kernels: dl->d with x, decimals. */
#include <limits.h>

#include <hct/rounding.h>

#include "loops.h"

/* Figures that follow each other with the same number of decimals go to the kernel
 * together; where NumPy hands over one number for all, that is the whole call. */
static void
round_with(hct_round_half_up_kernel *kernel, char **args, npy_intp const *dimensions,
           npy_intp const *steps)
{
    const npy_intp n = dimensions[0];
    npy_intp together;

    for (npy_intp i = 0; i < n; i += together) {
        const npy_int64 decimals = *(npy_int64 *)(args[1] + i * steps[1]);

        together = steps[1] == 0 ? n : 1;
        while (i + together < n &&
               *(npy_int64 *)(args[1] + (i + together) * steps[1]) == decimals) {
            together++;
        }
        kernel((const double *)(args[0] + i * steps[0]), HCT_ELEMENTS(steps[0]),
               together,
               decimals < INT_MIN || decimals > INT_MAX ? INT_MAX : (int)decimals,
               (double *)(args[2] + i * steps[2]), HCT_ELEMENTS(steps[2]));
    }
    hct_clear_fp_flags();
}

static void
loop_round_half_up(char **args, npy_intp const *dimensions, npy_intp const *steps,
                   void *data)
{
    (void)data;
    round_with(hct_round_half_up, args, dimensions, steps);
}

static void
loop_round_half_up_avx2(char **args, npy_intp const *dimensions, npy_intp const *steps,
                        void *data)
{
    (void)data;
    round_with(hct_round_half_up_avx2, args, dimensions, steps);
}

const hct_ufunc hct_rounding_ufuncs[] = {
    {"round_half_up",
     "round_half_up_portable",
     NULL,
     "round_half_up(x, decimals): decimal half-up.",
     2,
     1,
     HCT_TYPES(HCT_D, HCT_L, HCT_D),
     {loop_round_half_up, loop_round_half_up_avx2}},
    {.name = NULL},
};
