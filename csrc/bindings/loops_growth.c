/* Loops over the growth kernels: a call hands a whole panel to the kernel.
 *
 * The parameters (lag, year, rule) are int64 operands of the ufunc between its input
 * and its output, so that no state is kept between calls. Where they differ from series
 * to series, NumPy's broadcasting gives them a stride, and the panel is done one series
 * at a time.
 */
#include <stdlib.h>

#include <hct/growth.h>
#include <hct/links.h>
#include <hct/moving.h>

#include "loops.h"

enum { MOST_PARAMETERS = 5 };

typedef struct {
    const double *x;
    hct_strides xs;
    ptrdiff_t n_series, n_periods;
    double *out;
    hct_strides os;
} panel;

typedef void panel_call(const panel *p, const ptrdiff_t *parameters);

/* Series that share their parameters: all, or one at a time. */
static npy_intp
series_together(npy_intp const *steps, int n_parameters, npy_intp n_series)
{
    for (int operand = 1; operand <= n_parameters; operand++) {
        if (steps[operand] != 0) {
            return 1;
        }
    }
    return n_series;
}

/* (n),(),..->(n): the panel x, n_parameters parameters, the panel out. */
static void
over_panels(panel_call *call, int n_parameters, char **args, npy_intp const *dimensions,
            npy_intp const *steps)
{
    const int last = n_parameters + 1;
    const npy_intp together = series_together(steps, n_parameters, dimensions[0]);
    panel p = {
        .xs = {HCT_ELEMENTS(steps[0]), HCT_ELEMENTS(steps[last + 1])},
        .n_series = together,
        .n_periods = dimensions[1],
        .os = {HCT_ELEMENTS(steps[last]), HCT_ELEMENTS(steps[last + 2])},
    };
    ptrdiff_t parameters[MOST_PARAMETERS];

    for (npy_intp s = 0; s < dimensions[0]; s += together) {
        for (int i = 0; i < n_parameters; i++) {
            parameters[i] = (ptrdiff_t)*(npy_int64 *)(args[i + 1] + s * steps[i + 1]);
        }
        p.x = (const double *)(args[0] + s * steps[0]);
        p.out = (double *)(args[last] + s * steps[last]);
        call(&p, parameters);
    }
    hct_clear_fp_flags();
}

