/* Weighted means up random trees against sums taken leaf by leaf, in every layout. */
#include <math.h>
#include <stdlib.h>

#include <hct/platform.h>
#include <hct/tree.h>

#include "forest.h"
#include "hct_test.h"

/* Whole numbers so small that every sum of products is exact, in any order. */
static void
fill_whole(panel p, ptrdiff_t rows, ptrdiff_t periods, ptrdiff_t low, ptrdiff_t high)
{
    for (ptrdiff_t i = 0; i < rows; i++) {
        for (ptrdiff_t t = 0; t < periods; t++) {
            *at(p, i, t) = (double)(low + below(high - low + 1));
        }
    }
}

static int
is_below(const forest *f, int64_t node, int64_t ancestor)
{
    while (node > ancestor) {
        node = f->parent[node];
    }
    return node == ancestor;
}

/* sum(w * x) and sum(w) over the leaves below a node, from the first to the last. */
static void
sums_below(const forest *f, ptrdiff_t node, ptrdiff_t t, panel x, panel w,
           int weights_vary, double *numerator, double *weight)
{
    *numerator = *weight = 0.0;
    for (ptrdiff_t i = 0; i < f->tree.n_nodes; i++) {
        if (f->leaf[i] >= 0 && is_below(f, i, node)) {
            double each = *at(w, f->leaf[i], weights_vary ? t : 0);
            *numerator += each * *at(x, f->leaf[i], t);
            *weight += each;
        }
    }
}

static void
check_aggregate(const forest *f, ptrdiff_t periods, int weights_vary,
                enum layout layout, hct_tree_sum_kernel *sum,
                hct_tree_aggregate_kernel *aggregate)
{
    const ptrdiff_t nodes = f->tree.n_nodes,
                    weight_periods = weights_vary ? periods : 1;
    panel x = new_panel(f->n_leaves, periods, layout);
    panel out =
        new_panel(nodes, periods, (enum layout)((layout + below(2)) % N_LAYOUTS));
    panel w = new_panel(f->n_leaves, weight_periods, layout);
    panel node_weight = new_panel(nodes, weight_periods, layout);
    hct_strides ws = w.by, ns = node_weight.by;

    fill_whole(x, f->n_leaves, periods, -1000, 1000);
    fill_whole(w, f->n_leaves, weight_periods, 1, 50);
    if (!weights_vary) {
        ws.period_stride = ns.period_stride = 0;
    }
    sum(&f->tree, w.start, w.by, weight_periods, node_weight.start, node_weight.by);
    aggregate(&f->tree, x.start, x.by, w.start, ws, node_weight.start, ns, periods,
              out.start, out.by);

    for (ptrdiff_t i = 0; i < nodes; i++) {
        for (ptrdiff_t t = 0; t < periods; t++) {
            double numerator, weight;
            sums_below(f, i, t, x, w, weights_vary, &numerator, &weight);
            CHECK_SAME(*at(node_weight, i, weights_vary ? t : 0), weight);
            CHECK_SAME(*at(out, i, t),
                       f->leaf[i] >= 0 ? *at(x, f->leaf[i], t) : numerator / weight);
        }
    }
    free(x.memory);
    free(out.memory);
    free(w.memory);
    free(node_weight.memory);
}

static void
test_aggregate_equals_sums_over_leaves(void)
{
    static const ptrdiff_t periods[] = {0, 1, 2, 7, 8, 9, 17, 40};

    for (int round = 0; round < 240; round++) {
        forest f;
        grow(&f, 1 + below(MAX_NODES), 1);
        ptrdiff_t n = round % 60 == 59 ? MAX_PERIODS : periods[round % 8];
        enum layout layout = (enum layout)(round / 8 % N_LAYOUTS);
        check_aggregate(&f, n, round % 2, layout, hct_tree_sum, hct_tree_aggregate);
        if (hct_cpu_has_avx2()) {
            check_aggregate(&f, n, round % 2, layout, hct_tree_sum_avx2,
                            hct_tree_aggregate_avx2);
        }
    }
}

