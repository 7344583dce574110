/* Means of printed figures up a tree, each level from the rounded level below, as agencies
 * that compute from what they print do. `hct_tree_cascade` comes twice: with the portable
 * rounding of leaves, and with that for AVX2; both give the same bits. */
#ifndef HCT_TREE_CASCADE_H
#define HCT_TREE_CASCADE_H

#include <hct/tree.h>
#include <hct/tree_missing.h>

/* What figures and sums of products may reach: see `units` below. */
#define HCT_CASCADE_FIGURE 0x1p51
#define HCT_CASCADE_SUM 0x1p125

/* Periods whose weights are kept at a time where they change with time. */
enum { HCT_CASCADE_COLUMNS = 8 };

/* Leaves rounded half-up; every other node the weighted arithmetic mean of its children as
 * rounded, itself rounded once, half-up, from its exact value.
 *
 * Given:
 *   tree, x, xs, n_periods   as for hct_tree_aggregate
 *   units, us            weights as whole numbers of one unit, none negative, one row a
 *                        node, with a period stride of 0 where they hold for all periods
 *   own                  not 0: every node has its own weight among its siblings; else only
 *                        the rows of leaves are read, and nodes weigh what their leaves do
 *   decimals             HCT_ROUNDING_DECIMALS_MIN .. _MAX
 *   policy               what a missing child does. One without weight does nothing
 *   out, os              room for one row a node, not overlapping x, and strides
 *   children, next       room for n_nodes each
 *   room                 two integers for each node, HCT_CASCADE_COLUMNS times as many
 *                        where weights change with time
 *   The caller sees to it that no finite |x| is above HCT_CASCADE_FIGURE units of the last
 *   decimal less one, that this times the weights of all children of a node is at most
 *   HCT_CASCADE_SUM, and that x holds no infinity.
 * Returned:
 *   out                  all nodes; doubles nearest to the decimals. NaN where no child
 *                        with weight is there
 * Missing:   a NaN makes every ancestor NaN; under HCT_MISSING_REWEIGHT and _IMPUTE the mean
 *            is that of the children that are there, and under _IMPUTE what is missing takes
 *            the rounded value of its parent.
 * Order:     none matters: sums are of 128-bit integers.
 * Cost:      O(n_nodes * n_periods): a rounding, a multiplication and an addition for each
 *            child, a 128-bit division for each mean.
 */
typedef void hct_tree_cascade_kernel(const hct_tree *tree, const double *x,
                                     hct_strides xs, const int64_t *units,
                                     hct_strides us, int own, ptrdiff_t n_periods,
                                     int decimals, hct_missing policy, double *out,
                                     hct_strides os, int64_t *children, int64_t *next,
                                     int64_t *room);
hct_tree_cascade_kernel hct_tree_cascade, hct_tree_cascade_avx2;

#endif
