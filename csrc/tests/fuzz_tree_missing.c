/* A fuzz target over means up trees with missing leaves.
 *
 * Prices and weights of ordinary size are compared with the definitions of
 * hct/tree_missing.h in long double, values of any kind with the same in another layout,
 * to the bit.
 */
#include <hct/platform.h>
#include <hct/tree_missing.h>

#include "fuzz_trees.h"

typedef struct {
    forest f;
    panel x, weight, node_weight; /* node_weight: of one period where constant */
    hct_missing policy;
    int update, varies;
    ptrdiff_t lag; /* 0: hct_tree_missing */
    int asked;     /* whether it tells what is observed */
} input;

typedef long double nodes[MOST_NODES];

/* ---- definitions -------------------------------------------------------------------- */

/* Means of nodes of what is observed below: own[i] of leaves is given. */
static void
means_up(const input *in, const nodes base, nodes own)
{
    const int skip = in->lag > 0 || in->policy != HCT_MISSING_PROPAGATE;

    for (ptrdiff_t i = in->f.tree.n_nodes - 1; i >= 0; i--) {
        long double moved = 0.0L, observed = 0.0L;

        if (in->f.leaf[i] >= 0) {
            continue;
        }
        for (ptrdiff_t k = i + 1; k < in->f.tree.n_nodes; k++) {
            if (in->f.parent[k] == i && !(skip && isnan(own[k]))) {
                moved += base[k] * own[k];
                observed += base[k];
            }
        }
        own[i] = observed == 0.0L ? NAN : moved / observed;
    }
}

/* Sums of leaves up the tree, in place. */
static void
sums_up(const input *in, nodes sum)
{
    for (ptrdiff_t i = in->f.tree.n_nodes - 1; i >= 0; i--) {
        for (ptrdiff_t k = i + 1; in->f.leaf[i] < 0 && k < in->f.tree.n_nodes; k++) {
            sum[i] += in->f.parent[k] == i ? sum[k] : 0.0L;
        }
    }
}

/* What a node without anything observed has from above. */
static void
hand_down(const input *in, const nodes own, nodes full)
{
    for (ptrdiff_t i = 0; i < in->f.tree.n_nodes; i++) {
        full[i] =
            isnan(own[i]) && in->f.parent[i] >= 0 ? full[in->f.parent[i]] : own[i];
    }
}

static double
leaf_at(const input *in, ptrdiff_t i, ptrdiff_t t)
{
    return *at(&in->x, (ptrdiff_t)in->f.leaf[i], t);
}

static void
defined_missing(const input *in, panel *want)
{
    const int skip = in->policy != HCT_MISSING_PROPAGATE;
    nodes weight;

    for (ptrdiff_t t = 0; t < want->n_periods; t++) {
        nodes base = {0.0L}, own = {0.0L}, full;

        for (ptrdiff_t i = 0; i < want->n_series; i++) {
            if (in->f.leaf[i] >= 0) {
                if (t == 0 || in->varies) {
                    weight[i] =
                        *at(&in->weight, (ptrdiff_t)in->f.leaf[i], in->varies ? t : 0);
                }
                base[i] = weight[i];
                own[i] = leaf_at(in, i, t);
            }
        }
        sums_up(in, base);
        means_up(in, base, own);
        hand_down(in, own, full);
        for (ptrdiff_t i = 0; i < want->n_series; i++) {
            const int is_root_leaf = in->f.leaf[i] >= 0 && in->f.parent[i] < 0;
            *at(want, i, t) =
                (double)(in->policy == HCT_MISSING_IMPUTE && !is_root_leaf ? full[i]
                                                                           : own[i]);
            if (in->update && in->f.leaf[i] >= 0) {
                weight[i] *= !skip ? own[i] : isnan(full[i]) ? 1.0L : full[i];
            }
        }
    }
}

