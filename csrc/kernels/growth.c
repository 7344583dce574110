/* Growth of a panel over a lag. Contract: hct/growth.h. */
#include <hct/growth.h>
#include <hct/platform.h>

#include "rate.inc.h"

/* A run of n rates. Steps of 1 stand as literals, so that the compiler sees
 * contiguous memory and vectorises; x1 and x0 are two windows on one input. */
HCT_INLINE void
growth_run(const double *x1, const double *x0, ptrdiff_t x_step, double *restrict out,
           ptrdiff_t out_step, ptrdiff_t n, hct_negative_base rule)
{
    if (x_step == 1 && out_step == 1) {
        for (ptrdiff_t i = 0; i < n; i++) {
            out[i] = rate(x1[i], x0[i], rule);
        }
    }
    else {
        for (ptrdiff_t i = 0; i < n; i++) {
            out[i * out_step] = rate(x1[i * x_step], x0[i * x_step], rule);
        }
    }
}

HCT_INLINE void
growth_panel(const double *x, hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
             ptrdiff_t lag, hct_negative_base rule, double *out, hct_strides os)
{
    const ptrdiff_t head = lag < n_periods ? lag : n_periods;

    if (xs.series_stride == 1) { /* time first: a row of periods is contiguous */
        for (ptrdiff_t t = 0; t < head; t++) {
            fill_nan(out + t * os.period_stride, os.series_stride, n_series);
        }
        for (ptrdiff_t t = head; t < n_periods; t++) {
            growth_run(x + t * xs.period_stride, x + (t - lag) * xs.period_stride, 1,
                       out + t * os.period_stride, os.series_stride, n_series, rule);
        }
        return;
    }
    for (ptrdiff_t s = 0; s < n_series; s++) {
        const double *series = x + s * xs.series_stride;
        double *result = out + s * os.series_stride;

        fill_nan(result, os.period_stride, head);
        growth_run(series + head * xs.period_stride, series, xs.period_stride,
                   result + head * os.period_stride, os.period_stride, n_periods - head,
                   rule);
    }
}

/* The rule goes on as a literal: each call compiles to a loop that does not ask. */
HCT_INLINE void
growth_by_rule(const double *x, hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
               ptrdiff_t lag, hct_negative_base rule, double *out, hct_strides os)
{
    switch (rule) {
    case HCT_BASE_NAN:
        growth_panel(x, xs, n_series, n_periods, lag, HCT_BASE_NAN, out, os);
        break;
    case HCT_BASE_FORMULA:
        growth_panel(x, xs, n_series, n_periods, lag, HCT_BASE_FORMULA, out, os);
        break;
    case HCT_BASE_ABSOLUTE:
        growth_panel(x, xs, n_series, n_periods, lag, HCT_BASE_ABSOLUTE, out, os);
        break;
    }
}

void
hct_growth(const double *x, hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
           ptrdiff_t lag, hct_negative_base rule, double *out, hct_strides os)
{
    growth_by_rule(x, xs, n_series, n_periods, lag, rule, out, os);
}

HCT_TARGET_AVX2 void
hct_growth_avx2(const double *x, hct_strides xs, ptrdiff_t n_series,
                ptrdiff_t n_periods, ptrdiff_t lag, hct_negative_base rule, double *out,
                hct_strides os)
{
    growth_by_rule(x, xs, n_series, n_periods, lag, rule, out, os);
}
