/* A fuzz target over sums, means and contributions up trees.
 *
 * Against the additions of hct/tree.h one period at a time, to the bit, in every layout;
 * and against sums over the leaves in long double, within the bound of so many additions.
 */
#include <hct/tree.h>

#include "fuzz_trees.h"

typedef struct {
    forest f;
    panel x, weight; /* weight: of one period where it is constant */
    int varies, layout;
} input;

/* Whether node i is a leaf, as the node before, below the same parent. */
static int
goes_on(const forest *f, ptrdiff_t i)
{
    return i > 0 && f->leaf[i] >= 0 && f->leaf[i - 1] >= 0 &&
           f->parent[i - 1] == f->parent[i];
}

/* One period: totals of all nodes, from the last to the first, runs of leaves the other
 * way round. Without weights, sums of x. */
static void
defined_totals(const input *in, const panel *x, const panel *weight, ptrdiff_t t,
               double *total)
{
    const forest *f = &in->f;

    for (ptrdiff_t i = 0; i < f->tree.n_nodes; i++) {
        total[i] = 0.0;
    }
    for (ptrdiff_t end = f->tree.n_nodes, i; end > 0; end = i) {
        for (i = end - 1; goes_on(f, i); i--) {
        }
        for (ptrdiff_t k = i; k < end; k++) {
            double term = total[k];
            if (f->leaf[k] >= 0) {
                const ptrdiff_t row = (ptrdiff_t)f->leaf[k];
                total[k] = *at(x, row, t);
                term = weight == NULL ? total[k]
                                      : *at(weight, row, in->varies ? t : 0) * total[k];
            }
            if (f->parent[k] >= 0) {
                total[f->parent[k]] += term;
            }
        }
    }
}

/* Of the leaves below a node: the sum of terms, and of their sizes. */
static void
sums_below(const input *in, ptrdiff_t node, ptrdiff_t t, long double *sum,
           long double *size)
{
    const forest *f = &in->f;

    *sum = *size = 0.0L;
    for (ptrdiff_t i = node; i < f->tree.n_nodes; i++) {
        ptrdiff_t up = i;
        while (up > node) {
            up = (ptrdiff_t)f->parent[up];
        }
        if (up == node && f->leaf[i] >= 0) {
            const ptrdiff_t row = (ptrdiff_t)f->leaf[i];
            const long double term = (long double)*at(&in->x, row, t) *
                                     *at(&in->weight, row, in->varies ? t : 0);
            *sum += term;
            *size += fabsl(term);
        }
    }
}

static void
near_the_leaves(const input *in, const panel *node_weight, const panel *means)
{
    for (ptrdiff_t i = 0; i < means->n_series; i++) {
        for (ptrdiff_t t = 0; in->f.leaf[i] < 0 && t < means->n_periods; t++) {
            const long double whole = *at(node_weight, i, in->varies ? t : 0);
            long double sum, size;

            sums_below(in, i, t, &sum, &size);
            /* so many roundings, each of a normal number or of a subnormal one */
            const long double allowed =
                (2 + 2 * MOST_NODES) * (0x1p-53L * size + 0x1p-1074L) / fabsl(whole) +
                0x1p-53L * fabsl(sum / whole) + 0x1p-1074L;
            if (size < 1e300L && whole != 0.0L && fabsl(sum / whole) < 1e300L &&
                isfinite((double)whole) &&
                !(fabsl(*at(means, i, t) - sum / whole) <= allowed)) {
                fprintf(stderr,
                        "fuzz_tree: the mean of node %td is far from its leaves\n", i);
                abort();
            }
        }
    }
}

static panel
check_sums(const input *in, const panel *x, hct_tree_sum_kernel *kernel)
{
    panel want = new_panel(0, in->f.tree.n_nodes, x->n_periods);
    panel out = new_panel(in->layout, in->f.tree.n_nodes, x->n_periods);

    for (ptrdiff_t t = 0; t < x->n_periods; t++) {
        double total[MOST_NODES];

        defined_totals(in, x, NULL, t, total);
        for (ptrdiff_t i = 0; i < want.n_series; i++) {
            *at(&want, i, t) = total[i];
        }
    }
    kernel(&in->f.tree, x->first, x->at, x->n_periods, out.first, out.at);
    check_panel("fuzz_tree: sums", &out, &want);
    free_panel(&want);
    return out;
}

