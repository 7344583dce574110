/* Sums of windows in steps. Contract: window_steps.h.
 *
 * Every value is read once and every sum written once: the blocks of the tree that end in
 * the newest periods are made of registers, blocks of sixteen periods and more wait for
 * later windows in rows, and the windows that end in these periods are finished at once.
 * So the memory is never waited for by one half of the work while the other stands still.
 *
 * Blocks lie in the rows by the period they end in. Those of a window end multiples of
 * four periods apart, so that they are loaded as they were stored, and cross no line of the
 * cache.
 */
#include <math.h>
#include <string.h>

#include <hct/platform.h>

#include "kernels/shared/lanes.inc.h"
#include "kernels/shared/place.inc.h"
#include "kernels/shared/stream.inc.h"
#include "rate.inc.h"
#include "window_steps.h"

/* Vectors of a step; how many values before its own a step may read. */
enum { VECTORS = STEP / LANES, LOOKS_BACK = 6 };

#define load_bits(from)                                                                \
    __extension__({                                                                    \
        lane_bits loaded_bits;                                                         \
        memcpy(&loaded_bits, (from), sizeof loaded_bits);                              \
        loaded_bits;                                                                   \
    })

/* ---- a vector of windows ------------------------------------------------------------ */

/* What the next vector goes on from: the values before it, and those one and two periods
 * before them; blocks of four of one to six vectors before; sums of two such blocks of the
 * last two. Each has a name, since gcc keeps arrays in memory. */
