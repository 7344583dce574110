/* Weighted means up a tree when leaves are missing, period by period. */
#ifndef HCT_TREE_MISSING_H
#define HCT_TREE_MISSING_H

#include <hct/tree.h>

/* What a missing leaf does. */
typedef enum {
    HCT_MISSING_PROPAGATE = 0, /* every ancestor is missing */
    HCT_MISSING_REWEIGHT,      /* its weight is carried by what is observed beside it */
    HCT_MISSING_IMPUTE,        /* the same, and the leaf takes its parent's value */
} hct_missing;

/* How one call treats its leaves. */
typedef struct {
    hct_missing policy;
    ptrdiff_t lag; /* 0: a missing leaf takes the level of its parent; lag >= 1: its own
                    * value lag periods before, moved by its parent's change since then
                    * (until there is one: the period before; until then: the level) */
    int update;    /* after each period multiply a leaf's weight by its value: price-
                    * updated weights of period-on-period relatives */
} hct_missing_rule;

/* What a call works with: n_leaves is the number of rows of x. */
typedef struct {
    double *weight;  /* n_leaves */
    double *values;  /* HCT_MISSING_BLOCK * n_leaves */
    double *nodes;   /* 5 * n_nodes */
    int64_t *length; /* n_nodes */
} hct_missing_scratch;

enum { HCT_MISSING_BLOCK = 8 };

/* Weighted means in which a node without some of its leaves is the mean of those it
 * has: at each node the weight of a missing child, leaf or node, is carried by its
 * siblings. That equals giving every missing child its parent's value, or change.
 *
 * With r the reference of a leaf (1 for lag 0, else its value lag periods before),
 * the change of a node is C = sum(w x) / sum(w r) over its observed children, and a
 * missing child has x = r C. A node's value is the mean of its completed leaves.
 *
 * Given:
 *   tree, x, xs, n_periods   as for hct_tree_aggregate
 *   n_leaves                 rows of x
 *   weight, ws               one row a leaf; where update is set, of the first period;
 *                            a period stride of 0 where update or lag is set
 *   node_weight, ns          sums of the weights up the tree
 *   rule                     see above; update only with lag 0; with lag >= 1 every
 *                            root has an observed leaf in every period
 *   out, os                  room for one row a node, not overlapping x, and strides
 *   scratch                  see above
 * Returned:
 *   out                      all nodes; observed leaves to the bit; missing ones NaN
 *                            under HCT_MISSING_REWEIGHT, as are nodes with no observed
 *                            leaf; under HCT_MISSING_IMPUTE only a root's whole tree
 *                            can be missing
 * Missing:   see above. A missing weight (from an earlier period, under
 *            HCT_MISSING_PROPAGATE with update) makes its ancestors missing.
 * Order:     nodes from the last to the first; leaves that stand together below one
 *            parent in four interleaved sums, the first to the fourth of each four,
 *            which are then added in that order. A node is divided before it enters
 *            its parent. The same bits in every layout.
 * Cost:      O(n_nodes * n_periods), two passes over the nodes a period, in blocks of
 *            periods that are turned into rows of leaves.
 * Reference: IMF et al. (2004), Producer Price Index Manual, chapter 9, on missing
 *            prices and on price-updated weights.
 */
typedef void hct_tree_missing_kernel(const hct_tree *tree, const double *x,
                                     hct_strides xs, ptrdiff_t n_leaves,
                                     const double *weight, hct_strides ws,
                                     const double *node_weight, hct_strides ns,
                                     ptrdiff_t n_periods, hct_missing_rule rule,
                                     double *out, hct_strides os,
                                     hct_missing_scratch scratch);
hct_tree_missing_kernel hct_tree_missing, hct_tree_missing_avx2;

#endif
