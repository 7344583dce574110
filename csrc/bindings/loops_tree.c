/* Loops over the tree kernels.
 *
 * parent, leaf, total and node_weight come from hanoi_ct.measures._tree, which has
 * checked them and made them contiguous; weights with one column hold for all periods.
 */
#include <hct/tree.h>
#include <hct/tree_cascade.h>
#include <hct/tree_missing.h>

#include "loops.h"

static hct_strides
strides_of(npy_intp const *steps, int series)
{
    return (hct_strides){HCT_ELEMENTS(steps[series]), HCT_ELEMENTS(steps[series + 1])};
}

static hct_strides
strides_of_weights(npy_intp const *steps, int series, npy_intp n_columns)
{
    hct_strides strides = strides_of(steps, series);
    if (n_columns == 1) {
        strides.period_stride = 0;
    }
    return strides;
}

/* Weights are of all periods, or of each; with others nothing is computed, and nothing is
 * read beyond them. */
static int
holds_for_all(npy_intp n_columns, npy_intp n_periods)
{
    return n_columns == 1 || n_columns == n_periods;
}

static void
fill_result(char *out, npy_intp step, npy_intp n, npy_intp n_nodes, npy_intp n_periods,
            hct_strides os)
{
    for (npy_intp k = 0; k < n; k++, out += step) {
        for (npy_intp i = 0; i < n_nodes; i++) {
            for (npy_intp t = 0; t < n_periods; t++) {
                ((double *)out)[i * os.series_stride + t * os.period_stride] = NPY_NAN;
            }
        }
    }
}

/* Whether the kernels may follow a tree: rows side by side, every parent before its child,
 * every leaf within x. Checked at each call, whoever made the arrays; for a tree that fails
 * nothing is computed. */
static int
may_be_followed(const hct_tree *tree, npy_intp n_leaves,
                npy_intp const *parent_and_leaf)
{
    int sound = tree->n_nodes <= 1 || (parent_and_leaf[0] == sizeof(int64_t) &&
                                       parent_and_leaf[1] == sizeof(int64_t));

    for (npy_intp i = 0; sound && i < tree->n_nodes; i++) {
        sound = tree->parent[i] >= -1 && tree->parent[i] < i && tree->leaf[i] >= -1 &&
                tree->leaf[i] < n_leaves;
    }
    return sound;
}

static int
are_rows(const int64_t *row, npy_intp step, npy_intp n)
{
    int sound = n <= 1 || step == sizeof(int64_t);

    for (npy_intp i = 0; sound && i < n; i++) {
        sound = row[i] >= 0 && row[i] < n;
    }
    return sound;
}

/* tree_sum: (l,t),(m),(m)->(m,t) with x, parent, leaf. */
static void
sum_with(hct_tree_sum_kernel *kernel, char **args, npy_intp const *dimensions,
         npy_intp const *steps)
{
    for (npy_intp k = 0; k < dimensions[0]; k++) {
        const hct_tree tree = {dimensions[3], (const int64_t *)(args[1] + k * steps[1]),
                               (const int64_t *)(args[2] + k * steps[2])};
        char *out = args[3] + k * steps[3];

        if (!may_be_followed(&tree, dimensions[1], steps + 6)) {
            fill_result(out, 0, 1, tree.n_nodes, dimensions[2], strides_of(steps, 8));
            continue;
        }
        kernel(&tree, (const double *)(args[0] + k * steps[0]), strides_of(steps, 4),
               dimensions[2], (double *)out, strides_of(steps, 8));
    }
    hct_clear_fp_flags();
}

static void
loop_tree_sum(char **args, npy_intp const *dimensions, npy_intp const *steps,
              void *data)
{
    (void)data;
    sum_with(hct_tree_sum, args, dimensions, steps);
}

static void
loop_tree_sum_avx2(char **args, npy_intp const *dimensions, npy_intp const *steps,
                   void *data)
{
    (void)data;
    sum_with(hct_tree_sum_avx2, args, dimensions, steps);
}

/* tree_aggregate: (l,t),(l,w),(m),(m),(m,w)->(m,t) with x, weights, parent, leaf,
 * node_weight; w is 1 or t. */
