/* Weighted means up a tree when leaves are missing. Contract: hct/tree_missing.h.
 *
 * A node is done after its children, for all periods, so that the rows of one family stay
 * in cache, and updated weights are needed in one family only. That it may be done before
 * its parent needs a word: where a node has no observed leaf, its leaves, and so their
 * weights, move by the change of a node above that is not known yet. But all weights below
 * it then move by the same factor, which cancels in every mean of theirs; so they are left
 * as they are. What the node itself weighs moves in the family of its parent, where the
 * factor is known.
 *
 * Weights of one period follow from those of the period before, so that periods cannot be
 * done side by side; children can. A block of periods of a family is put into a tile in
 * which its children lie side by side, padded with children of value and weight 0. There
 * each period is one pass, which also moves the weights by the period before. The pass is a
 * chain of additions that leaves the memory idle, so that meanwhile it is asked for the next
 * block and for the room of this one's results.
 */
#include <math.h>
#include <string.h>

#include <hct/platform.h>
#include <hct/tree_missing.h>

#include "kernels/shared/bits.inc.h"
#include "kernels/trees/children.inc.h"
#include "kernels/trees/family_tile.inc.h"

/* What weights of four children move by after a period: their values, or where these are
 * missing the mean, or where that is missing nothing. */
HCT_INLINE void
move_weights(double *weight, const double *values, double mean, int skip)
{
    const double factor = isnan(mean) ? 1.0 : mean;
    lanes w = load_lanes(weight), v = load_lanes(values);

    if (skip) {
        const masks seen = (masks)(v == v);
        const lanes otherwise = {factor, factor, factor, factor};
        v = (lanes)(((masks)v & seen) | ((masks)otherwise & ~seen));
    }
    w *= v;
    store_lanes(weight, w);
}

/* The mean of one period. Before, where weights are updated, they move by the period that
 * stands before it in the tile. */
HCT_INLINE double
mean_of_period(const family *f, const double *values, const double *before,
               double mean_before, int skip)
{
    lanes moved = {0.0}, observed = {0.0};

    for (ptrdiff_t i = 0; i < f->width; i += LANES) {
        if (before != NULL) {
            move_weights(f->weight + i, before + i, mean_before, skip);
        }
        lanes w = load_lanes(f->weight + i), v = load_lanes(values + i);
        const masks seen = (masks)(v == v);
        v *= w;
        if (skip) {
            v = (lanes)((masks)v & seen);
            w = (lanes)((masks)w & seen);
        }
        moved += v;
        observed += w;
    }
    /* 0 / 0, that is NaN, with nothing observed */
    return (((moved[0] + moved[1]) + moved[2]) + moved[3]) /
           (((observed[0] + observed[1]) + observed[2]) + observed[3]);
}

HCT_INLINE double
or_mean(double value, double mean)
{
    const uint64_t infinity = UINT64_C(0x7ff0000000000000);
    const uint64_t is_nan = 0 - ((infinity - (double_bits(value) << 1 >> 1)) >> 63);

    return double_from_bits((double_bits(value) & ~is_nan) |
                            (double_bits(mean) & is_nan));
}

/* A block of a leaf goes from x to out, and what is missing takes the mean, if that is the
 * policy. */
HCT_INLINE void
finish_leaf(const double *from, ptrdiff_t from_step, const double *mean,
            double *restrict to, ptrdiff_t step, ptrdiff_t n, int impute)
{
    if (from_step == 1 && step == 1) {
        for (ptrdiff_t t = 0; t < n; t++) {
            to[t] = impute ? or_mean(from[t], mean[t]) : from[t];
        }
        return;
    }
    for (ptrdiff_t t = 0; t < n; t++) {
        const double value = from[t * from_step];
        to[t * step] = impute ? or_mean(value, mean[t]) : value;
    }
}

HCT_INLINE void
finish_block(const job *j, const family *f, const double *mean)
{
    const int impute = j->policy == HCT_MISSING_IMPUTE;
    double *const to = j->out + f->first * j->os.period_stride;
    ptrdiff_t step;

    if (f->together && j->xs.series_stride == 1 && j->os.series_stride == 1) {
        const double *from = source_of(j, f, 0, &step);
        for (ptrdiff_t t = 0; t < f->periods; t++) {
            double *restrict row = to + f->children[0] + t * j->os.period_stride;
            for (ptrdiff_t i = 0; i < f->n; i++) {
                row[i] =
                    impute ? or_mean(from[i + t * step], mean[t]) : from[i + t * step];
            }
        }
        return;
    }
    for (ptrdiff_t i = 0; i < f->n; i++) {
        const double *from = source_of(j, f, i, &step);
        double *own = to + f->children[i] * j->os.series_stride;

        if (j->tree->leaf[f->children[i]] >= 0) {
            finish_leaf(from, step, mean, own, j->os.period_stride, f->periods, impute);
        }
        for (ptrdiff_t t = 0; from == own && impute && t < f->periods; t++) {
            own[t * step] = or_mean(own[t * step], mean[t]);
        }
    }
}

HCT_INLINE void
take_weights(const job *j, const family *f, ptrdiff_t t)
{
    for (ptrdiff_t i = 0; i < f->n; i++) {
        f->weight[i] = j->node_weight[f->children[i] * j->ns.series_stride +
                                      t * j->ns.period_stride];
    }
}

/* The weights of the first period, padded; those of an earlier call that this goes on. */
HCT_INLINE void
begin_weights(const job *j, const family *f, int update)
{
    for (ptrdiff_t i = f->n; i < f->width; i++) {
        f->weight[i] = 0.0;
    }
    if (update && j->goes_on) {
        memcpy(f->weight, f->kept, (size_t)f->n * sizeof(double));
    }
    else {
        take_weights(j, f, 0);
    }
}

