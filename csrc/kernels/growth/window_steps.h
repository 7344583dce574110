/* Sums of all windows of a series whose periods lie side by side, STEP of them at a time. */
#ifndef HCT_WINDOW_STEPS_H
#define HCT_WINDOW_STEPS_H

#include <stddef.h>
#include <stdint.h>

#include "window_tree.inc.h"

/* Periods of a step; the first level of the tree that has a ring. */
enum { STEP = 16, RINGS = 2 };

/* Blocks of one level by the period they end in. The first STEP stand behind the last once
 * more, so that a step's worth can be read from anywhere. */
typedef struct {
    double *block;
    ptrdiff_t mask; /* number of blocks - 1, that number a power of two */
} block_ring;

/* Blocks of a ring that windows are made of, and how far before the last block of a window
 * they end. */
typedef struct {
    block_ring ring;
    ptrdiff_t back;
} joined_blocks;

typedef struct {
    const window_tree *tree;
    block_ring ring[MOST_LEVELS];
    int n_fours, n_joined; /* blocks of four, and of more, in a window */
    joined_blocks joined[MOST_BLOCKS];
} window_steps;

/* How many doubles the rings take, for x of any place. */
ptrdiff_t hct_room_for_steps(const window_tree *tree);

/* Given:    the tree of a window, which outlives `w`; x as for the sums; room for the rings.
 * Returned: w, for any number of series. */
void hct_begin_steps(window_steps *w, const window_tree *tree, const double *x,
                     double *room);

/* Sums of windows over `divisor`.
 *
 * Given:    n values: those of series of `length` periods each, one behind the other. The
 *           length is n, or STEP at least. Where `streamed`, results are written past the
 *           caches.
 * Returned: n results in out, which does not overlap x: NaN in the head of each series.
 * Order:    that of window_tree.inc.h. */
typedef void hct_window_sums(const window_steps *w, const double *x, ptrdiff_t n,
                             ptrdiff_t length, double divisor, int streamed,
                             double *out);
hct_window_sums hct_sums_in_steps, hct_sums_in_steps_avx2;

#endif
