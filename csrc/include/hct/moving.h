/* Sums and means over a moving window of periods, and their growth.
 *
 * Every window is added afresh, from its first period to its last. Nothing is carried
 * from window to window, so there is no drift, and an infinity or a huge value is felt
 * in its own windows only.
 */
#ifndef HCT_MOVING_H
#define HCT_MOVING_H

#include <hct/growth.h>
#include <hct/panel.h>

typedef enum { HCT_MOVING_SUM = 0, HCT_MOVING_MEAN } hct_moving_kind;

/* Sum or mean of the last `window` periods, out[s, t] = x[s, t - window + 1] + ..
 * + x[s, t], over window for the mean.
 *
 * Given:
 *   x, xs, n_series, n_periods   a panel and its strides
 *   window                       1 or more; may exceed n_periods
 *   what                         sum or mean
 *   out, os                      room for the result, not overlapping x, its strides
 * Returned:
 *   out                          NaN in the first window - 1 periods
 * Missing:   a NaN makes its windows NaN.
 * Order:     left to right in each window; the mean divides once. Error of the sum at
 *            most (window - 1) * 2^-53 * sum |x| to first order.
 * Cost:      O(n_series * n_periods * window) additions; at 12 periods about that of a
 *            copy. Where rows of series are contiguous and begin at multiples of 16
 *            bytes, and the panel is large, out is written past the caches.
 */
typedef void hct_moving_kernel(const double *x, hct_strides xs, ptrdiff_t n_series,
                               ptrdiff_t n_periods, ptrdiff_t window,
                               hct_moving_kind what, double *out, hct_strides os);
hct_moving_kernel hct_moving, hct_moving_avx2;

/* The same over what is observed of each window ("omit").
 *
 * Given:     as above, and
 *   min_count     fewest observed periods for a result, 1 or more
 * Returned:  out; NaN in the first window - 1 periods and where fewer than min_count
 *            are observed. The mean divides by the number observed.
 * Missing:   a NaN counts as not observed.
 * Order:     left to right over what is observed. Without NaN, the bits of hct_moving.
 */
void hct_moving_observed(const double *x, hct_strides xs, ptrdiff_t n_series,
                         ptrdiff_t n_periods, ptrdiff_t window, ptrdiff_t min_count,
                         hct_moving_kind what, double *out, hct_strides os);

/* Growth of the sum of the last `window` periods over that of the window `lag` periods
 * before, where a period is left out of both if either lacks it.
 *
 * Given:     as above, lag >= 1, and rule as for hct_growth, applied to the sum
 * Returned:  out, fractions; NaN in the first window + lag - 1 periods
 */
void hct_moving_growth_observed(const double *x, hct_strides xs, ptrdiff_t n_series,
                                ptrdiff_t n_periods, ptrdiff_t window, ptrdiff_t lag,
                                ptrdiff_t min_count, hct_negative_base rule,
                                double *out, hct_strides os);

#endif