static panel
check_means(const input *in, const panel *node_weight,
            hct_tree_aggregate_kernel *kernel)
{
    const forest *f = &in->f;
    panel want = new_panel(0, f->tree.n_nodes, in->x.n_periods);
    panel out = new_panel(in->layout, f->tree.n_nodes, in->x.n_periods);
    hct_strides ws = in->weight.at, ns = node_weight->at;

    if (!in->varies) {
        ws.period_stride = ns.period_stride = 0;
    }
    for (ptrdiff_t t = 0; t < in->x.n_periods; t++) {
        double total[MOST_NODES];

        defined_totals(in, &in->x, &in->weight, t, total);
        for (ptrdiff_t i = 0; i < want.n_series; i++) {
            *at(&want, i, t) = f->leaf[i] >= 0
                                   ? total[i]
                                   : total[i] / *at(node_weight, i, in->varies ? t : 0);
        }
    }
    kernel(&f->tree, in->x.first, in->x.at, in->weight.first, ws, node_weight->first,
           ns, in->x.n_periods, out.first, out.at);
    check_panel("fuzz_tree: means", &out, &want);
    near_the_leaves(in, node_weight, &out);
    free_panel(&want);
    return out;
}

/* Contributions to totals that stand anywhere, from the means, in place. */
static void
check_contributions(draws *d, const panel *means, hct_tree_contributions_kernel *kernel)
{
    const ptrdiff_t n = means->n_series, lag = 1 + draw(d, 20);
    panel index = laid_out(means, (int)draw(d, PANEL_LAYOUTS));
    panel want = new_panel(0, n, means->n_periods);
    int64_t total[MOST_NODES];
    double weight[MOST_NODES];

    for (ptrdiff_t i = 0; i < n; i++) {
        total[i] = i;
        weight[i] = draw_value(d);
    }
    for (ptrdiff_t i = 0; i < n; i++) { /* a total is its own */
        const ptrdiff_t k = draw(d, n);
        if (total[k] == k && k < i) {
            total[i] = k;
        }
    }
    for (ptrdiff_t i = 0; i < n; i++) {
        for (ptrdiff_t t = 0; t < means->n_periods; t++) {
            *at(&want, i, t) = NAN;
            if (t >= lag) {
                const ptrdiff_t k = (ptrdiff_t)total[i];
                const double base = weight[k] * *at(means, k, t - lag);
                const double change = *at(means, i, t) - *at(means, i, t - lag);
                *at(&want, i, t) = base > 0.0 ? weight[i] * change / base : NAN;
            }
        }
    }
    kernel(n, total, weight, means->n_periods, lag, index.first, index.at);
    check_panel("fuzz_tree: contributions", &index, &want);
    free_panel(&index);
    free_panel(&want);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    draws d = draws_of(data, size);
    const ptrdiff_t n_periods = draw(&d, draw(&d, 24) ? 22 : 1100);
    input in;

    draw_forest(&d, &in.f, (int)draw(&d, 3));
    in.varies = (int)draw(&d, 2);
    in.layout = (int)draw(&d, PANEL_LAYOUTS);
    d.values = (uint64_t)draw(&d, 32);
    in.x = draw_panel(&d, in.f.n_leaves, n_periods);
    d.values = draw(&d, 4) ? VALUES_MONEY : d.values;
    in.weight = draw_panel(&d, in.f.n_leaves, in.varies ? n_periods : 1);
    for (int avx2 = 0; avx2 < 2; avx2++) {
        panel node_weight =
            check_sums(&in, &in.weight, avx2 ? hct_tree_sum_avx2 : hct_tree_sum);
        panel means = check_means(&in, &node_weight,
                                  avx2 ? hct_tree_aggregate_avx2 : hct_tree_aggregate);

        check_contributions(
            &d, &means, avx2 ? hct_tree_contributions_avx2 : hct_tree_contributions);
        free_panel(&node_weight);
        free_panel(&means);
    }
    free_panel(&in.x);
    free_panel(&in.weight);
    return 0;
}

FUZZ_MAIN("fuzz_tree", fuzz_random_bytes)
