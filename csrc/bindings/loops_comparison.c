/* Loops over the comparison kernels: elementwise, so one call is one kernel call. */
#include <hct/comparison.h>

#include "loops.h"

/* dd->d */
static void
of_two(hct_comparison_of_two *kernel, char **args, npy_intp const *dimensions,
       npy_intp const *steps)
{
    kernel(dimensions[0], (const double *)args[0], HCT_ELEMENTS(steps[0]),
           (const double *)args[1], HCT_ELEMENTS(steps[1]), (double *)args[2],
           HCT_ELEMENTS(steps[2]));
    hct_clear_fp_flags();
}

static void
loop_difference(char **args, npy_intp const *dimensions, npy_intp const *steps,
                void *data)
{
    (void)data;
    of_two(hct_difference, args, dimensions, steps);
}

static void
loop_ratio(char **args, npy_intp const *dimensions, npy_intp const *steps, void *data)
{
    (void)data;
    of_two(hct_ratio, args, dimensions, steps);
}

static void
loop_additive_contribution(char **args, npy_intp const *dimensions,
                           npy_intp const *steps, void *data)
{
    (void)data;
    of_two(hct_additive_contribution, args, dimensions, steps);
}

static void
loop_implied_base(char **args, npy_intp const *dimensions, npy_intp const *steps,
                  void *data)
{
    (void)data;
    of_two(hct_implied_base, args, dimensions, steps);
}

static void
loop_implied_increase(char **args, npy_intp const *dimensions, npy_intp const *steps,
                      void *data)
{
    (void)data;
    of_two(hct_implied_increase, args, dimensions, steps);
}

static void
loop_stacked_growth(char **args, npy_intp const *dimensions, npy_intp const *steps,
                    void *data)
{
    (void)data;
    of_two(hct_stacked_growth, args, dimensions, steps);
}

static void
loop_average_growth(char **args, npy_intp const *dimensions, npy_intp const *steps,
                    void *data)
{
    (void)data;
    of_two(hct_average_growth, args, dimensions, steps);
}

static void
loop_implied_price_change(char **args, npy_intp const *dimensions,
                          npy_intp const *steps, void *data)
{
    (void)data;
    of_two(hct_implied_price_change, args, dimensions, steps);
}

/* ddl->d with current, base, rule; NumPy hands over a scalar rule with a step of 0. */
static void
loop_relative_change(char **args, npy_intp const *dimensions, npy_intp const *steps,
                     void *data)
{
    const npy_intp n = dimensions[0];
    const npy_intp together = steps[2] == 0 ? n : 1;

    (void)data;
    for (npy_intp i = 0; i < n; i += together) {
        hct_relative_change(
            together, (const double *)(args[0] + i * steps[0]), HCT_ELEMENTS(steps[0]),
            (const double *)(args[1] + i * steps[1]), HCT_ELEMENTS(steps[1]),
            (hct_negative_base) * (npy_int64 *)(args[2] + i * steps[2]),
            (double *)(args[3] + i * steps[3]), HCT_ELEMENTS(steps[3]));
    }
    hct_clear_fp_flags();
}

/* ddd->d with total, part, share */
static void
loop_required_growth(char **args, npy_intp const *dimensions, npy_intp const *steps,
                     void *data)
{
    (void)data;
    hct_required_growth(dimensions[0], (const double *)args[0], HCT_ELEMENTS(steps[0]),
                        (const double *)args[1], HCT_ELEMENTS(steps[1]),
                        (const double *)args[2], HCT_ELEMENTS(steps[2]),
                        (double *)args[3], HCT_ELEMENTS(steps[3]));
    hct_clear_fp_flags();
}

const hct_ufunc hct_comparison_ufuncs[] = {
    {"difference",
     NULL,
     NULL,
     "difference(a, b): a - b.",
     2,
     1,
     HCT_TYPES(HCT_D, HCT_D, HCT_D),
     {loop_difference, NULL}},
    {"ratio",
     NULL,
     NULL,
     "ratio(a, b): a / b.",
     2,
     1,
     HCT_TYPES(HCT_D, HCT_D, HCT_D),
     {loop_ratio, NULL}},
    {"additive_contribution",
     NULL,
     NULL,
     "additive_contribution(share, growth): share * growth.",
     2,
     1,
     HCT_TYPES(HCT_D, HCT_D, HCT_D),
     {loop_additive_contribution, NULL}},
    {"implied_base",
     NULL,
     NULL,
     "implied_base(current, growth): current / (1 + growth).",
     2,
     1,
     HCT_TYPES(HCT_D, HCT_D, HCT_D),
     {loop_implied_base, NULL}},
    {"implied_increase",
     NULL,
     NULL,
     "implied_increase(current, growth): current less its base.",
     2,
     1,
     HCT_TYPES(HCT_D, HCT_D, HCT_D),
     {loop_implied_increase, NULL}},
    {"stacked_growth",
     NULL,
     NULL,
     "stacked_growth(first, second): growth over both periods.",
     2,
     1,
     HCT_TYPES(HCT_D, HCT_D, HCT_D),
     {loop_stacked_growth, NULL}},
    {"average_growth",
     NULL,
     NULL,
     "average_growth(first, second): mean growth a period.",
     2,
     1,
     HCT_TYPES(HCT_D, HCT_D, HCT_D),
     {loop_average_growth, NULL}},
    {"implied_price_change",
     NULL,
     NULL,
     "implied_price_change(nominal, real): change of the implicit price index.",
     2,
     1,
     HCT_TYPES(HCT_D, HCT_D, HCT_D),
     {loop_implied_price_change, NULL}},
    {"relative_change",
     NULL,
     NULL,
     "relative_change(current, base, rule): (current - base) / base.",
     3,
     1,
     HCT_TYPES(HCT_D, HCT_D, HCT_L, HCT_D),
     {loop_relative_change, NULL}},
    {"required_growth",
     NULL,
     NULL,
     "required_growth(total, part, share): growth of the rest.",
     3,
     1,
     HCT_TYPES(HCT_D, HCT_D, HCT_D, HCT_D),
     {loop_required_growth, NULL}},
    {.name = NULL},
};
