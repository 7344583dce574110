/* The table of the ufuncs of _core, and the one loop that registers them.
 *
 * A ufunc whose kernel has an AVX2 copy is registered twice: under its own name with
 * the copy this processor runs, and as <name>_portable with the portable one, so that
 * tests and benchmarks reach both in one process.
 */
#include <hct/platform.h>

#include "loops.h"
#include "ufuncs.h"

typedef struct {
    const char *name;
    const char *portable_name; /* NULL: no AVX2 copy */
    const char *signature;     /* NULL: elementwise */
    const char *doc;
    int n_inputs, n_outputs;
    const char *types;
    PyUFuncGenericFunction loops[2]; /* portable, AVX2 */
} ufunc_descriptor;

/* NumPy keeps pointers to these for as long as a ufunc lives. */
static const char types_dlld[] = {NPY_DOUBLE, NPY_INT64, NPY_INT64, NPY_DOUBLE};
static const char types_dllld[] = {NPY_DOUBLE, NPY_INT64, NPY_INT64, NPY_INT64,
                                   NPY_DOUBLE};
static const char types_dld[] = {NPY_DOUBLE, NPY_INT64, NPY_DOUBLE};
static const char types_ddldl[] = {NPY_DOUBLE, NPY_DOUBLE, NPY_INT64, NPY_DOUBLE,
                                   NPY_INT64};
static const char types_ddd[] = {NPY_DOUBLE, NPY_DOUBLE, NPY_DOUBLE};
static const char types_dddd[] = {NPY_DOUBLE, NPY_DOUBLE, NPY_DOUBLE, NPY_DOUBLE};
static const char types_ddld[] = {NPY_DOUBLE, NPY_DOUBLE, NPY_INT64, NPY_DOUBLE};
static const char types_ddlldd[] = {NPY_DOUBLE, NPY_DOUBLE, NPY_INT64,
                                    NPY_INT64,  NPY_DOUBLE, NPY_DOUBLE};
static const char types_ddlldlld[] = {NPY_DOUBLE, NPY_DOUBLE, NPY_INT64, NPY_INT64,
                                      NPY_DOUBLE, NPY_INT64,  NPY_INT64, NPY_DOUBLE};
static const char types_dldl[] = {NPY_DOUBLE, NPY_INT64, NPY_DOUBLE, NPY_INT64};
static const char types_dll[] = {NPY_DOUBLE, NPY_INT64, NPY_INT64};
static const char types_ddll[] = {NPY_DOUBLE, NPY_DOUBLE, NPY_INT64, NPY_INT64};
static const char types_lll[] = {NPY_INT64, NPY_INT64, NPY_INT64};
static const char types_lld[] = {NPY_INT64, NPY_INT64, NPY_DOUBLE};
static const char types_ll[] = {NPY_INT64, NPY_INT64};
static void *const no_data[1] = {NULL};

