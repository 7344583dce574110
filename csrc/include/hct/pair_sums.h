/* Sums of values of two periods at the prices and quantities of each.
 *
 * The index of a basket is a ratio of two of them, so that most bilateral indexes of
 * prices and of quantities come of one pass over the items.
 */
#ifndef HCT_PAIR_SUMS_H
#define HCT_PAIR_SUMS_H

#include <stddef.h>

/* Sums over the items, and whether all figures are above zero; 1 without items. */
typedef struct {
    double p0q0, p1q0, p0q1, p1q1;
    int prices_positive, quantities_positive;
} hct_pair_sums;

/* Given:    n items, 0 or more, with prices p0 and p1 and quantities q0 and q1 of two
 *           periods, each side by side.
 * Returned: their sums of products, and whether p0 and p1, and q0 and q1, are positive.
 * Missing:  a NaN, and an infinity against a zero, makes the sums that it enters NaN.
 *           NaN is not positive.
 * Order:    item i of a block of 256 goes to lane i % 4 of one of two sums that take
 *           turns; the lanes are added in pairs, and blocks, then the last items that fill
 *           no lanes, with the error of each addition kept (Knuth's two-sum). So the error
 *           is that of a block, of some 40 additions, however many items there are.
 * Cost:     O(n), one pass, no scratch. */
typedef hct_pair_sums hct_pair_sums_kernel(ptrdiff_t n, const double *p0,
                                           const double *p1, const double *q0,
                                           const double *q1);

hct_pair_sums_kernel hct_pair_sums_of, hct_pair_sums_of_avx2;

#endif
