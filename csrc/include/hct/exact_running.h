/* Exact running and moving sums: every figure correctly rounded, none drifts. */
#ifndef HCT_EXACT_RUNNING_H
#define HCT_EXACT_RUNNING_H

#include <stddef.h>

/* Running sums, out[t] = x[first t of its period] + .. + x[t].
 *
 * Given:
 *   x, n, step       n >= 0 values, step elements apart
 *   period           the sum starts again after so many values, 1 or more; n or more
 *                    for one sum that never does
 *   out, out_step    room for n results, not overlapping x
 * Returned:
 *   out              each sum rounded once from the exact one
 * Missing:   NaN from a missing value to the end of its period.
 * Order:     none; infinities and signs of zero as in hct_exact_round.
 * Cost:      about 10 ns a value where the values of x and its sums fit 127 bits, about
 *            100 ns where not.
 */
void hct_exact_cumsum(const double *x, ptrdiff_t n, ptrdiff_t step, ptrdiff_t period,
                      double *out, ptrdiff_t out_step);

/* Moving sums, out[t] = x[t - window + 1] + .. + x[t].
 *
 * Given:     as above; window, 1 or more, may exceed n.
 * Returned:  out, NaN in the first window - 1 places. A value leaves the exact sum as
 *            it entered it, so that nothing of it stays behind: each result is the
 *            one that its window would give on its own.
 * Missing:   NaN in the windows that hold a NaN, and only there; the same for
 *            infinities.
 * Order, cost: as above.
 */
void hct_exact_moving_sum(const double *x, ptrdiff_t n, ptrdiff_t step,
                          ptrdiff_t window, double *out, ptrdiff_t out_step);

#endif
