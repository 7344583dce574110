/* Sums and means over a moving window. Contract: hct/moving.h. */
#include <hct/moving.h>
#include <hct/platform.h>

#include "kernels/shared/lanes.inc.h"
#include "kernels/shared/stream.inc.h"
#include "rate.inc.h"
#include "window_steps.h"

/* How the work is cut, which no result shows.
 *
 * Periods contiguous: some windows of one series after the other, window_steps.h.
 *
 * Series contiguous, windows with blocks of four at most: the windows that end in ABREAST
 * successive periods are added together, so that each row of x is read once for all of
 * them; LANES series at a time, the rows of WIDE series in the level 2 cache.
 *
 * Series contiguous, longer windows: the periods are gone through for a block of series,
 * with a ring of rows for each level of the tree; the rings of a block stay in the level
 * 2 cache. Fewer than FEW series would pay more for each row than for its values: they are
 * gathered, GATHERED at a time, and taken as series in memory. */
enum { ABREAST = 4, WIDE = 1024, RING_ROOM = 1 << 14, NARROWEST = 256, WIDEST = 512 };
enum { FEW = 48, GATHERED = 8, AHEAD = 2 };

/* How rows of a panel are read and written: as they lie in a cache, or, of large ones,
 * with the next rows fetched beforehand, and the sums streamed where rows allow it. */
typedef enum { CACHED, FETCHED, STREAMED } traffic;

/* What every way of working needs to know. */
typedef struct {
    const double *x;
    hct_strides xs;
    ptrdiff_t n_series, n_periods, n_windows; /* the latter two, of a series */
    window_tree tree;
    double divisor;
    double *out; /* of the first window */
    hct_strides os;
    hct_window_sums *sums; /* of a series whose periods lie side by side */
} task;

/* ---- periods contiguous ------------------------------------------------------------ */

/* Series that lie one behind the other are gone through as one, which spares beginning anew
 * at each. */
static int
may_be_joined(const task *w)
{
    return w->n_series == 1 ||
           (w->xs.series_stride == w->n_periods &&
            w->os.series_stride == w->n_periods && w->n_periods >= STEP);
}

static void
series_in_memory(const task *w, double *room)
{
    const int joined = may_be_joined(w);
    const ptrdiff_t n_runs = joined ? 1 : w->n_series;
    const ptrdiff_t n = joined ? w->n_series * w->n_periods : w->n_periods;
    const int streamed = CAN_STREAM && joined && n >= STREAM_SIZE;
    double *out = w->out - (w->tree.window - 1);
    window_steps steps;

    hct_begin_steps(&steps, &w->tree, w->x, room);
    for (ptrdiff_t s = 0; s < n_runs; s++) {
        w->sums(&steps, w->x + s * w->xs.series_stride, n, w->n_periods, w->divisor,
                streamed, out + s * w->os.series_stride);
    }
    if (streamed) {
        end_of_stream();
    }
}

/* ---- series contiguous, short windows ----------------------------------------------- */

/* ABREAST windows of LANES series each: sum k begins k rows below x and goes to the k-th
 * row of `out`. Each row of x is loaded once for all. Of windows with blocks of four, the
 * block that a row ends belongs to the one sum that begins a multiple of four rows above
 * it; then come the periods that are left over, `rest` of them. A window without blocks
 * has only these. */
