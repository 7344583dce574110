/* Rates of printed figures, rounded from their exact value.
 *
 * 107.35 over 100 is growth of exactly 7.35 %, which prints as 7.4. The quotient in
 * double arithmetic lies a little below, and would print as 7.3. Here both figures are
 * read as the decimals they denote (see hct/decimal.h) and scaled to integers, and the
 * quotient of these integers is rounded, half up.
 */
#ifndef HCT_PRINTED_H
#define HCT_PRINTED_H

#include <stddef.h>
#include <stdint.h>

/* Most decimals to which a rate is rounded. */
#define HCT_PRINTED_PLACES_MAX 17

/* Why a rate was not computed. */
typedef enum {
    HCT_PRINTED_OK = 0,
    HCT_PRINTED_FIRST, /* a is infinite, or its size neither 0 nor 1e-5 .. below 1e32 */
    HCT_PRINTED_SECOND, /* the same of b */
    HCT_PRINTED_SPAN,   /* from the first digit of one figure to the last of the other
                           there are more than 36 decimal places */
    HCT_PRINTED_SIZE,   /* the rounded rate has more than 18 digits */
    HCT_PRINTED_PLACES, /* places is not 0 .. HCT_PRINTED_PLACES_MAX */
} hct_printed_status;

/* Given:
 *   a, b, places             n figures, figures, and numbers of decimals of the rate
 *                            counted as a fraction (3 for a percentage with 1 decimal)
 *   ..._step                 their steps in elements
 *   n                        0 or more
 *   out, status              room for the results, apart from the operands
 * Returned:
 *   out                      the double nearest to the rounded rate, ties rounded away
 *                            from zero; +0.0 for zero; NaN where status is not 0
 *   status                   an hct_printed_status each
 * Missing:   NaN in a or b gives NaN and status 0.
 * Order:     every rate stands alone; exact until the last step.
 * Cost:      about 0.2 us a rate.
 * Reference: long division in decimal, Knuth, The Art of Computer Programming 2,
 *            section 4.3.1.
 */
typedef void hct_printed_kernel(ptrdiff_t n, const double *a, ptrdiff_t a_step,
                                const double *b, ptrdiff_t b_step,
                                const int64_t *places, ptrdiff_t places_step,
                                double *out, ptrdiff_t out_step, int64_t *status,
                                ptrdiff_t status_step);

/* a / b; NaN, with status 0, where b is zero. */
hct_printed_kernel hct_printed_ratio;

/* (a - b) / b; NaN, with status 0, where the base b is zero or negative. */
hct_printed_kernel hct_printed_growth;

#endif
