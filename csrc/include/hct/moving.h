/* Sums and means over a moving window of periods, and their growth.
 *
 * Every window is added from its own periods. Nothing is carried from window to window,
 * so there is no drift, and an infinity or a huge value is felt in its own windows only.
 * Which additions make up a sum depends on the length of the window alone:
 *
 *   S_1[i] = x[i],   S_4q[i] = (S_q[i] + S_q[i + q]) + (S_q[i + 2q] + S_q[i + 3q])
 *
 * Blocks of 4q periods are used from a window of 8q on. A window is cut, from its oldest
 * period, into the largest blocks that fit, and these are added from left to right: 7
 * periods one by one, 12 as 4 + 4 + 4, 60 as 16 + 16 + 16 + 4 + 4 + 4.
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
 *   scratch, n_scratch           room for doubles: hct_moving_scratch says how many help;
 *                                with fewer, down to none, each window is added alone
 *   out, os                      room for the result, not overlapping x, its strides
 * Returned:
 *   out                          NaN in the first window - 1 periods
 * Missing:   a NaN makes its windows NaN.
 * Order:     the tree above in each window; the mean divides once. Error of the sum at
 *            most d * 2^-53 * sum |x| to first order, with d = 2 log4(largest block) +
 *            blocks - 1: 6, 4, 9, 12, 16 for windows of 7, 12, 60, 120, 365, less than
 *            4.81 log4(window) from 8 on, and never more than window - 1.
 * Cost:      O(n_series * n_periods * log window) additions; up to about 24 periods that
 *            of a copy where periods are contiguous, half as much again where series are.
 *            Others are gathered.
 *            Large results are written past the caches.
 */
typedef void hct_moving_kernel(const double *x, hct_strides xs, ptrdiff_t n_series,
                               ptrdiff_t n_periods, ptrdiff_t window,
                               hct_moving_kind what, double *scratch,
                               ptrdiff_t n_scratch, double *out, hct_strides os);
hct_moving_kernel hct_moving, hct_moving_avx2;

ptrdiff_t hct_moving_scratch(hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
                             ptrdiff_t window, hct_strides os);

/* The same over what is observed of each window ("omit").
 *
 * Given:     as above, hct_moving_observed_scratch with lag 0 telling how much scratch
 *            helps, and
 *   min_count     fewest observed periods for a result, 1 or more
 * Returned:  out; NaN in the first window - 1 periods and where fewer than min_count
 *            are observed. The mean divides by the number observed.
 * Missing:   a NaN counts as not observed.
 * Order:     that of hct_moving with -0.0 in the place of what is not observed, which
 *            changes no sum. Without NaN, the bits of hct_moving.
 * Cost:      about three times that of hct_moving; counts are one subtraction each.
 */
typedef void hct_moving_observed_kernel(const double *x, hct_strides xs,
                                        ptrdiff_t n_series, ptrdiff_t n_periods,
                                        ptrdiff_t window, ptrdiff_t min_count,
                                        hct_moving_kind what, double *scratch,
                                        ptrdiff_t n_scratch, double *out,
                                        hct_strides os);
hct_moving_observed_kernel hct_moving_observed, hct_moving_observed_avx2;

/* Growth of the sum of the last `window` periods over that of the window `lag` periods
 * before, where a period is left out of both if either lacks it.
 *
 * Given:     as above, lag >= 1, and rule as for hct_growth, applied to the sum
 * Returned:  out, fractions; NaN in the first window + lag - 1 periods
 */
typedef void hct_moving_growth_observed_kernel(
    const double *x, hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
    ptrdiff_t window, ptrdiff_t lag, ptrdiff_t min_count, hct_negative_base rule,
    double *scratch, ptrdiff_t n_scratch, double *out, hct_strides os);
hct_moving_growth_observed_kernel hct_moving_growth_observed,
    hct_moving_growth_observed_avx2;

ptrdiff_t hct_moving_observed_scratch(hct_strides xs, ptrdiff_t n_periods,
                                      ptrdiff_t window, ptrdiff_t lag, hct_strides os);

#endif