#define HCT_PANEL_LOOP(name, n_parameters)                                             \
    static void loop_##name(char **args, npy_intp const *dimensions,                   \
                            npy_intp const *steps, void *data)                         \
    {                                                                                  \
        (void)data;                                                                    \
        over_panels(call_##name, n_parameters, args, dimensions, steps);               \
    }

/* growth: lag, rule */
static void
call_growth(const panel *p, const ptrdiff_t *k)
{
    hct_growth(p->x, p->xs, p->n_series, p->n_periods, k[0], (hct_negative_base)k[1],
               p->out, p->os);
}

HCT_PANEL_LOOP(growth, 2)

/* growth: lag, rule */
static void
call_growth_avx2(const panel *p, const ptrdiff_t *k)
{
    hct_growth_avx2(p->x, p->xs, p->n_series, p->n_periods, k[0],
                    (hct_negative_base)k[1], p->out, p->os);
}

HCT_PANEL_LOOP(growth_avx2, 2)

/* change: lag */
static void
call_change(const panel *p, const ptrdiff_t *k)
{
    hct_change(p->x, p->xs, p->n_series, p->n_periods, k[0], p->out, p->os);
}

HCT_PANEL_LOOP(change, 1)

/* log_growth: lag, rule */
static void
call_log_growth(const panel *p, const ptrdiff_t *k)
{
    hct_log_growth(p->x, p->xs, p->n_series, p->n_periods, k[0],
                   (hct_negative_base)k[1], p->out, p->os);
}

HCT_PANEL_LOOP(log_growth, 2)

/* annualised_growth: lag, periods_per_year, rule */
static void
call_annualised_growth(const panel *p, const ptrdiff_t *k)
{
    hct_annualised_growth(p->x, p->xs, p->n_series, p->n_periods, k[0], k[1],
                          (hct_negative_base)k[2], p->out, p->os);
}

HCT_PANEL_LOOP(annualised_growth, 3)

/* ytd: periods_per_year, first_period */
static void
call_ytd(const panel *p, const ptrdiff_t *k)
{
    hct_ytd(p->x, p->xs, p->n_series, p->n_periods, (hct_year){k[0], k[1]}, p->out,
            p->os);
}

HCT_PANEL_LOOP(ytd, 2)

/* ytd: periods_per_year, first_period */
static void
call_ytd_avx2(const panel *p, const ptrdiff_t *k)
{
    hct_ytd_avx2(p->x, p->xs, p->n_series, p->n_periods, (hct_year){k[0], k[1]}, p->out,
                 p->os);
}

HCT_PANEL_LOOP(ytd_avx2, 2)

/* Where memory is short the kernel does with less scratch, or none. */
static void
with_scratch(hct_ytd_growth_kernel *kernel, const panel *p, const ptrdiff_t *k)
{
    double *scratch = p->n_series > 1 && p->xs.series_stride == 1
                          ? malloc(HCT_YTD_SCRATCH * sizeof(double))
                          : NULL;

    kernel(p->x, p->xs, p->n_series, p->n_periods, (hct_year){k[0], k[1]},
           (hct_negative_base)k[2], scratch, scratch == NULL ? 0 : HCT_YTD_SCRATCH,
           p->out, p->os);
    free(scratch);
}

/* ytd_growth: periods_per_year, first_period, rule */
static void
call_ytd_growth(const panel *p, const ptrdiff_t *k)
{
    with_scratch(hct_ytd_growth, p, k);
}

HCT_PANEL_LOOP(ytd_growth, 3)

/* ytd_growth: periods_per_year, first_period, rule */
static void
call_ytd_growth_avx2(const panel *p, const ptrdiff_t *k)
{
    with_scratch(hct_ytd_growth_avx2, p, k);
}

HCT_PANEL_LOOP(ytd_growth_avx2, 3)

/* ytd_observed: periods_per_year, first_period, min_count */
static void
call_ytd_observed(const panel *p, const ptrdiff_t *k)
{
    hct_ytd_observed(p->x, p->xs, p->n_series, p->n_periods, (hct_year){k[0], k[1]},
                     k[2], p->out, p->os);
}

HCT_PANEL_LOOP(ytd_observed, 3)

/* ytd_growth_observed: periods_per_year, first_period, min_count, rule */
static void
call_ytd_growth_observed(const panel *p, const ptrdiff_t *k)
{
    hct_ytd_growth_observed(p->x, p->xs, p->n_series, p->n_periods,
                            (hct_year){k[0], k[1]}, k[2], (hct_negative_base)k[3],
                            p->out, p->os);
}

HCT_PANEL_LOOP(ytd_growth_observed, 4)

/* decumulate: periods_per_year, first_period */
static void
call_decumulate(const panel *p, const ptrdiff_t *k)
{
    hct_decumulate(p->x, p->xs, p->n_series, p->n_periods, (hct_year){k[0], k[1]},
                   p->out, p->os);
}

HCT_PANEL_LOOP(decumulate, 2)

/* Where memory is short the kernel does without. */
static void
moving_with(hct_moving_kernel *kernel, const panel *p, const ptrdiff_t *k)
{
    const ptrdiff_t room =
        hct_moving_scratch(p->xs, p->n_series, p->n_periods, k[0], p->os);
    double *scratch = room > 0 ? malloc((size_t)room * sizeof(double)) : NULL;

    kernel(p->x, p->xs, p->n_series, p->n_periods, k[0], (hct_moving_kind)k[1], scratch,
           scratch == NULL ? 0 : room, p->out, p->os);
    free(scratch);
}

/* moving: window, sum or mean */
static void
call_moving(const panel *p, const ptrdiff_t *k)
{
    moving_with(hct_moving, p, k);
}

HCT_PANEL_LOOP(moving, 2)

/* moving: window, sum or mean */
static void
call_moving_avx2(const panel *p, const ptrdiff_t *k)
{
    moving_with(hct_moving_avx2, p, k);
}

HCT_PANEL_LOOP(moving_avx2, 2)

/* Where memory is short these kernels do without, too. */
static void
observed_with(hct_moving_observed_kernel *kernel, const panel *p, const ptrdiff_t *k)
{
    const ptrdiff_t room =
        hct_moving_observed_scratch(p->xs, p->n_periods, k[0], 0, p->os);
    double *scratch = room > 0 ? malloc((size_t)room * sizeof(double)) : NULL;

    kernel(p->x, p->xs, p->n_series, p->n_periods, k[0], k[1], (hct_moving_kind)k[2],
           scratch, scratch == NULL ? 0 : room, p->out, p->os);
    free(scratch);
}

static void
growth_observed_with(hct_moving_growth_observed_kernel *kernel, const panel *p,
                     const ptrdiff_t *k)
{
    const ptrdiff_t room =
        hct_moving_observed_scratch(p->xs, p->n_periods, k[0], k[1], p->os);
    double *scratch = room > 0 ? malloc((size_t)room * sizeof(double)) : NULL;

    kernel(p->x, p->xs, p->n_series, p->n_periods, k[0], k[1], k[2],
           (hct_negative_base)k[3], scratch, scratch == NULL ? 0 : room, p->out, p->os);
    free(scratch);
}

/* moving_observed: window, min_count, sum or mean */
static void
call_moving_observed(const panel *p, const ptrdiff_t *k)
{
    observed_with(hct_moving_observed, p, k);
}

HCT_PANEL_LOOP(moving_observed, 3)

/* moving_observed: window, min_count, sum or mean */
static void
call_moving_observed_avx2(const panel *p, const ptrdiff_t *k)
{
    observed_with(hct_moving_observed_avx2, p, k);
}

HCT_PANEL_LOOP(moving_observed_avx2, 3)

/* moving_growth_observed: window, lag, min_count, rule */
static void
call_moving_growth_observed(const panel *p, const ptrdiff_t *k)
{
    growth_observed_with(hct_moving_growth_observed, p, k);
}

HCT_PANEL_LOOP(moving_growth_observed, 4)

/* moving_growth_observed: window, lag, min_count, rule */
static void
call_moving_growth_observed_avx2(const panel *p, const ptrdiff_t *k)
{
    growth_observed_with(hct_moving_growth_observed_avx2, p, k);
}

HCT_PANEL_LOOP(moving_growth_observed_avx2, 4)

/* chain: (n),()->(n) with x and the starting level, a double. */
static void
loop_chain(char **args, npy_intp const *dimensions, npy_intp const *steps, void *data)
{
    const hct_strides xs = {HCT_ELEMENTS(steps[0]), HCT_ELEMENTS(steps[3])};
    const hct_strides os = {HCT_ELEMENTS(steps[2]), HCT_ELEMENTS(steps[4])};
    const npy_intp together = steps[1] == 0 ? dimensions[0] : 1;

    (void)data;
    for (npy_intp s = 0; s < dimensions[0]; s += together) {
        hct_chain((const double *)(args[0] + s * steps[0]), xs, together, dimensions[1],
                  *(double *)(args[1] + s * steps[1]),
                  (double *)(args[2] + s * steps[2]), os);
    }
    hct_clear_fp_flags();
}

/* Links as the last inputs but one: begin, end, reference, reference_end, contiguous. */
static hct_links
links_of(char **args, npy_intp n_links)
{
    return (hct_links){n_links, (const int64_t *)args[0], (const int64_t *)args[1],
                       (const int64_t *)args[2], (const int64_t *)args[3]};
}

/* unchain: (n),(k),(k),(k),(k),()->(n) with x, links, own_start. The links and own_start
 * are the same for all series. */
static void
loop_unchain(char **args, npy_intp const *dimensions, npy_intp const *steps, void *data)
{
    const hct_strides xs = {HCT_ELEMENTS(steps[0]), HCT_ELEMENTS(steps[7])};
    const hct_strides os = {HCT_ELEMENTS(steps[6]), HCT_ELEMENTS(steps[12])};

    (void)data;
    hct_unchain((const double *)args[0], xs, dimensions[0], dimensions[1],
                links_of(args + 1, dimensions[2]), *(npy_int64 *)args[5] != 0,
                (double *)args[6], os);
    hct_clear_fp_flags();
}

/* chain_links: (n),(),(k),(k),(k),(k),()->(n) with x, start, links, own_start, which but
 * for x are the same for all series. */
static void
loop_chain_links(char **args, npy_intp const *dimensions, npy_intp const *steps,
                 void *data)
{
    const hct_strides xs = {HCT_ELEMENTS(steps[0]), HCT_ELEMENTS(steps[8])};
    const hct_strides os = {HCT_ELEMENTS(steps[7]), HCT_ELEMENTS(steps[13])};

    (void)data;
    hct_chain_links((const double *)args[0], xs, dimensions[0], dimensions[1],
                    *(double *)args[1], links_of(args + 2, dimensions[2]),
                    *(npy_int64 *)args[6] != 0, (double *)args[7], os);
    hct_clear_fp_flags();
}

/* ribe: (n),(n),(n),(n),(k),(k),(k),(k),()->(n) with x, weight, whole, total, links, lag,
 * which but for x and weight are the same for all series. */
static void
loop_ribe(char **args, npy_intp const *dimensions, npy_intp const *steps, void *data)
{
    const npy_intp n_periods = dimensions[1];
    const hct_strides xs = {HCT_ELEMENTS(steps[0]), HCT_ELEMENTS(steps[10])};
    const hct_strides ws = {HCT_ELEMENTS(steps[1]), HCT_ELEMENTS(steps[11])};
    const hct_strides os = {HCT_ELEMENTS(steps[9]), HCT_ELEMENTS(steps[18])};
    const size_t room = 2 * HCT_RIBE_TOGETHER * (size_t)n_periods;
    double *scratch = malloc((room + 1) * sizeof *scratch);

    (void)data;
    if (scratch == NULL) {
        NPY_ALLOW_C_API_DEF
        NPY_ALLOW_C_API
        PyErr_NoMemory();
        NPY_DISABLE_C_API
        return;
    }
    hct_ribe((const double *)args[0], xs, (const double *)args[1], ws, dimensions[0],
             n_periods, (const double *)args[2], (const double *)args[3],
             links_of(args + 4, dimensions[2]), (ptrdiff_t)*(npy_int64 *)args[8],
             scratch, (double *)args[9], os);
    free(scratch);
    hct_clear_fp_flags();
}

const hct_ufunc hct_growth_ufuncs[] = {
    {"growth",
     "growth_portable",
     "(n),(),()->(n)",
     "growth(x, lag, rule): growth of each series over lag periods.",
     3,
     1,
     HCT_TYPES(HCT_D, HCT_L, HCT_L, HCT_D),
     {loop_growth, loop_growth_avx2}},
    {"ytd",
     "ytd_portable",
     "(n),(),()->(n)",
     "ytd(x, periods_per_year, first_period): sum over the year so far.",
     3,
     1,
     HCT_TYPES(HCT_D, HCT_L, HCT_L, HCT_D),
     {loop_ytd, loop_ytd_avx2}},
    {"ytd_growth",
     "ytd_growth_portable",
     "(n),(),(),()->(n)",
     "ytd_growth(x, periods_per_year, first_period, rule): growth of that sum.",
     4,
     1,
     HCT_TYPES(HCT_D, HCT_L, HCT_L, HCT_L, HCT_D),
     {loop_ytd_growth, loop_ytd_growth_avx2}},
    {"change",
     NULL,
     "(n),()->(n)",
     "change(x, lag): x less its value lag periods before.",
     2,
     1,
     HCT_TYPES(HCT_D, HCT_L, HCT_D),
     {loop_change, NULL}},
    {"log_growth",
     NULL,
     "(n),(),()->(n)",
     "log_growth(x, lag, rule): logarithmic growth.",
     3,
     1,
     HCT_TYPES(HCT_D, HCT_L, HCT_L, HCT_D),
     {loop_log_growth, NULL}},
    {"annualised_growth",
     NULL,
     "(n),(),(),()->(n)",
     "annualised_growth(x, lag, periods_per_year, rule): growth at a yearly rate.",
     4,
     1,
     HCT_TYPES(HCT_D, HCT_L, HCT_L, HCT_L, HCT_D),
     {loop_annualised_growth, NULL}},
    {"ytd_observed",
     NULL,
     "(n),(),(),()->(n)",
     "ytd_observed(x, periods_per_year, first_period, min_count): what is observed of "
     "it.",
     4,
     1,
     HCT_TYPES(HCT_D, HCT_L, HCT_L, HCT_L, HCT_D),
     {loop_ytd_observed, NULL}},
    {"ytd_growth_observed",
     NULL,
     "(n),(),(),(),()->(n)",
     "ytd_growth_observed(x, periods_per_year, first_period, min_count, rule).",
     5,
     1,
     HCT_TYPES(HCT_D, HCT_L, HCT_L, HCT_L, HCT_L, HCT_D),
     {loop_ytd_growth_observed, NULL}},
    {"decumulate",
     NULL,
     "(n),(),()->(n)",
     "decumulate(x, periods_per_year, first_period): single periods of sums so far.",
     3,
     1,
     HCT_TYPES(HCT_D, HCT_L, HCT_L, HCT_D),
     {loop_decumulate, NULL}},
    {"chain",
     NULL,
     "(n),()->(n)",
     "chain(x, start): running product.",
     2,
     1,
     HCT_TYPES(HCT_D, HCT_D, HCT_D),
     {loop_chain, NULL}},
    {"unchain",
     NULL,
     "(n),(k),(k),(k),(k),()->(n)",
     "unchain(x, begin, end, reference, reference_end, own_start): over references.",
     6,
     1,
     HCT_TYPES(HCT_D, HCT_L, HCT_L, HCT_L, HCT_L, HCT_L, HCT_D),
     {loop_unchain, NULL}},
    {"chain_links",
     NULL,
     "(n),(),(k),(k),(k),(k),()->(n)",
     "chain_links(x, start, begin, end, reference, reference_end, own_start): levels.",
     7,
     1,
     HCT_TYPES(HCT_D, HCT_D, HCT_L, HCT_L, HCT_L, HCT_L, HCT_L, HCT_D),
     {loop_chain_links, NULL}},
    {"ribe",
     NULL,
     "(n),(n),(n),(n),(k),(k),(k),(k),()->(n)",
     "ribe(x, weight, whole, total, begin, end, reference, reference_end, lag): "
     "contributions to a chained total.",
     9,
     1,
     HCT_TYPES(HCT_D, HCT_D, HCT_D, HCT_D, HCT_L, HCT_L, HCT_L, HCT_L, HCT_L, HCT_D),
     {loop_ribe, NULL}},
    {"moving",
     "moving_portable",
     "(n),(),()->(n)",
     "moving(x, window, mean): sum or mean of the last periods.",
     3,
     1,
     HCT_TYPES(HCT_D, HCT_L, HCT_L, HCT_D),
     {loop_moving, loop_moving_avx2}},
    {"moving_observed",
     "moving_observed_portable",
     "(n),(),(),()->(n)",
     "moving_observed(x, window, min_count, mean): what is observed of it.",
     4,
     1,
     HCT_TYPES(HCT_D, HCT_L, HCT_L, HCT_L, HCT_D),
     {loop_moving_observed, loop_moving_observed_avx2}},
    {"moving_growth_observed",
     "moving_growth_observed_portable",
     "(n),(),(),(),()->(n)",
     "moving_growth_observed(x, window, lag, min_count, rule).",
     5,
     1,
     HCT_TYPES(HCT_D, HCT_L, HCT_L, HCT_L, HCT_L, HCT_D),
     {loop_moving_growth_observed, loop_moving_growth_observed_avx2}},
    {.name = NULL},
};
