/* A fuzz target over index series on calendar links.
 *
 * Ratios over references are compared with their definition to the bit, chains with what
 * the header says of the periods of each link, parts of complete items with theirs; series
 * of any kind with the same in another layout.
 */
#include <hct/links.h>

#include "fuzz_draw.h"

enum { MOST_LINKS = 12 };

typedef struct {
    panel x;
    hct_links links;
    int64_t begin[MOST_LINKS], end[MOST_LINKS], from[MOST_LINKS], to[MOST_LINKS];
    int own_start;
} input;

static void
stop(const char *what, ptrdiff_t s, ptrdiff_t t, double got, double want)
{
    fprintf(stderr, "fuzz_links: %s, series %td, period %td: %.17g, not %.17g\n", what,
            s, t, got, want);
    abort();
}

static int
is_empty(const input *in, ptrdiff_t k)
{
    return in->from[k] == in->to[k];
}

/* The link that covers a period, or -1. */
static ptrdiff_t
link_of(const input *in, ptrdiff_t t)
{
    for (ptrdiff_t k = 0; k < in->links.n_links; k++) {
        if (in->begin[k] <= t && t < in->end[k]) {
            return k;
        }
    }
    return -1;
}

static double
mean_over(const panel *p, ptrdiff_t s, int64_t from, int64_t to)
{
    double sum = *at(p, s, (ptrdiff_t)from);

    for (ptrdiff_t t = (ptrdiff_t)from + 1; t < to; t++) {
        sum += *at(p, s, t);
    }
    return to - from > 1 ? sum / (double)(to - from) : sum;
}

static ptrdiff_t
first_of(const panel *p, ptrdiff_t s)
{
    ptrdiff_t t = 0;

    while (t < p->n_periods && isnan(*at(p, s, t))) {
        t++;
    }
    return t;
}

/* ---- ratios ------------------------------------------------------------------------- */

static void
check_ratios(const input *in, int layout)
{
    const panel *x = &in->x;
    panel want = new_panel(0, x->n_series, x->n_periods);
    panel out = new_panel(layout, x->n_series, x->n_periods);

    for (ptrdiff_t s = 0; s < x->n_series; s++) {
        const ptrdiff_t first = first_of(x, s);

        for (ptrdiff_t t = 0; t < x->n_periods; t++) {
            const ptrdiff_t k = link_of(in, t);
            const int own =
                in->own_start && k >= 0 && in->begin[k] <= first && first < in->end[k];

            *at(&want, s, t) =
                k < 0 || (own && t == first) ? NAN
                : own && t > first           ? *at(x, s, t) / *at(x, s, first)
                : is_empty(in, k)
                    ? NAN
                    : *at(x, s, t) / mean_over(x, s, in->from[k], in->to[k]);
        }
    }
    hct_unchain(x->first, x->at, x->n_series, x->n_periods, in->links, in->own_start,
                out.first, out.at);
    check_panel("fuzz_links: ratios", &out, &want);
    free_panel(&want);
    free_panel(&out);
}

/* ---- chains ------------------------------------------------------------------------- */

/* The periods of links with a reference, from the first ratio of a series on: its level
 * over the reference, which is `start` where that lies before. */
static void
check_levels(const input *in, const panel *out, double start)
{
    const panel *x = &in->x;

    for (ptrdiff_t s = 0; s < x->n_series; s++) {
        const ptrdiff_t first = first_of(x, s);
        const ptrdiff_t own = first < x->n_periods ? link_of(in, first) : -1;

        if (own < 0 || is_empty(in, own)) {
            continue;
        }
        for (ptrdiff_t t = first; t < x->n_periods; t++) {
            const ptrdiff_t k = link_of(in, t);
            double want = NAN;

            if (k >= own) {
                const int begins = k == own || in->to[k] <= first;
                want = (begins ? start : mean_over(out, s, in->from[k], in->to[k])) *
                       *at(x, s, t);
            }
            if (!hct_test_same(*at(out, s, t), want)) {
                stop("level", s, t, *at(out, s, t), want);
            }
        }
        for (ptrdiff_t t = (ptrdiff_t)in->from[own]; t < in->to[own]; t++) {
            if (!hct_test_same(*at(out, s, t), start)) {
                stop("reference", s, t, *at(out, s, t), start);
            }
        }
    }
}

