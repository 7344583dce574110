/* Index series over calendar links: each period over a reference, and back to a chain.
 *
 * The same bits in every memory layout.
 */
#ifndef HCT_LINKS_H
#define HCT_LINKS_H

#include <stdint.h>

#include <hct/panel.h>

/* Series side by side that are taken together, at most: a page of each row; where parts
 * of all periods are kept, a few lines of the cache. */
enum { HCT_LINKS_TOGETHER = 4096, HCT_RIBE_TOGETHER = 64 };

/* Links in the order of time. Link k covers the columns from begin[k] up to, and without,
 * end[k]; its reference is the mean of those from reference[k] up to reference_end[k],
 * which lie before begin[k]; references, too, neither begin nor end before those of earlier
 * links. No column is covered twice. A first link whose reference is
 * empty (both 0) leads from the first period of a series; it begins with column 0.
 * The kernels trust the arrays; the caller has checked them. */
typedef struct {
    ptrdiff_t n_links;
    const int64_t *begin, *end, *reference, *reference_end;
} hct_links;

/* Each period over the mean of its reference: out = x[t] / mean(x[reference]).
 *
 * Given:
 *   x, xs, n_series, n_periods   a panel of chained levels
 *   links                see above
 *   own_start            not 0: where a series begins after the reference of a link, its
 *                        first period is the reference up to the end of that link
 *   out, os              room of the same shape, not overlapping x, and strides
 * Returned:
 *   out                  ratios; NaN where no link leads, where a reference is missing,
 *                        and in the first period of a series that is its own reference
 * Missing:   a NaN is missing in its period; in a reference, in the periods of its link.
 * Order:     references summed from the first to the last, one division each.
 * Cost:      one pass.
 */
void hct_unchain(const double *x, hct_strides xs, ptrdiff_t n_series,
                 ptrdiff_t n_periods, hct_links links, int own_start, double *out,
                 hct_strides os);

/* The inverse: out = mean(out[reference]) * x[t], with the first reference at start.
 *
 * Given:
 *   x, xs, n_series, n_periods   a panel of ratios
 *   start                the level of the first reference
 *   links, own_start, out, os    as for hct_unchain
 * Returned:
 *   out                  levels. A series begins with the reference of the link of its
 *                        first ratio, all of whose periods are at start, as are those of
 *                        later links before its first ratio (over the year); with own_start,
 *                        where that reference lies before the data, with the period
 *                        before its first ratio. A first ratio in column 0 has no such
 *                        period: the series begins with the next link. NaN before. A
 *                        series without a ratio has its first reference at start.
 * Missing:   a NaN is missing in its period; in a reference, from its link on.
 * Order:     references summed from the first to the last, one product each.
 * Cost:      one pass.
 */
void hct_chain_links(const double *x, hct_strides xs, ptrdiff_t n_series,
                     ptrdiff_t n_periods, double start, hct_links links, int own_start,
                     double *out, hct_strides os);

/* What items add to the growth of a chained total over a lag: differences of each item's
 * running part of the level of the total (Ribe).
 *
 * The part of an item grows within a link by the total's level at the reference times its
 * share times its change; where a reference is several periods, level and part at it are
 * means. So parts add up to the total, less its first reference, if that is the weighted
 * mean of the items within each link.
 *
 * Given:
 *   x, xs                a panel of chained items, and strides
 *   weight, ws           of the same shape: what each item weighs in its link
 *   n_series, n_periods  0 or more
 *   whole                the weight of the total, one a period
 *   total                its chained index, one a period
 *   links                see above; a first link with an empty reference leads nowhere
 *   lag                  1 or more
 *   scratch              room for 2 * HCT_RIBE_TOGETHER * n_periods doubles
 *   out, os              room of the shape of x, not overlapping it, and strides
 * Returned:
 *   out                  fractions of the total in the comparison period; NaN where that
 *                        is not above zero, or lies before the first reference
 * Missing:   an item that is missing at a reference, or has no weight, is missing in the
 *            periods of that link and over the lags that begin before it and end after.
 *            It goes on from the next reference at which it is there.
 * Order:     references summed from the first to the last; every item stands alone.
 * Cost:      one pass.
 * Reference: Ribe (1999), see hanoi_ct.chained_contributions.
 */
void hct_ribe(const double *x, hct_strides xs, const double *weight, hct_strides ws,
              ptrdiff_t n_series, ptrdiff_t n_periods, const double *whole,
              const double *total, hct_links links, ptrdiff_t lag, double *scratch,
              double *out, hct_strides os);

#endif
