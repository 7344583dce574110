/* Draws from the bytes of a fuzz input: small numbers, values, panels in any layout.
 *
 * Where the bytes end, a generator goes on that they have seeded, so that any input, even
 * an empty one, is a whole case; libFuzzer can still bend each draw that bytes cover.
 */
#ifndef HCT_FUZZ_DRAW_H
#define HCT_FUZZ_DRAW_H

#include <math.h>
#include <stddef.h>

#include <hct/panel.h>

#include "fuzz.h"

typedef struct {
    const uint8_t *data;
    size_t left;
    uint64_t seed;
    uint64_t values; /* what kinds of values a case holds */
} draws;

static inline draws
draws_of(const uint8_t *data, size_t size)
{
    draws d = {data, size, UINT64_C(1469598103934665603), 0};

    for (size_t i = 0; i < size; i++) {
        d.seed = (d.seed ^ data[i]) * UINT64_C(1099511628211);
    }
    return d;
}

static inline uint64_t
draw_bytes(draws *d, int n)
{
    uint64_t r = 0;

    if (d->left < (size_t)n) {
        d->left = 0;
        return hct_test_random(&d->seed) & (UINT64_MAX >> (64 - 8 * n));
    }
    for (int i = 0; i < n; i++) {
        r |= (uint64_t)d->data[i] << 8 * i;
    }
    d->data += n;
    d->left -= (size_t)n;
    return r;
}

/* A number of 0 .. n - 1, n at most 2^16. */
static inline ptrdiff_t
draw(draws *d, ptrdiff_t n)
{
    return (ptrdiff_t)(draw_bytes(d, n <= 256 ? 1 : 2) % (uint64_t)n);
}

/* Kinds of values, of which a case has one, two or all. */
enum {
    VALUES_WHOLE = 1,   /* small whole numbers, zeros of both signs among them */
    VALUES_MONEY = 2,   /* positive, two decimals */
    VALUES_BITS = 4,    /* any bit pattern */
    VALUES_MISSING = 8, /* NaN, one in four */
    VALUES_ENDS = 16,   /* infinities, the largest and the least doubles */
};

static inline double
draw_end(draws *d)
{
    static const double ends[] = {INFINITY,  -INFINITY, 0x1.fffffffffffffp1023,
                                  0x1p-1074, -0x1p1023, -0x1p-1022,
                                  0.0,       -0.0};
    return ends[draw(d, 8)];
}

/* What memory of panels holds before it is written. */
static const uint64_t panel_canary = UINT64_C(0x7ff80000deadbeef);

static inline double
draw_value(draws *d)
{
    const uint64_t r = draw_bytes(d, 2);
    const uint64_t kinds = d->values;
    double x;

    if ((kinds & VALUES_MISSING) && r % 4 == 0) {
        return NAN;
    }
    if ((kinds & VALUES_ENDS) && r % 8 == 1) {
        return draw_end(d);
    }
    if ((kinds & VALUES_BITS) && r % 4 >= 2) {
        const uint64_t bits = draw_bytes(d, 8);
        memcpy(&x, &bits, sizeof x);
        /* Arithmetic hands a NaN's payload on: that of the canary would look unwritten. */
        return isnan(x) && (uint32_t)bits == (uint32_t)panel_canary ? NAN : x;
    }
    if (kinds & VALUES_MONEY) {
        return (double)(1 + draw_bytes(d, 3)) / 100.0;
    }
    x = (double)(r >> 4 & 7);
    return r >> 8 & 1 ? x : -x;
}

/* ---- panels ----------------------------------------------------------------------- */

/* Where elements lie. Memory ends where the panel does, so that the address sanitizer
 * sees what is read or written beyond. */
typedef struct {
    double *memory, *first;
    hct_strides at;
    ptrdiff_t n_series, n_periods, size;
} panel;

enum { PANEL_LAYOUTS = 8 };

static inline panel
new_panel(int layout, ptrdiff_t n_series, ptrdiff_t n_periods)
{
    const hct_strides by[PANEL_LAYOUTS] = {
        {n_periods, 1},         /* periods side by side */
        {1, n_series},          /* series side by side */
        {n_periods + 3, 1},     /* the same, as a part of a larger array */
        {1, n_series + 1},      /* */
        {2 * n_periods + 1, 2}, /* every other */
        {3, 3 * n_series + 2},  /* */
        {n_periods, -1},        /* backwards */
        {-1, n_series},         /* */
    };
    panel p = {NULL, NULL, by[layout], n_series, n_periods, 0};
    ptrdiff_t low = 0, high = 0;

    if (n_series > 0 && n_periods > 0) {
        const ptrdiff_t s = (n_series - 1) * p.at.series_stride;
        const ptrdiff_t t = (n_periods - 1) * p.at.period_stride;
        low = (s < 0 ? s : 0) + (t < 0 ? t : 0);
        high = (s > 0 ? s : 0) + (t > 0 ? t : 0) + 1;
    }
    p.size = high - low;
    p.memory = malloc((size_t)p.size * sizeof(double) + (p.size == 0));
    p.first = p.memory - low;
    for (ptrdiff_t i = 0; i < p.size; i++) {
        memcpy(&p.memory[i], &panel_canary, sizeof panel_canary);
    }
    return p;
}

static inline double *
at(const panel *p, ptrdiff_t s, ptrdiff_t t)
{
    return p->first + s * p->at.series_stride + t * p->at.period_stride;
}

static inline panel
draw_panel(draws *d, ptrdiff_t n_series, ptrdiff_t n_periods)
{
    const panel p = new_panel((int)draw(d, PANEL_LAYOUTS), n_series, n_periods);

    for (ptrdiff_t s = 0; s < n_series; s++) {
        for (ptrdiff_t t = 0; t < n_periods; t++) {
            *at(&p, s, t) = draw_value(d);
        }
    }
    return p;
}

/* The same values in another layout. */
static inline panel
laid_out(const panel *from, int layout)
{
    const panel p = new_panel(layout, from->n_series, from->n_periods);

    for (ptrdiff_t s = 0; s < p.n_series; s++) {
        for (ptrdiff_t t = 0; t < p.n_periods; t++) {
            *at(&p, s, t) = *at(from, s, t);
        }
    }
    return p;
}

/* Whether what lies between the elements of a result is as it was. */
static inline int
untouched_between(const panel *p)
{
    ptrdiff_t written = 0;

    for (ptrdiff_t i = 0; i < p->size; i++) {
        written += hct_test_bits(p->memory[i]) != panel_canary;
    }
    return written <= p->n_series * p->n_periods;
}

/* Stops at the first element of a result that is not as defined, or was not written, or
 * if anything else was. */
static inline void
check_panel(const char *what, const panel *got, const panel *want)
{
    for (ptrdiff_t s = 0; s < want->n_series; s++) {
        for (ptrdiff_t t = 0; t < want->n_periods; t++) {
            const double result = *at(got, s, t), expected = *at(want, s, t);
            if (!hct_test_same(result, expected) ||
                hct_test_bits(result) == panel_canary) {
                fprintf(stderr,
                        "%s: series %td, period %td of %td x %td: %.17g, not %.17g\n",
                        what, s, t, want->n_series, want->n_periods, result, expected);
                abort();
            }
        }
    }
    if (!untouched_between(got)) {
        fprintf(stderr, "%s: written between the elements\n", what);
        abort();
    }
}

static inline void
free_panel(panel *p)
{
    free(p->memory);
}

#endif
