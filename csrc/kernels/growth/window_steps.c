/* Sums of windows in steps. Contract: window_steps.h.
 *
 * Every value is read once and every sum written once: the blocks of the tree that end in
 * the newest periods are made of registers, blocks of sixteen periods and more wait for
 * later windows in rings, and the windows that end in these periods are finished at once.
 * So the memory is never waited for by one half of the work while the other stands still.
 *
 * Blocks lie in the rings by the period they end in. Those of a window end multiples of
 * four periods apart, so that they are loaded as they were stored, and cross no line of the
 * cache.
 */
#include <math.h>
#include <string.h>

#include <hct/platform.h>

#include "kernels/shared/lanes.inc.h"
#include "kernels/shared/place.inc.h"
#include "kernels/shared/stream.inc.h"
#include "window_steps.h"

/* Vectors of a step; how many values before its own a step may read; fewest doubles of a
 * ring: a page, so that it keeps its place to what else is read and written, modulo a page,
 * as the work moves on. */
enum { VECTORS = STEP / LANES, LOOKS_BACK = 6, LEAST_RING = 512 };

#define load_bits(from)                                                                \
    __extension__({                                                                    \
        lane_bits loaded_bits;                                                         \
        memcpy(&loaded_bits, (from), sizeof loaded_bits);                              \
        loaded_bits;                                                                   \
    })

/* Periods of a window beyond its last block; of a window without blocks, none of these. */
static ptrdiff_t
loose_periods(const window_tree *tree)
{
    return tree->n_levels == 1 ? 0 : tree->window % 4;
}

/* How far back before the last block the first block of a level ends, -1 without one. */
static ptrdiff_t
first_block_back(const window_tree *tree, int level)
{
    for (int k = 0; k < tree->n_blocks; k++) {
        if (tree->level[k] == level) {
            return tree->window - loose_periods(tree) - tree->offset[k] -
                   tree->size[level];
        }
    }
    return -1;
}

static ptrdiff_t
blocks_in_ring(const window_tree *tree, int level)
{
    const ptrdiff_t above = level + 1 < tree->n_levels ? 3 * tree->size[level] : 0;
    const ptrdiff_t back = first_block_back(tree, level);
    ptrdiff_t blocks = LEAST_RING;

    while (blocks < (back > above ? back : above) + STEP) {
        blocks *= 2;
    }
    return blocks;
}

ptrdiff_t
hct_room_for_steps(const window_tree *tree)
{
    ptrdiff_t room = 0;

    for (int l = RINGS; l < tree->n_levels; l++) {
        room += PLACE + blocks_in_ring(tree, l) + STEP;
    }
    return room;
}

/* The rings stand so to x that loads do not wait for stores in vain. */
void
hct_begin_steps(window_steps *w, const window_tree *tree, const double *x, double *room)
{
    w->tree = tree;
    w->n_fours = w->n_joined = 0;
    for (int l = RINGS; l < tree->n_levels; l++) {
        const ptrdiff_t blocks = blocks_in_ring(tree, l);

        w->ring[l].block = place_before(x, BEHIND, room);
        w->ring[l].mask = blocks - 1;
        /* read, though not used, before the first blocks are made */
        memset(w->ring[l].block, 0, (size_t)(blocks + STEP) * sizeof(double));
        x = w->ring[l].block;
        room += PLACE + blocks + STEP;
    }
    for (int k = 0; k < tree->n_blocks; k++) {
        const int level = tree->level[k];

        w->n_fours += level == 1;
        if (level >= RINGS) {
            w->joined[w->n_joined++] = (joined_blocks){
                w->ring[level], tree->window - loose_periods(tree) - tree->offset[k] -
                                    tree->size[level]};
        }
    }
}

static inline const double *
blocks_back(const block_ring *ring, ptrdiff_t at, ptrdiff_t back)
{
    return ring->block + ((at - back) & ring->mask);
}

