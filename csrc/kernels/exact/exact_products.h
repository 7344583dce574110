/* Products of two doubles, split exactly. Private to the kernels. */
#ifndef HCT_EXACT_PRODUCTS_H
#define HCT_EXACT_PRODUCTS_H

#include "exact_chunks.inc.h"

/* Given:    n pairs x[i], w[i].
 * Returned: high and low, with x[i] * w[i] == high[i] + low[i] exactly for every pair,
 *           and 1; or 0 if some pair is out of range, and high and low mean nothing.
 *           In range is a pair of finite values with a zero among them, or a product of
 *           2^-960 up to 2^1000, provided that neither value reaches 2^990.
 * Assumes:  rounding to nearest, subnormals kept. */
typedef int hct_split_products_function(const double *x, const double *w, ptrdiff_t n,
                                        double *high, double *low);
hct_split_products_function hct_split_products, hct_split_products_avx2;

/* Adds x * w of any two doubles to a state of products, in integers. */
void hct_add_product(accumulator *a, double x, double w);

#endif
