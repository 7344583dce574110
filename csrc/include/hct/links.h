/* Index series over calendar links: each period over a reference, and back to a chain.
 *
 * The same bits in every memory layout.
 */
#ifndef HCT_LINKS_H
#define HCT_LINKS_H

#include <stdint.h>

#include <hct/panel.h>

/* Links in the order of time. Link k covers the columns from begin[k] up to, and without,
 * end[k]; its reference is the mean of those from reference[k] up to reference_end[k],
 * which lie before begin[k]. No column is covered twice. A first link whose reference is
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
 *                        first ratio, all of whose periods are at start; with own_start,
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

#endif
