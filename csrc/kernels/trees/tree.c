/* Weighted means up a tree, and contributions. Contract: hct/tree.h.
 *
 * One pass over the nodes, from the last to the first, does everything. Since a
 * parent stands before its children, a node met on the way has already received all
 * of its children's numerators in its own row of out: it passes them on to its
 * parent and is divided. So out is the only store of partial sums.
 *
 * Leaves that stand together below one parent, a run, are taken first to last, since
 * memory is read best in rising order; that alone halves the time of large trees. Which rows
 * of x they read does not matter: data in another order need not be put in that of the tree.
 *
 * The periods are cut into blocks. Where they are contiguous a block is a run long
 * enough to vectorise and short enough that a row and its parent's row stay in the
 * first-level cache, even if parents are met in no order. Otherwise a block is a few
 * periods, whose sums are kept in registers along a run: their chains of additions
 * are independent, so they overlap, and where series are contiguous each period is
 * read in order. Additions are the same in every cut, so the bits are too.
 */
#include <hct/platform.h>
#include <hct/tree.h>

#include "kernels/growth/rate.inc.h"

enum { BLOCK_CONTIGUOUS = 512, BLOCK_STRIDED = 8 };

/* Doubles in a line of the cache; leaves ahead of their turn whose few periods, or whose rows,
 * are asked for. */
enum { LINE = 8, AHEAD = 8, ROWS_AHEAD = 3 };

/* What a pass works on. A plain sum has no weights: both pointers are NULL. */
typedef struct {
    const double *x, *weight, *node_weight;
    double *out;
    hct_strides xs, ws, ns, os;
} panels;

/* The rows of one run of leaves, or of one node with children, in one block. */
typedef struct {
    const double *x, *weight; /* of the first leaf of all, or the weight of the node */
    const int64_t *leaf;      /* which rows of x and of weights the leaves read */
    double *own, *up;         /* up: the row of the parent, NULL for roots */
} rows;

/* Asks the memory for the row of a leaf that is due, where it is not beside the one before;
 * a processor sees such a row coming no earlier than it is read. */
HCT_INLINE void
ask_for(const rows *r, const panels *p, ptrdiff_t i, ptrdiff_t n_leaves, ptrdiff_t n,
        ptrdiff_t step, ptrdiff_t line)
{
    if (i >= n_leaves || r->leaf[i] == r->leaf[i - 1] + 1) {
        return;
    }
    for (ptrdiff_t t = 0; t < n; t += line) {
        __builtin_prefetch(r->x + r->leaf[i] * p->xs.series_stride + t * step);
    }
}

/* Leaves one after the other: each row is x, and w * x enters the parent's row. */
HCT_INLINE void
add_leaves_by_row(rows r, const panels *p, ptrdiff_t n_leaves, ptrdiff_t n,
                  ptrdiff_t weight_step)
{
    for (ptrdiff_t i = 0; i < n_leaves; i++) {
        const double *x = r.x + r.leaf[i] * p->xs.series_stride;
        const double *weight =
            r.weight ? r.weight + r.leaf[i] * p->ws.series_stride : NULL;
        double *restrict own = r.own + i * p->os.series_stride;
        double *restrict up = r.up;

        ask_for(&r, p, i + ROWS_AHEAD, n_leaves, n, 1, LINE);
        for (ptrdiff_t t = 0; t < n; t++) {
            own[t] = x[t];
        }
        for (ptrdiff_t t = 0; up != NULL && t < n; t++) {
            up[t] += weight ? weight[t * weight_step] * x[t] : x[t];
        }
    }
}

/* The same additions, the sums of all periods of the block kept in registers. */
HCT_INLINE void
add_leaves_by_period(rows r, const panels *p, ptrdiff_t n_leaves, ptrdiff_t n)
{
    double sums[BLOCK_STRIDED] = {0.0};

    for (ptrdiff_t t = 0; r.up != NULL && t < n; t++) {
        sums[t] = r.up[t * p->os.period_stride];
    }
    for (ptrdiff_t i = 0; i < n_leaves; i++) {
        const double *x = r.x + r.leaf[i] * p->xs.series_stride;
        const double *weight =
            r.weight ? r.weight + r.leaf[i] * p->ws.series_stride : NULL;
        double *own = r.own + i * p->os.series_stride;

        ask_for(&r, p, i + AHEAD, n_leaves, n, p->xs.period_stride, 1);
        for (ptrdiff_t t = 0; t < n; t++) {
            double value = x[t * p->xs.period_stride];
            own[t * p->os.period_stride] = value;
            sums[t] += weight ? weight[t * p->ws.period_stride] * value : value;
        }
    }
    for (ptrdiff_t t = 0; r.up != NULL && t < n; t++) {
        r.up[t * p->os.period_stride] = sums[t];
    }
}

