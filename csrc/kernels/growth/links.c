/* Index series over calendar links. Contracts: hct/links.h.
 *
 * Series side by side in memory are taken together, a page of them in each row, so that
 * rows are read in the order of memory; others one at a time, with steps that are literals
 * where periods are side by side, so that the compiler sees plain rows. Where a series
 * begins after the reference of a link it is done once more, alone: most begin with the
 * data.
 */
#include <math.h>

#include <hct/links.h>
#include <hct/platform.h>

static ptrdiff_t
together(hct_strides xs, ptrdiff_t left, ptrdiff_t most)
{
    const ptrdiff_t n = xs.series_stride == 1 ? most : 1;
    return n < left ? n : left;
}

/* The mean of a reference of each of n series. */
HCT_INLINE void
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

HCT_INLINE void
fill_missing(ptrdiff_t n, ptrdiff_t from, ptrdiff_t to, double *out, hct_strides os)
{
    for (ptrdiff_t t = from; t < to; t++) {
        for (ptrdiff_t s = 0; s < n; s++) {
            out[s * os.series_stride + t * os.period_stride] = NAN;
        }
    }
}

/* The first period in which each of n series is observed, n_periods if there is none:
 * period by period, until all have begun. */
HCT_INLINE void
firsts_observed(const double *x, hct_strides xs, ptrdiff_t n, ptrdiff_t n_periods,
                ptrdiff_t *first)
{
    ptrdiff_t waiting = n;

    for (ptrdiff_t s = 0; s < n; s++) {
        first[s] = n_periods;
    }
    for (ptrdiff_t t = 0; t < n_periods && waiting > 0; t++) {
        for (ptrdiff_t s = 0; s < n; s++) {
            if (first[s] == n_periods &&
                !isnan(x[s * xs.series_stride + t * xs.period_stride])) {
                first[s] = t;
                waiting--;
            }
        }
    }
}

/* How many of n series begin in the period in which the first of them does. */
static ptrdiff_t
begin_together(const ptrdiff_t *first, ptrdiff_t n)
{
    ptrdiff_t s = 1;

    while (s < n && first[s] == first[0]) {
        s++;
    }
    return s;
}

/* The link within which n series begin, in one period, is over that. */
HCT_INLINE void
over_own_start(const double *x, hct_strides xs, ptrdiff_t n, ptrdiff_t first,
               hct_links links, double *out, hct_strides os)
{
    for (ptrdiff_t k = 0; k < links.n_links && links.begin[k] <= first; k++) {
        const int empty = links.reference[k] == links.reference_end[k];

        if (first >= links.end[k] || (!empty && links.reference_end[k] > first)) {
            continue;
        }
        fill_missing(n, first, first + 1, out, os);
        for (ptrdiff_t t = first + 1; t < links.end[k]; t++) {
            for (ptrdiff_t s = 0; s < n; s++) {
                out[s * os.series_stride + t * os.period_stride] =
                    x[s * xs.series_stride + t * xs.period_stride] /
                    x[s * xs.series_stride + first * xs.period_stride];
            }
        }
    }
}

HCT_INLINE void
over_own_starts(const double *x, hct_strides xs, ptrdiff_t n, ptrdiff_t n_periods,
                hct_links links, double *out, hct_strides os)
{
    ptrdiff_t first[HCT_LINKS_TOGETHER];

    firsts_observed(x, xs, n, n_periods, first);
    for (ptrdiff_t s = 0, alike; s < n; s += alike) {
        alike = n == 1 ? 1 : begin_together(first + s, n - s);
        over_own_start(x + s * xs.series_stride, xs, alike, first[s], links,
                       out + s * os.series_stride, os);
    }
}

/* The periods of the links of n series. */
HCT_INLINE void
over_references(const double *x, hct_strides xs, ptrdiff_t n, ptrdiff_t n_periods,
                hct_links links, int own_start, double *out, hct_strides os)
{
    double level[HCT_LINKS_TOGETHER];
    ptrdiff_t done = 0;

    for (ptrdiff_t k = 0; k < links.n_links; k++) {
        const ptrdiff_t from = (ptrdiff_t)links.reference[k];
        const ptrdiff_t to = (ptrdiff_t)links.reference_end[k];

        fill_missing(n, done, links.begin[k], out, os);
        done = links.end[k];
        if (from == to) {
            fill_missing(n, links.begin[k], done, out, os);
            continue;
        }
        reference_levels(x, xs, n, from, to, level);
        for (ptrdiff_t t = links.begin[k]; t < done; t++) {
            for (ptrdiff_t s = 0; s < n; s++) {
                out[s * os.series_stride + t * os.period_stride] =
                    x[s * xs.series_stride + t * xs.period_stride] / level[s];
            }
        }
    }
    fill_missing(n, done, n_periods, out, os);
    if (own_start) {
        over_own_starts(x, xs, n, n_periods, links, out, os);
    }
}

