/* Sums of all windows of a series whose periods lie side by side, STEP of them at a time. */
#ifndef HCT_WINDOW_STEPS_H
#define HCT_WINDOW_STEPS_H

#include <stddef.h>
#include <stdint.h>

#include "window_tree.inc.h"

/* Periods of a step; of a stretch of steps, through which rows of blocks keep their place:
 * a page of doubles, so that rows stand as before to what else is read and written, modulo a
 * page, when they are moved back. */
enum { STEP = 16, STRETCH = 512 };

/* Blocks of one level by the period they end in. Those of new steps go behind the others;
 * after a few stretches the last, which are `kept` for later windows, are moved back. */
typedef struct {
    double *now; /* where the blocks of the present stretch begin */
    ptrdiff_t kept, stretches,
        at; /* the stretches there is room for, and the present one */
} block_row;

/* Blocks that windows are made of: how far before the last block of a window they end, and
 * where those of the first step of a stretch stand. */
typedef struct {
    const double *from;
    ptrdiff_t back;
    int level;
} joined_blocks;

/* `joined` holds the blocks of a window, the blocks of four last. */
typedef struct {
    const window_tree *tree;
    block_row row[MOST_LEVELS];
    int n_fours, n_joined; /* blocks of four, and of more, in a window */
    joined_blocks joined[MOST_BLOCKS];
} window_steps;

/* Periods of a window beyond its last block; of a window without blocks, none of these. */
static inline ptrdiff_t
loose_periods(const window_tree *tree)
{
    return tree->n_levels == 1 ? 0 : tree->window % 4;
}

/* How many doubles the rows of blocks take, for x of any place. */
ptrdiff_t hct_room_for_steps(const window_tree *tree);

/* Given:    the tree of a window, which outlives `w`; x as for the sums; room for the rows.
 * Returned: w, for any number of series. */
void hct_begin_steps(window_steps *w, const window_tree *tree, const double *x,
                     double *room);

/* Makes room in the rows for the next stretch, and says where blocks that are joined stand. */
void hct_begin_stretch(window_steps *w, int is_first);

/* Sums of windows over `divisor`.
 *
 * Given:    n values: those of series of `length` periods each, one behind the other. The
 *           length is n, or STEP at least. Where `streamed`, results are written past the
 *           caches.
 * Returned: n results in out, which does not overlap x: NaN in the head of each series.
 * Order:    that of window_tree.inc.h. */
typedef void hct_window_sums(window_steps *w, const double *x, ptrdiff_t n,
                             ptrdiff_t length, double divisor, int streamed,
                             double *out);
hct_window_sums hct_sums_in_steps, hct_sums_in_steps_avx2;

/* The same for windows from 32 periods on, without AVX2. */
hct_window_sums hct_sums_in_stretches;

#endif
