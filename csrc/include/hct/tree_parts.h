/* What each node adds to the change of a mean of any order, and of a superlative index.
 *
 * Every kernel comes twice, as in hct/growth.h: portable, and compiled for AVX2. Both
 * give the same bits, except for the payload of a NaN, in every memory layout and
 * however the periods are cut.
 */
#ifndef HCT_TREE_PARTS_H
#define HCT_TREE_PARTS_H

#include <stdint.h>

#include <hct/panel.h>

/* Means of order r up a tree at the two ends of a change: levels of every node, a node
 * being the mean of its children. A period stride of 0 holds for all periods. */
typedef struct {
    const double *before, *after, *weight; /* one row a node each */
    hct_strides bs, as, ws;
    double order;
} hct_mean;

/* What of each node is wanted. */
typedef enum {
    HCT_PARTS_SHARE = 0, /* what a point of it is worth in points of the total */
    HCT_PARTS_CHANGE,    /* what it adds to the change of the total */
} hct_parts;

/* The most periods that are taken at a time. */
enum { HCT_PARTS_BLOCK = 128 };

/* Rows of scratch that a child of a node needs for the parts of a superlative index. */
enum { HCT_SUPERLATIVE_ROWS = 6 };

/* The parts of the nodes of one tree in the change of its total.
 *
 * The mean I of x with weights w changes by an arithmetic mean of the changes of x, with
 * the weights w F(x1, x0 I1 / I0), where F(u, v) = (u**r - v**r) / (r (u - v)) and, for
 * r = 0, F = log(u / v) / (u - v), one over the logarithmic mean of u and v. So at each
 * node; down the tree a part is the product of those on the way.
 *
 * Given:
 *   n_nodes, parent      1 or more; row 0 is the total, every other row below its
 *                        parent's
 *   mean                 see above; weights are of siblings, and add up to anything
 *   n_periods            0 or more
 *   wanted               see above
 *   base, base_stride    one value a period, by which changes are divided: that of the
 *                        total for contributions, or 1
 *   out, os              room for one row a node, not overlapping what is given
 *   children, next       room for n_nodes each
 * Returned:
 *   out                  shares or changes, which add up at every node; the row of the
 *                        total is 1, or its own change over the base. All changes are
 *                        NaN where the base is not above zero
 * Missing:   a node that is NaN at either end has no part; its siblings carry its
 *            weight. All is NaN below a node that is.
 * Zero:      children that are zero at both ends add nothing, all or some of them. In a
 *            mean of order 0 or below, and for negative levels, only nodes without
 *            weight can be so; their part is 0.
 * Order:     the weighted sums of a node from the first child to the last.
 * Cost:      O(n_nodes * n_periods): each row is read twice and written twice, while
 *            its family is in cache. One logarithm an element for order 0, none for 1
 *            and -1; for other orders three functions of the C library, whose last bits
 *            are the library's.
 * Reference: Balk (2008), Price and Quantity Index Numbers, section 4.2.
 */
typedef void hct_tree_parts_kernel(ptrdiff_t n_nodes, const int64_t *parent,
                                   const hct_mean *mean, ptrdiff_t n_periods,
                                   hct_parts wanted, const double *base,
                                   ptrdiff_t base_stride, double *out, hct_strides os,
                                   int64_t *children, int64_t *next);
hct_tree_parts_kernel hct_tree_parts, hct_tree_parts_avx2;

/* The parts of the nodes in the growth of a superlative index, the geometric mean of two
 * means.
 *
 * Each mean is written as a geometric mean of the relatives of the leaves, one step down
 * the tree at a time, with the weights w F(u, v) L(u, v), L being the logarithmic mean;
 * the geometric mean of the two has the mean of their shares, and is written as an
 * arithmetic mean of the leaves. A node adds what its leaves add.
 *
 * Given:
 *   n_nodes, parent, n_periods, wanted, out, os, children, next   as above
 *   means                the two means over one tree
 *   shown                levels of the superlative index itself, before and after; its
 *                        weight and order are not read
 *   scratch, room        `room` doubles: at least HCT_SUPERLATIVE_ROWS times the most
 *                        children of one node; twice HCT_PARTS_BLOCK times that many let
 *                        whole blocks be taken at a time
 * Returned:
 *   out                  shares of the leaves, NaN at other nodes; or changes as
 *                        fractions of the total before, which add up at every node
 * Missing:   a leaf that is NaN in one of the means has no share in that one; in both,
 *            none. NaN where the index itself is, at either end, though it counts above.
 * Order:     sums of weights from the first child to the last; shares are added over the
 *            families in the order of the nodes above them; changes of children from the
 *            last to the first.
 * Cost:      as above; three logarithms an element for orders 1 and -1 (Fisher), one
 *            for order 0 (Törnqvist), one more where a leaf differs in the two means.
 * Reference: Martin (2021), "What can generalized means tell us about price indexes?",
 *            Statistics Canada.
 */
typedef void hct_tree_superlative_kernel(ptrdiff_t n_nodes, const int64_t *parent,
                                         const hct_mean means[2], const hct_mean *shown,
                                         ptrdiff_t n_periods, hct_parts wanted,
                                         double *out, hct_strides os, int64_t *children,
                                         int64_t *next, double *scratch,
                                         ptrdiff_t room);
hct_tree_superlative_kernel hct_tree_superlative, hct_tree_superlative_avx2;

#endif
