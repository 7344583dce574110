/* Sums over what is observed of moving windows, and their growth. Contract: hct/moving.h.
 *
 * What is left out is taken as -0.0, which changes no sum, and goes through the tree of
 * hct_moving with the rest. How many periods of a window are observed is the difference
 * of two running counts. */
#include <hct/moving.h>
#include <hct/platform.h>

#include "kernels/shared/bits.inc.h"
#include "rate.inc.h"
#include "window_steps.h"

/* Series that do not lie one value after the other are gathered, so many at a time that
 * whole lines of the cache are used. */
enum { GATHERED = 8 };

/* What is made of the panel: lag 0 stands for sums or means, else the growth over `lag`
 * periods. */
typedef struct {
    const double *x;
    hct_strides xs;
    ptrdiff_t n_periods, lag, min_count;
    window_tree tree;
    hct_moving_kind what;
    hct_negative_base rule;
    double *out;
    hct_strides os;
    hct_window_sums *add;
    window_steps steps;
} task;

/* Room for one series of the periods that have a base: values and bases with what is left
 * out replaced, how many are observed before each, and the sums of windows. */
typedef struct {
    double *now, *base, *sums, *base_sums, *rings;
    int64_t *count;
} work;

static ptrdiff_t
windows_of(const task *w)
{
    return w->n_periods - w->lag - (w->tree.window - 1);
}

/* All ones where x is no NaN. Integers compare without branches, unlike doubles. */
HCT_INLINE uint64_t
is_observed(double x)
{
    const int64_t size = (int64_t)(double_bits(x) & (UINT64_MAX >> 1));

    return (uint64_t)0 - (uint64_t)(size <= INT64_C(0x7ff0000000000000));
}

/* x, or -0.0 where `there` is 0. */
HCT_INLINE double
or_minus_zero(double x, uint64_t there)
{
    return double_from_bits((double_bits(x) & there) | (~there & UINT64_C(1) << 63));
}

HCT_INLINE void
replace_missing(const task *w, const double *x, work *room)
{
    const ptrdiff_t n = w->n_periods - w->lag, lag = w->lag;

    if (lag == 0) {
        for (ptrdiff_t t = 0; t < n; t++) {
            const uint64_t there = is_observed(x[t]);
            room->now[t] = or_minus_zero(x[t], there);
            room->count[t + 1] = (int64_t)(there & 1);
        }
    }
    else {
        for (ptrdiff_t t = 0; t < n; t++) {
            const uint64_t there = is_observed(x[t]) & is_observed(x[t + lag]);
            room->now[t] = or_minus_zero(x[t + lag], there);
            room->base[t] = or_minus_zero(x[t], there);
            room->count[t + 1] = (int64_t)(there & 1);
        }
    }
    room->count[0] = 0;
    for (ptrdiff_t t = 0; t < n; t++) {
        room->count[t + 1] += room->count[t];
    }
}

/* A count below 2^52 as a double; the conversion of the language is not vectorised. */
HCT_INLINE double
double_from_count(int64_t count)
{
    return double_from_bits((uint64_t)count | UINT64_C(0x4330000000000000)) - 0x1p52;
}

HCT_INLINE void
results_of(const task *w, const work *room, hct_negative_base rule, double *out)
{
    const int64_t *after = room->count + w->tree.window, *before = room->count;
    const ptrdiff_t n = windows_of(w), head = w->tree.window - 1;
    const int64_t fewest = w->min_count;

    for (ptrdiff_t t = 0; t < n; t++) {
        const int64_t count = after[t] - before[t];
        const double sum = room->sums[head + t];
        const double result = w->lag > 0 ? rate(sum, room->base_sums[head + t], rule)
                              : w->what == HCT_MOVING_MEAN
                                  ? sum / double_from_count(count)
                                  : sum;

        out[t] = kept(result, (uint64_t)(count >= fewest));
    }
}

/* The rule as a literal, as in growth.c. */
HCT_INLINE void
results_by_rule(const task *w, const work *room, double *out)
{
    switch (w->rule) {
    case HCT_BASE_NAN:
        results_of(w, room, HCT_BASE_NAN, out);
        break;
    case HCT_BASE_FORMULA:
        results_of(w, room, HCT_BASE_FORMULA, out);
        break;
    case HCT_BASE_ABSOLUTE:
        results_of(w, room, HCT_BASE_ABSOLUTE, out);
        break;
    }
}