static inline double *
new_blocks(const block_ring *ring, ptrdiff_t at)
{
    return ring->block + (at & ring->mask);
}

static inline void
repeat_first_blocks(const block_ring *ring, ptrdiff_t at)
{
    if ((at & ring->mask) == 0) {
        memcpy(ring->block + ring->mask + 1, ring->block, STEP * sizeof(double));
    }
}

/* ---- a vector of windows ------------------------------------------------------------ */

/* What the next vector goes on from: the values before it, and those one and two periods
 * before them; blocks of four of one to six vectors before; sums of two such blocks of the
 * last two. Each has a name, since gcc keeps arrays in memory. */
typedef struct {
    lanes values, one_before, two_before, f1, f2, f3, f4, f5, f6, eight1, eight2;
} recent;

/* The values at x, and one to three periods before each. Where a register holds `four`
 * lanes they are taken out of two registers: of loads at such steps every second one crosses
 * a line of the cache. Registers of two would be put together again by way of memory. */
typedef struct {
    lanes now, one, two, three;
} four_values;

HCT_INLINE void
values_at(const recent *r, const double *x, int four, four_values *at)
{
    at->now = load_lanes(x);
    if (four) {
        at->two = __builtin_shufflevector(r->values, at->now, 2, 3, 4, 5);
        at->one = __builtin_shufflevector(at->two, at->now, 1, 4, 3, 6);
        at->three = __builtin_shufflevector(r->values, at->two, 1, 4, 3, 6);
    }
    else {
        at->one = load_lanes(x - 1);
        at->two = load_lanes(x - 2);
        at->three = load_lanes(x - 3);
    }
}

HCT_INLINE void
keep_values(recent *r, const four_values *at)
{
    r->values = at->now;
    r->one_before = at->one;
    r->two_before = at->two;
}

HCT_INLINE void
keep_four(recent *r, const lanes *block)
{
    r->f6 = r->f5, r->f5 = r->f4, r->f4 = r->f3;
    r->f3 = r->f2, r->f2 = r->f1, r->f1 = *block;
}

/* Windows of 1 to 7 periods, which have no blocks; `window` is a literal. */
HCT_INLINE void
short_windows(recent *r, const double *x, ptrdiff_t window, int four, lanes *sum)
{
    four_values v;

    values_at(r, x, four, &v);
    *sum = window == 7   ? r->two_before + r->one_before + r->values + v.three + v.two
           : window == 6 ? r->one_before + r->values + v.three + v.two
           : window == 5 ? r->values + v.three + v.two
           : window == 4 ? v.three + v.two
           : window == 3 ? v.two
           : window == 2 ? v.one
                         : v.now;
    if (window > 2) {
        *sum += v.one;
    }
    if (window > 1) {
        *sum += v.now;
    }
    keep_values(r, &v);
}

/* The blocks of four that end `loose` periods before each lane, and a window of `fours` of
 * them, 2 to 7, and these periods; all literals. */
HCT_INLINE void
windows_of_fours(recent *r, const double *x, int fours, ptrdiff_t loose, int four,
                 lanes *sum)
{
    four_values v;

    values_at(r, x, four, &v);
    const lanes block = loose == 0   ? (v.three + v.two) + (v.one + v.now)
                        : loose == 1 ? (r->values + v.three) + (v.two + v.one)
                        : loose == 2
                            ? (r->one_before + r->values) + (v.three + v.two)
                            : (r->two_before + r->one_before) + (r->values + v.three);

    *sum = fours == 7   ? r->f6 + r->f5 + r->f4 + r->f3 + r->f2 + r->f1 + block
           : fours == 6 ? r->f5 + r->f4 + r->f3 + r->f2 + r->f1 + block
           : fours == 5 ? r->f4 + r->f3 + r->f2 + r->f1 + block
           : fours == 4 ? r->f3 + r->f2 + r->f1 + block
           : fours == 3 ? r->f2 + r->f1 + block
                        : r->f1 + block;
    if (loose == 3) {
        *sum += v.two;
    }
    if (loose >= 2) {
        *sum += v.one;
    }
    if (loose >= 1) {
        *sum += v.now;
    }
    keep_values(r, &v);
    keep_four(r, &block);
}

