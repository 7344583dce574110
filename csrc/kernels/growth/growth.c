/* Growth of a panel over a lag. Contract: hct/growth.h. */
#include <hct/growth.h>
#include <hct/platform.h>

#include "rate.inc.h"
#include "kernels/shared/stream.inc.h"

/* Rows over at most so many series are compared before the next series: the base, `lag`
 * rows back, is then still in a cache. Shorter rows defeat the prefetcher. */
enum { BLOCK = 16384 };

/* Rates of so many periods are made before they are streamed. */
enum { BUFFER = 512 };

/* What is computed of two values. */
typedef enum { RELATIVE, DIFFERENCE, LOGARITHM, ANNUALISED } kind;

/* ln(x1 / x0), of two negatives as well. Near 1 the quotient has lost the digits that
 * matter, and log1p of the rate has them: x1 - x0 is exact there. Elsewhere the difference
 * of two logarithms neither overflows nor underflows. No logarithm is taken of 0 or of a
 * negative. */
static double
log_growth(double x1, double x0)
{
    const double quotient = x1 / x0;

    if (!(quotient >= 0.0)) { /* signs differ, or a NaN */
        return NAN;
    }
    if (x1 == 0.0 || x0 == 0.0) {
        return x1 == 0.0 ? -INFINITY : INFINITY;
    }
    if (quotient >= 0.5 && quotient <= 2.0) {
        return log1p((x1 - x0) / x0);
    }
    return log(fabs(x1)) - log(fabs(x0));
}

/* Kind and rule are literals where this is inlined. */
HCT_INLINE double
compared(double x1, double x0, kind what, hct_negative_base rule, double power)
{
    double result;

    switch (what) {
    case RELATIVE:
        return rate(x1, x0, rule);
    case DIFFERENCE:
        return x1 - x0;
    case LOGARITHM: /* a negative has no logarithm, even where the quotient has one */
        result = x1 < 0.0 || x0 < 0.0 ? NAN : log_growth(fabs(x1), fabs(x0));
        break;
    default: /* a negative quotient has whole powers only, which pow knows */
        result = x1 / x0 < 0.0 ? pow(x1 / x0, power) - 1.0
                               : expm1(power * log_growth(x1, x0));
        result = rule == HCT_BASE_FORMULA || x1 >= 0.0 ? result : NAN;
        break;
    }
    return rule == HCT_BASE_FORMULA || x0 > 0.0 ? result : NAN;
}

/* A run of n comparisons. Steps of 1 stand as literals, so that the compiler sees
 * contiguous memory and vectorises; x1 and x0 are two windows on one input. */
HCT_INLINE void
growth_run(const double *x1, const double *x0, ptrdiff_t x_step, double *restrict out,
           ptrdiff_t out_step, ptrdiff_t n, kind what, hct_negative_base rule,
           double power)
{
    if (x_step == 1 && out_step == 1) {
        for (ptrdiff_t i = 0; i < n; i++) {
            out[i] = compared(x1[i], x0[i], what, rule, power);
        }
    }
    else {
        for (ptrdiff_t i = 0; i < n; i++) {
            out[i * out_step] =
                compared(x1[i * x_step], x0[i * x_step], what, rule, power);
        }
    }
}

/* A row of n comparisons, side by side in memory, whose whole lines are streamed. */
HCT_INLINE void
growth_row_streamed(const double *x1, const double *x0, double *restrict out,
                    ptrdiff_t n, kind what, hct_negative_base rule, double power)
{
    const ptrdiff_t before = before_line(out), head = before < n ? before : n;
    ptrdiff_t i = head;

    growth_run(x1, x0, 1, out, 1, head, what, rule, power);
    for (; i + LINE <= n; i += LINE) {
        double line[LINE];
#pragma GCC unroll 1 /* unrolled, it would stay scalar */
        for (int k = 0; k < LINE; k++) {
            line[k] = compared(x1[i + k], x0[i + k], what, rule, power);
        }
        stream_line(out + i, line);
    }
    growth_run(x1 + i, x0 + i, 1, out + i, 1, n - i, what, rule, power);
}

/* Series contiguous in x: a row of rates at each period. */
HCT_INLINE void
growth_rows(const double *x, ptrdiff_t x_row, ptrdiff_t n_series, ptrdiff_t n_periods,
            ptrdiff_t lag, kind what, hct_negative_base rule, double power, double *out,
            hct_strides os)
{
    const ptrdiff_t head = lag < n_periods ? lag : n_periods;
    const int streamed =
        CAN_STREAM && os.series_stride == 1 && worth_streaming(n_periods, n_series);

    for (ptrdiff_t t = 0; t < head; t++) {
        fill_nan(out + t * os.period_stride, os.series_stride, n_series);
    }
    for (ptrdiff_t s = 0, n; s < n_series; s += n) {
        n = n_series - s < BLOCK ? n_series - s : BLOCK;
        for (ptrdiff_t t = head; t < n_periods; t++) {
            const double *x1 = x + t * x_row + s, *x0 = x1 - lag * x_row;
            double *row = out + t * os.period_stride + s * os.series_stride;

            if (streamed) {
                growth_row_streamed(x1, x0, row, n, what, rule, power);
            }
            else {
                growth_run(x1, x0, 1, row, os.series_stride, n, what, rule, power);
            }
        }
    }
    if (streamed) {
        end_of_stream();
    }
}