HCT_INLINE void
sums_abreast(const double *x, ptrdiff_t x_row, ptrdiff_t blocks, int rest,
             double divisor, double *out, ptrdiff_t out_row, traffic how)
{
    lanes sum[ABREAST], before = {0}, pair = {0},
                        earlier = {0}; /* pairs end in a row */
    const ptrdiff_t whole = 4 * blocks;

#pragma GCC unroll 4
    for (int k = 0; k < ABREAST; k++) {
        sum[k] = before;
    }
    for (int m = 0; blocks > 0 && m < 3; m++) {
        const lanes now = load_lanes(x + m * x_row);
        earlier = pair;
        pair = before + now; /* of m = 0: not used */
        before = now;
    }
    /* The rows that end the first blocks of all sums, then further ones: two at least. */
#pragma GCC unroll 2
    for (ptrdiff_t begin = 0; begin < whole; begin += 4) {
#pragma GCC unroll 4
        for (int k = 0; k < ABREAST; k++) {
            const lanes now = load_lanes(x + (begin + k + 3) * x_row);
            const lanes newest = before + now, block = earlier + newest;

            sum[k] = begin == 0 ? block : sum[k] + block;
            earlier = pair;
            pair = newest;
            before = now;
        }
    }
    /* Sum k goes on with the rows whole + k .. whole + k + rest - 1. */
    for (int m = 0; rest > 0 && m < rest + ABREAST - 1; m++) {
        const lanes now = load_lanes(x + (whole + m) * x_row);
#pragma GCC unroll 4
        for (int k = 0; k < ABREAST; k++) {
            if (m >= k && m < k + rest) {
                sum[k] = blocks == 0 && m == k ? now : sum[k] + now;
            }
        }
    }
#pragma GCC unroll 4
    for (int k = 0; k < ABREAST; k++) {
        if (how != CACHED) {
            /* an address, for after the last row there is no element to point at */
            const ptrdiff_t ahead = (whole + rest + ABREAST - 1 + k) * x_row;
            __builtin_prefetch(
                (const void *)((uintptr_t)x + (uintptr_t)ahead * sizeof *x));
        }
        if (divisor != 1.0) {
            sum[k] /= divisor;
        }
        if (how == STREAMED) {
            stream_pair(out + k * out_row, sum[k][0], sum[k][1]);
            stream_pair(out + k * out_row + 2, sum[k][2], sum[k][3]);
        }
        else {
            store_lanes(out + k * out_row, sum[k]);
        }
    }
}

/* ABREAST rows of windows over n series, a multiple of LANES. `rest` is a literal, so that
 * what depends on it is decided once for the row. */
HCT_INLINE void
strips_abreast(const double *x, const task *w, ptrdiff_t n, int rest, double *out,
               traffic how)
{
    const ptrdiff_t x_row = w->xs.period_stride, out_row = w->os.period_stride;
    const ptrdiff_t blocks = w->tree.n_levels == 1 ? 0 : w->tree.window / 4;
    const double divisor = w->divisor; /* which no result written to `out` changes */

    for (ptrdiff_t s = 0; s < n; s += LANES) {
        sums_abreast(x + s, x_row, blocks, rest, divisor, out + s, out_row, how);
    }
}

HCT_INLINE void
any_abreast(const double *x, const task *w, ptrdiff_t n, double *out, traffic how)
{
#define HCT_WITH_REST(rest)                                                            \
    case rest:                                                                         \
        strips_abreast(x, w, n, rest, out, how);                                       \
        break;

    switch (w->tree.n_levels == 1 ? w->tree.window : w->tree.window % 4) {
        HCT_WITH_REST(0)
        HCT_WITH_REST(1)
        HCT_WITH_REST(2)
        HCT_WITH_REST(3)
        HCT_WITH_REST(4)
        HCT_WITH_REST(5)
        HCT_WITH_REST(6)
        HCT_WITH_REST(7)
    }
#undef HCT_WITH_REST
}

/* ABREAST rows of windows over n series. The last strip of lanes is moved back so that it
 * ends with the row, and written as it lies. */
HCT_INLINE void
rows_abreast(const double *x, const task *w, ptrdiff_t n, double *out, traffic how)
{
    ptrdiff_t s = n / LANES * LANES;

    any_abreast(x, w, s, out, how);
    if (s < n && n >= LANES) {
        any_abreast(x + n - LANES, w, LANES, out + n - LANES, CACHED);
        s = n;
    }
    for (; s < n; s++) {
        for (int k = 0; k < ABREAST; k++) {
            const double *first = x + k * w->xs.period_stride + s;
            out[k * w->os.period_stride + s] =
                one_window(&w->tree, (source){first, NULL, w->xs.period_stride}) /
                w->divisor;
        }
    }
}

