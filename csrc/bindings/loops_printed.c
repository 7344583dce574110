/* Loops over the kernels of printed figures: ddl->dl with two figures and a number of
 * decimals in, a rate and its status out. */
#include <math.h>

#include <hct/decimal.h>
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

/* The decimal that a figure denotes, d->ll: its digits with its sign, without the zeros at
 * their end, and the power of ten of the last. 0 and 0 for what is out of the range of
 * hct/decimal.h, and for zero. */
static void
loop_shortest_decimal(char **args, npy_intp const *dimensions, npy_intp const *steps,
                      void *data)
{
    (void)data;
    for (npy_intp i = 0; i < dimensions[0]; i++) {
        const double x = *(const double *)(args[0] + i * steps[0]), a = fabs(x);
        hct_decimal found = {0, 0};

        if (a >= HCT_DECIMAL_MIN && a < HCT_DECIMAL_MAX) {
            found = hct_shortest_decimal(a);
            while (found.digits % 10 == 0) {
                found.digits /= 10;
                found.exponent++;
            }
        }
        *(npy_int64 *)(args[1] + i * steps[1]) =
            x < 0.0 ? -(npy_int64)found.digits : (npy_int64)found.digits;
        *(npy_int64 *)(args[2] + i * steps[2]) = found.exponent;
    }
    hct_clear_fp_flags();
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
    {"shortest_decimal",
     NULL,
     NULL,
     "shortest_decimal(x): digits of the shortest decimal of x, and the power of ten "
     "of "
     "the last.",
     1,
     2,
     HCT_TYPES(HCT_D, HCT_L, HCT_L),
     {loop_shortest_decimal, NULL}},
    {.name = NULL},
};