/* The blocks of four and of sixteen that end in the lanes of x; the latter are stored. */
HCT_INLINE void
blocks_of_sixteen(recent *r, const double *x, int four, double *sixteens)
{
    four_values v;

    values_at(r, x, four, &v);
    const lanes block = (v.three + v.two) + (v.one + v.now);
    const lanes eight = r->f1 + block, sixteen = r->eight2 + eight;

    store_lanes(sixteens, sixteen);
    r->eight2 = r->eight1;
    r->eight1 = eight;
    keep_values(r, &v);
    keep_four(r, &block);
}

/* ---- a step ------------------------------------------------------------------------- */

HCT_INLINE void
blocks_of_four_blocks(const window_steps *w, int level, ptrdiff_t at)
{
    const block_ring *below = &w->ring[level - 1];
    const ptrdiff_t q = w->tree->size[level - 1];
    const double *a = blocks_back(below, at, 3 * q), *b = blocks_back(below, at, 2 * q);
    const double *c = blocks_back(below, at, q), *d = blocks_back(below, at, 0);
    double *to = new_blocks(&w->ring[level], at);

#pragma GCC unroll 4
    for (int v = 0; v < STEP; v += LANES) {
        const lanes first = load_lanes(a + v) + load_lanes(b + v);
        const lanes second = load_lanes(c + v) + load_lanes(d + v);
        const lanes block = first + second;

        store_lanes(to + v, block);
    }
    repeat_first_blocks(&w->ring[level], at);
}

/* The blocks of sixteen periods and more of the windows whose last blocks end in a step. */
HCT_INLINE void
join_rings(const window_steps *w, ptrdiff_t at, lanes *sum)
{
    const joined_blocks *const end = w->joined + w->n_joined, *j = w->joined;
    const double *p = blocks_back(&j->ring, at, j->back);
    lanes a = load_lanes(p), b = load_lanes(p + LANES);
    lanes c = load_lanes(p + 2 * LANES), d = load_lanes(p + 3 * LANES);

    for (j++; j < end; j++) {
        p = blocks_back(&j->ring, at, j->back);
        a += load_lanes(p);
        b += load_lanes(p + LANES);
        c += load_lanes(p + 2 * LANES);
        d += load_lanes(p + 3 * LANES);
    }
    sum[0] = a, sum[1] = b, sum[2] = c, sum[3] = d;
}

/* Windows from 32 periods on: `fours` is a literal, 0 to 3. Where no window is wanted only
 * the blocks are made. */
HCT_INLINE void
long_windows(const window_steps *w, recent *r, const double *x, ptrdiff_t at, int fours,
             int four, int wanted, lanes *sum)
{
    const ptrdiff_t loose = w->tree->window % 4;
    double *sixteens = new_blocks(&w->ring[RINGS], at);

#pragma GCC unroll 4
    for (int v = 0; v < VECTORS; v++) {
        blocks_of_sixteen(r, x - loose + v * LANES, four, sixteens + v * LANES);
    }
    repeat_first_blocks(&w->ring[RINGS], at);
    for (int l = RINGS + 1; l < w->tree->n_levels; l++) {
        blocks_of_four_blocks(w, l, at);
    }
    if (!wanted) {
        sum[0] = sum[1] = sum[2] = sum[3] = (lanes){0};
        return;
    }
    join_rings(w, at, sum);
    if (fours >= 3) { /* f4 to f1 are those of this step */
        sum[0] += r->f6, sum[1] += r->f5, sum[2] += r->f4, sum[3] += r->f3;
    }
    if (fours >= 2) {
        sum[0] += r->f5, sum[1] += r->f4, sum[2] += r->f3, sum[3] += r->f2;
    }
    if (fours >= 1) {
        sum[0] += r->f4, sum[1] += r->f3, sum[2] += r->f2, sum[3] += r->f1;
    }
    for (ptrdiff_t k = loose - 1; k >= 0; k--) {
#pragma GCC unroll 4
        for (int v = 0; v < VECTORS; v++) {
            sum[v] += load_lanes(x - k + v * LANES);
        }
    }
}