typedef struct {
    lanes values, pairs, one_before, two_before, f1, f2, f3, f4, f5, f6, eight1, eight2;
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

/* The blocks of four and of sixteen that end in the lanes of x; the latter are stored. Pairs
 * are shared by the blocks that end two periods apart. */
HCT_INLINE void
blocks_of_sixteen(recent *r, const double *x, double *sixteens)
{
    const lanes now = load_lanes(x);
    const lanes two = __builtin_shufflevector(r->values, now, 2, 3, 4, 5);
    const lanes pair = __builtin_shufflevector(two, now, 1, 4, 3, 6) + now;
    const lanes pair_before = __builtin_shufflevector(r->pairs, pair, 2, 3, 4, 5);
    const lanes block = pair_before + pair;
    const lanes eight = r->f1 + block, sixteen = r->eight2 + eight;

    store_lanes(sixteens, sixteen);
    r->eight2 = r->eight1;
    r->eight1 = eight;
    r->values = now;
    r->pairs = pair;
    keep_four(r, &block);
}

/* ---- a step ------------------------------------------------------------------------- */

HCT_INLINE void
blocks_of_four_blocks(const window_steps *w, int level, ptrdiff_t at)
{
    const double *below = w->row[level - 1].now + at;
    const ptrdiff_t q = w->tree->size[level - 1];
    double *to = w->row[level].now + at;

#pragma GCC unroll 4
    for (int v = 0; v < STEP; v += LANES) {
        const double *d = below + v;
        const lanes first = load_lanes(d - 3 * q) + load_lanes(d - 2 * q);
        const lanes second = load_lanes(d - q) + load_lanes(d);
        const lanes block = first + second;

        store_lanes(to + v, block);
    }
}

/* The blocks in rows of the windows whose last blocks end in a step. */
HCT_INLINE void
join_rows(const window_steps *w, ptrdiff_t at, lanes *sum)
{
    const joined_blocks *const end = w->joined + w->n_joined, *j = w->joined;
    const double *p = j->from + at;
    lanes a = load_lanes(p), b = load_lanes(p + LANES);
    lanes c = load_lanes(p + 2 * LANES), d = load_lanes(p + 3 * LANES);

    for (j++; j < end; j++) {
        p = j->from + at;
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
             ptrdiff_t loose, int wanted, lanes *sum)
{
    double *sixteens = w->row[2].now + at;

#pragma GCC unroll 4
    for (int v = 0; v < STEP; v += LANES) {
        blocks_of_sixteen(r, x - loose + v, sixteens + v);
    }
    for (int l = 3; l < w->tree->n_levels; l++) {
        blocks_of_four_blocks(w, l, at);
    }
    if (!wanted) {
        sum[0] = sum[1] = sum[2] = sum[3] = (lanes){NAN, NAN, NAN, NAN};
        return;
    }
    join_rows(w, at, sum);
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

/* What a step needs beside its sums: a copy, since it is not wholly inside or looks back to
 * before x; NaN, since it lies partly in the head of a series; no sums, being all head. */
enum { IS_AT_END = 1, HAS_HEAD = 2, IS_HEAD = 4 };

static inline int
needs_of(ptrdiff_t t, ptrdiff_t n, ptrdiff_t place, ptrdiff_t head, ptrdiff_t length,
         int is_long)
{
    return (t < LOOKS_BACK || t + STEP > n ? IS_AT_END : 0) |
           (is_long && place + STEP <= head         ? IS_HEAD
            : place < head || place + STEP > length ? HAS_HEAD
                                                    : 0);
}

static inline ptrdiff_t
least_of(ptrdiff_t a, ptrdiff_t b, ptrdiff_t c)
{
    const ptrdiff_t least = a < b ? a : b;
    return least < c ? least : c;
}

/* n results: those of series of `length` periods each, one behind the other. `levels` (3
 * stands for more), `fours` and `shape`, the loose periods, or of a window without blocks
 * the window, and `four` are literals. */
HCT_INLINE void
steps_of_series(window_steps *w, const double *x, ptrdiff_t n, ptrdiff_t length,
                double divisor, int levels, int fours, ptrdiff_t shape, int four,
                int streamed, double *out)
{
    const ptrdiff_t head = w->tree->window - 1, before = before_line(out);
    const ptrdiff_t loose = levels > 2 ? loose_periods(w->tree) : shape;
    const int divided = divisor != 1.0;
    _Alignas(64) double copy[LOOKS_BACK + STEP], sums[STEP];
    const ptrdiff_t begin = before == 0 ? 0 : before - LINE;
    ptrdiff_t alike = 0, at = 0, place = begin;
    int needs = 0;
    lanes sum[VECTORS];
    recent r = {.values = {0.0}};

    if (levels > 2) {
        hct_begin_stretch(w, 1);
    }
    /* from the first whole line on, so that lines can be streamed */
    for (ptrdiff_t t = begin; t < n; t += STEP) {
        const double *from = x + t;

        if (alike == 0) {
            if (levels > 2 && at == STRETCH) {
                hct_begin_stretch(w, 0);
                at = 0;
            }
            place -= place >= length ? length : 0;
            needs = needs_of(t, n, place, head, length, levels > 2);
            alike = needs & (IS_AT_END | HAS_HEAD)
                        ? 1
                        : least_of(n - t, (needs ? head : length) - place,
                                   levels > 2 ? STRETCH - at : n) /
                              STEP;
        }
        if (needs & IS_AT_END) {
            copy_of_end(x, t, n, copy);
            from = copy + LOOKS_BACK;
        }
        if (levels > 2) {
            long_windows(w, &r, from, at, fours, loose, !(needs & IS_HEAD), sum);
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
        if (divided && !(needs & IS_HEAD)) {
#pragma GCC unroll 4
            for (int v = 0; v < VECTORS; v++) {
                sum[v] /= divisor;
            }
        }
        if (needs & HAS_HEAD) {
            without_head(sum, place, head, length);
        }
        put_step(sum, streamed && !(needs & IS_AT_END),
                 needs & IS_AT_END ? sums : out + t);
        if (needs & IS_AT_END) {
            put_end(sums, t, n, out);
        }
        alike--;
        place += STEP;
        at += levels > 2 ? STEP : 0;
    }
}

/* The shape of a window as literals: their loops have no branches then. */
HCT_INLINE void
sums_in_steps(window_steps *w, const double *x, ptrdiff_t n, ptrdiff_t length,
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
    if (!four) {
        hct_sums_in_stretches(w, x, n, length, divisor, streamed, out);
        return;
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
hct_sums_in_steps(window_steps *w, const double *x, ptrdiff_t n, ptrdiff_t length,
                  double divisor, int streamed, double *out)
{
    sums_in_steps(w, x, n, length, divisor, 0, streamed, out);
}

HCT_TARGET_AVX2 void
hct_sums_in_steps_avx2(window_steps *w, const double *x, ptrdiff_t n, ptrdiff_t length,
                       double divisor, int streamed, double *out)
{
    sums_in_steps(w, x, n, length, divisor, 1, streamed, out);
}