static void
aggregate_with(hct_tree_aggregate_kernel *kernel, char **args,
               npy_intp const *dimensions, npy_intp const *steps)
{
    const hct_strides ws = strides_of_weights(steps, 8, dimensions[3]);
    const hct_strides ns = strides_of_weights(steps, 12, dimensions[3]);

    if (!holds_for_all(dimensions[3], dimensions[2])) {
        fill_result(args[5], steps[5], dimensions[0], dimensions[4], dimensions[2],
                    strides_of(steps, 14));
        return;
    }
    for (npy_intp k = 0; k < dimensions[0]; k++) {
        const hct_tree tree = {dimensions[4], (const int64_t *)(args[2] + k * steps[2]),
                               (const int64_t *)(args[3] + k * steps[3])};
        char *out = args[5] + k * steps[5];

        if (!may_be_followed(&tree, dimensions[1], steps + 10)) {
            fill_result(out, 0, 1, tree.n_nodes, dimensions[2], strides_of(steps, 14));
            continue;
        }
        kernel(&tree, (const double *)(args[0] + k * steps[0]), strides_of(steps, 6),
               (const double *)(args[1] + k * steps[1]), ws,
               (const double *)(args[4] + k * steps[4]), ns, dimensions[2],
               (double *)out, strides_of(steps, 14));
    }
    hct_clear_fp_flags();
}

static void
loop_tree_aggregate(char **args, npy_intp const *dimensions, npy_intp const *steps,
                    void *data)
{
    (void)data;
    aggregate_with(hct_tree_aggregate, args, dimensions, steps);
}

static void
loop_tree_aggregate_avx2(char **args, npy_intp const *dimensions, npy_intp const *steps,
                         void *data)
{
    (void)data;
    aggregate_with(hct_tree_aggregate_avx2, args, dimensions, steps);
}

/* tree_contributions: (l,t),(l),(m),(m),(m),(m),()->(m,t) with x, weights, parent,
 * leaf, node_weight, total, lag: the aggregate, turned into contributions in place. */
static void
contributions_with(hct_tree_aggregate_kernel *aggregate,
                   hct_tree_contributions_kernel *contributions, char **args,
                   npy_intp const *dimensions, npy_intp const *steps)
{
    const hct_strides ws = {HCT_ELEMENTS(steps[10]), 0}, ns = {1, 0};
    const hct_strides os = strides_of(steps, 15);

    for (npy_intp k = 0; k < dimensions[0]; k++) {
        const hct_tree tree = {dimensions[3], (const int64_t *)(args[2] + k * steps[2]),
                               (const int64_t *)(args[3] + k * steps[3])};
        const double *node_weight = (const double *)(args[4] + k * steps[4]);
        const int64_t *total = (const int64_t *)(args[5] + k * steps[5]);
        double *out = (double *)(args[7] + k * steps[7]);

        if (!may_be_followed(&tree, dimensions[1], steps + 11) ||
            !are_rows(total, steps[14], tree.n_nodes)) {
            fill_result((char *)out, 0, 1, tree.n_nodes, dimensions[2], os);
            continue;
        }
        aggregate(&tree, (const double *)(args[0] + k * steps[0]), strides_of(steps, 8),
                  (const double *)(args[1] + k * steps[1]), ws, node_weight, ns,
                  dimensions[2], out, os);
        contributions(tree.n_nodes, total, node_weight, dimensions[2],
                      (ptrdiff_t)*(npy_int64 *)(args[6] + k * steps[6]), out, os);
    }
    hct_clear_fp_flags();
}

static void
loop_tree_contributions(char **args, npy_intp const *dimensions, npy_intp const *steps,
                        void *data)
{
    (void)data;
    contributions_with(hct_tree_aggregate, hct_tree_contributions, args, dimensions,
                       steps);
}

static void
loop_tree_contributions_avx2(char **args, npy_intp const *dimensions,
                             npy_intp const *steps, void *data)
{
    (void)data;
    contributions_with(hct_tree_aggregate_avx2, hct_tree_contributions_avx2, args,
                       dimensions, steps);
}

