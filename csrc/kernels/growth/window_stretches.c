/* Sums of windows of many periods, a stretch at a time. Contract: window_steps.h.
 *
 * Where a register does not hold LANES doubles there are too few of them to join the blocks
 * of a step: all blocks of a stretch are made, level by level, and then joined. */
#include <string.h>

#include "kernels/shared/stream.inc.h"
#include "rate.inc.h"
#include "window_steps.h"

/* The blocks that end in n periods from t on. */
static void
blocks_of_stretch(const window_steps *w, const double *x, ptrdiff_t t, ptrdiff_t n)
{
    const ptrdiff_t early = t < 3 ? 3 - t : 0; /* no block of four ends there */

    for (int l = 1; l < w->tree->n_levels; l++) {
        const ptrdiff_t q = w->tree->size[l - 1], first = l == 1 ? early : 0;
        const double *d = (l == 1 ? x + t : w->row[l - 1].now) + first;

        four_blocks(d - 3 * q, d - 2 * q, d - q, d, n - first, w->row[l].now + first);
    }
}

/* The n windows that end from period t on, NaN in the heads of series. */
static void
windows_of_stretch(const window_steps *w, const double *x, ptrdiff_t t, ptrdiff_t n,
                   ptrdiff_t length, double divisor, double *sums)
{
    const window_tree *tree = w->tree;
    const ptrdiff_t head = tree->window - 1, loose = loose_periods(tree);
    const double *v[MOST_BLOCKS];

    for (ptrdiff_t i = -(t % length); i < n; i += length) { /* where a series begins */
        const ptrdiff_t first = i + head < 0 ? 0 : i + head < n ? i + head : n;
        const ptrdiff_t end = i + length < n ? i + length : n;

        fill_nan(sums + (i < 0 ? 0 : i), 1, first - (i < 0 ? 0 : i));
        for (int k = 0; k < tree->n_blocks; k++) {
            v[k] = tree->level[k] > 0 ? w->joined[k].from - loose + first
                                      : x + t + first - (head - tree->offset[k]);
        }
        if (first < end) {
            join_blocks(v, tree->n_blocks, end - first, divisor, sums + first);
        }
    }
}

void
hct_sums_in_stretches(window_steps *w, const double *x, ptrdiff_t n, ptrdiff_t length,
                      double divisor, int streamed, double *out)
{
    double values[LINE + STRETCH];
    ptrdiff_t waiting = 0;

    for (ptrdiff_t t = 0, m; t < n; t += m) {
        hct_begin_stretch(w, t == 0);
        m = n - t < STRETCH ? n - t : STRETCH;
        blocks_of_stretch(w, x, t, m);
        windows_of_stretch(w, x, t, m, length, divisor,
                           streamed ? values + waiting : out + t);
        if (streamed) {
            const ptrdiff_t written = stream_lines(out, values, waiting + m);
            out += written;
            waiting += m - written;
            memcpy(values, values + written, (size_t)waiting * sizeof(double));
        }
    }
    if (streamed) {
        memcpy(out, values, (size_t)waiting * sizeof(double));
    }
}
