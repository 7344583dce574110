/* Parts in the growth of a superlative index. Contract: hct/tree_parts.h.
 *
 * A block of periods at a time, family by family from the top down, for both means at
 * once. The shares of a node in the first mean wait in its row of out, those in the
 * second in the row of its first child, which nothing needs before. Leaves become parts
 * as soon as they have their shares. What they add up to is known when all are done: a
 * pass from the last node to the first then divides by it, and adds up the tree.
 */
#include <string.h>

#include "kernels/trees/children.inc.h"
#include "kernels/trees/parts.inc.h"

typedef struct {
    const hct_mean *means, *shown;
    hct_parts wanted;
    double *out;
    hct_strides os;
    const int64_t *children, *next;
    double *family; /* BLOCK_ROW values for each child of a family */
    ptrdiff_t block, first, n;
} job;

/* What a leaf's growth is compared with, and what the parts of all add up to. */
typedef struct {
    double growth[BLOCK], total[BLOCK];
} whole;

HCT_INLINE const double *
level_of(const job *j, int mean, int after, ptrdiff_t node, double *buffer)
{
    const hct_mean *m = &j->means[mean];

    return after ? row_of(m->after, m->as, node, j->first, j->n, buffer)
                 : row_of(m->before, m->bs, node, j->first, j->n, buffer);
}

HCT_INLINE void
fill_relatives(const job *j, int mean, ptrdiff_t node, double *restrict relative)
{
    double room[2][BLOCK];
    const double *before = level_of(j, mean, 0, node, room[0]);
    const double *after = level_of(j, mean, 1, node, room[1]);

    for (ptrdiff_t t = 0; t < j->n; t++) {
        relative[t] = after[t] / before[t];
    }
}

/* Fills rows with the weights of children in one mean, and returns in scale what makes
 * them shares: the share of their parent over their sum. */
HCT_INLINE void
weigh_children(const job *j, int mean, ptrdiff_t node, const int64_t *children,
               ptrdiff_t count, double *restrict scale)
{
    const hct_mean *m = &j->means[mean];
    double room[4][BLOCK], relative[BLOCK], moved[BLOCK], sum[BLOCK] = {0.0};

    fill_relatives(j, mean, node, relative);
    for (ptrdiff_t i = 0; i < count; i++) {
        const ptrdiff_t child = (ptrdiff_t)children[i];
        const double *after = level_of(j, mean, 1, child, room[1]);
        const double *weight = row_of(m->weight, m->ws, child, j->first, j->n, room[2]);
        double *part = mean == 1
                           ? j->family + i * j->block
                           : own_row(j->out, j->os, child, j->first, j->n, room[3]);

        move(level_of(j, mean, 0, child, room[0]), relative, j->n, moved);
        geometric_parts(m->order, weight, after, moved, j->n, part);
        for (ptrdiff_t t = 0; t < j->n; t++) {
            sum[t] += zero_if_nan(part[t]);
        }
        if (mean == 0) {
            put_back(j->out, j->os, child, j->first, j->n, part);
        }
    }
    for (ptrdiff_t t = 0; t < j->n; t++) {
        scale[t] /= sum[t];
    }
}

/* The parts of a leaf, of its shares in the two means: with the growth G of the total
 * and levels before and after, the share times 1 / L(after / before, G), which is
 * before / L(after, G before). A leaf that was imputed has levels of its own in each. */
HCT_INLINE void
finish_leaf(const job *j, whole *w, ptrdiff_t leaf, const double *const share[2])
{
    const size_t size = (size_t)j->n * sizeof(double);
    double room[4][BLOCK], moved[BLOCK], factor[2][BLOCK], part[BLOCK], change[BLOCK];
    const double *before[2], *after[2];

    for (int mean = 0; mean < 2; mean++) {
        before[mean] = level_of(j, mean, 0, leaf, room[2 * mean]);
        after[mean] = level_of(j, mean, 1, leaf, room[2 * mean + 1]);
    }
    const int differ = memcmp(before[0], before[1], size) != 0 ||
                       memcmp(after[0], after[1], size) != 0;
    for (int mean = 0; mean <= differ; mean++) {
        for (ptrdiff_t t = 0; t < j->n; t++) {
            moved[t] = w->growth[t] * before[mean][t];
        }
        inverse_logarithmic_means(after[mean], moved, j->n, factor[mean]);
    }
    for (ptrdiff_t t = 0; t < j->n; t++) {
        const double a = share[0][t] * factor[0][t],
                     b = share[1][t] * factor[differ][t];
        const uint64_t neither = mask_of_nan(a) & mask_of_nan(b);
        const double sum =
            zero_if_nan(a * before[0][t]) + zero_if_nan(b * before[1][t]);

        w->total[t] += sum;
        part[t] = nan_where(neither, sum);
        change[t] =
            nan_where(neither, zero_if_nan(a * (after[0][t] - before[0][t])) +
                                   zero_if_nan(b * (after[1][t] - before[1][t])));
    }
    double *own = own_row(j->out, j->os, leaf, j->first, j->n, room[0]);
    memcpy(own, j->wanted == HCT_PARTS_SHARE ? part : change, size);
    put_back(j->out, j->os, leaf, j->first, j->n, own);
}