/* All ones in the first n lanes of a step begin at ONES + STEP - n. */
static const int64_t ONES[2 * STEP] = {-1, -1, -1, -1, -1, -1, -1, -1,
                                       -1, -1, -1, -1, -1, -1, -1, -1};

static inline const int64_t *
first_lanes(ptrdiff_t n)
{
    return ONES + STEP - (n < 0 ? 0 : n > STEP ? STEP : n);
}

/* NaN in the lanes of a step that lie in the head of a series of `length` periods, the
 * first of the step standing at `place` in it; the step may reach into the next series. In
 * registers: what is loaded just after it was stored in other pieces waits for all that is
 * being streamed, thirty times as long. */
HCT_INLINE void
without_head(lanes *sum, ptrdiff_t place, ptrdiff_t head, ptrdiff_t length)
{
    const int64_t *in_head = first_lanes(head - place);
    const int64_t *in_series = first_lanes(length - place);
    const int64_t *in_next_head = first_lanes(length - place + head);
    const lanes nan = {NAN, NAN, NAN, NAN};

#pragma GCC unroll 4
    for (int v = 0; v < STEP; v += LANES) {
        const lane_bits gone = load_bits(in_head + v) | (load_bits(in_next_head + v) &
                                                         ~load_bits(in_series + v));
        lanes *const s = &sum[v / LANES];

        *s = (lanes)(((lane_bits)*s & ~gone) | ((lane_bits)nan & gone));
    }
}

HCT_INLINE void
put_step(const lanes *sum, int streamed, double *to)
{
    if (streamed) {
#pragma GCC unroll 4
        for (int v = 0; v < VECTORS; v++) {
            stream_pair(to + v * LANES, sum[v][0], sum[v][1]);
            stream_pair(to + v * LANES + 2, sum[v][2], sum[v][3]);
        }
    }
    else {
#pragma GCC unroll 4
        for (int v = 0; v < VECTORS; v++) {
            store_lanes(to + v * LANES, sum[v]);
        }
    }
}

/* ---- a series ----------------------------------------------------------------------- */

/* Values t - LOOKS_BACK to t + STEP - 1 of n, zeros for those outside. Not inlined: it is
 * called at the ends of a series only. */
static void
copy_of_end(const double *x, ptrdiff_t t, ptrdiff_t n, double *copy)
{
    for (ptrdiff_t i = 0; i < LOOKS_BACK + STEP; i++) {
        const ptrdiff_t k = t - LOOKS_BACK + i;
        copy[i] = k >= 0 && k < n ? x[k] : 0.0;
    }
}

/* What there is of a step that begins in period t. */
static void
put_end(const double *sums, ptrdiff_t t, ptrdiff_t n, double *out)
{
    const ptrdiff_t first = t < 0 ? -t : 0, last = n - t < STEP ? n - t : STEP;
    memcpy(out + t + first, sums + first, (size_t)(last - first) * sizeof(double));
}

/* n results: those of series of `length` periods each, one behind the other. A step that
 * is not wholly inside, or looks back to before x, works on a copy. `levels` (3 stands for
 * more), `fours` and `loose`, of a window without blocks the window, and `four`
 * are literals. */
