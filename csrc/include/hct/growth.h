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
 *            whose stride is 1 goes innermost. No scratch. A large out is written past the
 *            caches where it is one piece of memory, or its rows of series are.
 * Reference: IMF et al. (2020), Consumer Price Index Manual, chapter 8, on
 *            period-on-period and over-the-year rates.
 */
typedef void hct_growth_kernel(const double *x, hct_strides xs, ptrdiff_t n_series,
                               ptrdiff_t n_periods, ptrdiff_t lag,
                               hct_negative_base rule, double *out, hct_strides os);
hct_growth_kernel hct_growth, hct_growth_avx2;

/* Change of x over lag periods, out[s, t] = x1 - x0, in the unit of x.
 *
 * Given, returned, missing, cost: as for hct_growth. One subtraction.
 */
void hct_change(const double *x, hct_strides xs, ptrdiff_t n_series,
                ptrdiff_t n_periods, ptrdiff_t lag, double *out, hct_strides os);

/* Logarithmic growth of x over lag periods, out[s, t] = ln(x1) - ln(x0), which adds
 * up over periods.
 *
 * Given:     as for hct_growth; rule is HCT_BASE_NAN or HCT_BASE_FORMULA
 * Returned:  out; -inf where x falls to 0; NaN where either end is negative, in the
 *            first lag periods and, under HCT_BASE_NAN, over a base that is zero
 * Missing:   a NaN at either end gives NaN.
 * Order:     log1p of the rate for quotients of 1/2 .. 2, else ln(x1) - ln(x0). The
 *            last bits are those of the C library.
 * Cost:      O(n_series * n_periods), one or two logarithms each.
 * Reference: Toernqvist, Vartia and Vartia (1985), How should relative changes be
 *            measured?, The American Statistician 39.
 */
void hct_log_growth(const double *x, hct_strides xs, ptrdiff_t n_series,
                    ptrdiff_t n_periods, ptrdiff_t lag, hct_negative_base rule,
                    double *out, hct_strides os);

/* Growth over lag periods at a yearly rate, (x1 / x0)^(periods_per_year / lag) - 1.
 *
 * Given, returned, missing: as for hct_log_growth, and periods_per_year >= 1; under
 *            HCT_BASE_FORMULA two negatives have a rate, that of their quotient, and a
 *            negative quotient has what pow makes of it; otherwise a negative x1 has none.
 * Order:     expm1 of the power times the logarithm of the quotient.
 * Cost:      as hct_log_growth and an exponential each.
 */
void hct_annualised_growth(const double *x, hct_strides xs, ptrdiff_t n_series,
                           ptrdiff_t n_periods, ptrdiff_t lag,
                           ptrdiff_t periods_per_year, hct_negative_base rule,
                           double *out, hct_strides os);

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
 * Cost:      one pass; where periods are contiguous, with AVX2, that of the divisions, for
 *            every length of a year up to 512 periods.
 */
enum { HCT_YTD_SCRATCH = 12 * (4096 + 8) };
typedef void hct_ytd_growth_kernel(const double *x, hct_strides xs, ptrdiff_t n_series,
                                   ptrdiff_t n_periods, hct_year year,
                                   hct_negative_base rule, double *scratch,
                                   ptrdiff_t n_scratch, double *out, hct_strides os);
hct_ytd_growth_kernel hct_ytd_growth, hct_ytd_growth_avx2;

/* The same two where a missing period is left out ("omit").
 *
 * hct_ytd_observed adds what is observed of the year so far; hct_ytd_growth_observed
 * leaves a period out of both years where either lacks it, so that like is compared
 * with like.
 *
 * Given:     as above, and
 *   min_count     fewest observed periods (pairs of periods) for a result, 1 or more
 * Returned:  out; NaN where fewer than min_count are observed, and where the data do
 *            not reach back to the beginning of the year.
 * Missing:   a NaN counts as not observed.
 * Order:     left to right over what is observed. Without NaN the bits are those of
 *            hct_ytd and hct_ytd_growth.
 * Cost:      one pass, about four times hct_ytd.
 */
void hct_ytd_observed(const double *x, hct_strides xs, ptrdiff_t n_series,
                      ptrdiff_t n_periods, hct_year year, ptrdiff_t min_count,
                      double *out, hct_strides os);
void hct_ytd_growth_observed(const double *x, hct_strides xs, ptrdiff_t n_series,
                             ptrdiff_t n_periods, hct_year year, ptrdiff_t min_count,
                             hct_negative_base rule, double *out, hct_strides os);

/* Single periods of sums over the year so far: out = x[t] - x[t - 1] inside a year,
 * x[t] where a year begins. The inverse of hct_ytd, but for rounding.
 *
 * Given, returned: as for hct_ytd; where the data begin inside a year, the first
 *            period is NaN.
 * Missing:   a NaN gives NaN at its period and at the next of the same year.
 * Order:     one subtraction each. Cost: one pass.
 */
void hct_decumulate(const double *x, hct_strides xs, ptrdiff_t n_series,
                    ptrdiff_t n_periods, hct_year year, double *out, hct_strides os);

/* An index from period-on-period relatives: out[t] = start * x[0] * .. * x[t].
 *
 * Given:     x, xs, n_series, n_periods, out, os as above, and
 *   start         the level before the first relative
 * Missing:   a NaN breaks the chain: NaN from there on.
 * Order:     left to right. Relative error at most (t + 1) * 2^-53 to first order,
 *            as long as no product overflows or underflows.
 * Cost:      one pass.
 */
void hct_chain(const double *x, hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
               double start, double *out, hct_strides os);

#endif