/* A node with children: its numerators enter the row of its parent, undivided. */
HCT_INLINE void
add_inner(rows r, ptrdiff_t n, ptrdiff_t step, ptrdiff_t weight_step)
{
    double *restrict own = r.own;
    double *restrict up = r.up;

    for (ptrdiff_t t = 0; up != NULL && t < n; t++) {
        up[t * step] += own[t * step];
    }
    for (ptrdiff_t t = 0; r.weight != NULL && t < n; t++) {
        own[t * step] /= r.weight[t * weight_step];
    }
}

/* The first leaf of the run that ends before node end; end - 1 itself if it is no
 * leaf, or stands alone. */
static ptrdiff_t
start_of_run(const hct_tree *tree, ptrdiff_t end)
{
    ptrdiff_t i = end - 1;

    while (tree->leaf[i] >= 0 && i > 0 && tree->leaf[i - 1] >= 0 &&
           tree->parent[i - 1] == tree->parent[i]) {
        i--;
    }
    return i;
}

static void
clear_sums(const hct_tree *tree, const panels *p, ptrdiff_t first, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < tree->n_nodes; i++) {
        double *own = p->out + i * p->os.series_stride + first * p->os.period_stride;
        for (ptrdiff_t t = 0; tree->leaf[i] < 0 && t < n; t++) {
            own[t * p->os.period_stride] = 0.0;
        }
    }
}

/* contiguous: periods side by side in x and out, and weights either so or constant;
 * a literal, as are the steps then, so that the compiler sees plain rows. */
HCT_INLINE void
pass_of_block(const hct_tree *tree, const panels *p, int contiguous,
              ptrdiff_t weight_step, ptrdiff_t node_weight_step, ptrdiff_t first,
              ptrdiff_t n)
{
    const ptrdiff_t step = contiguous ? 1 : p->os.period_stride;
    double *const out = p->out + first * step;

    clear_sums(tree, p, first, n);
    for (ptrdiff_t end = tree->n_nodes, i; end > 0; end = i) {
        i = start_of_run(tree, end);
        const ptrdiff_t leaf = (ptrdiff_t)tree->leaf[i];
        const ptrdiff_t parent = (ptrdiff_t)tree->parent[i];
        const double *weight = leaf >= 0 ? p->weight : p->node_weight;
        rows r = {NULL, weight, tree->leaf + i, out + i * p->os.series_stride,
                  parent < 0 ? NULL : out + parent * p->os.series_stride};

        if (leaf < 0) {
            if (weight != NULL) {
                r.weight += i * p->ns.series_stride + first * node_weight_step;
            }
            add_inner(r, n, step, node_weight_step);
            continue;
        }
        if (weight != NULL) {
            r.weight += first * weight_step;
        }
        r.x = p->x + first * p->xs.period_stride;
        if (contiguous) {
            add_leaves_by_row(r, p, end - i, n, weight_step);
        }
        else if (n == BLOCK_STRIDED) {
            add_leaves_by_period(r, p, end - i, BLOCK_STRIDED);
        }
        else {
            add_leaves_by_period(r, p, end - i, n);
        }
    }
}

HCT_INLINE void
pass_of_blocks(const hct_tree *tree, const panels *p, ptrdiff_t n_periods)
{
    const ptrdiff_t wp = p->ws.period_stride, np = p->ns.period_stride;
    const int rows_contiguous = p->xs.period_stride == 1 && p->os.period_stride == 1;
    const int constant = rows_contiguous && wp == 0 && np == 0;
    const int varying = rows_contiguous && wp == 1 && np == 1;
    const ptrdiff_t block = constant || varying ? BLOCK_CONTIGUOUS : BLOCK_STRIDED;

    for (ptrdiff_t t = 0; t < n_periods; t += block) {
        const ptrdiff_t n = block < n_periods - t ? block : n_periods - t;
        if (constant) {
            pass_of_block(tree, p, 1, 0, 0, t, n);
        }
        else if (varying) {
            pass_of_block(tree, p, 1, 1, 1, t, n);
        }
        else {
            pass_of_block(tree, p, 0, wp, np, t, n);
        }
    }
}

HCT_INLINE void
sum(const hct_tree *tree, const double *x, hct_strides xs, ptrdiff_t n_periods,
    double *out, hct_strides os)
{
    const panels p = {x, NULL, NULL, out, xs, {0, 0}, {0, 0}, os};
    pass_of_blocks(tree, &p, n_periods);
}

void
hct_tree_sum(const hct_tree *tree, const double *x, hct_strides xs, ptrdiff_t n_periods,
             double *out, hct_strides os)
{
    sum(tree, x, xs, n_periods, out, os);
}

HCT_TARGET_AVX2 void
hct_tree_sum_avx2(const hct_tree *tree, const double *x, hct_strides xs,
                  ptrdiff_t n_periods, double *out, hct_strides os)
{
    sum(tree, x, xs, n_periods, out, os);
}

