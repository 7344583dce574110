/* Long tables: one row an observation, with the number of its series and of its period.
 *
 * A table is turned into runs of consecutive periods, one for each series, on which the
 * panel kernels work, and the results are brought back to the rows. Rows may come in any
 * order; what is already sorted is recognised in one pass.
 *
 * Column strides count elements. Series are numbered from 0; periods are any integers,
 * consecutive for consecutive periods. Their differences must fit an int64.
 */
#ifndef HCT_LONG_TABLE_H
#define HCT_LONG_TABLE_H

#include <stddef.h>
#include <stdint.h>

/* A column of integers. */
typedef struct {
    const int64_t *at;
    ptrdiff_t stride;
} hct_integers;

/* What one pass finds out about the order of the rows. */
typedef struct {
    int64_t sorted;       /* 1: by series, and periods strictly rising within each */
    int64_t consecutive;  /* 1: sorted, and no period left out within a series */
    int64_t n_runs;       /* how many series follow one another, if sorted */
    int64_t run_length;   /* the length all runs have, or -1 */
    int64_t first_period; /* the period all runs begin with, if run_length is not -1 */
} hct_row_order;

/* Given:     series and period columns of n rows.
 * Returned:  the order of the rows; all zero or -1 for no row.
 * Cost:      one pass, which ends at the first row out of order.
 */
hct_row_order hct_order_of_rows(hct_integers series, hct_integers period, ptrdiff_t n);

/* First and last period of each series.
 *
 * Given:     series (0 .. n_series - 1) and period columns of n rows.
 * Returned:  first, last     n_series elements each; INT64_MAX and INT64_MIN for a
 *                            series without a row
 *            Rows of other series are passed over.
 * Cost:      one pass.
 */
void hct_extents_of_series(hct_integers series, hct_integers period, ptrdiff_t n,
                           ptrdiff_t n_series, int64_t *first, int64_t *last);

/* Where the rows of a table belong: cells[origin[series] + period]. Keys may hold
 * anything: a row whose series or cell does not exist has none. */
typedef struct {
    hct_integers series, period, origin; /* n rows, n rows, n_series */
    ptrdiff_t n, n_series, n_cells;
} hct_rows;

/* Put the values of a table into the cells of its runs.
 *
 * Given:     x             n values, x_stride apart
 *            rows          where each row belongs
 * Returned:  cells         n_cells values; NaN where no row puts one
 * Status:    the first row that has no cell, or whose cell was taken before it, or -1.
 *            Cells hold no promise then.
 * Missing:   a NaN is written as NaN and still takes its cell.
 * Cost:      a pass over the cells and one over the rows, random access if unsorted.
 */
int64_t hct_spread_rows(const double *x, ptrdiff_t x_stride, const hct_rows *rows,
                        double *cells);

/* Bring cells back to rows: out = cells[origin[series] + period].
 *
 * Given, cost: as hct_spread_rows. A row without a cell gets NaN.
 */
void hct_gather_rows(const double *cells, const hct_rows *rows, double *out,
                     ptrdiff_t out_stride);

/* Number the series of sorted rows: 0 for the first, one more at each change.
 *
 * Given:     series       n integers, equal ones together
 * Returned:  number       n numbers
 */
void hct_number_runs(hct_integers series, ptrdiff_t n, int64_t *number,
                     ptrdiff_t number_stride);

#endif