HCT_INLINE ptrdiff_t
count_children(const job *j, ptrdiff_t node)
{
    return (ptrdiff_t)j->next[node] - first_child(j->next, node);
}

HCT_INLINE void
times(double *restrict values, const double *restrict factors, ptrdiff_t n)
{
    for (ptrdiff_t t = 0; t < n; t++) {
        values[t] *= factors[t];
    }
}

HCT_INLINE void
do_family(const job *j, whole *w, ptrdiff_t node)
{
    const ptrdiff_t start = first_child(j->next, node), count = count_children(j, node);
    const int64_t *children = j->children + start;
    double room[BLOCK], scale[2][BLOCK];

    memcpy(scale[0], own_row(j->out, j->os, node, j->first, j->n, room),
           (size_t)j->n * sizeof(double));
    memcpy(scale[1],
           own_row(j->out, j->os, (ptrdiff_t)children[0], j->first, j->n, room),
           (size_t)j->n * sizeof(double));
    for (int mean = 0; mean < 2; mean++) {
        weigh_children(j, mean, node, children, count, scale[mean]);
    }
    for (ptrdiff_t i = 0; i < count; i++) {
        const ptrdiff_t child = (ptrdiff_t)children[i];
        double *first = own_row(j->out, j->os, child, j->first, j->n, room);
        double *second = j->family + i * j->block;

        times(first, scale[0], j->n);
        times(second, scale[1], j->n);
        if (count_children(j, child) == 0) {
            finish_leaf(j, w, child, (const double *const[2]){first, second});
            continue;
        }
        put_back(j->out, j->os, child, j->first, j->n, first);
        put_back(j->out, j->os, (ptrdiff_t)j->children[first_child(j->next, child)],
                 j->first, j->n, second);
    }
}

/* The total has a share of one in either mean; of a total that is a leaf, that is all. */
HCT_INLINE void
begin(const job *j, whole *w)
{
    double share[2][BLOCK], relative[2][BLOCK];

    for (int mean = 0; mean < 2; mean++) {
        fill_relatives(j, mean, 0, relative[mean]);
        for (ptrdiff_t t = 0; t < j->n; t++) {
            share[mean][t] = nan_where(mask_of_nan(relative[mean][t]), 1.0);
        }
    }
    for (ptrdiff_t t = 0; t < j->n; t++) {
        w->growth[t] = sqrt(relative[0][t]) * sqrt(relative[1][t]);
        w->total[t] = 0.0;
    }
    if (count_children(j, 0) == 0) {
        finish_leaf(j, w, 0, (const double *const[2]){share[0], share[1]});
        return;
    }
    put_back(j->out, j->os, 0, j->first, j->n, share[0]);
    put_back(j->out, j->os, (ptrdiff_t)j->children[0], j->first, j->n, share[1]);
}

/* What a finished row does: it is scaled, enters its parent's, and is missing where the
 * index is. */
HCT_INLINE void
hand_up(double *restrict own, const double *restrict scale, const double *before,
        const double *after, ptrdiff_t n, double *restrict up)
{
    for (ptrdiff_t t = 0; t < n; t++) {
        const uint64_t missing = mask_of_nan(before[t]) | mask_of_nan(after[t]);
        const double value = own[t] * scale[t];

        up[t] += zero_if_nan(value);
        own[t] = nan_where(missing, value);
    }
}

