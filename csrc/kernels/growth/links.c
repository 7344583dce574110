/* Index series over calendar links. Contracts: hct/links.h.
 *
 * Series side by side in memory are taken together, as in chain.c. Where a series begins
 * after the reference of a link it is done once more, alone: most begin with the data.
 */
#include <math.h>

#include <hct/links.h>

#include "together.inc.h"

/* The mean of a reference of each of n series. */
static void
reference_levels(const double *x, hct_strides xs, ptrdiff_t n, ptrdiff_t from,
                 ptrdiff_t to, double *level)
{
    for (ptrdiff_t s = 0; s < n; s++) {
        level[s] = x[s * xs.series_stride + from * xs.period_stride];
    }
    for (ptrdiff_t t = from + 1; t < to; t++) {
        for (ptrdiff_t s = 0; s < n; s++) {
            level[s] += x[s * xs.series_stride + t * xs.period_stride];
        }
    }
    for (ptrdiff_t s = 0; to - from > 1 && s < n; s++) {
        level[s] /= (double)(to - from);
    }
}

static void
fill_missing(ptrdiff_t n, ptrdiff_t from, ptrdiff_t to, double *out, hct_strides os)
{
    for (ptrdiff_t t = from; t < to; t++) {
        for (ptrdiff_t s = 0; s < n; s++) {
            out[s * os.series_stride + t * os.period_stride] = NAN;
        }
    }
}

/* The first period of a series in which it is observed, n_periods if there is none. */
static ptrdiff_t
first_observed(const double *x, ptrdiff_t stride, ptrdiff_t n_periods)
{
    ptrdiff_t t = 0;

    while (t < n_periods && isnan(x[t * stride])) {
        t++;
    }
    return t;
}

/* The link of one series within which it begins is over its first period. */
static void
over_own_start(const double *x, ptrdiff_t xs, ptrdiff_t n_periods, hct_links links,
               double *out, ptrdiff_t os)
{
    const ptrdiff_t first = first_observed(x, xs, n_periods);

    for (ptrdiff_t k = 0; k < links.n_links && links.begin[k] <= first; k++) {
        const int empty = links.reference[k] == links.reference_end[k];

        if (first >= links.end[k] || (!empty && links.reference_end[k] > first)) {
            continue;
        }
        out[first * os] = NAN;
        for (ptrdiff_t t = first + 1; t < links.end[k]; t++) {
            out[t * os] = x[t * xs] / x[first * xs];
        }
    }
}

void
hct_unchain(const double *x, hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
            hct_links links, int own_start, double *out, hct_strides os)
{
    for (ptrdiff_t i = 0, n; i < n_series; i += n) {
        const double *from = x + i * xs.series_stride;
        double *to = out + i * os.series_stride;
        double level[TOGETHER];
        ptrdiff_t done = 0;

        n = together(xs, n_series - i);
        for (ptrdiff_t k = 0; k < links.n_links; k++) {
            fill_missing(n, done, links.begin[k], to, os);
            done = links.end[k];
            if (links.reference[k] == links.reference_end[k]) {
                fill_missing(n, links.begin[k], done, to, os);
                continue;
            }
            reference_levels(from, xs, n, links.reference[k], links.reference_end[k],
                             level);
            for (ptrdiff_t t = links.begin[k]; t < done; t++) {
                for (ptrdiff_t s = 0; s < n; s++) {
                    to[s * os.series_stride + t * os.period_stride] =
                        from[s * xs.series_stride + t * xs.period_stride] / level[s];
                }
            }
        }
        fill_missing(n, done, n_periods, to, os);
        for (ptrdiff_t s = 0; own_start && s < n; s++) {
            over_own_start(from + s * xs.series_stride, xs.period_stride, n_periods,
                           links, to + s * os.series_stride, os.period_stride);
        }
    }
}

/* The link with which a series begins: that of its first ratio, if it has a reference. */
static ptrdiff_t
first_link(hct_links links, ptrdiff_t first, int own_start)
{
    ptrdiff_t k = 0;

    while (k < links.n_links && first >= links.end[k]) {
        k++;
    }
    if (k == links.n_links) { /* no ratio that a link leads to */
        k = 0;
    }
    if (links.reference[k] == links.reference_end[k] && (first == 0 || !own_start)) {
        k++;
    }
    return k;
}