static traffic
traffic_of(const task *w)
{
    return !worth_streaming(w->n_periods, w->n_series)     ? CACHED
           : may_stream_pairs(w->out, w->os.period_stride) ? STREAMED
                                                           : FETCHED;
}

HCT_INLINE void
rows_in_registers(const task *w)
{
    const traffic how = traffic_of(w);
    const ptrdiff_t x_row = w->xs.period_stride, out_row = w->os.period_stride;

    for (ptrdiff_t s = 0, n; s < w->n_series; s += n) {
        ptrdiff_t t = 0;

        n = w->n_series - s < WIDE ? w->n_series - s : WIDE;
        for (; t + ABREAST <= w->n_windows; t += ABREAST) {
            rows_abreast(w->x + t * x_row + s, w, n, w->out + t * out_row + s, how);
        }
        if (t < w->n_windows) { /* the last rows again, moved back */
            t = w->n_windows - ABREAST;
            rows_abreast(w->x + t * x_row + s, w, n, w->out + t * out_row + s, how);
        }
    }
    if (how == STREAMED) {
        end_of_stream();
    }
}

/* ---- series contiguous, longer windows --------------------------------------------- */

/* Rows of blocks of one level, the last `rows` of them. */
typedef struct {
    double *row;
    ptrdiff_t rows, width;
} ring;

static inline double *
ring_row(const ring *r, ptrdiff_t begin)
{
    return r->row + begin % r->rows * r->width;
}

/* How many rows a level must keep: back to the first of its blocks in the window, and to
 * the first of the four that make a block of the next level. */
static ptrdiff_t
rows_kept(const window_tree *tree, int level)
{
    ptrdiff_t rows = level + 1 < tree->n_levels ? 3 * tree->size[level] + 1 : 1;

    for (int k = 0; k < tree->n_blocks; k++) {
        if (tree->level[k] == level) {
            const ptrdiff_t back =
                tree->window - tree->size[level] - tree->offset[k] + 1;
            return back > rows ? back : rows;
        }
    }
    return rows;
}

static ptrdiff_t
rows_of_rings(const window_tree *tree)
{
    ptrdiff_t rows = 1; /* for a row of results */

    for (int l = 1; l < tree->n_levels; l++) {
        rows += rows_kept(tree, l);
    }
    return rows;
}

/* The series that are taken together, so that their rings have room in the cache. */
static ptrdiff_t
width_of_rings(const window_tree *tree)
{
    const ptrdiff_t width = RING_ROOM / rows_of_rings(tree) / LINE * LINE;
    return width < NARROWEST ? NARROWEST : width > WIDEST ? WIDEST : width;
}

HCT_INLINE void
put_row(const double *row, ptrdiff_t n, double *out, int streamed)
{
    const ptrdiff_t written = streamed ? stream_lines(out, row, n) : 0;
    memcpy(out + written, row + written, (size_t)(n - written) * sizeof(double));
}

/* One period of a block of n series: the blocks that end in it, and its windows. */
HCT_INLINE void
one_period(const task *w, const ring *rings, const double *x, ptrdiff_t t, ptrdiff_t n,
           double *result, double *out, int streamed)
{
    const window_tree *tree = &w->tree;
    const ptrdiff_t x_row = w->xs.period_stride;
    const double *v[MOST_BLOCKS];

    for (int l = 1; l < tree->n_levels && t + 1 >= tree->size[l]; l++) {
        const ptrdiff_t begin = t + 1 - tree->size[l], q = tree->size[l - 1];

        for (int k = 0; k < 4; k++) {
            v[k] = l == 1 ? x + (begin + k) * x_row
                          : ring_row(&rings[l - 1], begin + k * q);
        }
        four_blocks(v[0], v[1], v[2], v[3], n, ring_row(&rings[l], begin));
    }
    if (t + 1 < tree->window) {
        return;
    }
    const ptrdiff_t begin = t + 1 - tree->window;
    for (int k = 0; k < tree->n_blocks; k++) {
        const ptrdiff_t at = begin + tree->offset[k];
        v[k] =
            tree->level[k] == 0 ? x + at * x_row : ring_row(&rings[tree->level[k]], at);
    }
    if (streamed) {
        join_blocks(v, tree->n_blocks, n, w->divisor, result);
        put_row(result, n, out + begin * w->os.period_stride, 1);
    }
    else {
        join_blocks(v, tree->n_blocks, n, w->divisor,
                    out + begin * w->os.period_stride);
    }
}