HCT_INLINE void
steps_of_series(const window_steps *w, const double *x, ptrdiff_t n, ptrdiff_t length,
                double divisor, int levels, int fours, ptrdiff_t loose, int four,
                int streamed, double *out)
{
    const ptrdiff_t head = w->tree->window - 1, before = before_line(out);
    _Alignas(64) double copy[LOOKS_BACK + STEP], sums[STEP];
    lanes sum[VECTORS];
    recent r = {.values = {0.0}};

    /* from the first whole line on, so that lines can be streamed */
    for (ptrdiff_t t = before == 0 ? 0 : before - LINE, at = 0, place = t; t < n;
         t += STEP, at += STEP) {
        const int at_end = t < LOOKS_BACK || t + STEP > n;
        const int wanted = place + STEP > head;
        const double *from = at_end ? copy + LOOKS_BACK : x + t;

        if (at_end) {
            copy_of_end(x, t, n, copy);
        }
        if (levels > 2) {
            long_windows(w, &r, from, at, fours, four, wanted, sum);
        }
        else {
#pragma GCC unroll 4
            for (int v = 0; v < VECTORS; v++) {
                if (levels == 1) {
                    short_windows(&r, from + v * LANES, loose, four, &sum[v]);
                }
                else {
                    windows_of_fours(&r, from + v * LANES, fours, loose, four, &sum[v]);
                }
            }
        }
        if (divisor != 1.0 && wanted) {
#pragma GCC unroll 4
            for (int v = 0; v < VECTORS; v++) {
                sum[v] /= divisor;
            }
        }
        if (place < head || place + STEP > length) {
            without_head(sum, place, head, length);
        }
        put_step(sum, streamed && !at_end, at_end ? sums : out + t);
        if (at_end) {
            put_end(sums, t, n, out);
        }
        place += place + STEP < length ? STEP : STEP - length;
    }
}

/* The shape of a window as literals: their loops have no branches then. */
HCT_INLINE void
sums_in_steps(const window_steps *w, const double *x, ptrdiff_t n, ptrdiff_t length,
              double divisor, int four, int streamed, double *out)
{
#define HCT_SHAPE(levels, fours, loose)                                                \
    steps_of_series(w, x, n, length, divisor, levels, fours, loose, four, streamed, out)
#define HCT_SHORT(window)                                                              \
    case window:                                                                       \
        HCT_SHAPE(1, 0, window);                                                       \
        return;
#define HCT_LOOSE(fours, loose)                                                        \
    case 4 * (fours) + (loose):                                                        \
        HCT_SHAPE(2, fours, loose);                                                    \
        return;
#define HCT_FOURS(fours)                                                               \
    HCT_LOOSE(fours, 0)                                                                \
    HCT_LOOSE(fours, 1)                                                                \
    HCT_LOOSE(fours, 2)                                                                \
    HCT_LOOSE(fours, 3)
#define HCT_LONG(fours)                                                                \
    case fours:                                                                        \
        HCT_SHAPE(3, fours, 0);                                                        \
        return;

    switch (w->tree->window) {
        HCT_SHORT(1)
        HCT_SHORT(2)
        HCT_SHORT(3)
        HCT_SHORT(4)
        HCT_SHORT(5)
        HCT_SHORT(6)
        HCT_SHORT(7)
        HCT_FOURS(2)
        HCT_FOURS(3)
        HCT_FOURS(4)
        HCT_FOURS(5)
        HCT_FOURS(6)
        HCT_FOURS(7)
    }
    switch (w->n_fours) {
        HCT_LONG(0)
        HCT_LONG(1)
        HCT_LONG(2)
        HCT_LONG(3)
    }
#undef HCT_SHAPE
#undef HCT_SHORT
#undef HCT_LOOSE
#undef HCT_FOURS
#undef HCT_LONG
}

void
hct_sums_in_steps(const window_steps *w, const double *x, ptrdiff_t n, ptrdiff_t length,
                  double divisor, int streamed, double *out)
{
    sums_in_steps(w, x, n, length, divisor, 0, streamed, out);
}

HCT_TARGET_AVX2 void
hct_sums_in_steps_avx2(const window_steps *w, const double *x, ptrdiff_t n,
                       ptrdiff_t length, double divisor, int streamed, double *out)
{
    sums_in_steps(w, x, n, length, divisor, 1, streamed, out);
}