HCT_INLINE void
one_series(task *w, const double *x, work *room, double *out)
{
    const ptrdiff_t n = w->n_periods - w->lag;

    replace_missing(w, x, room);
    w->add(&w->steps, room->now, n, n, 1.0, 0, room->sums);
    if (w->lag > 0) {
        w->add(&w->steps, room->base, n, n, 1.0, 0, room->base_sums);
    }
    results_by_rule(w, room, out);
}

static int
is_in_memory(const task *w)
{
    return w->xs.period_stride == 1 && w->os.period_stride == 1;
}

/* Besides the rings: counts, values, sums, and series that are gathered. */
static ptrdiff_t
room_needed(const task *w)
{
    const ptrdiff_t length = w->n_periods - w->lag;
    const ptrdiff_t gathered =
        is_in_memory(w) ? 0 : GATHERED * (w->n_periods + windows_of(w));

    return length + 1 + 4 * length + hct_room_for_steps(&w->tree) + gathered;
}

/* GATHERED series at most, brought together and back. */
HCT_INLINE void
some_series(task *w, ptrdiff_t s, ptrdiff_t n, work *room, double *gathered)
{
    const ptrdiff_t n_windows = windows_of(w), head = w->n_periods - n_windows;
    double *x = gathered, *results = gathered + GATHERED * w->n_periods;
    const double *from = w->x + s * w->xs.series_stride;
    double *to = w->out + s * w->os.series_stride + head * w->os.period_stride;

    if (n == GATHERED && w->xs.series_stride == 1) {
        for (ptrdiff_t t = 0; t < w->n_periods; t++) {
            const double *row = from + t * w->xs.period_stride;

            __builtin_prefetch(row + GATHERED); /* of the next series */
            for (int k = 0; k < GATHERED; k++) {
                x[k * w->n_periods + t] = row[k];
            }
        }
    }
    else {
        for (ptrdiff_t k = 0; k < n; k++) {
            for (ptrdiff_t t = 0; t < w->n_periods; t++) {
                x[k * w->n_periods + t] =
                    from[k * w->xs.series_stride + t * w->xs.period_stride];
            }
        }
    }
    for (ptrdiff_t k = 0; k < n; k++) {
        one_series(w, x + k * w->n_periods, room, results + k * n_windows);
    }
    if (n == GATHERED && w->os.series_stride == 1) {
        for (ptrdiff_t t = 0; t < n_windows; t++) {
            double *row = to + t * w->os.period_stride;

            for (int k = 0; k < GATHERED; k++) {
                row[k] = results[k * n_windows + t];
            }
        }
    }
    else {
        for (ptrdiff_t k = 0; k < n; k++) {
            for (ptrdiff_t t = 0; t < n_windows; t++) {
                to[k * w->os.series_stride + t * w->os.period_stride] =
                    results[k * n_windows + t];
            }
        }
    }
}

HCT_INLINE void
with_room(task *w, ptrdiff_t n_series, double *scratch)
{
    const ptrdiff_t length = w->n_periods - w->lag, head = w->n_periods - windows_of(w);
    work room;

    _Static_assert(sizeof(int64_t) == sizeof(double), "counts stand in the scratch");
    room.count = (int64_t *)(void *)scratch;
    room.now = scratch + length + 1;
    room.base = room.now + length;
    room.sums = room.base + length;
    room.base_sums = room.sums + length;
    room.rings = room.base_sums + length;
    hct_begin_steps(&w->steps, &w->tree, room.now, room.rings);
    if (is_in_memory(w)) {
        for (ptrdiff_t s = 0; s < n_series; s++) {
            one_series(w, w->x + s * w->xs.series_stride, &room,
                       w->out + s * w->os.series_stride + head);
        }
        return;
    }
    double *gathered = room.rings + hct_room_for_steps(&w->tree);
    for (ptrdiff_t s = 0; s < n_series; s += GATHERED) {
        some_series(w, s, n_series - s < GATHERED ? n_series - s : GATHERED, &room,
                    gathered);
    }
}

static double
result_of(const task *w, double sum, double base, ptrdiff_t count)
{
    if (count < w->min_count) {
        return NAN;
    }
    if (w->lag > 0) {
        return rate(sum, base, w->rule);
    }
    return w->what == HCT_MOVING_MEAN ? sum / (double)count : sum;
}

