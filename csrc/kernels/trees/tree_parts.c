/* Parts in the change of a mean. Contract: hct/tree_parts.h.
 *
 * A block of periods at a time, family by family from the top down. Where a node is met,
 * its row of out holds what a point of it is worth. Its children's rows take their
 * weights, while their sums are made; then these are scaled so that children add up to
 * the node. Leaves, and the node itself, are thereby done: they become changes.
 */
#include "kernels/trees/children.inc.h"
#include "kernels/trees/parts.inc.h"

typedef struct {
    const hct_mean *mean;
    hct_parts wanted;
    double *out;
    hct_strides os;
    ptrdiff_t first, n; /* the periods of the block */
} job;

HCT_INLINE const double *
before_of(const job *j, ptrdiff_t node, double *buffer)
{
    return row_of(j->mean->before, j->mean->bs, node, j->first, j->n, buffer);
}

HCT_INLINE const double *
after_of(const job *j, ptrdiff_t node, double *buffer)
{
    return row_of(j->mean->after, j->mean->as, node, j->first, j->n, buffer);
}

/* Turns what points are worth into changes. */
HCT_INLINE void
to_change(const job *j, const double *before, const double *after, double *restrict own)
{
    for (ptrdiff_t t = 0; j->wanted == HCT_PARTS_CHANGE && t < j->n; t++) {
        own[t] *= after[t] - before[t];
    }
}

/* Fills the rows of children with their weights, and sums these. */
HCT_INLINE void
weigh_children(const job *j, const int64_t *children, ptrdiff_t count,
               const double *relative, double *restrict sum)
{
    const double order = j->mean->order;
    double room[4][BLOCK], moved[BLOCK];

    for (ptrdiff_t i = 0; i < count; i++) {
        const ptrdiff_t child = (ptrdiff_t)children[i];
        const double *before = before_of(j, child, room[0]);
        const double *after = after_of(j, child, room[1]);
        const double *weight =
            row_of(j->mean->weight, j->mean->ws, child, j->first, j->n, room[2]);
        double *part = own_row(j->out, j->os, child, j->first, j->n, room[3]);

        if (order == 1.0) {
            arithmetic_parts(1.0, weight, after, before, j->n, part);
            for (ptrdiff_t t = 0; t < j->n; t++) {
                sum[t] += zero_if_nan(part[t]);
            }
        }
        else {
            move(before, relative, j->n, moved);
            arithmetic_parts(order, weight, after, moved, j->n, part);
            for (ptrdiff_t t = 0; t < j->n; t++) {
                sum[t] += zero_if_nan(part[t] * (before[t] + after[t]));
            }
        }
        put_back(j->out, j->os, child, j->first, j->n, part);
    }
}

HCT_INLINE void
do_family(const job *j, ptrdiff_t node, const int64_t *children, ptrdiff_t count,
          const int64_t *next)
{
    double room[3][BLOCK], relative[BLOCK], sum[BLOCK] = {0.0}, scale[BLOCK];
    const double *before = before_of(j, node, room[0]);
    const double *after = after_of(j, node, room[1]);
    double *own = own_row(j->out, j->os, node, j->first, j->n, room[2]);

    for (ptrdiff_t t = 0; t < j->n; t++) {
        relative[t] = after[t] / before[t];
    }
    weigh_children(j, children, count, relative, sum);
    for (ptrdiff_t t = 0; t < j->n; t++) {
        const double whole = j->mean->order == 1.0 ? 1.0 : before[t] + after[t];
        /* Where all children stay zero they add nothing. */
        scale[t] = own[t] * masked(whole / sum[t], mask_of_nonzero(sum[t]));
    }
    to_change(j, before, after, own);
    put_back(j->out, j->os, node, j->first, j->n, own);

    for (ptrdiff_t i = 0; i < count; i++) {
        const ptrdiff_t child = (ptrdiff_t)children[i];
        double *part = own_row(j->out, j->os, child, j->first, j->n, room[2]);

        for (ptrdiff_t t = 0; t < j->n; t++) {
            part[t] *= scale[t];
        }
        if (first_child(next, child) == (ptrdiff_t)next[child]) { /* a leaf */
            to_change(j, before_of(j, child, room[0]), after_of(j, child, room[1]),
                      part);
        }
        put_back(j->out, j->os, child, j->first, j->n, part);
    }
}

/* A point of the total is worth one; in changes over a base, one over that. */
HCT_INLINE void
begin(const job *j, const double *base, ptrdiff_t base_stride)
{
    double room[3][BLOCK];
    const double *before = before_of(j, 0, room[0]), *after = after_of(j, 0, room[1]);
    double *own = own_row(j->out, j->os, 0, j->first, j->n, room[2]);

    for (ptrdiff_t t = 0; t < j->n; t++) {
        const double value = base[(j->first + t) * base_stride];
        const double one = j->wanted == HCT_PARTS_SHARE ? 1.0
                           : value > 0.0                ? 1.0 / value
                                                        : NAN;
        own[t] = nan_where(mask_of_nan(before[t]) | mask_of_nan(after[t]), one);
    }
    put_back(j->out, j->os, 0, j->first, j->n, own);
}

/* The total's own change, divided but once. */
HCT_INLINE void
end(const job *j, const double *base, ptrdiff_t base_stride)
{
    double room[3][BLOCK];
    const double *before = before_of(j, 0, room[0]), *after = after_of(j, 0, room[1]);
    double *own = own_row(j->out, j->os, 0, j->first, j->n, room[2]);

    for (ptrdiff_t t = 0; t < j->n; t++) {
        const double value = base[(j->first + t) * base_stride];
        own[t] = value > 0.0 ? (after[t] - before[t]) / value : NAN;
    }
    put_back(j->out, j->os, 0, j->first, j->n, own);
}

HCT_INLINE void
parts(ptrdiff_t n_nodes, const int64_t *parent, const hct_mean *mean,
      ptrdiff_t n_periods, hct_parts wanted, const double *base, ptrdiff_t base_stride,
      double *out, hct_strides os, int64_t *children, int64_t *next)
{
    list_children(n_nodes, parent, children, next);
    for (ptrdiff_t first = 0; first < n_periods; first += BLOCK) {
        const job j = {mean, wanted, out, os, first, smaller(BLOCK, n_periods - first)};

        begin(&j, base, base_stride);
        for (ptrdiff_t i = 0; i < n_nodes; i++) {
            const ptrdiff_t start = first_child(next, i);
            const ptrdiff_t count = (ptrdiff_t)next[i] - start;
            if (count > 0) {
                do_family(&j, i, children + start, count, next);
            }
        }
        if (wanted == HCT_PARTS_CHANGE) {
            end(&j, base, base_stride);
        }
    }
}

void
hct_tree_parts(ptrdiff_t n_nodes, const int64_t *parent, const hct_mean *mean,
               ptrdiff_t n_periods, hct_parts wanted, const double *base,
               ptrdiff_t base_stride, double *out, hct_strides os, int64_t *children,
               int64_t *next)
{
    parts(n_nodes, parent, mean, n_periods, wanted, base, base_stride, out, os,
          children, next);
}

HCT_TARGET_AVX2 void
hct_tree_parts_avx2(ptrdiff_t n_nodes, const int64_t *parent, const hct_mean *mean,
                    ptrdiff_t n_periods, hct_parts wanted, const double *base,
                    ptrdiff_t base_stride, double *out, hct_strides os,
                    int64_t *children, int64_t *next)
{
    parts(n_nodes, parent, mean, n_periods, wanted, base, base_stride, out, os,
          children, next);
}