static void
defined_moved(const input *in, panel *want)
{
    for (ptrdiff_t t = 0; t < want->n_periods; t++) {
        const ptrdiff_t back = t >= in->lag ? in->lag : t > 0;
        nodes weight = {0.0L}, base = {0.0L}, change = {0.0L}, full, level = {0.0L};

        for (ptrdiff_t i = 0; i < want->n_series; i++) {
            if (in->f.leaf[i] >= 0) {
                const long double before = back > 0 ? *at(want, i, t - back) : 1.0L;
                weight[i] = *at(&in->weight, (ptrdiff_t)in->f.leaf[i], 0);
                base[i] = weight[i] * before;
                change[i] = leaf_at(in, i, t) / before;
            }
        }
        sums_up(in, base);
        means_up(in, base, change);
        hand_down(in, change, full);
        for (ptrdiff_t i = 0; i < want->n_series; i++) {
            if (in->f.leaf[i] >= 0) {
                level[i] = base[i] * full[i];
            }
        }
        sums_up(in, level);
        sums_up(in, weight);
        for (ptrdiff_t i = 0; i < want->n_series; i++) {
            *at(want, i, t) = (double)(level[i] / weight[i]);
        }
    }
}

/* ---- the kernels, in two calls where `cut` lies within the periods -------------------------------------------------------------------- */

/* Every row of x is read by one leaf. */
static void
check_seen(const panel *x, const unsigned char *flags, hct_strides by)
{
    for (ptrdiff_t i = 0; i < x->n_series; i++) {
        for (ptrdiff_t t = 0; t < x->n_periods; t++) {
            const int flag = flags[i * by.series_stride + t * by.period_stride];
            if (flag != !isnan(*at(x, i, t))) {
                fprintf(stderr, "fuzz_tree_missing: leaf %td, period %td: %d\n", i, t,
                        flag);
                abort();
            }
        }
    }
}

static panel
computed(const input *in, const panel *x, const panel *node_weight, ptrdiff_t cut,
         int layout)
{
    const ptrdiff_t n = in->f.tree.n_nodes;
    panel out = new_panel(layout, n, x->n_periods);
    double *doubles = malloc(3 * (size_t)n * sizeof(double) + 1);
    int64_t *integers = malloc(2 * (size_t)n * sizeof(int64_t) + 1);
    const ptrdiff_t n_values = 33 * (n + 3);
    double *values = malloc((size_t)n_values * sizeof(double));
    hct_strides ns = node_weight->at;
    unsigned char *flags = in->asked ? malloc((size_t)(n * x->n_periods) + 1) : NULL;
    const hct_strides by =
        layout % 2 ? (hct_strides){1, n} : (hct_strides){x->n_periods, 1};

    ns.period_stride = in->varies ? ns.period_stride : 0;
    for (ptrdiff_t t = 0, end = cut; t < x->n_periods; t = end, end = x->n_periods) {
        if (in->lag > 0) {
            hct_tree_moved(&in->f.tree, x->first, x->at, node_weight->first, t, end,
                           in->lag, out.first, out.at, doubles);
            continue;
        }
        const hct_missing_scratch room = {doubles, integers, integers + n, values,
                                          n_values};
        const hct_seen seen = {flags ? flags + t * by.period_stride : NULL, by};
        hct_tree_missing_kernel *const kernel =
            hct_cpu_has_avx2() && t > 0 ? hct_tree_missing_avx2 : hct_tree_missing;
        kernel(&in->f.tree, x->first + t * x->at.period_stride, x->at,
               node_weight->first + t * ns.period_stride, ns, end - t, in->policy,
               in->update, t > 0, out.first + t * out.at.period_stride, out.at, seen,
               room);
    }
    if (flags != NULL && in->lag == 0) {
        check_seen(x, flags, by);
    }
    free(flags);
    free(doubles);
    free(integers);
    free(values);
    return out;
}

static void
compare(const panel *got, const panel *want)
{
    for (ptrdiff_t i = 0; i < want->n_series; i++) {
        for (ptrdiff_t t = 0; t < want->n_periods; t++) {
            const double a = *at(got, i, t), b = *at(want, i, t);
            if (!hct_test_same(a, b) && !(fabs(a - b) <= 1e-11 * fabs(b))) {
                fprintf(stderr,
                        "fuzz_tree_missing: node %td, period %td: %.17g, not %.17g\n",
                        i, t, a, b);
                abort();
            }
        }
    }
}

