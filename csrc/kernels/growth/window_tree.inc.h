/* A window as a tree of blocks of 4^k periods, and sums by it. Contract: hct/moving.h.
 *
 *   S_1[i] = x[i],   S_4q[i] = (S_q[i] + S_q[i + q]) + (S_q[i + 2q] + S_q[i + 3q])
 *
 * Blocks of 4q are used from a window of 8q on. A window is cut, from its oldest period,
 * into the largest blocks that fit, and these are added from left to right. Neighbouring
 * windows share their blocks, so that the cost grows with the logarithm of the window;
 * yet which additions make up a sum depends on the window's length alone: it has the same
 * bits in a longer extract, at another place and in every layout.
 */
#ifndef HCT_WINDOW_TREE_INC_H
#define HCT_WINDOW_TREE_INC_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <hct/platform.h>

/* No memory holds a window of 4^24; 7 blocks at most of the largest, 3 of the others. */
enum { MOST_LEVELS = 24, MOST_BLOCKS = 7 + 3 * MOST_LEVELS, BLOCKS_A_PASS = 8 };

typedef struct {
    ptrdiff_t window;
    int n_levels, n_blocks;
    ptrdiff_t size[MOST_LEVELS]; /* periods in a block of the level */
    int level[MOST_BLOCKS];
    ptrdiff_t offset[MOST_BLOCKS]; /* of a block in the window */
} window_tree;

static inline window_tree
tree_of(ptrdiff_t window)
{
    window_tree tree; /* not cleared: only what is counted is read */
    ptrdiff_t offset = 0;

    tree.window = window;
    tree.n_levels = 1;
    tree.n_blocks = 0;
    tree.size[0] = 1;
    while (window / 8 >= tree.size[tree.n_levels - 1]) {
        tree.size[tree.n_levels] = 4 * tree.size[tree.n_levels - 1];
        tree.n_levels++;
    }
    for (int l = tree.n_levels - 1; l >= 0; l--) {
        for (; window - offset >= tree.size[l]; offset += tree.size[l]) {
            tree.level[tree.n_blocks] = l;
            tree.offset[tree.n_blocks] = offset;
            tree.n_blocks++;
        }
    }
    return tree;
}

/* n blocks of four times the size of those in a, b, c, d. */
HCT_INLINE void
four_blocks(const double *a, const double *b, const double *c, const double *d,
            ptrdiff_t n, double *restrict out)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        out[i] = (a[i] + b[i]) + (c[i] + d[i]);
    }
}

/* out = out + v[0] + v[1] + .., from the left, `taken` of them: a literal, so that the
 * sums stay in registers. The first pass does not read `out`; the last divides, where
 * `divided`, a literal too. */
HCT_INLINE void
add_blocks(const double *const *v, int taken, int first, int divided, double divisor,
           ptrdiff_t n, double *restrict out)
{
    const double *p[BLOCKS_A_PASS];

    for (int k = 0; k < taken; k++) {
        p[k] = v[k];
    }
    for (ptrdiff_t i = 0; i < n; i++) {
        double sum = first ? p[0][i] : out[i] + p[0][i];
        for (int k = 1; k < taken; k++) {
            sum += p[k][i];
        }
        out[i] = divided ? sum / divisor : sum;
    }
}

HCT_INLINE void
add_some_blocks(const double *const *v, int taken, int first, int divided,
                double divisor, ptrdiff_t n, double *restrict out)
{
#define HCT_TAKEN(taken)                                                               \
    case taken:                                                                        \
        add_blocks(v, taken, first, divided, divisor, n, out);                         \
        break;

    switch (taken) {
        HCT_TAKEN(1)
        HCT_TAKEN(2)
        HCT_TAKEN(3)
        HCT_TAKEN(4)
        HCT_TAKEN(5)
        HCT_TAKEN(6)
        HCT_TAKEN(7)
        HCT_TAKEN(BLOCKS_A_PASS)
    }
#undef HCT_TAKEN
}

/* A pass of `taken` blocks, the first or not: a literal. */
HCT_INLINE void
one_pass(const double *const *v, int taken, int first, double divisor, ptrdiff_t n,
         double *restrict out)
{
    if (divisor != 1.0) {
        add_some_blocks(v, taken, first, 1, divisor, n, out);
    }
    else {
        add_some_blocks(v, taken, first, 0, 1.0, n, out);
    }
}

/* The sums of n windows, whose blocks stand in v, over `divisor`. */
HCT_INLINE void
join_blocks(const double *const *v, int n_blocks, ptrdiff_t n, double divisor,
            double *restrict out)
{
    if (n_blocks <= BLOCKS_A_PASS) {
        one_pass(v, n_blocks, 1, divisor, n, out);
        return;
    }
    one_pass(v, BLOCKS_A_PASS, 1, 1.0, n, out);
    for (int k = BLOCKS_A_PASS, taken; k < n_blocks; k += taken) {
        taken = n_blocks - k < BLOCKS_A_PASS ? n_blocks - k : BLOCKS_A_PASS;
        one_pass(v + k, taken, 0, k + taken == n_blocks ? divisor : 1.0, n, out);
    }
}

/* Where a value stands that may be left out: it is where either of the two is NaN. */
typedef struct {
    const double *x, *other; /* other: NULL where nothing is left out */
    ptrdiff_t step;
} source;

/* -0.0 in the place of what is left out: it changes no sum, not even that of -0.0. */
static inline double
or_nothing(double x, double other)
{
    return x != x || other != other ? -0.0 : x;
}

/* One window without room for blocks: each of its levels is added up on the way. */
static inline double
block_at(source from, ptrdiff_t i, ptrdiff_t size)
{
    if (size == 1) {
        const double x = from.x[i * from.step];
        return from.other == NULL ? x : or_nothing(x, from.other[i * from.step]);
    }
    const ptrdiff_t q = size / 4;
    const double a = block_at(from, i, q), b = block_at(from, i + q, q);
    const double c = block_at(from, i + 2 * q, q), d = block_at(from, i + 3 * q, q);

    return (a + b) + (c + d);
}

static inline double
one_window(const window_tree *tree, source from)
{
    double sum = block_at(from, 0, tree->size[tree->level[0]]);

    for (int k = 1; k < tree->n_blocks; k++) {
        sum += block_at(from, tree->offset[k], tree->size[tree->level[k]]);
    }
    return sum;
}

#endif
