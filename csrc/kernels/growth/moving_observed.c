/* Sums over what is observed of moving windows, and their growth. Contract: hct/moving.h.
 *
 * What is left out is taken as -0.0, which changes no sum, and goes through the tree of
 * hct_moving with the rest. How many periods of a window are observed is the difference
 * of two running counts. */
#include <hct/moving.h>
#include <hct/platform.h>

#include "rate.inc.h"
#include "window_tree.inc.h"

/* Series side by side in memory are taken so many at a time, so that whole lines of the
 * cache are used; others one at a time. */
enum { TOGETHER = 8 };

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
} task;

/* Room for one series. */
typedef struct {
    double *now, *base;       /* values, and those a lag before; n_periods each */
    double *sums, *base_sums; /* of windows */
    ptrdiff_t *count;         /* observed before a period, n_periods + 1 */
} work;

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

static ptrdiff_t
windows_of(const task *w)
{
    return w->n_periods - w->lag - (w->tree.window - 1);
}

/* Values of n series from `from` on, what is left out replaced. Of growth the work begins
 * with the first period that has a base. */
HCT_INLINE void
read_series(const task *w, const double *from, ptrdiff_t n, work *room)
{
    const ptrdiff_t length = w->n_periods - w->lag;
    const ptrdiff_t row = w->xs.period_stride, back = w->lag * row;

    for (ptrdiff_t k = 0; k < n; k++) {
        room[k].count[0] = 0;
    }
    for (ptrdiff_t t = 0; t < length; t++) {
        for (ptrdiff_t k = 0; k < n; k++) {
            const double *at = from + k * w->xs.series_stride + t * row;
            const double now = at[back], base = at[0];
            const int observed = now == now && base == base;

            room[k].now[t] = or_nothing(now, base);
            if (w->lag > 0) {
                room[k].base[t] = or_nothing(base, now);
            }
            room[k].count[t + 1] = room[k].count[t] + observed;
        }
    }
}

HCT_INLINE void
write_series(const task *w, ptrdiff_t n, const work *room, double *to)
{
    const ptrdiff_t head = w->n_periods - windows_of(w), window = w->tree.window;

    for (ptrdiff_t t = 0; t < windows_of(w); t++) {
        for (ptrdiff_t k = 0; k < n; k++) {
            const ptrdiff_t count = room[k].count[t + window] - room[k].count[t];
            const double base = w->lag > 0 ? room[k].base_sums[t] : 0.0;

            to[k * w->os.series_stride + (head + t) * w->os.period_stride] =
                result_of(w, room[k].sums[t], base, count);
        }
    }
}

/* What is needed beside the blocks, for each series that is taken together. */
static ptrdiff_t
room_of_series(const task *w)
{
    const ptrdiff_t each = w->n_periods - w->lag + windows_of(w);
    return (w->lag > 0 ? 2 : 1) * each + w->n_periods - w->lag + 1;
}

static ptrdiff_t
together(const task *w)
{
    return w->xs.series_stride == 1 ? TOGETHER : 1;
}

HCT_INLINE void
with_room(const task *w, ptrdiff_t n_series, double *scratch)
{
    const ptrdiff_t length = w->n_periods - w->lag, n_windows = windows_of(w);
    const ptrdiff_t chunk = chunk_of(w->tree.window, n_windows);
    work room[TOGETHER];
    double *blocks = scratch;

    _Static_assert(sizeof(ptrdiff_t) <= sizeof(double), "counts stand in the scratch");
    for (ptrdiff_t k = 0; k < together(w); k++) {
        room[k].count = (ptrdiff_t *)(void *)blocks;
        room[k].now = blocks + length + 1;
        room[k].sums = room[k].now + length;
        room[k].base = room[k].sums + n_windows;
        room[k].base_sums = room[k].base + length;
        blocks += room_of_series(w);
    }
    for (ptrdiff_t s = 0, n; s < n_series; s += n) {
        n = n_series - s < together(w) ? n_series - s : together(w);
        read_series(w, w->x + s * w->xs.series_stride, n, room);
        for (ptrdiff_t k = 0; k < n; k++) {
            sums_of_windows(&w->tree, room[k].now, n_windows, chunk, 1.0, blocks,
                            room[k].sums);
            if (w->lag > 0) {
                sums_of_windows(&w->tree, room[k].base, n_windows, chunk, 1.0, blocks,
                                room[k].base_sums);
            }
        }
        write_series(w, n, room, w->out + s * w->os.series_stride);
    }
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
    const ptrdiff_t rows = w->os.series_stride == 1 ? head : 0; /* filled by rows */

    for (ptrdiff_t t = 0; t < rows; t++) {
        fill_nan(w->out + t * w->os.period_stride, 1, n_series);
    }
    for (ptrdiff_t s = 0; s < n_series && rows == 0; s++) {
        fill_nan(w->out + s * w->os.series_stride, w->os.period_stride, head);
    }
    if (none) {
        return;
    }
    w->tree = tree_of(window);
    if (n_scratch >= hct_moving_observed_scratch(w->xs, w->n_periods, window, w->lag)) {
        with_room(w, n_series, scratch);
    }
    else {
        without_room(w, n_series);
    }
}

ptrdiff_t
hct_moving_observed_scratch(hct_strides xs, ptrdiff_t n_periods, ptrdiff_t window,
                            ptrdiff_t lag)
{
    if (lag >= n_periods || window > n_periods - lag) {
        return 0;
    }
    const task w = {
        .xs = xs, .n_periods = n_periods, .lag = lag, .tree = tree_of(window)};
    const ptrdiff_t chunk = chunk_of(window, windows_of(&w));

    return together(&w) * room_of_series(&w) + room_for_blocks(&w.tree, chunk);
}

void
hct_moving_observed(const double *x, hct_strides xs, ptrdiff_t n_series,
                    ptrdiff_t n_periods, ptrdiff_t window, ptrdiff_t min_count,
                    hct_moving_kind what, double *scratch, ptrdiff_t n_scratch,
                    double *out, hct_strides os)
{
    task w = {.x = x,
              .xs = xs,
              .n_periods = n_periods,
              .min_count = min_count,
              .what = what,
              .out = out,
              .os = os};

    observed_panel(&w, n_series, window, scratch, n_scratch);
}

void
hct_moving_growth_observed(const double *x, hct_strides xs, ptrdiff_t n_series,
                           ptrdiff_t n_periods, ptrdiff_t window, ptrdiff_t lag,
                           ptrdiff_t min_count, hct_negative_base rule, double *scratch,
                           ptrdiff_t n_scratch, double *out, hct_strides os)
{
    task w = {.x = x,
              .xs = xs,
              .n_periods = n_periods,
              .lag = lag,
              .min_count = min_count,
              .rule = rule,
              .out = out,
              .os = os};

    observed_panel(&w, n_series, window, scratch, n_scratch);
}