HCT_INLINE void
aggregate(const hct_tree *tree, const double *x, hct_strides xs, const double *weight,
          hct_strides ws, const double *node_weight, hct_strides ns,
          ptrdiff_t n_periods, double *out, hct_strides os)
{
    const panels p = {x, weight, node_weight, out, xs, ws, ns, os};
    pass_of_blocks(tree, &p, n_periods);
}

void
hct_tree_aggregate(const hct_tree *tree, const double *x, hct_strides xs,
                   const double *weight, hct_strides ws, const double *node_weight,
                   hct_strides ns, ptrdiff_t n_periods, double *out, hct_strides os)
{
    aggregate(tree, x, xs, weight, ws, node_weight, ns, n_periods, out, os);
}

HCT_TARGET_AVX2 void
hct_tree_aggregate_avx2(const hct_tree *tree, const double *x, hct_strides xs,
                        const double *weight, hct_strides ws, const double *node_weight,
                        hct_strides ns, ptrdiff_t n_periods, double *out,
                        hct_strides os)
{
    aggregate(tree, x, xs, weight, ws, node_weight, ns, n_periods, out, os);
}

/* ---- contributions ---------------------------------------------------------------- */

/* The base of a total in n periods: its weight times its index, NaN where that is
 * not above zero. */
HCT_INLINE void
fill_base(double weight, const double *index, ptrdiff_t step, ptrdiff_t n,
          double *restrict base)
{
    for (ptrdiff_t t = 0; t < n; t++) {
        double value = weight * index[t * step];
        base[t] = value > 0.0 ? value : NAN;
    }
}

/* Through a buffer, since now and before may be one stretch of memory. */
HCT_INLINE void
contribute(double weight, double *now, const double *before, ptrdiff_t step,
           ptrdiff_t n, const double *restrict base, double *restrict buffer)
{
    for (ptrdiff_t t = 0; t < n; t++) {
        buffer[t] = weight * (now[t * step] - before[t * step]) / base[t];
    }
    for (ptrdiff_t t = 0; t < n; t++) {
        now[t * step] = buffer[t];
    }
}

/* total_rows 0: the nodes that are not totals; 1: the totals, once nothing reads them
 * in this block any more. */
HCT_INLINE void
contributions_of_block(ptrdiff_t n_nodes, const int64_t *total,
                       const double *node_weight, ptrdiff_t first, ptrdiff_t n,
                       ptrdiff_t lag, double *index, ptrdiff_t node_stride,
                       ptrdiff_t step, int total_rows)
{
    double base[BLOCK_CONTIGUOUS], buffer[BLOCK_CONTIGUOUS];
    int64_t total_in_base = -1;

    for (ptrdiff_t i = 0; i < n_nodes; i++) {
        double *now = index + i * node_stride + first * step;

        if ((total[i] == i) != total_rows) {
            continue;
        }
        if (total[i] != total_in_base) {
            const double *row = index + (ptrdiff_t)total[i] * node_stride;
            fill_base(node_weight[total[i]], row + (first - lag) * step, step, n, base);
            total_in_base = total[i];
        }
        contribute(node_weight[i], now, now - lag * step, step, n, base, buffer);
    }
}

/* Blocks of periods from the last to the first, so that what a block reads of
 * earlier periods has not been overwritten. */
HCT_INLINE void
contributions(ptrdiff_t n_nodes, const int64_t *total, const double *node_weight,
              ptrdiff_t n_periods, ptrdiff_t lag, double *index, hct_strides is)
{
    const int contiguous = is.period_stride == 1;
    const ptrdiff_t block = contiguous ? BLOCK_CONTIGUOUS : BLOCK_STRIDED;
    const ptrdiff_t head = lag < n_periods ? lag : n_periods;

    for (ptrdiff_t end = n_periods; end > head;) {
        const ptrdiff_t n = block < end - head ? block : end - head;
        end -= n;
        for (int totals = 0; totals < 2; totals++) {
            if (contiguous) {
                contributions_of_block(n_nodes, total, node_weight, end, n, lag, index,
                                       is.series_stride, 1, totals);
            }
            else {
                contributions_of_block(n_nodes, total, node_weight, end, n, lag, index,
                                       is.series_stride, is.period_stride, totals);
            }
        }
    }
    for (ptrdiff_t i = 0; i < n_nodes; i++) {
        fill_nan(index + i * is.series_stride, is.period_stride, head);
    }
}

void
hct_tree_contributions(ptrdiff_t n_nodes, const int64_t *total,
                       const double *node_weight, ptrdiff_t n_periods, ptrdiff_t lag,
                       double *index, hct_strides is)
{
    contributions(n_nodes, total, node_weight, n_periods, lag, index, is);
}

HCT_TARGET_AVX2 void
hct_tree_contributions_avx2(ptrdiff_t n_nodes, const int64_t *total,
                            const double *node_weight, ptrdiff_t n_periods,
                            ptrdiff_t lag, double *index, hct_strides is)
{
    contributions(n_nodes, total, node_weight, n_periods, lag, index, is);
}