/* Real numbers: the order of additions is fixed, so layouts and cuts give one result. */
static void
test_layouts_and_cuts_give_the_same_bits(void)
{
    for (int round = 0; round < 40; round++) {
        forest f;
        grow(&f, MAX_NODES, 1);
        const ptrdiff_t n = 13;
        panel whole[N_LAYOUTS];
        double weight[MAX_NODES], node_weight[MAX_NODES], value[MAX_NODES][13];

        for (ptrdiff_t i = 0; i < f.n_leaves; i++) {
            weight[i] = (double)(1 + below(1000)) / 7.0;
            for (ptrdiff_t t = 0; t < n; t++) {
                value[i][t] = (double)(below(100000) - 50000) / 3.0;
            }
        }
        hct_tree_sum(&f.tree, weight, (hct_strides){1, 1}, 1, node_weight,
                     (hct_strides){1, 1});
        for (int k = 0; k < N_LAYOUTS; k++) {
            panel x = new_panel(f.n_leaves, n, (enum layout)k);
            whole[k] = new_panel(MAX_NODES, n, (enum layout)k);
            for (ptrdiff_t i = 0; i < f.n_leaves; i++) {
                for (ptrdiff_t t = 0; t < n; t++) {
                    *at(x, i, t) = value[i][t];
                }
            }
            const ptrdiff_t cut = below(n + 1);
            hct_tree_aggregate_kernel *kernel = hct_cpu_has_avx2() && k % 2
                                                    ? hct_tree_aggregate_avx2
                                                    : hct_tree_aggregate;
            kernel(&f.tree, x.start, x.by, weight, (hct_strides){1, 0}, node_weight,
                   (hct_strides){1, 0}, cut, whole[k].start, whole[k].by);
            kernel(&f.tree, at(x, 0, cut), x.by, weight, (hct_strides){1, 0},
                   node_weight, (hct_strides){1, 0}, n - cut, at(whole[k], 0, cut),
                   whole[k].by);
            free(x.memory);
        }
        for (int k = 0; k < N_LAYOUTS; k++) {
            for (ptrdiff_t i = 0; i < MAX_NODES; i++) {
                for (ptrdiff_t t = 0; t < n; t++) {
                    CHECK_SAME(*at(whole[k], i, t), *at(whole[0], i, t));
                }
            }
        }
        for (int k = 0; k < N_LAYOUTS; k++) {
            free(whole[k].memory);
        }
    }
}

static void
test_missing_reaches_the_ancestors_and_no_other_node(void)
{
    /* 0 has 1 and 4; 1 has the leaves 2 and 3; 4 is a leaf. */
    static const int64_t parent[] = {-1, 0, 1, 1, 0}, leaf[] = {-1, -1, 0, 1, 2};
    const hct_tree tree = {5, parent, leaf};
    const double x[] = {1.0, NAN, 3.0, INFINITY, 5.0, 5.0}, w[] = {1.0, 0.0, 2.0};
    const double node_weight[] = {3.0, 1.0, 1.0, 0.0, 2.0};
    double out[10];

    hct_tree_aggregate(&tree, x, (hct_strides){2, 1}, w, (hct_strides){1, 0},
                       node_weight, (hct_strides){1, 0}, 2, out, (hct_strides){2, 1});
    CHECK_SAME(out[0], 11.0 / 3.0);
    CHECK_SAME(out[2], 1.0);
    CHECK_TRUE(isnan(out[1]) && isnan(out[3]) && isnan(out[5]));
    CHECK_SAME(out[7], INFINITY);
    CHECK_SAME(out[8], 5.0);
    CHECK_SAME(out[9], 5.0);
}

static void
check_contributions(const forest *f, ptrdiff_t n, ptrdiff_t lag, enum layout layout,
                    hct_tree_contributions_kernel *kernel)
{
    const ptrdiff_t nodes = f->tree.n_nodes;
    panel index = new_panel(nodes, n, layout), kept = new_panel(nodes, n, SPREAD);
    double weight[MAX_NODES];

    fill_whole(index, nodes, n, -3, 9);
    for (ptrdiff_t i = 0; i < nodes; i++) {
        weight[i] = (double)(1 + below(1000)) / 7.0;
        for (ptrdiff_t t = 0; t < n; t++) {
            *at(kept, i, t) = *at(index, i, t) / 3.0;
            *at(index, i, t) /= 3.0;
        }
    }
    kernel(nodes, f->root, weight, n, lag, index.start, index.by);
    for (ptrdiff_t i = 0; i < nodes; i++) {
        for (ptrdiff_t t = 0; t < n; t++) {
            double want = NAN;
            if (t >= lag) {
                double base = weight[f->root[i]] * *at(kept, f->root[i], t - lag);
                double moved = weight[i] * (*at(kept, i, t) - *at(kept, i, t - lag));
                want = base > 0.0 ? moved / base : NAN;
            }
            CHECK_SAME(*at(index, i, t), want);
        }
    }
    free(index.memory);
    free(kept.memory);
}

