/* Weighted means up a tree when leaves are missing. Contract: hct/tree_missing.h.
 *
 * A node is done for all periods at once, after its children, so that the rows of one
 * family stay in cache, and updated weights are needed in one family only. That it
 * may be done before its parent needs a word: where a node has no observed leaf, its
 * leaves, and so their weights, move by the change of a node above that is not known
 * yet. But all weights below it then move by the same factor, which cancels in every
 * mean of theirs; so they are left as they are. What the node itself weighs moves in
 * the family of its parent, where the factor is known.
 */
#include <math.h>
#include <string.h>

#include <hct/platform.h>
#include <hct/tree_missing.h>

#include "kernels/trees/children.inc.h"

enum { LANES = 4 };

typedef struct {
    const hct_tree *tree;
    const double *x, *node_weight;
    hct_strides xs, ns, os;
    ptrdiff_t n_periods;
    hct_missing policy;
    int update, goes_on;
    double *out;
    hct_missing_scratch scratch;
} job;

/* Where series are contiguous, the leaves of all families at once, in the order of
 * memory; else a family's own, just before it is done, so that they are in cache. */
static int
copy_by_period(const job *j)
{
    return j->xs.series_stride == 1 && j->os.series_stride == 1;
}

static void
copy_periods(const job *j)
{
    const int64_t *leaf = j->tree->leaf;

    for (ptrdiff_t t = 0; t < j->n_periods; t++) {
        const double *from = j->x + t * j->xs.period_stride;
        double *to = j->out + t * j->os.period_stride;
        for (ptrdiff_t i = 0; i < j->tree->n_nodes; i++) {
            to[i] = leaf[i] >= 0 ? from[leaf[i]] : NAN;
        }
    }
}

static void
copy_leaf(const job *j, ptrdiff_t node)
{
    const ptrdiff_t leaf = (ptrdiff_t)j->tree->leaf[node];
    const double *from = j->x + leaf * j->xs.series_stride;
    double *to = j->out + node * j->os.series_stride;

    if (j->xs.period_stride == 1 && j->os.period_stride == 1) {
        memcpy(to, from, (size_t)j->n_periods * sizeof *to);
        return;
    }
    for (ptrdiff_t t = 0; t < j->n_periods; t++) {
        to[t * j->os.period_stride] = from[t * j->xs.period_stride];
    }
}

/* Sums of one lane: weight times value, and weight, of what is observed. */
typedef struct {
    double moved, observed;
} sums;

/* Takes up one child; returns 1 if it is missing and has been left out. */
HCT_INLINE int
take(sums *s, double value, double *weight, int skip, int update)
{
    const double moved = *weight * value;

    if (skip && isnan(value)) {
        return 1;
    }
    s->moved += moved;
    s->observed += *weight;
    if (update) {
        *weight = moved;
    }
    return 0;
}

/* One period of a family: what its observed children amount to, and which are not.
 * Children `in_a_row` are found without their list, a fifth faster. */
HCT_INLINE double
mean_of_family(const job *j, const int64_t *children, double *weight, ptrdiff_t n,
               const double *now, int in_a_row, int skip, int update,
               ptrdiff_t *n_absent)
{
    const ptrdiff_t stride = j->os.series_stride;
    const double *first = now + children[0] * stride;
    int64_t *absent = j->scratch.absent;
    sums s[LANES] = {{0.0, 0.0}};
    ptrdiff_t i = 0, count = 0;

    for (; i + LANES <= n; i += LANES) {
        for (int k = 0; k < LANES; k++) {
            absent[count] = i + k;
            const double value =
                in_a_row ? first[(i + k) * stride] : now[children[i + k] * stride];
            count += take(&s[k], value, &weight[i + k], skip, update);
        }
    }
    for (int k = 0; i < n; i++, k++) {
        absent[count] = i;
        count += take(&s[k], now[children[i] * stride], &weight[i], skip, update);
    }
    *n_absent = count;
    const double observed =
        ((s[0].observed + s[1].observed) + s[2].observed) + s[3].observed;
    const double moved = ((s[0].moved + s[1].moved) + s[2].moved) + s[3].moved;
    return moved / observed; /* 0 / 0, that is NaN, with nothing observed */
}

/* All periods of a family. Returns 1 if the node is missing in one of them. */
HCT_INLINE int
do_family(const job *j, ptrdiff_t node, const int64_t *children, ptrdiff_t n,
          int in_a_row, int skip, int update)
{
    double *weight = j->scratch.weight + (children - j->scratch.children);
    const int begins = !j->goes_on || !update;
    int missing = 0;

    for (ptrdiff_t i = 0; !copy_by_period(j) && i < n; i++) {
        if (j->tree->leaf[children[i]] >= 0) {
            copy_leaf(j, (ptrdiff_t)children[i]);
        }
    }
    for (ptrdiff_t t = 0; t < j->n_periods; t++) {
        double *now = j->out + t * j->os.period_stride;
        ptrdiff_t n_absent;

        for (ptrdiff_t i = 0; ((t == 0 && begins) || j->ns.period_stride != 0) && i < n;
             i++) {
            weight[i] = j->node_weight[children[i] * j->ns.series_stride +
                                       t * j->ns.period_stride];
        }
        const double mean = mean_of_family(j, children, weight, n, now, in_a_row, skip,
                                           update, &n_absent);
        now[node * j->os.series_stride] = mean;
        missing |= isnan(mean);
        for (ptrdiff_t k = 0; k < n_absent; k++) {
            const ptrdiff_t i = (ptrdiff_t)j->scratch.absent[k];
            if (j->policy == HCT_MISSING_IMPUTE) {
                now[children[i] * j->os.series_stride] = mean;
            }
            if (update && !isnan(mean)) {
                weight[i] *= mean;
            }
        }
    }
    return missing;
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

void
hct_tree_missing(const hct_tree *tree, const double *x, hct_strides xs,
                 const double *node_weight, hct_strides ns, ptrdiff_t n_periods,
                 hct_missing policy, int update, int goes_on, double *out,
                 hct_strides os, hct_missing_scratch scratch)
{
    const job j = {tree,      x,      node_weight, xs,      ns,  os,
                   n_periods, policy, update,      goes_on, out, scratch};
    int64_t *const children = scratch.children;
    int missing = 0;

    if (copy_by_period(&j)) {
        copy_periods(&j);
    }
    list_children(tree->n_nodes, tree->parent, children, scratch.next);
    for (ptrdiff_t i = tree->n_nodes - 1; i >= 0; i--) {
        const ptrdiff_t first = first_child(scratch.next, i);
        const ptrdiff_t n = (ptrdiff_t)scratch.next[i] - first;

        if (n == 0) {
            if (tree->parent[i] < 0 && !copy_by_period(&j)) {
                copy_leaf(&j, i); /* of no family */
            }
            continue;
        }
        if (policy == HCT_MISSING_PROPAGATE) {
            do_family(&j, i, children + first, n, 0, 0, update);
        }
        else if (children[first + n - 1] - children[first] == n - 1) { /* in a row */
            missing |= update ? do_family(&j, i, children + first, n, 1, 1, 1)
                              : do_family(&j, i, children + first, n, 1, 1, 0);
        }
        else {
            missing |= do_family(&j, i, children + first, n, 0, 1, update);
        }
    }
    for (ptrdiff_t i = 0; policy == HCT_MISSING_IMPUTE && missing && i < tree->n_nodes;
         i++) {
        const ptrdiff_t first = first_child(scratch.next, i);
        hand_down(&j, i, children + first, (ptrdiff_t)scratch.next[i] - first);
    }
}
