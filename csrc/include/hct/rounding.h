/* Decimal rounding, half up, as statistical offices print. */
#ifndef HCT_ROUNDING_H
#define HCT_ROUNDING_H

#include <stddef.h>

/* The decimals to which hct_round_half_up rounds, both ends included. */
#define HCT_ROUNDING_DECIMALS_MIN (-15)
#define HCT_ROUNDING_DECIMALS_MAX 15

/* Rounds each figure to a number of decimals: the decimal that it denotes (the shortest
 * one that reads back as the same double, see hct/decimal.h) goes to the nearest
 * multiple of 10^-decimals, a tie away from zero.
 *
 * Given:
 *   x, x_step       n figures, x_step elements apart; every double is allowed
 *   n               0 or more
 *   decimals        HCT_ROUNDING_DECIMALS_MIN .. _MAX; negative ones count tens,
 *                   hundreds, ...
 *   out, out_step   room for the result: x with the same step, or memory apart from x
 * Returned:
 *   out             the double nearest to the rounded decimal; zero is always +0.0. A
 *                   figure that has no more decimals than asked for is returned as it
 *                   is. NaN throughout if decimals is out of range.
 * Missing:   NaN gives NaN, an infinity itself.
 * Order:     every figure stands alone. hct_round_half_up_avx2 is the same loop compiled
 *            for AVX2 and gives the same bits.
 * Cost:      O(n), one pass, 1 to 2 ns a figure. From 10^14 units of the last decimal on
 *            (for decimals <= 0: from 2^52 on) about 50 ns.
 * Reference: ISO 80000-1:2022, annex B, rule B (ties to the larger multiple), applied to
 *            magnitudes.
 */
typedef void hct_round_half_up_kernel(const double *x, ptrdiff_t x_step, ptrdiff_t n,
                                      int decimals, double *out, ptrdiff_t out_step);
hct_round_half_up_kernel hct_round_half_up, hct_round_half_up_avx2;

#endif
