/* Parts in the growth of a superlative index. Contract: hct/tree_parts.h.
 *
 * A block of periods at a time, family by family from the top down, for both means at
 * once. The shares of a node in the first mean wait in its row of out, those in the
 * second in the row of its first child, which nothing needs before. Leaves become parts
 * as soon as they have their shares. What they add up to is known when all are done: a
 * pass from the last node to the first then divides by it, and adds up the tree.
 *
 * Where the periods of a node do not lie side by side, the levels of a family are put so
 * first, once for all that is made of them. A block is then a few periods, since each lies
 * in a page of its own.
 */
#include <string.h>

#include "kernels/shared/lanes.inc.h"
#include "kernels/trees/children.inc.h"
#include "kernels/trees/parts.inc.h"

/* Rows of scratch for each child of a family: its shares in the two means, and where they
 * are put side by side, its levels before and after in both. */
enum { SHARES = 2, ROWS = HCT_SUPERLATIVE_ROWS, TILE = 16 };

/* Nodes whose shown levels are put side by side at a time; how many nodes ahead of their
 * use levels are asked of the memory, since each period of a few nodes is far from the next. */
enum { GROUP = 8, AHEAD = 64 };
_Static_assert(GROUP *TILE == BLOCK, "one room for a block of a node, or a tile");

typedef struct {
    const hct_mean *means, *shown;
    hct_parts wanted;
    double *out;
    hct_strides os;
    const int64_t *children, *next;
    double *scratch;
    int tiled;                          /* whether levels are put side by side */
    ptrdiff_t largest, block, first, n; /* children of the largest family; periods */
} job;

/* The children of a node. */
typedef struct {
    const int64_t *children;
    ptrdiff_t count;
} family;

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

/* A row of scratch of a child: its share in a mean, or a level of the tile. */
HCT_INLINE double *
scratch_row(const job *j, ptrdiff_t row, ptrdiff_t child)
{
    return j->scratch + (row * j->largest + child) * j->block;
}

/* Where the shares of a child in a mean are made: those in the first in its row of out,
 * if that and the levels lie side by side. */
HCT_INLINE double *
share_row(const job *j, int mean, const family *f, ptrdiff_t child)
{
    double *row = scratch_row(j, mean, child);

    return mean == 1 || j->tiled
               ? row
               : new_row(j->out, j->os, (ptrdiff_t)f->children[child], j->first, row);
}

/* The levels of a child of the family that is being done. */
HCT_INLINE const double *
child_level(const job *j, int mean, int after, const family *f, ptrdiff_t child)
{
    return j->tiled ? scratch_row(j, SHARES + 2 * mean + after, child)
                    : level_of(j, mean, after, (ptrdiff_t)f->children[child], NULL);
}

/* Four periods of four children that stand together become four rows of the tile. */
HCT_INLINE void
turn_in(const double *from, ptrdiff_t step, double *to, ptrdiff_t row)
{
    lanes a = load_lanes(from), b = load_lanes(from + step);
    lanes c = load_lanes(from + 2 * step), d = load_lanes(from + 3 * step);

    turn_lanes(a, b, c, d);
    store_lanes(to, a);
    store_lanes(to + row, b);
    store_lanes(to + 2 * row, c);
    store_lanes(to + 3 * row, d);
}

/* Puts the periods of `count` nodes that stand together side by side, one row a node. */
HCT_INLINE void
put_side_by_side(const job *j, const double *panel, hct_strides by, ptrdiff_t node,
                 ptrdiff_t count, double *to)
{
    const double *from = panel + node * by.series_stride + j->first * by.period_stride;
    ptrdiff_t i = 0;

    for (; by.series_stride == 1 && i + LANES <= count; i += LANES) {
        const ptrdiff_t ahead = i + AHEAD < count ? i + AHEAD : i;
        ptrdiff_t t = 0;

        for (; t + LANES <= j->n; t += LANES) {
            for (ptrdiff_t k = t; k < t + LANES; k++) {
                __builtin_prefetch(from + ahead + k * by.period_stride);
            }
            turn_in(from + i + t * by.period_stride, by.period_stride,
                    to + i * j->block + t, j->block);
        }
        for (; t < j->n; t++) {
            for (ptrdiff_t k = i; k < i + LANES; k++) {
                to[k * j->block + t] = from[k + t * by.period_stride];
            }
        }
    }
    for (; i < count; i++) {
        for (ptrdiff_t t = 0; t < j->n; t++) {
            to[i * j->block + t] = from[i * by.series_stride + t * by.period_stride];
        }
    }
}

