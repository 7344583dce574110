/* Loops over the growth kernels: a call hands a whole panel to the kernel.
 *
 * The parameters (lag, year, rule) are operands of the ufunc, so that no state is
 * kept between calls. Where they differ from series to series, NumPy's broadcasting
 * gives them a stride, and the panel is done one series at a time.
 */
#include <stdlib.h>

#include <hct/growth.h>

#include "loops.h"

static npy_int64
parameter(char **args, npy_intp const *steps, int operand, npy_intp series)
{
    return *(npy_int64 *)(args[operand] + series * steps[operand]);
}

/* Series that share their parameters: all, or one at a time. */
static npy_intp
series_together(npy_intp const *steps, int first, int last, npy_intp n_series)
{
    for (int operand = first; operand <= last; operand++) {
        if (steps[operand] != 0) {
            return 1;
        }
    }
    return n_series;
}

/* growth: (n),(),()->(n) with x, lag, rule. */
static void
growth_with(hct_growth_kernel *kernel, char **args, npy_intp const *dimensions,
            npy_intp const *steps)
{
    const npy_intp n_series = dimensions[0], n_periods = dimensions[1];
    const hct_strides xs = {HCT_ELEMENTS(steps[0]), HCT_ELEMENTS(steps[4])};
    const hct_strides os = {HCT_ELEMENTS(steps[3]), HCT_ELEMENTS(steps[5])};
    const npy_intp together = series_together(steps, 1, 2, n_series);

    for (npy_intp s = 0; s < n_series; s += together) {
        kernel((const double *)(args[0] + s * steps[0]), xs, together, n_periods,
               (ptrdiff_t)parameter(args, steps, 1, s),
               (hct_negative_base)parameter(args, steps, 2, s),
               (double *)(args[3] + s * steps[3]), os);
    }
    hct_clear_fp_flags();
}

void
hct_loop_growth(char **args, npy_intp const *dimensions, npy_intp const *steps,
                void *data)
{
    (void)data;
    growth_with(hct_growth, args, dimensions, steps);
}

void
hct_loop_growth_avx2(char **args, npy_intp const *dimensions, npy_intp const *steps,
                     void *data)
{
    (void)data;
    growth_with(hct_growth_avx2, args, dimensions, steps);
}

/* ytd: (n),(),()->(n) with x, periods_per_year, first_period. */
static void
ytd_with(hct_ytd_kernel *kernel, char **args, npy_intp const *dimensions,
         npy_intp const *steps)
{
    const npy_intp n_series = dimensions[0], n_periods = dimensions[1];
    const hct_strides xs = {HCT_ELEMENTS(steps[0]), HCT_ELEMENTS(steps[4])};
    const hct_strides os = {HCT_ELEMENTS(steps[3]), HCT_ELEMENTS(steps[5])};
    const npy_intp together = series_together(steps, 1, 2, n_series);

    for (npy_intp s = 0; s < n_series; s += together) {
        const hct_year year = {(ptrdiff_t)parameter(args, steps, 1, s),
                               (ptrdiff_t)parameter(args, steps, 2, s)};
        kernel((const double *)(args[0] + s * steps[0]), xs, together, n_periods, year,
               (double *)(args[3] + s * steps[3]), os);
    }
    hct_clear_fp_flags();
}

void
hct_loop_ytd(char **args, npy_intp const *dimensions, npy_intp const *steps, void *data)
{
    (void)data;
    ytd_with(hct_ytd, args, dimensions, steps);
}

void
hct_loop_ytd_avx2(char **args, npy_intp const *dimensions, npy_intp const *steps,
                  void *data)
{
    (void)data;
    ytd_with(hct_ytd_avx2, args, dimensions, steps);
}

/* ytd_growth: (n),(),(),()->(n) with x, periods_per_year, first_period, rule. Where
 * memory is short the kernel does with less scratch, or none. */
static void
ytd_growth_with(hct_ytd_growth_kernel *kernel, char **args, npy_intp const *dimensions,
                npy_intp const *steps)
{
    const npy_intp n_series = dimensions[0], n_periods = dimensions[1];
    const hct_strides xs = {HCT_ELEMENTS(steps[0]), HCT_ELEMENTS(steps[5])};
    const hct_strides os = {HCT_ELEMENTS(steps[4]), HCT_ELEMENTS(steps[6])};
    const npy_intp together = series_together(steps, 1, 3, n_series);
    double *scratch = together > 1 && xs.series_stride == 1
                          ? malloc(HCT_YTD_SCRATCH * sizeof(double))
                          : NULL;

    for (npy_intp s = 0; s < n_series; s += together) {
        const hct_year year = {(ptrdiff_t)parameter(args, steps, 1, s),
                               (ptrdiff_t)parameter(args, steps, 2, s)};
        kernel((const double *)(args[0] + s * steps[0]), xs, together, n_periods, year,
               (hct_negative_base)parameter(args, steps, 3, s), scratch,
               scratch == NULL ? 0 : HCT_YTD_SCRATCH,
               (double *)(args[4] + s * steps[4]), os);
    }
    free(scratch);
    hct_clear_fp_flags();
}

void
hct_loop_ytd_growth(char **args, npy_intp const *dimensions, npy_intp const *steps,
                    void *data)
{
    (void)data;
    ytd_growth_with(hct_ytd_growth, args, dimensions, steps);
}

void
hct_loop_ytd_growth_avx2(char **args, npy_intp const *dimensions, npy_intp const *steps,
                         void *data)
{
    (void)data;
    ytd_growth_with(hct_ytd_growth_avx2, args, dimensions, steps);
}