/* Copies a panel, along the axis in which the copy lies together. */
static void
copy_panel(const double *from, hct_strides fs, double *to, hct_strides ts,
           npy_intp n_series, npy_intp n_periods)
{
    if (ts.series_stride < ts.period_stride) {
        const hct_strides from_turned = {fs.period_stride, fs.series_stride};
        const hct_strides to_turned = {ts.period_stride, ts.series_stride};

        copy_panel(from, from_turned, to, to_turned, n_periods, n_series);
        return;
    }
    for (npy_intp i = 0; i < n_series; i++) {
        for (npy_intp t = 0; t < n_periods; t++) {
            to[i * ts.series_stride + t * ts.period_stride] =
                from[i * fs.series_stride + t * fs.period_stride];
        }
    }
}

/* index_contributions: (m,t),(m),(m),()->(m,t) with index, node_weight, total, lag. */
static void
index_contributions_with(hct_tree_contributions_kernel *kernel, char **args,
                         npy_intp const *dimensions, npy_intp const *steps)
{
    const npy_intp n_nodes = dimensions[1], n_periods = dimensions[2];
    const hct_strides is = strides_of(steps, 5), os = strides_of(steps, 9);

    for (npy_intp k = 0; k < dimensions[0]; k++) {
        const double *index = (const double *)(args[0] + k * steps[0]);
        double *out = (double *)(args[4] + k * steps[4]);

        const int64_t *total = (const int64_t *)(args[2] + k * steps[2]);

        if (!are_rows(total, steps[8], n_nodes)) {
            fill_result((char *)out, 0, 1, n_nodes, n_periods, os);
            continue;
        }
        copy_panel(index, is, out, os, n_nodes, n_periods);
        kernel(n_nodes, total, (const double *)(args[1] + k * steps[1]), n_periods,
               (ptrdiff_t)*(npy_int64 *)(args[3] + k * steps[3]), out, os);
    }
    hct_clear_fp_flags();
}

static void
loop_index_contributions(char **args, npy_intp const *dimensions, npy_intp const *steps,
                         void *data)
{
    (void)data;
    index_contributions_with(hct_tree_contributions, args, dimensions, steps);
}

static void
loop_index_contributions_avx2(char **args, npy_intp const *dimensions,
                              npy_intp const *steps, void *data)
{
    (void)data;
    index_contributions_with(hct_tree_contributions_avx2, args, dimensions, steps);
}

/* tree_missing: (l,t),(m),(m),(m,w),(),(),()->(m,t),(a,b),(m),(2,m),(s) with x, parent, leaf,
 * node_weight, policy, update, goes_on; the result, which leaves are observed, in an array of
 * the shape of x or in none (any other shape), and room to work in, which is contiguous and
 * read where the call goes on with one before. */
static void
missing_with(hct_tree_missing_kernel *kernel, char **args, npy_intp const *dimensions,
             npy_intp const *steps)
{
    const npy_intp n_nodes = dimensions[3], room = dimensions[8];
    const hct_strides ns = strides_of_weights(steps, 16, dimensions[4]);
    const hct_strides os = strides_of(steps, 18);
    const int asked = dimensions[5] == dimensions[1] && dimensions[6] == dimensions[2];

    if (!holds_for_all(dimensions[4], dimensions[2]) || room < 2 * (n_nodes + 3)) {
        fill_result(args[7], steps[7], dimensions[0], n_nodes, dimensions[2], os);
        return;
    }
    for (npy_intp k = 0; k < dimensions[0]; k++) {
        const hct_tree tree = {n_nodes, (const int64_t *)(args[1] + k * steps[1]),
                               (const int64_t *)(args[2] + k * steps[2])};
        int64_t *lists = (int64_t *)(args[10] + k * steps[10]);
        const hct_missing_scratch scratch = {
            (double *)(args[9] + k * steps[9]), lists, lists + n_nodes,
            (double *)(args[11] + k * steps[11]), room};
        const hct_seen seen = {asked ? (unsigned char *)args[8] + k * steps[8] : NULL,
                               {steps[20], steps[21]}};
        if (!may_be_followed(&tree, dimensions[1], steps + 14)) {
            fill_result(args[7] + k * steps[7], 0, 1, n_nodes, dimensions[2], os);
            continue;
        }
        kernel(&tree, (const double *)(args[0] + k * steps[0]), strides_of(steps, 12),
               (const double *)(args[3] + k * steps[3]), ns, dimensions[2],
               (hct_missing) * (npy_int64 *)(args[4] + k * steps[4]),
               *(npy_int64 *)(args[5] + k * steps[5]) != 0,
               *(npy_int64 *)(args[6] + k * steps[6]) != 0,
               (double *)(args[7] + k * steps[7]), os, seen, scratch);
    }
    hct_clear_fp_flags();
}

