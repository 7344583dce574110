/* Loops over the kernels of parts: what each node adds to a change.
 *
 * parent comes from hanoi_ct.hierarchy, which has checked it and made it contiguous, as
 * are base and the room to work in; weights with one column hold for all periods.
 */
#include <hct/tree_parts.h>

#include "loops.h"

static hct_strides
strides_of(npy_intp const *steps, int series)
{
    return (hct_strides){HCT_ELEMENTS(steps[series]), HCT_ELEMENTS(steps[series + 1])};
}

/* Columns of weights: one for all periods, or one each. Others cannot be; of these the
 * first is taken, so that nothing is read beyond them. */
static hct_strides
strides_of_weights(npy_intp const *steps, int series, npy_intp n_columns,
                   npy_intp n_periods)
{
    hct_strides strides = strides_of(steps, series);
    if (n_columns != n_periods || n_columns == 1) {
        strides.period_stride = 0;
    }
    return strides;
}

/* One tree: row 0 is the total, every other parent stands before its child. Checked at each
 * call, whoever made the array; for others nothing is computed. */
static int
is_one_tree(const int64_t *parent, npy_intp step, npy_intp n_nodes)
{
    int sound =
        n_nodes > 0 && parent[0] < 0 && (n_nodes == 1 || step == sizeof(int64_t));

    for (npy_intp i = 1; sound && i < n_nodes; i++) {
        sound = parent[i] >= 0 && parent[i] < i;
    }
    return sound;
}

static void
fill_result(char *out, npy_intp n_nodes, npy_intp n_periods, hct_strides os)
{
    for (npy_intp i = 0; i < n_nodes; i++) {
        for (npy_intp t = 0; t < n_periods; t++) {
            ((double *)out)[i * os.series_stride + t * os.period_stride] = NPY_NAN;
        }
    }
}

/* tree_parts: (m,t),(m,t),(m,w),(m),(),(t),()->(m,t),(2,m) with before, after, weight,
 * parent, order, base, wanted; the result, and room to work in. */
static void
parts_with(hct_tree_parts_kernel *kernel, char **args, npy_intp const *dimensions,
           npy_intp const *steps)
{
    const npy_intp n_nodes = dimensions[1], n_periods = dimensions[2];

    for (npy_intp k = 0; k < dimensions[0]; k++) {
        const hct_mean mean = {(const double *)(args[0] + k * steps[0]),
                               (const double *)(args[1] + k * steps[1]),
                               (const double *)(args[2] + k * steps[2]),
                               strides_of(steps, 9),
                               strides_of(steps, 11),
                               strides_of_weights(steps, 13, dimensions[3], n_periods),
                               *(double *)(args[4] + k * steps[4])};
        int64_t *children = (int64_t *)(args[8] + k * steps[8]);

        if (!is_one_tree((const int64_t *)(args[3] + k * steps[3]), steps[15],
                         n_nodes)) {
            fill_result(args[7] + k * steps[7], n_nodes, n_periods,
                        strides_of(steps, 17));
            continue;
        }
        kernel(n_nodes, (const int64_t *)(args[3] + k * steps[3]), &mean, n_periods,
               (hct_parts) * (npy_int64 *)(args[6] + k * steps[6]),
               (const double *)(args[5] + k * steps[5]), HCT_ELEMENTS(steps[16]),
               (double *)(args[7] + k * steps[7]), strides_of(steps, 17), children,
               children + n_nodes);
    }
    hct_clear_fp_flags();
}

static void
loop_tree_parts(char **args, npy_intp const *dimensions, npy_intp const *steps,
                void *data)
{
    (void)data;
    parts_with(hct_tree_parts, args, dimensions, steps);
}

static void
loop_tree_parts_avx2(char **args, npy_intp const *dimensions, npy_intp const *steps,
                     void *data)
{
    (void)data;
    parts_with(hct_tree_parts_avx2, args, dimensions, steps);
}