/* A root, and all other nodes leaves of it: one run of leaves as long as it can be. */
static void
one_class(forest *f)
{
    f->n_leaves = f->tree.n_nodes - 1;
    for (ptrdiff_t i = 0; i < f->tree.n_nodes; i++) {
        f->parent[i] = i == 0 ? -1 : 0;
        f->leaf[i] = i - 1;
    }
}

/* Rows of data in another order, with the leaves reading them where they are. */
static void
test_the_order_of_rows_changes_no_bit(void)
{
    for (int round = 0; round < 40; round++) {
        const ptrdiff_t n = 13;
        const enum layout layout = (enum layout)(round % N_LAYOUTS);
        forest f;
        double weight[2][MAX_NODES], node_weight[MAX_NODES];
        int64_t turned[MAX_NODES];

        grow(&f, MAX_NODES, 1);
        if (round / N_LAYOUTS % 2 == 1) {
            one_class(&f);
        }
        panel x = new_panel(f.n_leaves, n, layout),
              y = new_panel(f.n_leaves, n, layout);
        panel want = new_panel(MAX_NODES, n, layout),
              got = new_panel(MAX_NODES, n, layout);
        for (ptrdiff_t i = 0; i < f.n_leaves; i++) {
            const ptrdiff_t other = f.n_leaves - 1 - i;
            weight[0][i] = weight[1][other] = (double)(1 + below(1000)) / 7.0;
            for (ptrdiff_t t = 0; t < n; t++) {
                *at(x, i, t) = *at(y, other, t) = (double)below(100000) / 3.0;
            }
        }
        for (ptrdiff_t i = 0; i < MAX_NODES; i++) {
            turned[i] = f.leaf[i] < 0 ? -1 : f.n_leaves - 1 - f.leaf[i];
        }
        const hct_tree tree = {MAX_NODES, f.parent, turned};
        const hct_strides once = {1, 0};
        hct_tree_sum(&f.tree, weight[0], once, 1, node_weight, once);
        hct_tree_aggregate(&f.tree, x.start, x.by, weight[0], once, node_weight, once,
                           n, want.start, want.by);
        hct_tree_aggregate(&tree, y.start, y.by, weight[1], once, node_weight, once, n,
                           got.start, got.by);
        for (ptrdiff_t i = 0; i < MAX_NODES; i++) {
            for (ptrdiff_t t = 0; t < n; t++) {
                CHECK_SAME(*at(got, i, t), *at(want, i, t));
            }
        }
        free(x.memory);
        free(y.memory);
        free(want.memory);
        free(got.memory);
    }
}

static void
test_contributions_equal_the_formula(void)
{
    static const ptrdiff_t lags[] = {1, 2, 7, 12, 13, 600};

    for (int round = 0; round < 240; round++) {
        forest f;
        grow(&f, 1 + below(MAX_NODES), 1);
        ptrdiff_t n = round % 20 == 19 ? MAX_PERIODS : below(40);
        enum layout layout = (enum layout)(round / 6 % N_LAYOUTS);
        check_contributions(&f, n, lags[round % 6], layout, hct_tree_contributions);
        if (hct_cpu_has_avx2()) {
            check_contributions(&f, n, lags[round % 6], layout,
                                hct_tree_contributions_avx2);
        }
    }
}

int
main(void)
{
    test_aggregate_equals_sums_over_leaves();
    test_layouts_and_cuts_give_the_same_bits();
    test_missing_reaches_the_ancestors_and_no_other_node();
    test_contributions_equal_the_formula();
    test_the_order_of_rows_changes_no_bit();
    return hct_test_report("tree");
}