static void
loop_tree_missing(char **args, npy_intp const *dimensions, npy_intp const *steps,
                  void *data)
{
    (void)data;
    missing_with(hct_tree_missing, args, dimensions, steps);
}

static void
loop_tree_missing_avx2(char **args, npy_intp const *dimensions, npy_intp const *steps,
                       void *data)
{
    (void)data;
    missing_with(hct_tree_missing_avx2, args, dimensions, steps);
}

/* tree_moved: (l,t),(m),(m),(m),(),()->(m,t),(3,m) with x, parent, leaf, node_weight,
 * begin, lag; the result, which holds that of the periods before begin, and room to
 * work in. node_weight and that room are contiguous. */
static void
loop_tree_moved(char **args, npy_intp const *dimensions, npy_intp const *steps,
                void *data)
{
    (void)data;
    for (npy_intp k = 0; k < dimensions[0]; k++) {
        const hct_tree tree = {dimensions[3], (const int64_t *)(args[1] + k * steps[1]),
                               (const int64_t *)(args[2] + k * steps[2])};
        if (!may_be_followed(&tree, dimensions[1], steps + 10)) {
            fill_result(args[6] + k * steps[6], 0, 1, tree.n_nodes, dimensions[2],
                        strides_of(steps, 13));
            continue;
        }
        hct_tree_moved(&tree, (const double *)(args[0] + k * steps[0]),
                       strides_of(steps, 8), (const double *)(args[3] + k * steps[3]),
                       (ptrdiff_t)*(npy_int64 *)(args[4] + k * steps[4]), dimensions[2],
                       (ptrdiff_t)*(npy_int64 *)(args[5] + k * steps[5]),
                       (double *)(args[6] + k * steps[6]), strides_of(steps, 13),
                       (double *)(args[7] + k * steps[7]));
    }
    hct_clear_fp_flags();
}

/* tree_cascade: (l,t),(m),(m),(m,w),(),(),()->(m,t),(2,m),(r) with x, parent, leaf, units of
 * weights, own, decimals, policy; the result, and room to work in, which is contiguous. */
static void
cascade_with(hct_tree_cascade_kernel *kernel, char **args, npy_intp const *dimensions,
             npy_intp const *steps)
{
    const npy_intp n_nodes = dimensions[3], n_columns = dimensions[4];
    const npy_intp room = 2 * n_nodes * (n_columns == 1 ? 1 : HCT_CASCADE_COLUMNS);
    const hct_strides us = strides_of_weights(steps, 14, n_columns);
    const hct_strides os = strides_of(steps, 16);

    if (!holds_for_all(n_columns, dimensions[2]) || dimensions[6] < room) {
        fill_result(args[7], steps[7], dimensions[0], n_nodes, dimensions[2], os);
        return;
    }
    for (npy_intp k = 0; k < dimensions[0]; k++) {
        const hct_tree tree = {n_nodes, (const int64_t *)(args[1] + k * steps[1]),
                               (const int64_t *)(args[2] + k * steps[2])};
        int64_t *lists = (int64_t *)(args[8] + k * steps[8]);

        if (!may_be_followed(&tree, dimensions[1], steps + 12)) {
            fill_result(args[7] + k * steps[7], 0, 1, n_nodes, dimensions[2], os);
            continue;
        }
        kernel(&tree, (const double *)(args[0] + k * steps[0]), strides_of(steps, 10),
               (const int64_t *)(args[3] + k * steps[3]), us,
               *(npy_int64 *)(args[4] + k * steps[4]) != 0, dimensions[2],
               (int)*(npy_int64 *)(args[5] + k * steps[5]),
               (hct_missing) * (npy_int64 *)(args[6] + k * steps[6]),
               (double *)(args[7] + k * steps[7]), os, lists, lists + n_nodes,
               (int64_t *)(args[9] + k * steps[9]));
    }
    hct_clear_fp_flags();
}