/* All periods of a family. Returns 1 if the node is missing in one of them. */
HCT_INLINE int
do_family(const job *j, ptrdiff_t node, family *f, ptrdiff_t block, int skip,
          int update)
{
    double *own = j->out + node * j->os.series_stride;
    int missing = 0;

    begin_weights(j, f, update);
    for (f->first = 0; f->first < j->n_periods; f->first += block) {
        const ptrdiff_t left = j->n_periods - f->first;
        double mean[BLOCK];

        f->periods = left < block ? left : block;
        fill_tile(j, f);
        const int rows =
            f->together && j->xs.period_stride == 1 && j->os.period_stride == 1;
        for (ptrdiff_t t = 0; t < f->periods; t++) {
            const double *values = f->tile + t * f->width;
            if (j->ns.period_stride != 0) {
                take_weights(j, f, f->first + t);
            }
            mean[t] =
                mean_of_period(f, values, update && t > 0 ? values - f->width : NULL,
                               t > 0 ? mean[t - 1] : NAN, skip);
            own[(f->first + t) * j->os.period_stride] = mean[t];
            missing |= isnan(mean[t]);
            if (rows) {
                ask_ahead(j, f, t);
            }
        }
        for (ptrdiff_t i = 0; update && i < f->width; i += LANES) {
            move_weights(f->weight + i, f->tile + (f->periods - 1) * f->width + i,
                         mean[f->periods - 1], skip);
        }
        finish_block(j, f, mean);
    }
    if (update) {
        memcpy(f->kept, f->weight, (size_t)f->n * sizeof(double));
    }
    return missing;
}

/* Whether all children are leaves that follow each other in the tree and in x. */
static int
stand_together(const hct_tree *tree, const int64_t *children, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        if (tree->leaf[children[i]] < 0 || children[i] != children[0] + i ||
            tree->leaf[children[i]] != tree->leaf[children[0]] + i) {
            return 0;
        }
    }
    return 1;
}

/* Down: where a node had nothing observed, it has its parent's value by now, and
 * hands it on. */
static void
hand_down(const job *j, ptrdiff_t node, const int64_t *children, ptrdiff_t n)
{
    const double *own = j->out + node * j->os.series_stride;

    for (ptrdiff_t i = 0; i < n; i++) {
        double *below = j->out + children[i] * j->os.series_stride;
        for (ptrdiff_t t = 0; t < j->n_periods; t++) {
            double *value = below + t * j->os.period_stride;
            *value = isnan(*value) ? own[t * j->os.period_stride] : *value;
        }
    }
}

/* A leaf of no family. */
static void
copy_root(const job *j, ptrdiff_t node)
{
    const double *from = j->x + (ptrdiff_t)j->tree->leaf[node] * j->xs.series_stride;
    double *to = j->out + node * j->os.series_stride;

    for (ptrdiff_t t = 0; t < j->n_periods; t++) {
        to[t * j->os.period_stride] = from[t * j->xs.period_stride];
    }
    if (j->seen.flags != NULL) {
        note_leaf(j, (ptrdiff_t)j->tree->leaf[node], from, j->xs.period_stride, 0,
                  j->n_periods);
    }
}

HCT_INLINE void
means(const job *j, int update, hct_missing_scratch s)
{
    const hct_tree *tree = j->tree;
    int missing = 0;

    list_children(tree->n_nodes, tree->parent, s.children, s.next);
    for (ptrdiff_t i = tree->n_nodes - 1; i >= 0; i--) {
        const int64_t *children = s.children + first_child(s.next, i);
        const ptrdiff_t n = (ptrdiff_t)s.next[i] - first_child(s.next, i);
        const ptrdiff_t width = (n + LANES - 1) / LANES * LANES;

        if (n == 0) {
            if (tree->parent[i] < 0) {
                copy_root(j, i);
            }
            continue;
        }
        const ptrdiff_t rows = s.room / width - 1, block = rows < BLOCK ? rows : BLOCK;
        family f = {children,
                    n,
                    width,
                    stand_together(tree, children, n),
                    s.weight + (children - s.children),
                    s.values,
                    s.values + width,
                    0,
                    0};

        if (j->policy == HCT_MISSING_PROPAGATE) {
            do_family(j, i, &f, block, 0, update);
        }
        else if (update) {
            missing |= do_family(j, i, &f, block, 1, 1);
        }
        else {
            missing |= do_family(j, i, &f, block, 1, 0);
        }
    }
    for (ptrdiff_t i = 0;
         j->policy == HCT_MISSING_IMPUTE && missing && i < tree->n_nodes; i++) {
        const ptrdiff_t first = first_child(s.next, i);
        hand_down(j, i, s.children + first, (ptrdiff_t)s.next[i] - first);
    }
}

void
hct_tree_missing(const hct_tree *tree, const double *x, hct_strides xs,
                 const double *node_weight, hct_strides ns, ptrdiff_t n_periods,
                 hct_missing policy, int update, int goes_on, double *out,
                 hct_strides os, hct_seen seen, hct_missing_scratch scratch)
{
    const job j = {tree,      x,      node_weight, xs,  ns,   os,
                   n_periods, policy, goes_on,     out, seen, 0};
    means(&j, update, scratch);
}

HCT_TARGET_AVX2 void
hct_tree_missing_avx2(const hct_tree *tree, const double *x, hct_strides xs,
                      const double *node_weight, hct_strides ns, ptrdiff_t n_periods,
                      hct_missing policy, int update, int goes_on, double *out,
                      hct_strides os, hct_seen seen, hct_missing_scratch scratch)
{
    const job j = {tree,      x,      node_weight, xs,  ns,   os,
                   n_periods, policy, goes_on,     out, seen, 1};
    means(&j, update, scratch);
}