static void
check_chains(const input *in, int layout, int other)
{
    const panel *x = &in->x;
    panel out = new_panel(layout, x->n_series, x->n_periods);
    panel turned = laid_out(x, other);
    panel again = new_panel(other, x->n_series, x->n_periods);

    hct_chain_links(x->first, x->at, x->n_series, x->n_periods, 100.0, in->links,
                    in->own_start, out.first, out.at);
    hct_chain_links(turned.first, turned.at, x->n_series, x->n_periods, 100.0,
                    in->links, in->own_start, again.first, again.at);
    check_panel("fuzz_links: chains in another layout", &out, &again);
    check_levels(in, &again, 100.0);
    free_panel(&out);
    free_panel(&turned);
    free_panel(&again);
}

/* ---- parts -------------------------------------------------------------------------- */

static void
parts_of(const input *in, const panel *x, const panel *weight, const double *whole,
         const double *total, ptrdiff_t lag, const panel *out)
{
    double *scratch =
        malloc(2 * HCT_RIBE_TOGETHER * (size_t)x->n_periods * sizeof(double) + 1);

    hct_ribe(x->first, x->at, weight->first, weight->at, x->n_series, x->n_periods,
             whole, total, in->links, lag, scratch, out->first, out->at);
    free(scratch);
}

static double
mean_total(const double *total, int64_t from, int64_t to)
{
    double sum = total[from];

    for (int64_t t = from + 1; t < to; t++) {
        sum += total[t];
    }
    return to - from > 1 ? sum / (double)(to - from) : sum;
}

/* Items that are there throughout, in links that follow each other without a gap. */
static void
check_parts(const input *in, const panel *weight, const double *whole,
            const double *total, ptrdiff_t lag, const panel *out)
{
    const panel *x = &in->x;
    panel part = new_panel(0, x->n_series, x->n_periods);
    ptrdiff_t regular = 0;

    while (regular < in->links.n_links && is_empty(in, regular)) {
        regular++;
    }
    for (ptrdiff_t s = 0; s < x->n_series; s++) {
        for (ptrdiff_t t = 0; t < x->n_periods; t++) {
            const ptrdiff_t k = link_of(in, t);

            if (regular == in->links.n_links || t < in->begin[regular]) {
                const int there = regular < in->links.n_links &&
                                  t >= in->from[regular] && t < in->to[regular];
                *at(&part, s, t) = there ? 0.0 : NAN;
                continue;
            }
            if (k < 0) {
                *at(&part, s, t) = NAN;
                continue;
            }
            double start = 0.0;
            for (ptrdiff_t r = (ptrdiff_t)in->from[k]; r < in->to[k]; r++) {
                start += *at(&part, s, r);
            }
            start /= (double)(in->to[k] - in->from[k]);
            if (isnan(start)) { /* where no link leads, an item starts anew */
                free_panel(&part);
                return;
            }
            const double base = mean_over(x, s, in->from[k], in->to[k]);
            const double level = mean_total(total, in->from[k], in->to[k]);
            *at(&part, s, t) = start + level * (*at(weight, s, t) / whole[t] *
                                                (*at(x, s, t) / base - 1.0));
        }
        for (ptrdiff_t t = 0; t < x->n_periods; t++) {
            const double before =
                t < lag || !(total[t - lag] > 0.0) ? NAN : total[t - lag];
            const double want =
                t < lag ? NAN : (*at(&part, s, t) - *at(&part, s, t - lag)) / before;
            if (!hct_test_same(*at(out, s, t), want)) {
                stop("part", s, t, *at(out, s, t), want);
            }
        }
    }
    free_panel(&part);
}

