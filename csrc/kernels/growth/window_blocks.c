/* Where blocks of windows wait for later windows. Contract: window_steps.h. */
#include <string.h>

#include "kernels/shared/lanes.inc.h"
#include "kernels/shared/place.inc.h"
#include "window_steps.h"

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

/* The blocks of a level that later windows and blocks are made of. */
static ptrdiff_t
blocks_kept(const window_tree *tree, int level)
{
    const ptrdiff_t above = level + 1 < tree->n_levels ? 3 * tree->size[level] : 0;
    const ptrdiff_t back = first_block_back(tree, level) + loose_periods(tree);

    return ((back > above ? back : above) + STEP - 1) / STEP * STEP;
}

/* So many that moving what is kept costs less than half as much as making it. */
static ptrdiff_t
stretches_of(ptrdiff_t kept)
{
    return (2 * kept + STRETCH) / STRETCH;
}

ptrdiff_t
hct_room_for_steps(const window_tree *tree)
{
    ptrdiff_t room = 0;

    for (int l = 1; tree->n_levels > 2 && l < tree->n_levels; l++) {
        const ptrdiff_t kept = blocks_kept(tree, l);
        room += PLACE + kept + stretches_of(kept) * STRETCH;
    }
    return room;
}

/* The rows stand so to x that loads do not wait for stores in vain. */
void
hct_begin_steps(window_steps *w, const window_tree *tree, const double *x, double *room)
{
    w->tree = tree;
    w->n_fours = w->n_joined = 0;
    if (tree->n_levels <= 2) {
        return;
    }
    for (int l = 1; l < tree->n_levels; l++) {
        block_row *row = &w->row[l];

        row->kept = blocks_kept(tree, l);
        row->stretches = stretches_of(row->kept);
        row->at = 0;
        row->now = place_before(x, BEHIND, room + row->kept);
        /* read, though not used, before the first blocks are made */
        memset(row->now - row->kept, 0, (size_t)row->kept * sizeof(double));
        x = row->now;
        room += PLACE + row->kept + row->stretches * STRETCH;
    }
    for (int k = 0; k < tree->n_blocks && tree->level[k] > 0; k++) {
        const ptrdiff_t end = tree->offset[k] + tree->size[tree->level[k]];

        w->n_fours += tree->level[k] == 1;
        w->n_joined += tree->level[k] > 1;
        w->joined[k] = (joined_blocks){.back = tree->window - loose_periods(tree) - end,
                                       .level = tree->level[k]};
    }
}

/* Moves n blocks back in the pieces in which they were stored: a load that needs two of them
 * waits until all that was stored before has arrived in memory. */
static void
move_back(double *blocks, ptrdiff_t n, ptrdiff_t back)
{
#pragma GCC unroll 4
    for (ptrdiff_t i = 0; i < n; i += LANES) {
        const lanes block = load_lanes(blocks + i);
        store_lanes(blocks + i - back, block);
    }
}

void
hct_begin_stretch(window_steps *w, int is_first)
{
    for (int l = 1; l < w->tree->n_levels; l++) {
        block_row *row = &w->row[l];

        if (!is_first) {
            row->now += STRETCH;
            row->at++;
        }
        if (row->at == row->stretches) {
            const ptrdiff_t back = row->stretches * STRETCH;

            move_back(row->now - row->kept, row->kept, back);
            row->now -= back;
            row->at = 0;
        }
    }
    for (int k = 0; k < w->n_joined + w->n_fours; k++) {
        joined_blocks *j = &w->joined[k];
        j->from = w->row[j->level].now - j->back;
    }
}