/* Divides the leaves by what all amount to, and adds up the tree. */
HCT_INLINE void
add_up(const job *j, const whole *w, ptrdiff_t n_nodes, const int64_t *parent)
{
    double room[4][BLOCK], of_leaves[BLOCK], of_others[BLOCK], beyond[BLOCK] = {0.0};

    for (ptrdiff_t t = 0; t < j->n; t++) {
        of_leaves[t] = 1.0 / w->total[t];
        of_others[t] = 1.0;
        room[0][t] = 0.0;
    }
    for (ptrdiff_t i = 0; i < n_nodes; i++) {
        if (count_children(j, i) > 0) {
            put_back(j->out, j->os, i, j->first, j->n, room[0]);
        }
    }
    for (ptrdiff_t i = n_nodes - 1; i >= 0; i--) {
        const int is_leaf = count_children(j, i) == 0;
        const ptrdiff_t above = (ptrdiff_t)parent[i];
        double *own = own_row(j->out, j->os, i, j->first, j->n, room[0]);
        double *up =
            above < 0 ? beyond : own_row(j->out, j->os, above, j->first, j->n, room[1]);
        const hct_mean *s = j->shown;

        hand_up(own, is_leaf ? of_leaves : of_others,
                row_of(s->before, s->bs, i, j->first, j->n, room[2]),
                row_of(s->after, s->as, i, j->first, j->n, room[3]), j->n, up);
        put_back(j->out, j->os, i, j->first, j->n, own);
        if (above >= 0) {
            put_back(j->out, j->os, above, j->first, j->n, up);
        }
    }
}

/* The shares of the leaves, which other nodes do not have. */
HCT_INLINE void
to_shares(const job *j, const whole *w, ptrdiff_t n_nodes)
{
    double room[BLOCK];

    for (ptrdiff_t i = 0; i < n_nodes; i++) {
        const int is_leaf = count_children(j, i) == 0;
        double *own = own_row(j->out, j->os, i, j->first, j->n, room);

        for (ptrdiff_t t = 0; t < j->n; t++) {
            own[t] = is_leaf ? own[t] / w->total[t] : NAN;
        }
        put_back(j->out, j->os, i, j->first, j->n, own);
    }
}

HCT_INLINE void
superlative(ptrdiff_t n_nodes, const int64_t *parent, const hct_mean means[2],
            const hct_mean *shown, ptrdiff_t n_periods, hct_parts wanted, double *out,
            hct_strides os, int64_t *children, int64_t *next, double *family,
            ptrdiff_t room)
{
    ptrdiff_t largest = 1;

    list_children(n_nodes, parent, children, next);
    for (ptrdiff_t i = 0; i < n_nodes; i++) {
        const ptrdiff_t count = (ptrdiff_t)next[i] - first_child(next, i);
        largest = count > largest ? count : largest;
    }
    const ptrdiff_t block = smaller(BLOCK, room / largest);

    for (ptrdiff_t first = 0; first < n_periods; first += block) {
        whole w;
        const job j = {means,
                       shown,
                       wanted,
                       out,
                       os,
                       children,
                       next,
                       family,
                       block,
                       first,
                       smaller(block, n_periods - first)};

        begin(&j, &w);
        for (ptrdiff_t i = 0; i < n_nodes; i++) {
            if (count_children(&j, i) > 0) {
                do_family(&j, &w, i);
            }
        }
        if (wanted == HCT_PARTS_SHARE) {
            to_shares(&j, &w, n_nodes);
        }
        else {
            add_up(&j, &w, n_nodes, parent);
        }
    }
}

void
hct_tree_superlative(ptrdiff_t n_nodes, const int64_t *parent, const hct_mean means[2],
                     const hct_mean *shown, ptrdiff_t n_periods, hct_parts wanted,
                     double *out, hct_strides os, int64_t *children, int64_t *next,
                     double *family, ptrdiff_t room)
{
    superlative(n_nodes, parent, means, shown, n_periods, wanted, out, os, children,
                next, family, room);
}

HCT_TARGET_AVX2 void
hct_tree_superlative_avx2(ptrdiff_t n_nodes, const int64_t *parent,
                          const hct_mean means[2], const hct_mean *shown,
                          ptrdiff_t n_periods, hct_parts wanted, double *out,
                          hct_strides os, int64_t *children, int64_t *next,
                          double *family, ptrdiff_t room)
{
    superlative(n_nodes, parent, means, shown, n_periods, wanted, out, os, children,
                next, family, room);
}