HCT_INLINE void
rows_in_rings(const task *w, ptrdiff_t width, double *room)
{
    const ptrdiff_t n_periods = w->n_periods;
    const int large = worth_streaming(n_periods, w->n_series);
    double *result = room;
    ring rings[MOST_LEVELS];

    room += width;
    for (int l = 1; l < w->tree.n_levels; l++) {
        rings[l] = (ring){room, rows_kept(&w->tree, l), width};
        room += rings[l].rows * width;
    }
    for (ptrdiff_t s = 0, n; s < w->n_series; s += n) {
        n = w->n_series - s < width ? w->n_series - s : width;
        for (ptrdiff_t t = 0; t < n_periods; t++) {
            for (ptrdiff_t i = 0; large && t + AHEAD < n_periods && i < n; i += LINE) {
                __builtin_prefetch(w->x + s + (t + AHEAD) * w->xs.period_stride + i);
            }
            one_period(w, rings, w->x + s, t, n, result, w->out + s,
                       CAN_STREAM && large);
        }
    }
    if (CAN_STREAM && large) {
        end_of_stream();
    }
}

/* ---- any strides ------------------------------------------------------------------- */

/* Some series at a time, as series in memory of their own. */
static void
gathered(const task *w, double *room)
{
    const ptrdiff_t n_periods = w->n_periods, head = w->tree.window - 1;
    double *x = room, *sums = x + GATHERED * n_periods;
    window_steps steps;

    hct_begin_steps(&steps, &w->tree, x, sums + GATHERED * n_periods);
    for (ptrdiff_t s = 0, n; s < w->n_series; s += n) {
        const double *from = w->x + s * w->xs.series_stride;
        double *to = w->out + s * w->os.series_stride;

        n = w->n_series - s < GATHERED ? w->n_series - s : GATHERED;
        for (ptrdiff_t t = 0; t < n_periods; t++) {
            for (ptrdiff_t k = 0; k < n; k++) {
                x[k * n_periods + t] =
                    from[k * w->xs.series_stride + t * w->xs.period_stride];
            }
        }
        for (ptrdiff_t k = 0; k < n; k++) {
            w->sums(&steps, x + k * n_periods, n_periods, n_periods, w->divisor, 0,
                    sums + k * n_periods);
        }
        for (ptrdiff_t t = 0; t < w->n_windows; t++) {
            for (ptrdiff_t k = 0; k < n; k++) {
                to[k * w->os.series_stride + t * w->os.period_stride] =
                    sums[k * n_periods + head + t];
            }
        }
    }
}

/* Without scratch: one window after the other. */
static void
without_room(const task *w)
{
    for (ptrdiff_t s = 0; s < w->n_series; s++) {
        for (ptrdiff_t t = 0; t < w->n_windows; t++) {
            const double *x = w->x + s * w->xs.series_stride + t * w->xs.period_stride;
            const double sum =
                one_window(&w->tree, (source){x, NULL, w->xs.period_stride});

            w->out[s * w->os.series_stride + t * w->os.period_stride] =
                w->divisor == 1.0 ? sum : sum / w->divisor;
        }
    }
}

/* ---- which way --------------------------------------------------------------------- */

typedef enum { IN_MEMORY, IN_REGISTERS, IN_RINGS, GATHER } way;