/* Puts one panel's levels of a family side by side. */
HCT_INLINE void
fill_tile(const job *j, const family *f, const double *panel, hct_strides by,
          double *to)
{
    for (ptrdiff_t i = 0, end; i < f->count; i = end) {
        end = i + 1;
        while (end < f->count && f->children[end] == f->children[i] + end - i) {
            end++;
        }
        put_side_by_side(j, panel, by, (ptrdiff_t)f->children[i], end - i,
                         to + i * j->block);
    }
}

HCT_INLINE void
fill_tiles(const job *j, const family *f)
{
    for (int mean = 0; j->tiled && mean < 2; mean++) {
        const hct_mean *m = &j->means[mean];

        fill_tile(j, f, m->before, m->bs, scratch_row(j, SHARES + 2 * mean, 0));
        fill_tile(j, f, m->after, m->as, scratch_row(j, SHARES + 2 * mean + 1, 0));
    }
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
weigh_children(const job *j, int mean, ptrdiff_t node, const family *f,
               double *restrict scale)
{
    const hct_mean *m = &j->means[mean];
    double room[BLOCK], relative[BLOCK], moved[BLOCK], sum[BLOCK] = {0.0};

    fill_relatives(j, mean, node, relative);
    for (ptrdiff_t i = 0; i < f->count; i++) {
        const double *weight =
            row_of(m->weight, m->ws, (ptrdiff_t)f->children[i], j->first, j->n, room);
        double *part = share_row(j, mean, f, i);

        move(child_level(j, mean, 0, f, i), relative, j->n, moved);
        geometric_parts(m->order, weight, child_level(j, mean, 1, f, i), moved, j->n,
                        part);
        for (ptrdiff_t t = 0; t < j->n; t++) {
            sum[t] += zero_if_nan(part[t]);
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
finish_leaf(const job *j, whole *w, ptrdiff_t leaf, const double *const before[2],
            const double *const after[2], const double *const share[2])
{
    const size_t size = (size_t)j->n * sizeof(double);
    double room[BLOCK], moved[BLOCK], factor[2][BLOCK], part[BLOCK], change[BLOCK];

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
    double *own = new_row(j->out, j->os, leaf, j->first, room);
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
    const family f = {j->children + first_child(j->next, node),
                      count_children(j, node)};
    double room[BLOCK], scale[2][BLOCK];

    memcpy(scale[0], own_row(j->out, j->os, node, j->first, j->n, room),
           (size_t)j->n * sizeof(double));
    memcpy(scale[1],
           own_row(j->out, j->os, (ptrdiff_t)f.children[0], j->first, j->n, room),
           (size_t)j->n * sizeof(double));
    fill_tiles(j, &f);
    for (int mean = 0; mean < 2; mean++) {
        weigh_children(j, mean, node, &f, scale[mean]);
    }
    for (ptrdiff_t i = 0; i < f.count; i++) {
        const ptrdiff_t child = (ptrdiff_t)f.children[i];
        double *const share[2] = {share_row(j, 0, &f, i), share_row(j, 1, &f, i)};

        times(share[0], scale[0], j->n);
        times(share[1], scale[1], j->n);
        if (count_children(j, child) == 0) {
            finish_leaf(j, w, child,
                        (const double *const[2]){child_level(j, 0, 0, &f, i),
                                                 child_level(j, 1, 0, &f, i)},
                        (const double *const[2]){child_level(j, 0, 1, &f, i),
                                                 child_level(j, 1, 1, &f, i)},
                        (const double *const[2]){share[0], share[1]});
            continue;
        }
        put_back(j->out, j->os, child, j->first, j->n, share[0]);
        put_back(j->out, j->os, (ptrdiff_t)j->children[first_child(j->next, child)],
                 j->first, j->n, share[1]);
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
        double room[4][BLOCK];
        finish_leaf(j, w, 0,
                    (const double *const[2]){level_of(j, 0, 0, 0, room[0]),
                                             level_of(j, 1, 0, 0, room[1])},
                    (const double *const[2]){level_of(j, 0, 1, 0, room[2]),
                                             level_of(j, 1, 1, 0, room[3])},
                    (const double *const[2]){share[0], share[1]});
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

/* The levels that are shown of a node; where they do not lie side by side, those of GROUP
 * nodes are made so at a time, from the last to the first. */
HCT_INLINE const double *
shown_level(const job *j, const double *panel, hct_strides by, ptrdiff_t node,
            ptrdiff_t last, double *room)
{
    const ptrdiff_t start = node / GROUP * GROUP;

    if (by.period_stride == 1 || !j->tiled) {
        return row_of(panel, by, node, j->first, j->n, room);
    }
    if (node == last || node == start + GROUP - 1) {
        put_side_by_side(j, panel, by, start, node + 1 - start, room);
    }
    return room + (node - start) * j->block;
}

/* Divides the leaves by what all amount to, and adds up the tree. */
HCT_INLINE void
add_up(const job *j, const whole *w, ptrdiff_t n_nodes, const int64_t *parent)
{
    double own_room[BLOCK], up_room[BLOCK], of_leaves[BLOCK], of_others[BLOCK];
    double before[GROUP * TILE], after[GROUP * TILE], beyond[BLOCK] = {0.0};
    double *up = beyond;
    ptrdiff_t above = -1;

    for (ptrdiff_t t = 0; t < j->n; t++) {
        of_leaves[t] = 1.0 / w->total[t];
        of_others[t] = 1.0;
        own_room[t] = 0.0;
    }
    for (ptrdiff_t i = 0; i < n_nodes; i++) {
        if (count_children(j, i) > 0) {
            put_back(j->out, j->os, i, j->first, j->n, own_room);
        }
    }
    for (ptrdiff_t i = n_nodes - 1; i >= 0; i--) {
        const double *scale = count_children(j, i) == 0 ? of_leaves : of_others;
        const hct_mean *s = j->shown;

        if (parent[i] != above) { /* siblings mostly stand together */
            if (above >= 0) {
                put_back(j->out, j->os, above, j->first, j->n, up);
            }
            above = (ptrdiff_t)parent[i];
            up = above < 0 ? beyond
                           : own_row(j->out, j->os, above, j->first, j->n, up_room);
        }
        double *own = own_row(j->out, j->os, i, j->first, j->n, own_room);
        hand_up(own, scale, shown_level(j, s->before, s->bs, i, n_nodes - 1, before),
                shown_level(j, s->after, s->as, i, n_nodes - 1, after), j->n, up);
        put_back(j->out, j->os, i, j->first, j->n, own);
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

/* Whether levels of one node lie side by side in both means. */
static int
lie_side_by_side(const hct_mean means[2])
{
    return means[0].bs.period_stride == 1 && means[0].as.period_stride == 1 &&
           means[1].bs.period_stride == 1 && means[1].as.period_stride == 1;
}

HCT_INLINE void
superlative(ptrdiff_t n_nodes, const int64_t *parent, const hct_mean means[2],
            const hct_mean *shown, ptrdiff_t n_periods, hct_parts wanted, double *out,
            hct_strides os, int64_t *children, int64_t *next, double *scratch,
            ptrdiff_t room)
{
    const int tiled = !lie_side_by_side(means);
    ptrdiff_t largest = 1;

    list_children(n_nodes, parent, children, next);
    for (ptrdiff_t i = 0; i < n_nodes; i++) {
        const ptrdiff_t count = (ptrdiff_t)next[i] - first_child(next, i);
        largest = count > largest ? count : largest;
    }
    const ptrdiff_t block =
        smaller(tiled ? TILE : BLOCK, room / largest / (tiled ? ROWS : SHARES));

    for (ptrdiff_t first = 0; first < n_periods; first += block) {
        const ptrdiff_t n = smaller(block, n_periods - first);
        const job j = {means,   shown, wanted,  out,   os,    children, next,
                       scratch, tiled, largest, block, first, n};
        whole w;

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
                     double *scratch, ptrdiff_t room)
{
    superlative(n_nodes, parent, means, shown, n_periods, wanted, out, os, children,
                next, scratch, room);
}

HCT_TARGET_AVX2 void
hct_tree_superlative_avx2(ptrdiff_t n_nodes, const int64_t *parent,
                          const hct_mean means[2], const hct_mean *shown,
                          ptrdiff_t n_periods, hct_parts wanted, double *out,
                          hct_strides os, int64_t *children, int64_t *next,
                          double *scratch, ptrdiff_t room)
{
    superlative(n_nodes, parent, means, shown, n_periods, wanted, out, os, children,
                next, scratch, room);
}
