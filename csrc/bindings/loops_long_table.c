/* Loops over the kernels of long tables. Each call is one table. */
#include <string.h>

#include <hct/long_table.h>

#include "loops.h"

static hct_integers
column(char **args, npy_intp const *steps, int operand, npy_intp table, npy_intp step)
{
    return (hct_integers){(const int64_t *)(args[operand] + table * steps[operand]),
                          HCT_ELEMENTS(step)};
}

/* order_of_rows: (n),(n)->(5) with series, period. */
static void
loop_order_of_rows(char **args, npy_intp const *dimensions, npy_intp const *steps,
                   void *data)
{
    (void)data;
    for (npy_intp table = 0; table < dimensions[0]; table++) {
        const hct_row_order order =
            hct_order_of_rows(column(args, steps, 0, table, steps[3]),
                              column(args, steps, 1, table, steps[4]), dimensions[1]);
        const int64_t found[] = {order.sorted, order.consecutive, order.n_runs,
                                 order.run_length, order.first_period};
        for (int i = 0; i < 5; i++) {
            memcpy(args[2] + table * steps[2] + i * steps[5], &found[i],
                   sizeof found[i]);
        }
    }
}

/* extents_of_series: (n),(n),(s)->(s),(s); the third operand only says how many series
 * there are. The outputs are contiguous. */
static void
loop_extents_of_series(char **args, npy_intp const *dimensions, npy_intp const *steps,
                       void *data)
{
    (void)data;
    for (npy_intp table = 0; table < dimensions[0]; table++) {
        hct_extents_of_series(column(args, steps, 0, table, steps[5]),
                              column(args, steps, 1, table, steps[6]), dimensions[1],
                              dimensions[2], (int64_t *)(args[3] + table * steps[3]),
                              (int64_t *)(args[4] + table * steps[4]));
    }
}

/* spread_rows: (n),(n),(n),(s),(c)->(c),() with x, series, period, origin and cells
 * that only say how many there are; the status is the first row that finds its cell
 * taken, or -1. The cells are contiguous. */
static void
loop_spread_rows(char **args, npy_intp const *dimensions, npy_intp const *steps,
                 void *data)
{
    (void)data;
    for (npy_intp table = 0; table < dimensions[0]; table++) {
        const hct_rows rows = {.series = column(args, steps, 1, table, steps[8]),
                               .period = column(args, steps, 2, table, steps[9]),
                               .origin = column(args, steps, 3, table, steps[10]),
                               .n = dimensions[1],
                               .n_series = dimensions[2],
                               .n_cells = dimensions[3]};
        *(npy_int64 *)(args[6] + table * steps[6]) = hct_spread_rows(
            (const double *)(args[0] + table * steps[0]), HCT_ELEMENTS(steps[7]), &rows,
            (double *)(args[5] + table * steps[5]));
    }
    hct_clear_fp_flags();
}

/* gather_rows: (c),(n),(n),(s)->(n) with cells (contiguous), series, period, origin. */
static void
loop_gather_rows(char **args, npy_intp const *dimensions, npy_intp const *steps,
                 void *data)
{
    (void)data;
    for (npy_intp table = 0; table < dimensions[0]; table++) {
        const hct_rows rows = {.series = column(args, steps, 1, table, steps[6]),
                               .period = column(args, steps, 2, table, steps[7]),
                               .origin = column(args, steps, 3, table, steps[8]),
                               .n = dimensions[2],
                               .n_series = dimensions[3],
                               .n_cells = dimensions[1]};
        hct_gather_rows((const double *)(args[0] + table * steps[0]), &rows,
                        (double *)(args[4] + table * steps[4]), HCT_ELEMENTS(steps[9]));
    }
}

/* number_runs: (n)->(n). */
static void
loop_number_runs(char **args, npy_intp const *dimensions, npy_intp const *steps,
                 void *data)
{
    (void)data;
    for (npy_intp table = 0; table < dimensions[0]; table++) {
        hct_number_runs(column(args, steps, 0, table, steps[2]), dimensions[1],
                        (int64_t *)(args[1] + table * steps[1]),
                        HCT_ELEMENTS(steps[3]));
    }
}

const hct_ufunc hct_long_table_ufuncs[] = {
    {"order_of_rows",
     NULL,
     "(n),(n)->(5)",
     "order_of_rows(series, period): how the rows are sorted.",
     2,
     1,
     HCT_TYPES(HCT_L, HCT_L, HCT_L),
     {loop_order_of_rows, NULL}},
    {"number_runs",
     NULL,
     "(n)->(n)",
     "number_runs(series): the number of each run.",
     1,
     1,
     HCT_TYPES(HCT_L, HCT_L),
     {loop_number_runs, NULL}},
    {"extents_of_series",
     NULL,
     "(n),(n),(s)->(s),(s)",
     "extents_of_series(series, period, like): first and last period.",
     3,
     2,
     HCT_TYPES(HCT_L, HCT_L, HCT_L, HCT_L, HCT_L),
     {loop_extents_of_series, NULL}},
    {"spread_rows",
     NULL,
     "(n),(n),(n),(s),(c)->(c),()",
     "spread_rows(x, series, period, origin, like): values into cells, and a status.",
     5,
     2,
     HCT_TYPES(HCT_D, HCT_L, HCT_L, HCT_L, HCT_D, HCT_D, HCT_L),
     {loop_spread_rows, NULL}},
    {"gather_rows",
     NULL,
     "(c),(n),(n),(s)->(n)",
     "gather_rows(cells, series, period, origin): values of rows.",
     4,
     1,
     HCT_TYPES(HCT_D, HCT_L, HCT_L, HCT_L, HCT_D),
     {loop_gather_rows, NULL}},
    {.name = NULL},
};
