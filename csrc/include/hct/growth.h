/* Growth rates, and sums over the year so far, of a panel of series.
 *
 * Every kernel comes twice: hct_<name> is portable C, hct_<name>_avx2 the same
 * loop compiled for AVX2 (on other machines, the portable one again). Both give
 * the same bits, except for the payload of a NaN.
 */
#ifndef HCT_GROWTH_H
#define HCT_GROWTH_H

#include <hct/panel.h>

/* What a rate is where its base is zero or negative. */
typedef enum {
    HCT_BASE_NAN = 0,  /* no rate: NaN */
    HCT_BASE_FORMULA,  /* (x1 - x0) / x0 as IEEE arithmetic has it */
    HCT_BASE_ABSOLUTE, /* (x1 - x0) / |x0|; NaN for a zero base */
} hct_negative_base;

/* Growth of x over lag periods, out[s, t] = (x1 - x0) / x0 with x1 = x[s, t] and
 * x0 = x[s, t - lag]: one subtraction, one division.
 *
 * Given:
 *   x, xs                   n_series x n_periods observations and their strides
 *   n_series, n_periods     0 or more
 *   lag                     1 or more; may exceed n_periods
 *   rule                    what a zero or negative base gives
 *   out, os                 room for the result, not overlapping x, and its strides
 * Returned:
 *   out                     fractions; NaN in the first lag periods
 * Missing:   a NaN at either end gives NaN.
 * Order:     every element stands alone.
 * Cost:      O(n_series * n_periods), one pass, at the speed of memory; the loop
 *            whose stride is 1 goes innermost. No scratch.
 * Reference: IMF et al. (2020), Consumer Price Index Manual, chapter 8, on
 *            period-on-period and over-the-year rates.
 */
typedef void hct_growth_kernel(const double *x, hct_strides xs, ptrdiff_t n_series,
                               ptrdiff_t n_periods, ptrdiff_t lag,
                               hct_negative_base rule, double *out, hct_strides os);
hct_growth_kernel hct_growth, hct_growth_avx2;

/* The year of a series: how many periods it has, and which of them comes first in
 * the data (1 .. periods_per_year). Periods before the first complete beginning of
 * a year have no sum over the year so far. */
typedef struct {
    ptrdiff_t periods_per_year;
    ptrdiff_t first_period;
} hct_year;

/* Sum over the year so far, out[s, t] = x[s, first period of t's year] + .. + x[s, t].
 *
 * Given:
 *   x, xs, n_series, n_periods   as above
 *   year                         periods_per_year >= 1, 1 <= first_period <= it
 *   out, os                      room for the result, not overlapping x, its strides
 * Returned:
 *   out                          NaN up to the first period of a year in the data
 * Missing:   NaN from the missing period to the end of its year; the next year is
 *            untouched.
 * Order:     left to right, from the first period of each year. Error at most
 *            (m - 1) * 2^-53 * sum |x| to first order for the m-th period of a year.
 * Cost:      one pass; no scratch.
 */
typedef void hct_ytd_kernel(const double *x, hct_strides xs, ptrdiff_t n_series,
                            ptrdiff_t n_periods, hct_year year, double *out,
                            hct_strides os);
hct_ytd_kernel hct_ytd, hct_ytd_avx2;

/* Growth of the sum over the year so far against the same periods of the year
 * before: a ratio of two sums, less one.
 *
 * Given:     as for hct_ytd, rule as for hct_growth (applied to the sum), and
 *   scratch, n_scratch    room for n_scratch doubles, 0 or more: used where series are
 *                         contiguous; HCT_YTD_SCRATCH are enough for full speed, with
 *                         none the panel is done one series at a time
 * Returned:  out, fractions; NaN up to the end of the first complete year.
 * Missing:   NaN from the missing period to the end of its year, and in the same
 *            periods of the following year.
 * Order:     the sums as in hct_ytd, then the rate as in hct_growth: equal, to the
 *            bit, to hct_growth of hct_ytd with lag periods_per_year.
 * Cost:      one pass.
 */
enum { HCT_YTD_SCRATCH = 12 * (4096 + 8) };
typedef void hct_ytd_growth_kernel(const double *x, hct_strides xs, ptrdiff_t n_series,
                                   ptrdiff_t n_periods, hct_year year,
                                   hct_negative_base rule, double *scratch,
                                   ptrdiff_t n_scratch, double *out, hct_strides os);
hct_ytd_growth_kernel hct_ytd_growth, hct_ytd_growth_avx2;

#endif
