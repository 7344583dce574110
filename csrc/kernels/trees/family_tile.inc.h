/* The children of a node side by side: a tile of a block of their periods.
 *
 * Values that lie along the periods are turned four by four in registers, where it is also seen
 * which of them are observed. Contract: hct/tree_missing.h.
 */
#ifndef HCT_FAMILY_TILE_INC_H
#define HCT_FAMILY_TILE_INC_H

#include <math.h>
#include <string.h>

#include <hct/platform.h>
#include <hct/tree_missing.h>

#include "kernels/shared/lanes.inc.h"

/* Periods of a block; doubles in a line of the cache. */
enum { BLOCK = 32, LINE = 8, NOTED = sizeof(int64_t) };

typedef int64_t masks __attribute__((vector_size(LANES * sizeof(int64_t))));

typedef struct {
    const hct_tree *tree;
    const double *x, *node_weight;
    hct_strides xs, ns, os;
    ptrdiff_t n_periods;
    hct_missing policy;
    int goes_on;
    double *out;
    hct_seen seen;
    int wide; /* compiled for lanes of this width: a literal */
} job;

/* The children of a node, and a block of their periods. */
typedef struct {
    const int64_t *children;
    ptrdiff_t n, width; /* children, and with the padding of a row of the tile */
    int together;       /* leaves that stand in a row, in the tree and in x */
    double *kept;       /* weights after the last period, of one call and the next */
    double *weight, *tile;
    ptrdiff_t first, periods;
} family;

/* Where the values of a child are from the first period of the block on: a leaf's in x, a
 * node's in out, where it is done already. */
HCT_INLINE const double *
source_of(const job *j, const family *f, ptrdiff_t i, ptrdiff_t *step)
{
    const ptrdiff_t child = (ptrdiff_t)f->children[i];
    const ptrdiff_t leaf = (ptrdiff_t)j->tree->leaf[child];
    const double *panel = leaf >= 0 ? j->x : j->out;
    const hct_strides by = leaf >= 0 ? j->xs : j->os;

    *step = by.period_stride;
    return panel + (leaf >= 0 ? leaf : child) * by.series_stride +
           f->first * by.period_stride;
}

/* Notes which of some periods of a leaf are observed. */
HCT_INLINE void
note_leaf(const job *j, ptrdiff_t leaf, const double *from, ptrdiff_t step,
          ptrdiff_t first, ptrdiff_t n)
{
    unsigned char *seen = j->seen.flags + leaf * j->seen.by.series_stride +
                          first * j->seen.by.period_stride;

    for (ptrdiff_t t = 0; t < n; t++) {
        seen[t * j->seen.by.period_stride] = !isnan(from[t * step]);
    }
}

/* Four children of four periods from t on, each side by side in memory. A macro, so that what
 * is in registers can be looked at. */
#define TURN_FOUR(a, b, c, d, from, t, to, width)                                      \
    lanes a = load_lanes((from)[0] + (t)), b = load_lanes((from)[1] + (t));            \
    lanes c = load_lanes((from)[2] + (t)), d = load_lanes((from)[3] + (t));            \
    turn_lanes(a, b, c, d);                                                            \
    store_lanes((to), a);                                                              \
    store_lanes((to) + (width), b);                                                    \
    store_lanes((to) + 2 * (width), c);                                                \
    store_lanes((to) + 3 * (width), d)

/* Returns how many of the periods were taken. */
HCT_INLINE ptrdiff_t
turn_rows(const double *const from[LANES], ptrdiff_t periods, ptrdiff_t width,
          double *to)
{
    ptrdiff_t t = 0;

    for (; t + LANES <= periods; t += LANES) {
        TURN_FOUR(a, b, c, d, from, t, to + t * width, width);
    }
    return t;
}

/* One in a byte of each lane: the one that stands at place t in memory. */
#define one_at(t)                                                                      \
    __extension__({                                                                    \
        const unsigned char bytes[NOTED] = {[t] = 1};                                  \
        int64_t one;                                                                   \
        memcpy(&one, bytes, sizeof one);                                               \
        (masks){one, one, one, one};                                                   \
    })

#define seen_at(v, t) ((masks)((v) == (v)) & one_at(t))

/* The same, which notes what is observed, eight periods at a time: a lane holds a child, and
 * each of its bytes a period. */
