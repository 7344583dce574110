/* Means of rounded means. Contract: hct/tree_cascade.h.
 *
 * A block of periods at a time: the leaves are rounded, then each node, from the last to the
 * first, is made of its children, which are done before it. Rounded figures are whole
 * numbers of units of the last decimal, and so are read back from the doubles that print
 * them.
 */
#include <math.h>
#include <string.h>

#include <hct/decimal.h>
#include <hct/platform.h>
#include <hct/rounding.h>
#include <hct/tree_cascade.h>

#include "kernels/shared/bits.inc.h"
#include "kernels/trees/children.inc.h"

enum { BLOCK = 32, FEW = HCT_CASCADE_COLUMNS };

__extension__ typedef __int128 wide;

typedef struct {
    const hct_tree *tree;
    const double *x;
    const int64_t *units;
    hct_strides xs, us, os;
    int own, decimals;
    double scale; /* 10 to the size of decimals */
    hct_missing policy;
    double *out;
    int64_t *children, *next, *room;
    ptrdiff_t columns; /* of weights in the room */
    hct_round_half_up_kernel *round;
    ptrdiff_t first, n; /* periods of the block */
} job;

/* Weights are kept as two integers each, since room for integers is aligned as these are. */
static inline wide
weight_at(const job *j, ptrdiff_t node, ptrdiff_t column)
{
    wide w;
    memcpy(&w, j->room + 2 * (node * j->columns + column), sizeof w);
    return w;
}

static inline void
put_weight(const job *j, ptrdiff_t node, ptrdiff_t column, wide w)
{
    memcpy(j->room + 2 * (node * j->columns + column), &w, sizeof w);
}

static void
fill_weights(const job *j)
{
    const hct_tree *tree = j->tree;
    const ptrdiff_t n = j->columns == 1 ? 1 : j->n;

    memset(j->room, 0, (size_t)(tree->n_nodes * j->columns) * sizeof(wide));
    for (ptrdiff_t i = tree->n_nodes - 1; i >= 0; i--) {
        const int64_t *given =
            j->units + i * j->us.series_stride + j->first * j->us.period_stride;
        const ptrdiff_t above = (ptrdiff_t)tree->parent[i];

        for (ptrdiff_t c = 0; c < n; c++) {
            const wide w = j->own || tree->leaf[i] >= 0 ? given[c * j->us.period_stride]
                                                        : weight_at(j, i, c);
            put_weight(j, i, c, w);
            if (above >= 0 && !j->own) {
                put_weight(j, above, c, weight_at(j, above, c) + w);
            }
        }
    }
}

/* How many leaves from node `start` on stand together in the tree and in x. */
static ptrdiff_t
leaves_together(const hct_tree *tree, ptrdiff_t start)
{
    ptrdiff_t end = start + 1;

    while (end < tree->n_nodes && tree->leaf[end] >= 0 &&
           tree->leaf[end] == tree->leaf[end - 1] + 1) {
        end++;
    }
    return end - start;
}

/* Rounds leaves along the axis on which they lie side by side. */
static void
round_leaves(const job *j)
{
    const hct_tree *tree = j->tree;
    const hct_strides xs = j->xs, os = j->os;

    for (ptrdiff_t i = 0, count; i < tree->n_nodes; i += count) {
        const double *x =
            j->x + tree->leaf[i] * xs.series_stride + j->first * xs.period_stride;
        double *out = j->out + i * os.series_stride + j->first * os.period_stride;

        count = 1;
        if (tree->leaf[i] < 0) {
            continue;
        }
        count = leaves_together(tree, i);
        if (xs.period_stride == 1 || count < j->n) {
            for (ptrdiff_t k = 0; k < count; k++) {
                j->round(x + k * xs.series_stride, xs.period_stride, j->n, j->decimals,
                         out + k * os.series_stride, os.period_stride);
            }
        }
        else {
            for (ptrdiff_t t = 0; t < j->n; t++) {
                j->round(x + t * xs.period_stride, xs.series_stride, count, j->decimals,
                         out + t * os.period_stride, os.series_stride);
            }
        }
    }
}

/* The whole number of units that a printed figure of less than 2^51 of them is: with
 * 1.5 * 2^52 added it stands in the last bits. */
HCT_INLINE int64_t
units_of(const job *j, double figure)
{
    const double scaled = j->decimals >= 0 ? figure * j->scale : figure / j->scale;

    return (int64_t)(double_bits(scaled + 0x1.8p52) - double_bits(0x1.8p52));
}

/* The printed figure of sum / whole, a tie away from zero. */
static double
printed_mean(const job *j, wide sum, wide whole)
{
    const hct_uint128 size = sum < 0 ? -(hct_uint128)sum : (hct_uint128)sum;
    const hct_uint128 over = (hct_uint128)whole;
    hct_uint128 quotient = size / over;
    const hct_uint128 rest = size - quotient * over;

    quotient += rest >= over - rest;
    const double units = (double)(uint64_t)quotient;
    const double mean = j->decimals >= 0 ? units / j->scale : units * j->scale;
    return sum < 0 && quotient != 0 ? -mean : mean;
}