static void
loop_tree_cascade(char **args, npy_intp const *dimensions, npy_intp const *steps,
                  void *data)
{
    (void)data;
    cascade_with(hct_tree_cascade, args, dimensions, steps);
}

static void
loop_tree_cascade_avx2(char **args, npy_intp const *dimensions, npy_intp const *steps,
                       void *data)
{
    (void)data;
    cascade_with(hct_tree_cascade_avx2, args, dimensions, steps);
}

const hct_ufunc hct_tree_ufuncs[] = {
    {"tree_sum",
     "tree_sum_portable",
     "(l,t),(m),(m)->(m,t)",
     "tree_sum(x, parent, leaf): sums of leaf rows up a tree.",
     3,
     1,
     HCT_TYPES(HCT_D, HCT_L, HCT_L, HCT_D),
     {loop_tree_sum, loop_tree_sum_avx2}},
    {"tree_aggregate",
     "tree_aggregate_portable",
     "(l,t),(l,w),(m),(m),(m,w)->(m,t)",
     "tree_aggregate(x, weights, parent, leaf, node_weight): weighted means.",
     5,
     1,
     HCT_TYPES(HCT_D, HCT_D, HCT_L, HCT_L, HCT_D, HCT_D),
     {loop_tree_aggregate, loop_tree_aggregate_avx2}},
    {"tree_contributions",
     "tree_contributions_portable",
     "(l,t),(l),(m),(m),(m),(m),()->(m,t)",
     "tree_contributions(x, weights, parent, leaf, node_weight, total, lag): "
     "contributions to the growth of the total.",
     7,
     1,
     HCT_TYPES(HCT_D, HCT_D, HCT_L, HCT_L, HCT_D, HCT_L, HCT_L, HCT_D),
     {loop_tree_contributions, loop_tree_contributions_avx2}},
    {"index_contributions",
     "index_contributions_portable",
     "(m,t),(m),(m),()->(m,t)",
     "index_contributions(index, node_weight, total, lag): contributions of nodes.",
     4,
     1,
     HCT_TYPES(HCT_D, HCT_D, HCT_L, HCT_L, HCT_D),
     {loop_index_contributions, loop_index_contributions_avx2}},
    {"tree_missing",
     "tree_missing_portable",
     "(l,t),(m),(m),(m,w),(),(),()->(m,t),(a,b),(m),(2,m),(s)",
     "tree_missing(x, parent, leaf, node_weight, policy, update, goes_on): means "
     "without gaps.",
     7,
     5,
     HCT_TYPES(HCT_D, HCT_L, HCT_L, HCT_D, HCT_L, HCT_L, HCT_L, HCT_D, HCT_B, HCT_D,
               HCT_L, HCT_D),
     {loop_tree_missing, loop_tree_missing_avx2}},
    {"tree_cascade",
     "tree_cascade_portable",
     "(l,t),(m),(m),(m,w),(),(),()->(m,t),(2,m),(r)",
     "tree_cascade(x, parent, leaf, units, own, decimals, policy): means of rounded "
     "means.",
     7,
     3,
     HCT_TYPES(HCT_D, HCT_L, HCT_L, HCT_L, HCT_L, HCT_L, HCT_L, HCT_D, HCT_L, HCT_L),
     {loop_tree_cascade, loop_tree_cascade_avx2}},
    {"tree_moved",
     NULL,
     "(l,t),(m),(m),(m),(),()->(m,t),(3,m)",
     "tree_moved(x, parent, leaf, node_weight, begin, lag): means with gaps moved.",
     6,
     2,
     HCT_TYPES(HCT_D, HCT_L, HCT_L, HCT_D, HCT_L, HCT_L, HCT_D, HCT_D),
     {loop_tree_moved, NULL}},
    {.name = NULL},
};