static way
way_of(const task *w)
{
    if (w->xs.period_stride == 1 && w->os.period_stride == 1) {
        return IN_MEMORY;
    }
    if (w->xs.series_stride == 1 && w->os.series_stride == 1) {
        return w->tree.n_levels <= 2 && w->n_windows >= ABREAST ? IN_REGISTERS
               : w->n_series >= FEW                             ? IN_RINGS
                                                                : GATHER;
    }
    return GATHER;
}

static ptrdiff_t
room_of(const task *w, way how)
{
    switch (how) {
    case IN_MEMORY:
        return hct_room_for_steps(&w->tree);
    case IN_REGISTERS:
        return 0;
    case IN_RINGS:
        return rows_of_rings(&w->tree) * width_of_rings(&w->tree);
    default:
        return hct_room_for_steps(&w->tree) + 2 * GATHERED * w->n_periods;
    }
}

/* The task but for its arrays. */
static task
task_of(hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods, ptrdiff_t window,
        hct_strides os)
{
    return (task){.xs = xs,
                  .n_series = n_series,
                  .n_periods = n_periods,
                  .n_windows = n_periods - (window - 1),
                  .tree = tree_of(window),
                  .divisor = 1.0,
                  .os = os};
}

ptrdiff_t
hct_moving_scratch(hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
                   ptrdiff_t window, hct_strides os)
{
    if (window > n_periods) {
        return 0;
    }
    const task w = task_of(xs, n_series, n_periods, window, os);
    return room_of(&w, way_of(&w));
}

/* The periods in which no window ends yet. */
static void
fill_head(double *out, hct_strides os, ptrdiff_t n_series, ptrdiff_t head)
{
    const int by_rows = os.series_stride == 1;
    const ptrdiff_t outer = by_rows ? head : n_series,
                    inner = by_rows ? n_series : head;
    const ptrdiff_t step = by_rows ? 1 : os.period_stride;

    for (ptrdiff_t i = 0; i < outer; i++) {
        fill_nan(out + i * (by_rows ? os.period_stride : os.series_stride), step,
                 inner);
    }
}

HCT_INLINE void
moving_panel(const double *x, hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
             ptrdiff_t window, hct_moving_kind what, double *scratch,
             ptrdiff_t n_scratch, double *out, hct_strides os, hct_window_sums *sums)
{
    const ptrdiff_t head = window - 1 < n_periods ? window - 1 : n_periods;

    if (window > n_periods) {
        fill_head(out, os, n_series, head);
        return;
    }
    task w = task_of(xs, n_series, n_periods, window, os);
    const way how = way_of(&w);
    const int has_room = n_scratch >= room_of(&w, how);

    w.x = x;
    w.out = out + head * os.period_stride;
    w.divisor = what == HCT_MOVING_MEAN ? (double)window : 1.0;
    w.sums = sums;
    if (how == IN_MEMORY && has_room) {
        series_in_memory(&w, scratch);
        return;
    }
    fill_head(out, os, n_series, head);
    if (!has_room) {
        without_room(&w);
    }
    else if (how == IN_REGISTERS) {
        rows_in_registers(&w);
    }
    else if (how == IN_RINGS) {
        rows_in_rings(&w, width_of_rings(&w.tree), scratch);
    }
    else {
        gathered(&w, scratch);
    }
}

void
hct_moving(const double *x, hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
           ptrdiff_t window, hct_moving_kind what, double *scratch, ptrdiff_t n_scratch,
           double *out, hct_strides os)
{
    moving_panel(x, xs, n_series, n_periods, window, what, scratch, n_scratch, out, os,
                 hct_sums_in_steps);
}

HCT_TARGET_AVX2 void
hct_moving_avx2(const double *x, hct_strides xs, ptrdiff_t n_series,
                ptrdiff_t n_periods, ptrdiff_t window, hct_moving_kind what,
                double *scratch, ptrdiff_t n_scratch, double *out, hct_strides os)
{
    moving_panel(x, xs, n_series, n_periods, window, what, scratch, n_scratch, out, os,
                 hct_sums_in_steps_avx2);
}