static void
check_contributions(draws *d, const input *in, int layout, int other)
{
    const panel *x = &in->x;
    const ptrdiff_t lag = 1 + draw(d, 14);
    double *whole = malloc((size_t)x->n_periods * sizeof(double) + 1);
    double *total = malloc((size_t)x->n_periods * sizeof(double) + 1);
    panel weight = draw_panel(d, x->n_series, x->n_periods);
    panel out = new_panel(layout, x->n_series, x->n_periods);
    panel turned = laid_out(x, other), turned_weight = laid_out(&weight, other);
    panel again = new_panel(other, x->n_series, x->n_periods);

    for (ptrdiff_t t = 0; t < x->n_periods; t++) {
        whole[t] = draw_value(d);
        total[t] = draw_value(d);
    }
    parts_of(in, x, &weight, whole, total, lag, &out);
    parts_of(in, &turned, &turned_weight, whole, total, lag, &again);
    check_panel("fuzz_links: parts in another layout", &out, &again);
    if (d->values == VALUES_MONEY) {
        check_parts(in, &weight, whole, total, lag, &out);
    }
    free_panel(&weight);
    free_panel(&out);
    free_panel(&turned);
    free_panel(&turned_weight);
    free_panel(&again);
    free(whole);
    free(total);
}

/* Links in the order of time, with gaps or without, each over periods before it, in the order
 * of time as well. */
static void
draw_links(draws *d, input *in, ptrdiff_t n_periods)
{
    const int gaps = (int)draw(d, 2), longest = 1 + (int)draw(d, 14);
    const int empty_first = (int)draw(d, 2);
    ptrdiff_t t = empty_first ? 0 : 1 + draw(d, 6), n = 0;

    for (; n < MOST_LINKS && t < n_periods; n++) {
        const ptrdiff_t length = 1 + draw(d, longest);

        in->begin[n] = t;
        in->end[n] = t + length < n_periods ? t + length : n_periods;
        in->from[n] = in->to[n] = 0;
        if (n > 0 || !empty_first) {
            const ptrdiff_t least_from = n > 0 ? (ptrdiff_t)in->from[n - 1] : 0;
            const ptrdiff_t least_to = n > 0 ? (ptrdiff_t)in->to[n - 1] : 0;
            const ptrdiff_t from = least_from + draw(d, t - least_from);
            const ptrdiff_t least = from + 1 > least_to ? from + 1 : least_to;

            in->from[n] = from;
            in->to[n] = draw(d, 2) ? least : least + draw(d, t - least + 1);
        }
        t = (ptrdiff_t)in->end[n] + (gaps ? draw(d, 3) : 0);
    }
    in->links = (hct_links){n, in->begin, in->end, in->from, in->to};
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    draws d = draws_of(data, size);
    const ptrdiff_t n_series = draw(&d, draw(&d, 12) ? 8 : 90),
                    n_periods = draw(&d, 50);
    const int layout = (int)draw(&d, PANEL_LAYOUTS),
              other = (int)draw(&d, PANEL_LAYOUTS);
    input in;

    draw_links(&d, &in, n_periods);
    in.own_start = (int)draw(&d, 2);
    d.values = draw(&d, 2) ? VALUES_MONEY : (uint64_t)draw(&d, 32);
    in.x = draw_panel(&d, n_series, n_periods);
    for (ptrdiff_t s = 0; s < n_series; s++) { /* some begin late */
        const ptrdiff_t late =
            d.values == VALUES_MONEY || draw(&d, 3) ? 0 : draw(&d, 40);
        for (ptrdiff_t t = 0; t < late && t < n_periods; t++) {
            *at(&in.x, s, t) = NAN;
        }
    }
    check_ratios(&in, layout);
    check_chains(&in, layout, other);
    check_contributions(&d, &in, layout, other);
    free_panel(&in.x);
    return 0;
}

FUZZ_MAIN("fuzz_links", fuzz_random_bytes)
