/* Growth of the year to date of four series at a time, whose periods lie side by side.
 *
 * A running sum waits for its last addition, so four series are added up together, one in
 * each lane of a vector: four periods of each are turned, and their rates turned back. The
 * rates are made at once, in registers, so that memory does not wait while quotients are
 * made; only the sums of the year before are kept. Where a year begins does not matter. */
#ifndef HCT_FOUR_SERIES_INC_H
#define HCT_FOUR_SERIES_INC_H

#include "kernels/shared/lanes.inc.h"
#include "rate.inc.h"

/* Longer years would not leave the level 1 cache to the series. */
enum { LONGEST_YEAR = 512 };

/* Series up to so many periods are fetched while those before them are worked on; of longer
 * ones, the periods so far ahead. */
enum { SHORT_SERIES = 4096, PERIODS_AHEAD = 64 };

/* Where a series stands in its year, and its sums since that began. A year begins at -0,
 * which is neutral: -0 + x is x to the bit, for x = -0 too. Apart from the sums of the year
 * before, which lie in memory, so that these can stay in a register. */
typedef struct {
    ptrdiff_t year, place;
    ptrdiff_t x_ahead, out_ahead;
    lanes sum;
} so_far;

HCT_INLINE void
begin_year(so_far *f)
{
    f->place = 0;
    f->sum = (lanes){-0.0, -0.0, -0.0, -0.0};
}

/* The next period: x becomes its rate. `last` are the sums of the year before. */
HCT_INLINE void
next_period(so_far *f, double *last, hct_negative_base rule, lanes *x)
{
    const lanes base = load_lanes(last);

    f->sum += *x;
    store_lanes(last, f->sum);
    rate_lanes(&f->sum, &base, rule, x);
}

/* The first n of LANES periods, a literal. Made of doubles one by one, since pieces put
 * together in memory would wait until all that was stored before has arrived. */
HCT_INLINE void
load_periods(const double *x, int n, lanes *v)
{
    *v = n == LANES ? load_lanes(x)
                    : (lanes){x[0], n > 1 ? x[1] : 0.0, n > 2 ? x[2] : 0.0, 0.0};
}

HCT_INLINE void
store_periods(double *out, int n, const lanes *v)
{
    if (n == LANES) {
        store_lanes(out, *v);
        return;
    }
#pragma GCC unroll 4
    for (int k = 0; k < n; k++) {
        out[k] = (*v)[k];
    }
}

HCT_INLINE void
next_in_any_year(so_far *f, double *last, hct_negative_base rule, lanes *x)
{
    if (f->place == f->year) {
        begin_year(f);
    }
    next_period(f, last + LANES * f->place++, rule, x);
}

/* Asks for lines of memory that will be needed. An address, since after the last series
 * there is no element to point at. */
HCT_INLINE void
fetch(const double *from, ptrdiff_t elements)
{
    __builtin_prefetch(
        (const void *)((uintptr_t)from + (uintptr_t)elements * sizeof *from));
}

/* How far ahead of a period the one stands that is fetched. */
static inline ptrdiff_t
ahead_of(ptrdiff_t series_stride, ptrdiff_t n)
{
    return n <= SHORT_SERIES ? LANES * series_stride : PERIODS_AHEAD;
}

/* n periods, a literal up to LANES; fewer come last. */
HCT_INLINE void
next_periods(so_far *f, double *last, const double *x, ptrdiff_t x_series, int n,
             hct_negative_base rule, double *out, ptrdiff_t out_series)
{
    lanes a, b, c, d;

#pragma GCC unroll 4
    for (int k = 0; k < LANES; k++) {
        fetch(x, f->x_ahead + k * x_series);
        fetch(out, f->out_ahead + k * out_series);
    }
    load_periods(x, n, &a);
    load_periods(x + x_series, n, &b);
    load_periods(x + 2 * x_series, n, &c);
    load_periods(x + 3 * x_series, n, &d);
    turn_lanes(a, b, c, d);
    if (f->place == f->year) {
        begin_year(f);
    }
    if (f->place + LANES <= f->year) {
        double *at = last + LANES * f->place;

        next_period(f, at, rule, &a);
        next_period(f, at + LANES, rule, &b);
        next_period(f, at + 2 * LANES, rule, &c);
        next_period(f, at + 3 * LANES, rule, &d);
        f->place += LANES;
    }
    else {
        next_in_any_year(f, last, rule, &a);
        next_in_any_year(f, last, rule, &b);
        next_in_any_year(f, last, rule, &c);
        next_in_any_year(f, last, rule, &d);
    }
    turn_lanes(a, b, c, d);
    store_periods(out, n, &a);
    store_periods(out + out_series, n, &b);
    store_periods(out + 2 * out_series, n, &c);
    store_periods(out + 3 * out_series, n, &d);
}

/* Rates of n periods of four series that begin a year. */
HCT_INLINE void
rates_of_four_series(const double *x, ptrdiff_t x_series, ptrdiff_t n, ptrdiff_t year,
                     hct_negative_base rule, double *out, ptrdiff_t out_series)
{
    _Alignas(64) double last[LONGEST_YEAR * LANES];
    so_far f = {.year = year,
                .x_ahead = ahead_of(x_series, n),
                .out_ahead = ahead_of(out_series, n)};
    ptrdiff_t t = 0;

    begin_year(&f);
    fill_nan(last, 1, LANES * year); /* the first year has no base */
    for (; t + LANES <= n; t += LANES) {
        next_periods(&f, last, x + t, x_series, LANES, rule, out + t, out_series);
    }
#define HCT_REST(rest)                                                                 \
    case rest:                                                                         \
        next_periods(&f, last, x + t, x_series, rest, rule, out + t, out_series);      \
        break;

    switch (n - t) {
        HCT_REST(1)
        HCT_REST(2)
        HCT_REST(3)
    default:
        break;
    }
#undef HCT_REST
}

#endif