void
hct_unchain(const double *x, hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
            hct_links links, int own_start, double *out, hct_strides os)
{
    const int rows = xs.period_stride == 1 && os.period_stride == 1;
    const int columns = xs.series_stride == 1 && os.series_stride == 1;

    for (ptrdiff_t i = 0, n; i < n_series; i += n) {
        const double *from = x + i * xs.series_stride;
        double *to = out + i * os.series_stride;

        n = together(xs, n_series - i, HCT_LINKS_TOGETHER);
        if (n == 1 && rows) {
            over_references(from, (hct_strides){0, 1}, 1, n_periods, links, own_start,
                            to, (hct_strides){0, 1});
        }
        else if (columns) {
            over_references(from, (hct_strides){1, xs.period_stride}, n, n_periods,
                            links, own_start, to, (hct_strides){1, os.period_stride});
        }
        else {
            over_references(from, xs, n, n_periods, links, own_start, to, os);
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
    if (k < links.n_links && links.reference[k] == links.reference_end[k] &&
        (first == 0 || !own_start)) {
        k++;
    }
    return k;
}

/* The reference of a link, before the first ratio of a series, is at start. */
HCT_INLINE void
begin_at(hct_links links, ptrdiff_t k, double start, double *out, ptrdiff_t os)
{
    for (ptrdiff_t t = (ptrdiff_t)links.reference[k]; t < links.reference_end[k]; t++) {
        out[t * os] = start;
    }
}

/* Whether a link leads from the period before the first ratio of a series. */
HCT_INLINE int
leads_from_own_start(hct_links links, ptrdiff_t k)
{
    return links.reference[k] == links.reference_end[k];
}

/* Series that all begin with the link k, in the order of memory; `first` is the first ratio
 * of each, the same of all where that link leads from their own start. */
HCT_INLINE void
chain_together(const double *x, hct_strides xs, ptrdiff_t n, ptrdiff_t n_periods,
               double start, hct_links links, ptrdiff_t k, const ptrdiff_t *first,
               double *out, hct_strides os)
{
    const int own = leads_from_own_start(links, k);
    const ptrdiff_t begun = first[0] < n_periods ? first[0] : links.end[k];
    double level[HCT_LINKS_TOGETHER];
    ptrdiff_t done = own ? begun : links.begin[k];

    fill_missing(n, 0, done, out, os);
    for (ptrdiff_t link = k; link < links.n_links; link++) {
        const ptrdiff_t from = own && link == k ? begun : links.begin[link];

        fill_missing(n, done, from, out, os);
        done = links.end[link];
        if (own && link == k) {
            for (ptrdiff_t s = 0; s < n; s++) {
                level[s] = start;
                out[s * os.series_stride + (from - 1) * os.period_stride] = start;
            }
        }
        else {
            reference_levels(out, os, n, links.reference[link],
                             links.reference_end[link], level);
        }
        for (ptrdiff_t s = 0; !own && s < n; s++) {
            if (link == k || links.reference_end[link] <= first[s]) {
                begin_at(links, link, start, out + s * os.series_stride,
                         os.period_stride);
                level[s] = start; /* not a mean of it, which could be rounded */
            }
        }
        for (ptrdiff_t t = from; t < done; t++) {
            for (ptrdiff_t s = 0; s < n; s++) {
                out[s * os.series_stride + t * os.period_stride] =
                    level[s] * x[s * xs.series_stride + t * xs.period_stride];
            }
        }
    }
    fill_missing(n, done, n_periods, out, os);
}

/* How many series from the first on begin alike; the number of their link in *k. */
static ptrdiff_t
begun_alike(const ptrdiff_t *first, ptrdiff_t n, hct_links links, int own_start,
            ptrdiff_t *k)
{
    ptrdiff_t s = 0;

    *k = first_link(links, first[0], own_start);
    if (*k < links.n_links && leads_from_own_start(links, *k)) {
        return begin_together(first, n);
    }
    while (s < n && first_link(links, first[s], own_start) == *k) {
        s++;
    }
    return s;
}

/* Series that begin in any period, those that begin alike at once. */
HCT_INLINE void
chain_series(const double *x, hct_strides xs, ptrdiff_t n, ptrdiff_t n_periods,
             double start, hct_links links, int own_start, double *out, hct_strides os)
{
    ptrdiff_t first[HCT_LINKS_TOGETHER];

    firsts_observed(x, xs, n, n_periods, first);
    for (ptrdiff_t s = 0, alike, k; s < n; s += alike) {
        const double *from = x + s * xs.series_stride;
        double *to = out + s * os.series_stride;

        alike = begun_alike(first + s, n - s, links, own_start, &k);
        alike = n == 1 ? 1 : alike; /* a literal where n is one */
        if (k == links.n_links) {
            fill_missing(alike, 0, n_periods, to, os);
        }
        else {
            chain_together(from, xs, alike, n_periods, start, links, k, first + s, to,
                           os);
        }
    }
}

void
hct_chain_links(const double *x, hct_strides xs, ptrdiff_t n_series,
                ptrdiff_t n_periods, double start, hct_links links, int own_start,
                double *out, hct_strides os)
{
    const int rows = xs.period_stride == 1 && os.period_stride == 1;
    const int columns = xs.series_stride == 1 && os.series_stride == 1;

    for (ptrdiff_t i = 0, n; i < n_series; i += n) {
        const double *from = x + i * xs.series_stride;
        double *to = out + i * os.series_stride;

        n = together(xs, n_series - i, HCT_LINKS_TOGETHER);
        if (n == 1 && rows) {
            chain_series(from, (hct_strides){0, 1}, 1, n_periods, start, links,
                         own_start, to, (hct_strides){0, 1});
        }
        else if (columns) {
            chain_series(from, (hct_strides){1, xs.period_stride}, n, n_periods, start,
                         links, own_start, to, (hct_strides){1, os.period_stride});
        }
        else {
            chain_series(from, xs, n, n_periods, start, links, own_start, to, os);
        }
    }
}

/* Parts of n series in rows of n, and how many holes each had so far. */
typedef struct {
    double *part, *holes;
} running;

/* The mean part at a reference. Where an item has none but is there, it starts anew at a
 * reference of one period; otherwise after it. Either is a hole. */
HCT_INLINE void
parts_at_reference(running r, ptrdiff_t n, const double *base, ptrdiff_t from,
                   ptrdiff_t to, double *holes, double *start)
{
    for (ptrdiff_t s = 0; s < n; s++) {
        double sum = 0.0;

        for (ptrdiff_t t = from; t < to; t++) {
            sum += r.part[t * n + s];
        }
        start[s] = sum / (double)(to - from);
        if (isnan(start[s])) {
            start[s] = 0.0;
            holes[s] += 1.0;
            if (to - from == 1 && !isnan(base[s])) {
                r.part[from * n + s] = 0.0;
                r.holes[from * n + s] = holes[s];
            }
        }
    }
}

static double
mean_of(const double *x, ptrdiff_t from, ptrdiff_t to)
{
    double sum = x[from];

    for (ptrdiff_t t = from + 1; t < to; t++) {
        sum += x[t];
    }
    return to - from > 1 ? sum / (double)(to - from) : sum;
}

/* Before the first reference an item has no part; at it, nothing has been added. */
HCT_INLINE ptrdiff_t
before_links(ptrdiff_t n, hct_links links, ptrdiff_t n_periods, running r)
{
    ptrdiff_t k = 0;

    while (k < links.n_links && links.reference[k] == links.reference_end[k]) {
        k++;
    }
    const ptrdiff_t end = k < links.n_links ? (ptrdiff_t)links.begin[k] : n_periods;
    for (ptrdiff_t t = 0; t < end; t++) {
        const int there =
            k < links.n_links && t >= links.reference[k] && t < links.reference_end[k];
        for (ptrdiff_t s = 0; s < n; s++) {
            r.part[t * n + s] = there ? 0.0 : NAN;
            r.holes[t * n + s] = 0.0;
        }
    }
    return k;
}

HCT_INLINE void
run_parts(const double *x, hct_strides xs, const double *weight, hct_strides ws,
          ptrdiff_t n, ptrdiff_t n_periods, const double *whole, const double *total,
          hct_links links, running r)
{
    double base[HCT_LINKS_TOGETHER], start[HCT_LINKS_TOGETHER];
    double holes[HCT_LINKS_TOGETHER] = {0.0};
    const ptrdiff_t regular = before_links(n, links, n_periods, r);
    ptrdiff_t done =
        regular < links.n_links ? (ptrdiff_t)links.begin[regular] : n_periods;

    for (ptrdiff_t k = regular; k < links.n_links; k++) {
        const ptrdiff_t from = (ptrdiff_t)links.reference[k];
        const ptrdiff_t to = (ptrdiff_t)links.reference_end[k];
        const double level = mean_of(total, from, to);

        for (; done < links.begin[k]; done++) { /* that no link leads to */
            for (ptrdiff_t s = 0; s < n; s++) {
                r.part[done * n + s] = NAN;
                r.holes[done * n + s] = holes[s];
            }
        }
        reference_levels(x, xs, n, from, to, base);
        for (ptrdiff_t s = 0; k == regular && s < n; s++) {
            for (ptrdiff_t t = from; isnan(base[s]) && t < to; t++) {
                r.part[t * n + s] = NAN;
            }
        }
        parts_at_reference(r, n, base, from, to, holes, start);
        for (; done < links.end[k]; done++) {
            double *restrict part = r.part + done * n;
            double *restrict hole = r.holes + done * n;

            for (ptrdiff_t s = 0; s < n; s++) {
                const double w = weight[s * ws.series_stride + done * ws.period_stride];
                const double value = x[s * xs.series_stride + done * xs.period_stride];

                part[s] =
                    start[s] + level * (w / whole[done] * (value / base[s] - 1.0));
                hole[s] = holes[s];
            }
        }
    }
    for (; done < n_periods; done++) {
        for (ptrdiff_t s = 0; s < n; s++) {
            r.part[done * n + s] = NAN;
            r.holes[done * n + s] = holes[s];
        }
    }
}

HCT_INLINE void
differences(running r, const double *total, ptrdiff_t n, ptrdiff_t n_periods,
            ptrdiff_t lag, double *out, hct_strides os)
{
    const ptrdiff_t head = lag < n_periods ? lag : n_periods;

    fill_missing(n, 0, head, out, os);
    for (ptrdiff_t t = head; t < n_periods; t++) {
        const double before = total[t - lag] > 0.0 ? total[t - lag] : NAN;
        const double *now = r.part + t * n, *then = r.part + (t - lag) * n;
        const double *holes = r.holes + t * n, *earlier = r.holes + (t - lag) * n;

        for (ptrdiff_t s = 0; s < n; s++) {
            out[s * os.series_stride + t * os.period_stride] =
                (holes[s] == earlier[s] ? now[s] - then[s] : NAN) / before;
        }
    }
}

void
hct_ribe(const double *x, hct_strides xs, const double *weight, hct_strides ws,
         ptrdiff_t n_series, ptrdiff_t n_periods, const double *whole,
         const double *total, hct_links links, ptrdiff_t lag, double *scratch,
         double *out, hct_strides os)
{
    const int rows =
        xs.period_stride == 1 && ws.period_stride == 1 && os.period_stride == 1;
    const int columns =
        xs.series_stride == 1 && ws.series_stride == 1 && os.series_stride == 1;
    const hct_strides row = {0, 1};

    for (ptrdiff_t i = 0, n; i < n_series; i += n) {
        const double *from = x + i * xs.series_stride;
        const double *w = weight + i * ws.series_stride;
        double *to = out + i * os.series_stride;

        n = together(xs, n_series - i, HCT_RIBE_TOGETHER);
        const running r = {scratch, scratch + n * n_periods};
        if (n == 1 && rows) {
            run_parts(from, row, w, row, 1, n_periods, whole, total, links, r);
            differences(r, total, 1, n_periods, lag, to, row);
        }
        else if (columns) {
            run_parts(from, (hct_strides){1, xs.period_stride}, w,
                      (hct_strides){1, ws.period_stride}, n, n_periods, whole, total,
                      links, r);
            differences(r, total, n, n_periods, lag, to,
                        (hct_strides){1, os.period_stride});
        }
        else {
            run_parts(from, xs, w, ws, n, n_periods, whole, total, links, r);
            differences(r, total, n, n_periods, lag, to, os);
        }
    }
}