/* Every root of a moved tree needs an observed leaf in every period. */
static void
observe_roots(const input *in)
{
    const forest *f = &in->f;

    for (ptrdiff_t i = 0; i < f->tree.n_nodes; i++) {
        ptrdiff_t root = i, first = 0;

        while (f->parent[root] >= 0) {
            root = (ptrdiff_t)f->parent[root];
        }
        for (first = root; first < f->tree.n_nodes; first++) {
            ptrdiff_t up = first;
            while (up > root) {
                up = (ptrdiff_t)f->parent[up];
            }
            if (up == root && f->leaf[first] >= 0) {
                break;
            }
        }
        for (ptrdiff_t t = 0; first == i && t < in->x.n_periods; t++) {
            double *x = at(&in->x, (ptrdiff_t)f->leaf[i], t);
            *x = isnan(*x) ? 1.25 : *x;
        }
    }
}

static panel
prices(draws *d, ptrdiff_t n, ptrdiff_t n_periods, int with_gaps)
{
    panel p = new_panel((int)draw(d, PANEL_LAYOUTS), n, n_periods);

    for (ptrdiff_t i = 0; i < n; i++) {
        for (ptrdiff_t t = 0; t < n_periods; t++) {
            const uint64_t r = draw_bytes(d, 2);
            *at(&p, i, t) =
                with_gaps && r % 3 == 0 ? NAN : 0.5 + (double)(r >> 2) / 0x1p14;
        }
    }
    return p;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    draws d = draws_of(data, size);
    const ptrdiff_t n_periods = draw(&d, 14);
    input in;

    draw_forest(&d, &in.f, 1);
    in.lag = draw(&d, 3) ? 0 : 1 + draw(&d, 5);
    in.policy = (hct_missing)draw(&d, 3);
    in.update = in.lag == 0 ? (int)draw(&d, 2) : 0;
    in.varies = in.lag == 0 && !in.update ? (int)draw(&d, 2) : 0;
    in.asked = (int)draw(&d, 2);
    in.x = prices(&d, in.f.n_leaves, n_periods, 1);
    in.weight = prices(&d, in.f.n_leaves, in.varies ? n_periods : 1, 0);
    if (in.lag > 0) {
        observe_roots(&in);
    }
    /* constant weights of tree_moved are contiguous */
    in.node_weight = new_panel(in.varies ? (int)draw(&d, PANEL_LAYOUTS) : 0,
                               in.f.tree.n_nodes, in.weight.n_periods);
    hct_tree_sum(&in.f.tree, in.weight.first, in.weight.at, in.weight.n_periods,
                 in.node_weight.first, in.node_weight.at);

    panel want = new_panel(0, in.f.tree.n_nodes, n_periods);
    (in.lag > 0 ? defined_moved : defined_missing)(&in, &want);
    panel got =
        computed(&in, &in.x, &in.node_weight, n_periods, (int)draw(&d, PANEL_LAYOUTS));
    compare(&got, &want);
    free_panel(&got);
    free_panel(&want);

    d.values = (uint64_t)draw(&d, 32);
    panel any = draw_panel(&d, in.f.n_leaves, n_periods);
    panel again = laid_out(&any, (int)draw(&d, PANEL_LAYOUTS));
    got = computed(&in, &any, &in.node_weight, draw(&d, n_periods + 1),
                   (int)draw(&d, PANEL_LAYOUTS));
    want =
        computed(&in, &again, &in.node_weight, n_periods, (int)draw(&d, PANEL_LAYOUTS));
    check_panel("fuzz_tree_missing: another layout", &got, &want);
    free_panel(&got);
    free_panel(&want);
    free_panel(&any);
    free_panel(&again);
    free_panel(&in.x);
    free_panel(&in.weight);
    free_panel(&in.node_weight);
    return 0;
}

FUZZ_MAIN("fuzz_tree_missing", fuzz_random_bytes)
