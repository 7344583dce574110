/* Loops over the kernels of printed figures: ddl->dl with two figures and a number of
 * decimals in, a rate and its status out. */
#include <hct/printed.h>

#include "loops.h"

_Static_assert(sizeof(npy_int64) == sizeof(int64_t), "one type of 64-bit integers");

static void
printed_with(hct_printed_kernel *kernel, char **args, npy_intp const *dimensions,
             npy_intp const *steps)
{
    kernel(dimensions[0], (const double *)args[0], HCT_ELEMENTS(steps[0]),
           (const double *)args[1], HCT_ELEMENTS(steps[1]), (const int64_t *)args[2],
           HCT_ELEMENTS(steps[2]), (double *)args[3], HCT_ELEMENTS(steps[3]),
           (int64_t *)args[4], HCT_ELEMENTS(steps[4]));
    hct_clear_fp_flags();
}

static void
loop_printed_ratio(char **args, npy_intp const *dimensions, npy_intp const *steps,
                   void *data)
{
    (void)data;
    printed_with(hct_printed_ratio, args, dimensions, steps);
}

static void
loop_printed_growth(char **args, npy_intp const *dimensions, npy_intp const *steps,
                    void *data)
{
    (void)data;
    printed_with(hct_printed_growth, args, dimensions, steps);
}

const hct_ufunc hct_printed_ufuncs[] = {
    {"printed_ratio",
     NULL,
     NULL,
     "printed_ratio(a, b, places): a / b rounded from its exact value, and a status.",
     3,
     2,
     HCT_TYPES(HCT_D, HCT_D, HCT_L, HCT_D, HCT_L),
     {loop_printed_ratio, NULL}},
    {"printed_growth",
     NULL,
     NULL,
     "printed_growth(current, base, places): (current - base) / base rounded from its "
     "exact value, and a status.",
     3,
     2,
     HCT_TYPES(HCT_D, HCT_D, HCT_L, HCT_D, HCT_L),
     {loop_printed_growth, NULL}},
    {.name = NULL},
};
