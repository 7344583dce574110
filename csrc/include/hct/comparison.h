/* Comparisons of two or three figures, element by element.
 *
 * Growth rates, shares and changes are fractions (0.074, never 7.4). What holds for
 * every kernel here:
 *
 * Given:
 *   n               elements, 0 or more
 *   each operand    read at a[i * a_step]; steps count elements, and may be zero (one
 *                   figure against many) or negative
 *   out, out_step   room for the result: one of the operands with the same step, or
 *                   memory that shares nothing with any
 * Returned:
 *   out             each element written once
 * Missing:   a NaN operand gives NaN. Unless said otherwise the formula is plain IEEE
 *            arithmetic: a zero divisor gives an infinity, or NaN if the dividend is
 *            zero as well.
 * Order:     as the formula stands, every operation rounded once. Where the textbook
 *            formula subtracts 1 from growth factors, an equal one stands here in
 *            which nothing cancels: 1 + g drops three of the digits of a rate of 0.1 %,
 *            and the subtraction would lay the gap bare.
 * Cost:      O(n), one pass, no scratch. They serve tables, not panels: no AVX2 copy.
 */
#ifndef HCT_COMPARISON_H
#define HCT_COMPARISON_H

#include <stddef.h>

#include <hct/growth.h>

typedef void hct_comparison_of_two(ptrdiff_t n, const double *a, ptrdiff_t a_step,
                                   const double *b, ptrdiff_t b_step, double *out,
                                   ptrdiff_t out_step);

/* a - b: the change of a level; of rates, their distance in percentage points. */
hct_comparison_of_two hct_difference;

/* a / b: a share, an average, a rate as a multiple of another. */
hct_comparison_of_two hct_ratio;

/* a * b with a share of the base a and the growth rate b of what has it: the
 * contribution of that part to the growth of the whole.
 * Reference: IMF (2017), Quarterly National Accounts Manual, chapter 8. */
hct_comparison_of_two hct_additive_contribution;

/* a / (1 + b): the base that a figure a and its growth rate b imply. */
hct_comparison_of_two hct_implied_base;

/* a * (b / (1 + b)): the increase from that base to a. As a less the implied base it
 * would keep only the digits in which these two nearly equal figures differ. */
hct_comparison_of_two hct_implied_increase;

/* (1 + a) * (1 + b) - 1, as (a + b) + a * b: growth at the rates a and b one after the
 * other. */
hct_comparison_of_two hct_stacked_growth;

/* sqrt((1 + a) * (1 + b)) - 1, as s / (1 + sqrt(1 + s)) with s the stacked growth: the
 * constant rate that leads as far in two periods. NaN if one of the factors is
 * negative and the other positive, as there is no such rate, or if one is infinite. */
hct_comparison_of_two hct_average_growth;

/* (1 + a) / (1 + b) - 1, as (a - b) / (1 + b): the change of the implicit price index
 * between the growth rates a at current and b at constant prices.
 * Reference: System of National Accounts 2008, chapter 15: a value index is the
 *            product of a price index and a volume index. */
hct_comparison_of_two hct_implied_price_change;

/* (a - b) / b by the rule for zero and negative bases b: the growth rate from b to a,
 * the same to the bit as hct_growth gives. */
void hct_relative_change(ptrdiff_t n, const double *a, ptrdiff_t a_step,
                         const double *b, ptrdiff_t b_step, hct_negative_base rule,
                         double *out, ptrdiff_t out_step);

/* ((1 + total) - (1 + part) * share) / (1 - share) - 1, as
 * (total - part * share) / (1 - share): the growth rate that the rest needs for the
 * whole to grow at the rate `total`, if a part with `share` of the base grows at the
 * rate `part`. The part may be the months gone by of a year, or some industries. */
void hct_required_growth(ptrdiff_t n, const double *total, ptrdiff_t total_step,
                         const double *part, ptrdiff_t part_step, const double *share,
                         ptrdiff_t share_step, double *out, ptrdiff_t out_step);

#endif