/* Periods contiguous in x, and all of out one piece of memory: every line of it is
 * streamed whole. What is left of a line waits for the next series. */
HCT_INLINE void
growth_streamed(const double *x, ptrdiff_t x_series, ptrdiff_t n_series,
                ptrdiff_t n_periods, ptrdiff_t lag, kind what, hct_negative_base rule,
                double power, double *out)
{
    const ptrdiff_t head = lag < n_periods ? lag : n_periods;
    double values[LINE + BUFFER];
    ptrdiff_t waiting = 0;

    for (ptrdiff_t s = 0; s < n_series; s++) {
        const double *series = x + s * x_series;

        for (ptrdiff_t t = 0, n; t < n_periods; t += n) {
            double *rates = values + waiting;

            n = n_periods - t < BUFFER ? n_periods - t : BUFFER;
            const ptrdiff_t without = t < head ? (head - t < n ? head - t : n) : 0;
            fill_nan(rates, 1, without);
            if (without < n) {
                const double *x1 = series + t + without;
                growth_run(x1, x1 - lag, 1, rates + without, 1, n - without, what, rule,
                           power);
            }
            const ptrdiff_t written = stream_lines(out, values, waiting + n);
            out += written;
            waiting += n - written;
            memcpy(values, values + written, (size_t)waiting * sizeof(double));
        }
    }
    memcpy(out, values, (size_t)waiting * sizeof(double));
    end_of_stream();
}

HCT_INLINE void
growth_panel(const double *x, hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
             ptrdiff_t lag, kind what, hct_negative_base rule, double power,
             double *out, hct_strides os)
{
    const ptrdiff_t head = lag < n_periods ? lag : n_periods;

    if (xs.series_stride == 1) {
        growth_rows(x, xs.period_stride, n_series, n_periods, lag, what, rule, power,
                    out, os);
        return;
    }
    if (CAN_STREAM && xs.period_stride == 1 && os.period_stride == 1 &&
        os.series_stride == n_periods && n_series > STREAM_WHOLE / (n_periods + 1)) {
        growth_streamed(x, xs.series_stride, n_series, n_periods, lag, what, rule,
                        power, out);
        return;
    }
    for (ptrdiff_t s = 0; s < n_series; s++) {
        const double *series = x + s * xs.series_stride;
        double *result = out + s * os.series_stride;

        fill_nan(result, os.period_stride, head);
        growth_run(series + head * xs.period_stride, series, xs.period_stride,
                   result + head * os.period_stride, os.period_stride, n_periods - head,
                   what, rule, power);
    }
}

/* The rule goes on as a literal: each call compiles to a loop that does not ask. */
HCT_INLINE void
growth_by_rule(const double *x, hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
               ptrdiff_t lag, hct_negative_base rule, double *out, hct_strides os)
{
    switch (rule) {
    case HCT_BASE_NAN:
        growth_panel(x, xs, n_series, n_periods, lag, RELATIVE, HCT_BASE_NAN, 1.0, out,
                     os);
        break;
    case HCT_BASE_FORMULA:
        growth_panel(x, xs, n_series, n_periods, lag, RELATIVE, HCT_BASE_FORMULA, 1.0,
                     out, os);
        break;
    case HCT_BASE_ABSOLUTE:
        growth_panel(x, xs, n_series, n_periods, lag, RELATIVE, HCT_BASE_ABSOLUTE, 1.0,
                     out, os);
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

void
hct_change(const double *x, hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
           ptrdiff_t lag, double *out, hct_strides os)
{
    growth_panel(x, xs, n_series, n_periods, lag, DIFFERENCE, HCT_BASE_FORMULA, 1.0,
                 out, os);
}

void
hct_log_growth(const double *x, hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
               ptrdiff_t lag, hct_negative_base rule, double *out, hct_strides os)
{
    growth_panel(x, xs, n_series, n_periods, lag, LOGARITHM, rule, 1.0, out, os);
}

void
hct_annualised_growth(const double *x, hct_strides xs, ptrdiff_t n_series,
                      ptrdiff_t n_periods, ptrdiff_t lag, ptrdiff_t periods_per_year,
                      hct_negative_base rule, double *out, hct_strides os)
{
    const double power = (double)periods_per_year / (double)lag;
    growth_panel(x, xs, n_series, n_periods, lag, ANNUALISED, rule, power, out, os);
}