static const ufunc_descriptor descriptors[] = {
    {"growth",
     "growth_portable",
     "(n),(),()->(n)",
     "growth(x, lag, rule): growth of each series over lag periods.",
     3,
     1,
     types_dlld,
     {hct_loop_growth, hct_loop_growth_avx2}},
    {"ytd",
     "ytd_portable",
     "(n),(),()->(n)",
     "ytd(x, periods_per_year, first_period): sum over the year so far.",
     3,
     1,
     types_dlld,
     {hct_loop_ytd, hct_loop_ytd_avx2}},
    {"ytd_growth",
     "ytd_growth_portable",
     "(n),(),(),()->(n)",
     "ytd_growth(x, periods_per_year, first_period, rule): growth of that sum.",
     4,
     1,
     types_dllld,
     {hct_loop_ytd_growth, hct_loop_ytd_growth_avx2}},
    {"difference",
     NULL,
     NULL,
     "difference(a, b): a - b.",
     2,
     1,
     types_ddd,
     {hct_loop_difference, NULL}},
    {"ratio",
     NULL,
     NULL,
     "ratio(a, b): a / b.",
     2,
     1,
     types_ddd,
     {hct_loop_ratio, NULL}},
    {"additive_contribution",
     NULL,
     NULL,
     "additive_contribution(share, growth): share * growth.",
     2,
     1,
     types_ddd,
     {hct_loop_additive_contribution, NULL}},
    {"implied_base",
     NULL,
     NULL,
     "implied_base(current, growth): current / (1 + growth).",
     2,
     1,
     types_ddd,
     {hct_loop_implied_base, NULL}},
    {"implied_increase",
     NULL,
     NULL,
     "implied_increase(current, growth): current less its base.",
     2,
     1,
     types_ddd,
     {hct_loop_implied_increase, NULL}},
    {"stacked_growth",
     NULL,
     NULL,
     "stacked_growth(first, second): growth over both periods.",
     2,
     1,
     types_ddd,
     {hct_loop_stacked_growth, NULL}},
    {"average_growth",
     NULL,
     NULL,
     "average_growth(first, second): mean growth a period.",
     2,
     1,
     types_ddd,
     {hct_loop_average_growth, NULL}},
    {"implied_price_change",
     NULL,
     NULL,
     "implied_price_change(nominal, real): change of the implicit price index.",
     2,
     1,
     types_ddd,
     {hct_loop_implied_price_change, NULL}},
    {"relative_change",
     NULL,
     NULL,
     "relative_change(current, base, rule): (current - base) / base.",
     3,
     1,
     types_ddld,
     {hct_loop_relative_change, NULL}},
    {"required_growth",
     NULL,
     NULL,
     "required_growth(total, part, share): growth of the rest.",
     3,
     1,
     types_dddd,
     {hct_loop_required_growth, NULL}},
    {"round_half_up",
     "round_half_up_portable",
     NULL,
     "round_half_up(x, decimals): decimal half-up.",
     2,
     1,
     types_dld,
     {hct_loop_round_half_up, hct_loop_round_half_up_avx2}},
    {"printed_ratio",
     NULL,
     NULL,
     "printed_ratio(a, b, places): a / b rounded from its exact value, and a status.",
     3,
     2,
     types_ddldl,
     {hct_loop_printed_ratio, NULL}},
    {"printed_growth",
     NULL,
     NULL,
     "printed_growth(current, base, places): (current - base) / base rounded from its "
     "exact value, and a status.",
     3,
     2,
     types_ddldl,
     {hct_loop_printed_growth, NULL}},
    {"tree_sum",
     "tree_sum_portable",
     "(l,t),(m),(m)->(m,t)",
     "tree_sum(x, parent, leaf): sums of leaf rows up a tree.",
     3,
     1,
     types_dlld,
     {hct_loop_tree_sum, hct_loop_tree_sum_avx2}},
    {"tree_aggregate",
     "tree_aggregate_portable",
     "(l,t),(l,w),(m),(m),(m,w)->(m,t)",
     "tree_aggregate(x, weights, parent, leaf, node_weight): weighted means.",
     5,
     1,
     types_ddlldd,
     {hct_loop_tree_aggregate, hct_loop_tree_aggregate_avx2}},
    {"tree_contributions",
     "tree_contributions_portable",
     "(l,t),(l),(m),(m),(m),(m),()->(m,t)",
     "tree_contributions(x, weights, parent, leaf, node_weight, total, lag): "
     "contributions to the growth of the total.",
     7,
     1,
     types_ddlldlld,
     {hct_loop_tree_contributions, hct_loop_tree_contributions_avx2}},
    {"exact_sum",
     "exact_sum_portable",
     "(n),()->(),()",
     "exact_sum(x, omit): rounded exact sum, and how many values are present.",
     2,
     2,
     types_dldl,
     {hct_loop_exact_sum, hct_loop_exact_sum_avx2}},
    {"exact_mean",
     "exact_mean_portable",
     "(n),()->(),()",
     "exact_mean(x, omit): rounded exact mean, and how many values are present.",
     2,
     2,
     types_dldl,
     {hct_loop_exact_mean, hct_loop_exact_mean_avx2}},
    {"exact_dot",
     "exact_dot_portable",
     "(n),(n),()->(),()",
     "exact_dot(x, w, omit): rounded exact sum of x * w, and how many pairs.",
     3,
     2,
     types_ddldl,
     {hct_loop_exact_dot, hct_loop_exact_dot_avx2}},
    {"exact_add",
     "exact_add_portable",
     "(n),(72)->(72)",
     "exact_add(x, state): the state with x added.",
     2,
     1,
     types_dll,
     {hct_loop_exact_add, hct_loop_exact_add_avx2}},
    {"exact_add_products",
     "exact_add_products_portable",
     "(n),(n),(140)->(140)",
     "exact_add_products(x, w, state): the state with x * w added.",
     3,
     1,
     types_ddll,
     {hct_loop_exact_add_products, hct_loop_exact_add_products_avx2}},
    {"exact_merge",
     NULL,
     "(s),(s)->(s)",
     "exact_merge(state, other): the state of both.",
     2,
     1,
     types_lll,
     {hct_loop_exact_merge, NULL}},
    {"exact_round",
     NULL,
     "(s),()->()",
     "exact_round(state, count): the rounded sum, or mean of count values.",
     2,
     1,
     types_lld,
     {hct_loop_exact_round, NULL}},
    {"exact_is_canonical",
     NULL,
     "(s)->()",
     "exact_is_canonical(state): whether the words are a state.",
     1,
     1,
     types_ll,
     {hct_loop_exact_is_canonical, NULL}},
    {"exact_cumsum",
     NULL,
     "(n),()->(n)",
     "exact_cumsum(x, period): rounded exact running sums.",
     2,
     1,
     types_dld,
     {hct_loop_exact_cumsum, NULL}},
    {"exact_moving_sum",
     NULL,
     "(n),()->(n)",
     "exact_moving_sum(x, window): rounded exact moving sums.",
     2,
     1,
     types_dld,
     {hct_loop_exact_moving_sum, NULL}},
};

/* The table is const; NumPy's signature is not, but it only reads. */
static int
add_ufunc(PyObject *module, const ufunc_descriptor *d, const char *name, int which)
{
    PyObject *ufunc = PyUFunc_FromFuncAndDataAndSignature(
        (PyUFuncGenericFunction *)&d->loops[which], (void **)no_data, (char *)d->types,
        1, d->n_inputs, d->n_outputs, PyUFunc_None, name, d->doc, 0, d->signature);
    if (ufunc == NULL) {
        return -1;
    }
    int status = PyModule_AddObjectRef(module, name, ufunc);
    Py_DECREF(ufunc);
    return status;
}

int
hct_add_ufuncs(PyObject *module)
{
    const int avx2 = hct_cpu_has_avx2();

    for (size_t i = 0; i < sizeof descriptors / sizeof descriptors[0]; i++) {
        const ufunc_descriptor *d = &descriptors[i];
        const int which = avx2 && d->portable_name != NULL;

        if (add_ufunc(module, d, d->name, which) < 0) {
            return -1;
        }
        if (d->portable_name != NULL && add_ufunc(module, d, d->portable_name, 0) < 0) {
            return -1;
        }
    }
    return 0;
}