/* One series. */
static void
chain_series(const double *x, ptrdiff_t xs, ptrdiff_t n_periods, double start,
             hct_links links, int own_start, double *out, ptrdiff_t os)
{
    const ptrdiff_t first = first_observed(x, xs, n_periods);
    ptrdiff_t k = first_link(links, first, own_start), done;
    double level = start;

    if (k == links.n_links) {
        fill_missing(1, 0, n_periods, out, (hct_strides){0, os});
        return;
    }
    if (links.reference[k] == links.reference_end[k]) {
        done = first < n_periods ? first : links.end[k];
        fill_missing(1, 0, done, out, (hct_strides){0, os});
        out[(done - 1) * os] = start;
    }
    else {
        done = links.begin[k];
        fill_missing(1, 0, done, out, (hct_strides){0, os});
        for (ptrdiff_t t = links.reference[k]; t < links.reference_end[k]; t++) {
            out[t * os] = start;
        }
    }
    for (ptrdiff_t link = k; link < links.n_links; link++) {
        fill_missing(1, done, links.begin[link], out, (hct_strides){0, os});
        done = done < links.begin[link] ? links.begin[link] : done;
        if (link > k) {
            reference_levels(out, (hct_strides){0, os}, 1, links.reference[link],
                             links.reference_end[link], &level);
        }
        for (; done < links.end[link]; done++) {
            out[done * os] = level * x[done * xs];
        }
    }
    fill_missing(1, done, n_periods, out, (hct_strides){0, os});
}

/* Series side by side that all begin with the same reference, in the order of memory. */
static void
chain_together(const double *x, hct_strides xs, ptrdiff_t n, ptrdiff_t n_periods,
               double start, hct_links links, ptrdiff_t k, double *out, hct_strides os)
{
    double level[TOGETHER];
    ptrdiff_t done = links.begin[k];

    fill_missing(n, 0, done, out, os);
    for (ptrdiff_t t = links.reference[k]; t < links.reference_end[k]; t++) {
        for (ptrdiff_t s = 0; s < n; s++) {
            out[s * os.series_stride + t * os.period_stride] = start;
        }
    }
    for (ptrdiff_t link = k; link < links.n_links; link++) {
        fill_missing(n, done, links.begin[link], out, os);
        done = links.end[link];
        reference_levels(out, os, n, links.reference[link], links.reference_end[link],
                         level);
        for (ptrdiff_t s = 0; link == k && s < n; s++) {
            level[s] = start; /* not a mean of it, which could be rounded */
        }
        for (ptrdiff_t t = links.begin[link]; t < done; t++) {
            for (ptrdiff_t s = 0; s < n; s++) {
                out[s * os.series_stride + t * os.period_stride] =
                    level[s] * x[s * xs.series_stride + t * xs.period_stride];
            }
        }
    }
    fill_missing(n, done, n_periods, out, os);
}

void
hct_chain_links(const double *x, hct_strides xs, ptrdiff_t n_series,
                ptrdiff_t n_periods, double start, hct_links links, int own_start,
                double *out, hct_strides os)
{
    for (ptrdiff_t i = 0, n; i < n_series; i += n) {
        const double *from = x + i * xs.series_stride;
        double *to = out + i * os.series_stride;
        ptrdiff_t k = -1;
        int alike = 1;

        n = together(xs, n_series - i);
        for (ptrdiff_t s = 0; s < n; s++) {
            const ptrdiff_t first = first_observed(from + s * xs.series_stride,
                                                   xs.period_stride, n_periods);
            const ptrdiff_t link = first_link(links, first, own_start);

            alike &= (s == 0 || link == k) && link < links.n_links &&
                     links.reference[link] < links.reference_end[link];
            k = link;
        }
        if (alike && n > 1) {
            chain_together(from, xs, n, n_periods, start, links, k, to, os);
            continue;
        }
        for (ptrdiff_t s = 0; s < n; s++) {
            chain_series(from + s * xs.series_stride, xs.period_stride, n_periods,
                         start, links, own_start, to + s * os.series_stride,
                         os.period_stride);
        }
    }
}
