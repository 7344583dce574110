/* Exact running and moving sums: every figure correctly rounded, none drifts. */
#ifndef HCT_EXACT_RUNNING_H
#define HCT_EXACT_RUNNING_H

#include <limits.h>
#include <stddef.h>
#include <stdint.h>

#include <hct/exact.h>

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

/* The same for series that are handed over piece by piece.
 *
 * hct_exact_widen_extent takes the range of bits of a piece into `extent`, three words
 * that begin as HCT_NO_EXTENT; hct_exact_running_begin makes the words of a sum of at
 * most `most` terms at a time, all of which lie in the extent; hct_exact_running_sums adds
 * entering[t], writes the sum to out[t], and takes leaving[t] out again, which must have
 * entered before; -0.0 leaves nothing.
 *
 * Given:     n >= 0 values, their steps in elements; words as the last call left them
 * Returned:  extent, words, out; equal to the bit to one call over the whole series
 * Order, missing, cost: as above.
 */
#define HCT_NO_EXTENT INT_MAX, 0, 1
enum { HCT_RUNNING_WORDS = 5 + HCT_SUM_WORDS };
void hct_exact_widen_extent(const double *x, ptrdiff_t n, ptrdiff_t step,
                            int64_t *extent);
void hct_exact_running_begin(const int64_t *extent, ptrdiff_t most, int64_t *words);
void hct_exact_running_sums(int64_t *words, const double *entering,
                            ptrdiff_t entering_step, const double *leaving,
                            ptrdiff_t leaving_step, ptrdiff_t n, double *out,
                            ptrdiff_t out_step);

#endif