/* Sums of one node in a block of periods. */
typedef struct {
    wide sum[BLOCK], whole[BLOCK];
    int lost[BLOCK]; /* a child with weight is missing, and not made up for */
} sums;

/* Adds a child; most have a weight that fits 64 bits, whose product is one instruction. */
HCT_INLINE void
add_child(const job *j, ptrdiff_t child, int changing, int small, sums *s)
{
    const double *value =
        j->out + child * j->os.series_stride + j->first * j->os.period_stride;
    const wide constant = weight_at(j, child, 0);
    const int made_up = j->policy != HCT_MISSING_PROPAGATE;

    for (ptrdiff_t t = 0; t < j->n; t++) {
        const double figure = value[t * j->os.period_stride];
        const wide w = changing ? weight_at(j, child, t)
                       : small  ? (wide)(int64_t)constant
                                : constant;
        if (isnan(figure)) {
            s->lost[t] |= !made_up && w != 0;
            continue;
        }
        s->sum[t] += w * units_of(j, figure);
        s->whole[t] += w;
    }
}

static void
do_family(const job *j, ptrdiff_t node)
{
    const ptrdiff_t end = (ptrdiff_t)j->next[node];
    double *out = j->out + node * j->os.series_stride + j->first * j->os.period_stride;
    sums s;

    memset(&s, 0, sizeof s);
    for (ptrdiff_t k = first_child(j->next, node); k < end; k++) {
        const ptrdiff_t child = (ptrdiff_t)j->children[k];
        const wide w = weight_at(j, child, 0);

        if (j->columns > 1) {
            add_child(j, child, 1, 0, &s);
        }
        else if (w <= INT64_MAX) {
            add_child(j, child, 0, 1, &s);
        }
        else {
            add_child(j, child, 0, 0, &s);
        }
    }
    for (ptrdiff_t t = 0; t < j->n; t++) {
        out[t * j->os.period_stride] =
            s.lost[t] || s.whole[t] == 0 ? NAN : printed_mean(j, s.sum[t], s.whole[t]);
    }
}

/* What is missing takes the figure of its parent, which by then has its own. */
static void
hand_down(const job *j)
{
    for (ptrdiff_t i = 0; i < j->tree->n_nodes; i++) {
        const ptrdiff_t above = (ptrdiff_t)j->tree->parent[i];
        double *own = j->out + i * j->os.series_stride + j->first * j->os.period_stride;

        for (ptrdiff_t t = 0; above >= 0 && t < j->n; t++) {
            double *value = own + t * j->os.period_stride;
            *value = isnan(*value) ? value[(above - i) * j->os.series_stride] : *value;
        }
    }
}

static void
cascade(job j, ptrdiff_t n_periods)
{
    const int side_by_side = j.os.period_stride == 1 && j.us.period_stride == 0;
    const ptrdiff_t block = side_by_side ? BLOCK : FEW;

    j.columns = j.us.period_stride == 0 ? 1 : FEW;
    j.scale = (double)hct_power_of_ten(j.decimals < 0 ? -j.decimals : j.decimals);
    list_children(j.tree->n_nodes, j.tree->parent, j.children, j.next);
    for (j.first = 0; j.first < n_periods; j.first += block) {
        j.n = block < n_periods - j.first ? block : n_periods - j.first;
        if (j.first == 0 || j.columns > 1) {
            fill_weights(&j);
        }
        round_leaves(&j);
        for (ptrdiff_t i = j.tree->n_nodes - 1; i >= 0; i--) {
            if (j.tree->leaf[i] < 0) {
                do_family(&j, i);
            }
        }
        if (j.policy == HCT_MISSING_IMPUTE) {
            hand_down(&j);
        }
    }
}

void
hct_tree_cascade(const hct_tree *tree, const double *x, hct_strides xs,
                 const int64_t *units, hct_strides us, int own, ptrdiff_t n_periods,
                 int decimals, hct_missing policy, double *out, hct_strides os,
                 int64_t *children, int64_t *next, int64_t *room)
{
    const job j = {tree, x,      units, xs,       us,   os,   own, decimals,
                   1.0,  policy, out,   children, next, room, 1,   hct_round_half_up,
                   0,    0};
    cascade(j, n_periods);
}

void
hct_tree_cascade_avx2(const hct_tree *tree, const double *x, hct_strides xs,
                      const int64_t *units, hct_strides us, int own,
                      ptrdiff_t n_periods, int decimals, hct_missing policy,
                      double *out, hct_strides os, int64_t *children, int64_t *next,
                      int64_t *room)
{
    const job j = {
        tree, x,      units, xs,       us,   os,   own, decimals,
        1.0,  policy, out,   children, next, room, 1,   hct_round_half_up_avx2,
        0,    0};
    cascade(j, n_periods);
}
