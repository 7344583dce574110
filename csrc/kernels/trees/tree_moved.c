/* Weighted means with missing leaves moved by their parents' change. Contract:
 * hct/tree_missing.h.
 *
 * An imputed level is the reference of a later one, so periods are outermost. Each is
 * two passes over the nodes: up, which sums what is observed and divides, and down,
 * which completes what is missing.
 */
#include <math.h>

#include <hct/tree_missing.h>

/* Sums of one period over observed children, w x and w r, and their ratio. */
typedef struct {
    double *moved, *observed, *change;
} node_sums;

/* One period: columns of x and out, and the column of references, NULL for 1. */
typedef struct {
    const double *x, *reference;
    double *out;
    ptrdiff_t x_stride, stride;
} column;

static double
reference_of(const column *c, ptrdiff_t node)
{
    return c->reference ? c->reference[node * c->stride] : 1.0;
}

static void
pass_up(const hct_tree *tree, const double *node_weight, const column *c, node_sums s)
{
    for (ptrdiff_t i = 0; i < tree->n_nodes; i++) {
        s.moved[i] = s.observed[i] = 0.0;
    }
    for (ptrdiff_t i = tree->n_nodes - 1; i >= 0; i--) {
        const ptrdiff_t parent = (ptrdiff_t)tree->parent[i];
        const double base = node_weight[i] * reference_of(c, i);
        double moved;

        if (tree->leaf[i] >= 0) {
            c->out[i * c->stride] = c->x[tree->leaf[i] * c->x_stride];
            moved = node_weight[i] * c->out[i * c->stride];
        }
        else {
            s.change[i] = s.observed[i] > 0.0 ? s.moved[i] / s.observed[i] : NAN;
            moved = s.change[i] * base;
        }
        if (parent >= 0 && !isnan(moved)) {
            s.moved[parent] += moved;
            s.observed[parent] += base;
        }
    }
}

static void
pass_down(const hct_tree *tree, const column *c, node_sums s)
{
    for (ptrdiff_t i = 0; i < tree->n_nodes; i++) {
        const ptrdiff_t parent = (ptrdiff_t)tree->parent[i];
        double *value = c->out + i * c->stride;

        if (tree->leaf[i] < 0) {
            s.change[i] =
                isnan(s.change[i]) && parent >= 0 ? s.change[parent] : s.change[i];
            *value = s.change[i] * reference_of(c, i);
        }
        else if (isnan(*value) && parent >= 0) {
            *value = s.change[parent] * reference_of(c, i);
        }
    }
}

void
hct_tree_moved(const hct_tree *tree, const double *x, hct_strides xs,
               const double *node_weight, ptrdiff_t begin, ptrdiff_t n_periods,
               ptrdiff_t lag, double *out, hct_strides os, double *scratch)
{
    const ptrdiff_t n = tree->n_nodes;
    const node_sums s = {scratch, scratch + n, scratch + 2 * n};

    for (ptrdiff_t t = begin; t < n_periods; t++) {
        const ptrdiff_t back = t >= lag ? lag : t > 0;
        double *now = out + t * os.period_stride;
        const column c = {x + t * xs.period_stride,
                          back > 0 ? now - back * os.period_stride : NULL, now,
                          xs.series_stride, os.series_stride};

        pass_up(tree, node_weight, &c, s);
        pass_down(tree, &c, s);
    }
}