/* One window after the other, each counted and added from the panel. */
static void
without_room(const task *w, ptrdiff_t n_series)
{
    const ptrdiff_t head = w->n_periods - windows_of(w), row = w->xs.period_stride;

    for (ptrdiff_t s = 0; s < n_series; s++) {
        for (ptrdiff_t t = 0; t < windows_of(w); t++) {
            const double *base = w->x + s * w->xs.series_stride + t * row;
            const double *now = base + w->lag * row;
            ptrdiff_t count = 0;

            for (ptrdiff_t k = 0; k < w->tree.window; k++) {
                count += !isnan(now[k * row]) && !isnan(base[k * row]);
            }
            w->out[s * w->os.series_stride + (head + t) * w->os.period_stride] =
                result_of(w, one_window(&w->tree, (source){now, base, row}),
                          one_window(&w->tree, (source){base, now, row}), count);
        }
    }
}

HCT_INLINE void
observed_panel(task *w, ptrdiff_t n_series, ptrdiff_t window, double *scratch,
               ptrdiff_t n_scratch)
{
    const int none = w->lag >= w->n_periods || window > w->n_periods - w->lag;
    const ptrdiff_t head = none ? w->n_periods : w->lag + window - 1;
    const int by_rows = w->os.series_stride == 1;

    for (ptrdiff_t t = 0; by_rows && t < head; t++) {
        fill_nan(w->out + t * w->os.period_stride, 1, n_series);
    }
    for (ptrdiff_t s = 0; !by_rows && s < n_series; s++) {
        fill_nan(w->out + s * w->os.series_stride, w->os.period_stride, head);
    }
    if (none) {
        return;
    }
    w->tree = tree_of(window);
    if (n_scratch >= room_needed(w)) {
        with_room(w, n_series, scratch);
    }
    else {
        without_room(w, n_series);
    }
}

ptrdiff_t
hct_moving_observed_scratch(hct_strides xs, ptrdiff_t n_periods, ptrdiff_t window,
                            ptrdiff_t lag, hct_strides os)
{
    if (lag >= n_periods || window > n_periods - lag) {
        return 0;
    }
    const task w = {.xs = xs,
                    .n_periods = n_periods,
                    .lag = lag,
                    .tree = tree_of(window),
                    .os = os};

    return room_needed(&w);
}

#define HCT_OBSERVED(target, name, sums)                                               \
    target void name(const double *x, hct_strides xs, ptrdiff_t n_series,              \
                     ptrdiff_t n_periods, ptrdiff_t window, ptrdiff_t min_count,       \
                     hct_moving_kind what, double *scratch, ptrdiff_t n_scratch,       \
                     double *out, hct_strides os)                                      \
    {                                                                                  \
        task w = {.x = x,                                                              \
                  .xs = xs,                                                            \
                  .n_periods = n_periods,                                              \
                  .min_count = min_count,                                              \
                  .what = what,                                                        \
                  .out = out,                                                          \
                  .os = os,                                                            \
                  .add = sums};                                                        \
                                                                                       \
        observed_panel(&w, n_series, window, scratch, n_scratch);                      \
    }

HCT_OBSERVED(, hct_moving_observed, hct_sums_in_steps)
HCT_OBSERVED(HCT_TARGET_AVX2, hct_moving_observed_avx2, hct_sums_in_steps_avx2)

#define HCT_GROWTH_OBSERVED(target, name, sums)                                        \
    target void name(const double *x, hct_strides xs, ptrdiff_t n_series,              \
                     ptrdiff_t n_periods, ptrdiff_t window, ptrdiff_t lag,             \
                     ptrdiff_t min_count, hct_negative_base rule, double *scratch,     \
                     ptrdiff_t n_scratch, double *out, hct_strides os)                 \
    {                                                                                  \
        task w = {.x = x,                                                              \
                  .xs = xs,                                                            \
                  .n_periods = n_periods,                                              \
                  .lag = lag,                                                          \
                  .min_count = min_count,                                              \
                  .rule = rule,                                                        \
                  .out = out,                                                          \
                  .os = os,                                                            \
                  .add = sums};                                                        \
                                                                                       \
        observed_panel(&w, n_series, window, scratch, n_scratch);                      \
    }

HCT_GROWTH_OBSERVED(, hct_moving_growth_observed, hct_sums_in_steps)
HCT_GROWTH_OBSERVED(HCT_TARGET_AVX2, hct_moving_growth_observed_avx2,
                    hct_sums_in_steps_avx2)
