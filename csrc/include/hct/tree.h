/* Weighted means up a tree, and what each node adds to the growth of its total.
 *
 * Every kernel comes twice, as in hct/growth.h: portable, and compiled for AVX2.
 * Both give the same bits, except for the payload of a NaN, in every memory layout
 * and however the periods are cut.
 */
#ifndef HCT_TREE_H
#define HCT_TREE_H

#include <stdint.h>

#include <hct/panel.h>

/* A forest of nodes in an order in which every parent stands before its children,
 * as printed code lists have it. Leaves, the nodes without children, may stand at
 * any level. The kernels follow the two arrays without looking, and so must be given ones
 * that nobody else writes to and that were checked: the loops over them check every array
 * at each call, and the public functions hand over copies of their own. */
typedef struct {
    ptrdiff_t n_nodes;
    const int64_t *parent; /* row of a node's parent, below its own; -1 for a root */
    const int64_t *leaf;   /* row of the input that a leaf reads; -1 with children */
} hct_tree;

/* Sums up a tree: a leaf's row of out is its row of x, any other row is the sum of
 * its children's.
 *
 * Given:
 *   tree                 see above
 *   x, xs                one row a leaf, n_periods columns, and strides
 *   n_periods            0 or more
 *   out, os              room for one row a node, not overlapping x, and strides
 * Returned:
 *   out                  all nodes
 * Missing:   a NaN makes every ancestor NaN in its period.
 * Order:     children from the last to the first, but leaves that stand together
 *            below one parent from the first to the last, whichever rows they read.
 * Cost:      O(n_nodes * n_periods): each leaf is read once and adds to its parent's
 *            row, which is still in cache. No scratch.
 */
typedef void hct_tree_sum_kernel(const hct_tree *tree, const double *x, hct_strides xs,
                                 ptrdiff_t n_periods, double *out, hct_strides os);
hct_tree_sum_kernel hct_tree_sum, hct_tree_sum_avx2;

/* Weighted means up a tree: the index of a node is the mean of the leaves below it,
 * sum(w * x) / sum(w).
 *
 * Given:
 *   tree, x, xs, n_periods, out, os   as for hct_tree_sum
 *   weight, ws           one row a leaf; a period stride of 0 where the weights of a
 *                        leaf do not change with time
 *   node_weight, ns      the sums of the weights up the tree (hct_tree_sum), one row
 *                        a node, with strides of the same kind
 * Returned:
 *   out                  leaf rows are x itself, to the bit
 * Missing:   a NaN makes every ancestor NaN in its period, whatever its weight.
 * Order:     numerators are summed as by hct_tree_sum, from unrounded numerators of
 *            the level below; one division a node and period.
 * Cost:      as for hct_tree_sum.
 * Reference: IMF et al. (2004), Producer Price Index Manual, chapter 9, on the
 *            Laspeyres index from elementary aggregates up; United Nations (2013),
 *            International Recommendations for the Index of Industrial Production
 *            2010, chapter V.
 */
typedef void hct_tree_aggregate_kernel(const hct_tree *tree, const double *x,
                                       hct_strides xs, const double *weight,
                                       hct_strides ws, const double *node_weight,
                                       hct_strides ns, ptrdiff_t n_periods, double *out,
                                       hct_strides os);
hct_tree_aggregate_kernel hct_tree_aggregate, hct_tree_aggregate_avx2;

/* Contributions of nodes to the growth of their totals over lag periods, in place:
 * W[i] (I[i, t] - I[i, t - lag]) / (W[k] I[k, t - lag]) with k the total of node i,
 * that is weights updated to the volume of the comparison period.
 *
 * Given:
 *   n_nodes, n_periods   0 or more
 *   total                for each node the row of the total it contributes to; a
 *                        total is its own total
 *   node_weight          sums of base weights up the tree, contiguous
 *   lag                  1 or more; may exceed n_periods
 *   index, is            fixed-base indexes of all nodes, and strides
 * Returned:
 *   index                contributions, fractions; NaN in the first lag periods, and
 *                        where the total of the comparison period is not above zero,
 *                        so that it has no growth rate
 * Missing:   NaN if the node or its total is missing at the end the formula reads.
 * Order:     every element stands alone: one subtraction, two products, a division.
 * Cost:      one pass; a few kB of stack.
 * Reference: weights of the comparison period in contributions: United Nations (2013),
 *            International Recommendations for the Index of Industrial Production
 *            2010, chapter VI.
 */
typedef void hct_tree_contributions_kernel(ptrdiff_t n_nodes, const int64_t *total,
                                           const double *node_weight,
                                           ptrdiff_t n_periods, ptrdiff_t lag,
                                           double *index, hct_strides is);
hct_tree_contributions_kernel hct_tree_contributions, hct_tree_contributions_avx2;

#endif