HCT_INLINE ptrdiff_t
turn_and_note(const double *const from[LANES], ptrdiff_t periods, ptrdiff_t width,
              double *to, unsigned char *const seen[LANES])
{
    ptrdiff_t t = 0;

    for (; t + NOTED <= periods; t += NOTED) {
        TURN_FOUR(a, b, c, d, from, t, to + t * width, width);
        masks flags = (seen_at(a, 0) | seen_at(b, 1)) | (seen_at(c, 2) | seen_at(d, 3));
        TURN_FOUR(e, f, g, h, from, t + LANES, to + (t + LANES) * width, width);
        flags |= (seen_at(e, 4) | seen_at(f, 5)) | (seen_at(g, 6) | seen_at(h, 7));
        for (ptrdiff_t k = 0; k < LANES; k++) {
            const int64_t of_child = flags[k];
            memcpy(seen[k] + t, &of_child, NOTED);
        }
    }
    return t;
}

/* The same of leaves that stand in a row, in the tree and in x, with their periods. */
HCT_INLINE ptrdiff_t
turn_leaves(const job *j, const family *f, const double *const from[LANES], ptrdiff_t i)
{
    const ptrdiff_t leaf = (ptrdiff_t)j->tree->leaf[f->children[0]] + i;
    unsigned char *seen[LANES];

    for (ptrdiff_t k = 0; k < LANES; k++) {
        seen[k] = j->seen.flags + (leaf + k) * j->seen.by.series_stride + f->first;
    }
    return turn_and_note(from, f->periods, f->width, f->tile + i, seen);
}

/* Up to four children. */
HCT_INLINE void
fill_lanes(const job *j, const family *f, ptrdiff_t i)
{
    const ptrdiff_t n = f->n - i < LANES ? f->n - i : LANES;
    const double *from[LANES];
    ptrdiff_t steps[LANES], done = 0, noted = 0;
    int plain = n == LANES;

    for (ptrdiff_t k = 0; k < n; k++) {
        from[k] = source_of(j, f, i + k, &steps[k]);
        plain &= steps[k] == 1;
    }
    if (plain && j->wide && f->together && j->seen.flags != NULL &&
        j->seen.by.period_stride == 1) {
        done = noted = turn_leaves(j, f, from, i);
    }
    else if (plain) {
        done = turn_rows(from, f->periods, f->width, f->tile + i);
    }
    for (ptrdiff_t k = 0; k < n; k++) {
        const ptrdiff_t leaf = (ptrdiff_t)j->tree->leaf[f->children[i + k]];

        for (ptrdiff_t t = done; t < f->periods; t++) {
            f->tile[t * f->width + i + k] = from[k][t * steps[k]];
        }
        if (leaf >= 0 && j->seen.flags != NULL) {
            note_leaf(j, leaf, from[k] + noted * steps[k], steps[k], f->first + noted,
                      f->periods - noted);
        }
    }
}

/* Leaves side by side in memory. */
HCT_INLINE void
fill_rows(const job *j, const family *f)
{
    ptrdiff_t step;
    const double *const first = source_of(j, f, 0, &step);
    const ptrdiff_t leaf = (ptrdiff_t)j->tree->leaf[f->children[0]];

    for (ptrdiff_t t = 0; t < f->periods; t++) {
        double *restrict to = f->tile + t * f->width;
        for (ptrdiff_t i = 0; i < f->n; i++) {
            to[i] = first[i + t * step];
        }
    }
    for (ptrdiff_t i = 0; j->seen.flags != NULL && i < f->n; i++) {
        note_leaf(j, leaf + i, first + i, step, f->first, f->periods);
    }
}

HCT_INLINE void
fill_tile(const job *j, const family *f)
{
    if (f->together && j->xs.series_stride == 1) {
        fill_rows(j, f);
    }
    else {
        for (ptrdiff_t i = 0; i < f->n; i += LANES) {
            fill_lanes(j, f, i);
        }
    }
    for (ptrdiff_t t = 0; t < f->periods; t++) {
        for (ptrdiff_t i = f->n; i < f->width; i++) {
            f->tile[t * f->width + i] = 0.0;
        }
    }
}

/* Asks for what is due after period t of a block: the next block of some leaves, and the room
 * of this block's results, which is written at the end. */
HCT_INLINE void
ask_ahead(const job *j, const family *f, ptrdiff_t t)
{
    const ptrdiff_t next = f->first + f->periods;
    const ptrdiff_t left = j->n_periods - next < BLOCK ? j->n_periods - next : BLOCK;
    ptrdiff_t step;

    for (ptrdiff_t i = t * f->n / f->periods; i < (t + 1) * f->n / f->periods; i++) {
        const double *from = source_of(j, f, i, &step) + f->periods;
        const double *to = j->out + f->children[i] * j->os.series_stride + f->first;

        for (ptrdiff_t k = 0; k < left + LINE; k += LINE) {
            __builtin_prefetch(from + k);
        }
        for (ptrdiff_t k = 0; k < f->periods + LINE; k += LINE) {
            __builtin_prefetch(to + k, 1);
        }
    }
}

#endif