/* tree_superlative: (m,t),(m,t),(m,v),(m,t),(m,t),(m,w),(m,t),(m,t),(m),(),()
 * ->(m,t),(2,m),(s,m) with before, after, weight of the mean of `order`, the same of the
 * mean of -order, before and after as they are shown, parent, order, wanted; the result,
 * and room to work in. */
static void
superlative_with(hct_tree_superlative_kernel *kernel, char **args,
                 npy_intp const *dimensions, npy_intp const *steps)
{
    const npy_intp n_nodes = dimensions[1], n_periods = dimensions[2];
    enum { CORE = 14 }; /* strides of core dimensions stand behind those of the loop */

    for (npy_intp k = 0; k < dimensions[0]; k++) {
        hct_mean each[3]; /* the two means, and what is shown */
        int64_t *children = (int64_t *)(args[12] + k * steps[12]);

        if (!is_one_tree((const int64_t *)(args[8] + k * steps[8]), steps[30],
                         n_nodes) ||
            dimensions[6] < HCT_SUPERLATIVE_ROWS) {
            fill_result(args[11] + k * steps[11], n_nodes, n_periods,
                        strides_of(steps, CORE + 17));
            continue;
        }
        for (int i = 0; i < 3; i++) {
            const int at = CORE + 6 * i;
            each[i] =
                (hct_mean){.before = (double *)(args[3 * i] + k * steps[3 * i]),
                           .after = (double *)(args[3 * i + 1] + k * steps[3 * i + 1]),
                           .bs = strides_of(steps, at),
                           .as = strides_of(steps, at + 2)};
            if (i < 2) {
                each[i].weight = (double *)(args[3 * i + 2] + k * steps[3 * i + 2]);
                each[i].ws =
                    strides_of_weights(steps, at + 4, dimensions[3 + i], n_periods);
                each[i].order =
                    (i == 0 ? 1.0 : -1.0) * *(double *)(args[9] + k * steps[9]);
            }
        }
        kernel(n_nodes, (const int64_t *)(args[8] + k * steps[8]), each, &each[2],
               n_periods, (hct_parts) * (npy_int64 *)(args[10] + k * steps[10]),
               (double *)(args[11] + k * steps[11]), strides_of(steps, CORE + 17),
               children, children + n_nodes, (double *)(args[13] + k * steps[13]),
               dimensions[6] * n_nodes);
    }
    hct_clear_fp_flags();
}

static void
loop_tree_superlative(char **args, npy_intp const *dimensions, npy_intp const *steps,
                      void *data)
{
    (void)data;
    superlative_with(hct_tree_superlative, args, dimensions, steps);
}

static void
loop_tree_superlative_avx2(char **args, npy_intp const *dimensions,
                           npy_intp const *steps, void *data)
{
    (void)data;
    superlative_with(hct_tree_superlative_avx2, args, dimensions, steps);
}

const hct_ufunc hct_parts_ufuncs[] = {
    {"tree_parts",
     "tree_parts_portable",
     "(m,t),(m,t),(m,w),(m),(),(t),()->(m,t),(2,m)",
     "tree_parts(before, after, weight, parent, order, base, wanted): what nodes add "
     "to "
     "the change of a mean.",
     7,
     2,
     HCT_TYPES(HCT_D, HCT_D, HCT_D, HCT_L, HCT_D, HCT_D, HCT_L, HCT_D, HCT_L),
     {loop_tree_parts, loop_tree_parts_avx2}},
    {"tree_superlative",
     "tree_superlative_portable",
     "(m,t),(m,t),(m,v),(m,t),(m,t),(m,w),(m,t),(m,t),(m),(),()->(m,t),(2,m),(s,m)",
     "tree_superlative(before, after, weight, before, after, weight, before, after, "
     "parent, order, wanted): what nodes add to the growth of a superlative index.",
     11,
     3,
     HCT_TYPES(HCT_D, HCT_D, HCT_D, HCT_D, HCT_D, HCT_D, HCT_D, HCT_D, HCT_L, HCT_D,
               HCT_L, HCT_D, HCT_L, HCT_D),
     {loop_tree_superlative, loop_tree_superlative_avx2}},
    {.name = NULL},
};
