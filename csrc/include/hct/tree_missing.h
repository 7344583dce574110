/* Weighted means up a tree when leaves are missing. `hct_tree_missing` comes twice, as in
 * hct/growth.h: portable, and compiled for AVX2, with the same bits. */
#ifndef HCT_TREE_MISSING_H
#define HCT_TREE_MISSING_H

#include <hct/tree.h>

/* What a missing leaf does. */
typedef enum {
    HCT_MISSING_PROPAGATE = 0, /* every ancestor is missing */
    HCT_MISSING_REWEIGHT,      /* its weight is carried by what is observed beside it */
    HCT_MISSING_IMPUTE,        /* the same, and the leaf takes its parent's value */
} hct_missing;

/* Which leaves are observed: a byte of 1 or 0 for each value of x, with strides in bytes. NULL
 * for flags where nobody asks. */
typedef struct {
    unsigned char *flags;
    hct_strides by;
} hct_seen;

/* Room to work in: n_nodes entries of `weight`, which holds the weights after the last period
 * where they are updated, and of each list; `room` values, at least twice as many as a
 * multiple of four has that holds the largest family, 33 times for full speed. */
typedef struct {
    double *weight;
    int64_t *children, *next;
    double *values;
    ptrdiff_t room;
} hct_missing_scratch;

/* Weighted means in which a node without some of its children is the mean of those it
 * has: at each node the weight of a missing child, leaf or node, is carried by its
 * siblings. That equals giving every missing child its parent's value.
 *
 * Given:
 *   tree, x, xs, n_periods   as for hct_tree_aggregate
 *   node_weight, ns          sums of the weights up the tree, one row a node, leaves
 *                            included; a period stride of 0 where they are constant
 *   policy                   see above
 *   update                   not 0: after each period multiply the weight of a leaf by
 *                            its value, or where that is missing by its parent's: the
 *                            price-updated weights of period-on-period relatives.
 *                            node_weight is then constant, and of the first period
 *   goes_on                  not 0: the periods follow on those of an earlier call with
 *                            the same scratch, which holds the weights
 *   out, os                  room for one row a node, not overlapping x, and strides
 *   seen                     see above
 *   scratch                  see above
 * Returned:
 *   seen                     of every row of x that a leaf reads
 *   out                      all nodes; observed leaves to the bit; missing ones NaN
 *                            under HCT_MISSING_REWEIGHT, as are nodes with no observed
 *                            leaf; under HCT_MISSING_IMPUTE only a root's whole tree
 *                            can be missing
 * Missing:   see above. Under HCT_MISSING_PROPAGATE with update a missing leaf has a
 *            missing weight from then on.
 * Order:     nodes from the last to the first, each divided before it enters its
 *            parent; the children of a node in four interleaved sums, which are then
 *            added from the first to the fourth. The same bits in every layout.
 * Cost:      O(n_nodes * n_periods): a copy of the leaves, and one pass over the
 *            children of each node in a tile of 32 periods. Flags are almost free where
 *            the periods lie side by side in x and in them, and with AVX2.
 * Reference: IMF et al. (2004), Producer Price Index Manual, chapter 9, on missing
 *            prices and on price-updated weights.
 */
typedef void hct_tree_missing_kernel(const hct_tree *tree, const double *x,
                                     hct_strides xs, const double *node_weight,
                                     hct_strides ns, ptrdiff_t n_periods,
                                     hct_missing policy, int update, int goes_on,
                                     double *out, hct_strides os, hct_seen seen,
                                     hct_missing_scratch scratch);
hct_tree_missing_kernel hct_tree_missing, hct_tree_missing_avx2;

/* Weighted means of levels in which a missing leaf is its own earlier level, moved by
 * the change of its parent since then.
 *
 * With r the level of a leaf lag periods before (until there is one: in the period
 * before; in the first period: 1), the change of a node is C = sum(w x) / sum(w r) over
 * its observed children, and a missing child has x = r C. A node's level is the mean of
 * its completed leaves.
 *
 * Given:
 *   tree, x, xs, n_periods   as for hct_tree_aggregate; every root has an observed leaf
 *                            in every period
 *   node_weight              sums of the weights up the tree, leaves included,
 *                            contiguous
 *   begin                    0 or more: out holds the results of the periods before, as
 *                            an earlier call left them; so long work may be cut. lag
 *                            periods before, or all there are, are enough
 *   lag                      1 or more
 *   out, os                  room for one row a node, not overlapping x, and strides
 *   scratch                  room for 3 * n_nodes doubles
 * Returned:
 *   out                      all nodes, complete; observed leaves to the bit
 * Missing:   see above.
 * Order:     children from the last to the first, each node divided before it enters
 *            its parent.
 * Cost:      O(n_nodes * n_periods), two passes over the nodes a period.
 * Reference: IMF et al. (2004), Producer Price Index Manual, chapter 9, on temporarily
 *            missing prices.
 */
void hct_tree_moved(const hct_tree *tree, const double *x, hct_strides xs,
                    const double *node_weight, ptrdiff_t begin, ptrdiff_t n_periods,
                    ptrdiff_t lag, double *out, hct_strides os, double *scratch);

#endif
