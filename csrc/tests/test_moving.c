/* The kernels of moving windows, of what is observed, of chains and of long tables. */
#include <math.h>
#include <stdlib.h>

#include <hct/long_table.h>
#include <hct/moving.h>

#include "hct_test.h"
#include "window_oracle.h"

static void
fill_with_patterns(double *x, ptrdiff_t n, uint64_t seed)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        uint64_t bits = hct_test_random(&seed);
        memcpy(&x[i], &bits, sizeof bits);
    }
}

/* Sizes around the lanes and blocks of the kernel; every layout against the definition. */
static void
check_moving(ptrdiff_t n_series, ptrdiff_t n_periods, ptrdiff_t window, int mean)
{
    const ptrdiff_t n = n_series * n_periods;
    const size_t bytes = (size_t)n * sizeof(double);
    const hct_strides last = {n_periods, 1}, first = {1, n_series};
    const hct_moving_kind what = mean ? HCT_MOVING_MEAN : HCT_MOVING_SUM;
    double *x = malloc(bytes), *turned = malloc(bytes), *out = malloc(bytes);
    hct_moving_kernel *const kernels[] = {hct_moving, hct_moving_avx2};
    double *expected = malloc(bytes);
    ptrdiff_t different = 0;

    fill_with_patterns(x, n, (uint64_t)(n + window));
    for (ptrdiff_t s = 0; s < n_series; s++) {
        for (ptrdiff_t t = 0; t < n_periods; t++) {
            turned[t * n_series + s] = x[s * n_periods + t];
        }
    }
    for (ptrdiff_t i = 0; i < n; i++) {
        expected[i] =
            plain_window(x + i / n_periods * n_periods, window, i % n_periods, mean);
    }
    /* Portable and AVX2; both orders of out and of x; with scratch and without. */
    for (int k = 0; k < 16; k++) {
        const hct_strides os = k % 4 / 2 ? first : last, xs = k % 2 ? first : last;
        const ptrdiff_t room =
            k % 8 / 4 ? 0 : hct_moving_scratch(xs, n_series, n_periods, window, os);
        double *scratch = malloc((size_t)room * sizeof(double) + 1);

        if (k % 8 / 4 && n * window > 10 * 1000 * 1000) {
            free(scratch);
            continue; /* a window at a time would take too long here */
        }
        kernels[k / 8](k % 2 ? turned : x, xs, n_series, n_periods, window, what,
                       scratch, room, out, os);
        for (ptrdiff_t i = 0; i < n; i++) {
            const ptrdiff_t s = i / n_periods, t = i % n_periods;
            different += !hct_test_same(
                out[s * os.series_stride + t * os.period_stride], expected[i]);
        }
        free(scratch);
    }
    CHECK_INT(different, 0);
    free(x), free(turned), free(out), free(expected);
}

static void
test_moving(void)
{
    const ptrdiff_t windows[] = {1, 2, 3, 4, 5, 6, 7, 8, 12, 13, 14, 31, 33, 50, 129};
    for (size_t i = 0; i < sizeof windows / sizeof windows[0]; i++) {
        for (int mean = 0; mean < 2; mean++) {
            check_moving(1, 1, windows[i], mean);
            check_moving(3, 11, windows[i], mean);
            check_moving(5, 75, windows[i], mean);
            check_moving(33, 40, windows[i], mean);
            check_moving(2100, 14, windows[i], mean);
            check_moving(3, 700, windows[i], mean);
            check_moving(70, 150, windows[i], mean);
        }
    }
}

/* Every shape of a window, in a few panels. */
static void
test_every_window(void)
{
    for (ptrdiff_t window = 1; window <= 80; window++) {
        check_moving(4, 90, window, 0);
        check_moving(1, 200, window, window % 2);
        check_moving(9, 19, window, 0);
        check_moving(48, 82, window, 0);
    }
}

/* Series of any length, whose results begin anywhere in a line of the cache: nothing is
 * written beside them. */
static void
test_ends(void)
{
    enum { LONGEST = 60, ROOM = 8 + LONGEST + 8 };
    const ptrdiff_t windows[] = {1, 2, 5, 7, 8, 11, 13, 30, 34, 47, 55};
    double x[LONGEST], out[ROOM], scratch[4096];
    hct_moving_kernel *const kernels[] = {hct_moving, hct_moving_avx2};
    ptrdiff_t different = 0;

    fill_with_patterns(x, LONGEST, 3);
    for (size_t i = 0; i < sizeof windows / sizeof windows[0]; i++) {
        for (ptrdiff_t n = 1; n <= LONGEST; n++) {
            for (ptrdiff_t place = 0; place < 16; place++) {
                const hct_strides unit = {n, 1};
                const ptrdiff_t begin = place % 8;

                for (ptrdiff_t k = 0; k < ROOM; k++) {
                    out[k] = -7.0;
                }
                kernels[place / 8](x, unit, 1, n, windows[i], HCT_MOVING_SUM, scratch,
                                   4096, out + begin, unit);
                for (ptrdiff_t k = 0; k < ROOM; k++) {
                    const ptrdiff_t t = k - begin;
                    const double want =
                        t < 0 || t >= n ? -7.0 : plain_window(x, windows[i], t, 0);
                    different += !hct_test_same(out[k], want);
                }
            }
        }
    }
    CHECK_INT(different, 0);
}

/* Panels so large that rows are fetched beforehand and sums streamed: rows that begin at
 * multiples of 16 bytes, and rows that do not. */
static void
test_large_rows(void)
{
    check_moving(1100, 1930, 12, 0);
    check_moving(1101, 1930, 5, 1);
    check_moving(1101, 1930, 60, 1);
    check_moving(1101, 1930, 1200, 0);
}

static void
test_observed_by_hand(void)
{
    const double x[] = {1.0, NAN, 3.0, NAN, NAN, 6.0};
    const hct_strides unit = {6, 1};
    double out[6];

    hct_moving_observed(x, unit, 1, 6, 2, 1, HCT_MOVING_SUM, NULL, 0, out, unit);
    const double sums[] = {NAN, 1.0, 3.0, 3.0, NAN, 6.0};
    for (int t = 0; t < 6; t++) {
        CHECK_SAME(out[t], sums[t]);
    }
    hct_moving_observed(x, unit, 1, 6, 3, 2, HCT_MOVING_MEAN, NULL, 0, out, unit);
    const double means[] = {NAN, NAN, 2.0, NAN, NAN, NAN};
    for (int t = 0; t < 6; t++) {
        CHECK_SAME(out[t], means[t]);
    }
    hct_ytd_observed(x, unit, 1, 6, (hct_year){4, 4}, 1, out, unit);
    const double years[] = {NAN, NAN, 3.0, 3.0, 3.0, 6.0};
    for (int t = 0; t < 6; t++) {
        CHECK_SAME(out[t], years[t]);
    }
}

static void
test_pairs_by_hand(void)
{
    const double x[] = {10.0, 20.0, NAN, 12.0, NAN, 8.0};
    const hct_strides unit = {6, 1};
    double out[6];

    hct_ytd_growth_observed(x, unit, 1, 6, (hct_year){3, 1}, 1, HCT_BASE_NAN, out,
                            unit);
    const double rates[] = {NAN, NAN, NAN, 0.2, 0.2, 0.2};
    for (int t = 0; t < 6; t++) {
        CHECK_SAME(out[t], rates[t]);
    }
    hct_ytd_growth_observed(x, unit, 1, 6, (hct_year){3, 1}, 2, HCT_BASE_NAN, out,
                            unit);
    CHECK_SAME(out[5], NAN);
    double room[512];
    for (int rule = 0; rule < 3; rule++) { /* bases are positive: all rules agree */
        hct_moving_growth_observed(x, unit, 1, 6, 2, 2, 1, (hct_negative_base)rule,
                                   room, 512, out, unit);
        CHECK_SAME(out[3], (12.0 - 20.0) / 20.0);
    }
    hct_moving_growth_observed(x, unit, 1, 6, 2, 2, 1, HCT_BASE_NAN, NULL, 0, out,
                               unit);
    const double moved[] = {
        NAN, NAN, NAN, (12.0 - 20.0) / 20.0, -0.4, (8.0 - 12.0) / 12.0};
    for (int t = 0; t < 6; t++) {
        CHECK_SAME(out[t], moved[t]);
    }
}

/* Windows with gaps: with room and without, in both orders, against the definition. */
static void
check_observed(ptrdiff_t n_series, ptrdiff_t n_periods, ptrdiff_t window, ptrdiff_t lag,
               hct_moving_kind what)
{
    const ptrdiff_t n = n_series * n_periods, fewest = 2;
    const hct_strides last = {n_periods, 1}, first = {1, n_series};
    double *x = malloc((size_t)n * sizeof(double)), *out = malloc((size_t)n * 8);
    double *turned = malloc((size_t)n * sizeof(double));
    double *now = malloc((size_t)n_periods * 8), *base = malloc((size_t)n_periods * 8);
    hct_moving_observed_kernel *const sums[] = {hct_moving_observed,
                                                hct_moving_observed_avx2};
    hct_moving_growth_observed_kernel *const rates[] = {
        hct_moving_growth_observed, hct_moving_growth_observed_avx2};
    ptrdiff_t different = 0;
    uint64_t seed = (uint64_t)(n + 7 * window + lag);

    for (ptrdiff_t i = 0; i < n; i++) {
        const uint64_t draw = hct_test_random(&seed);
        x[i] = draw % 4 == 0 ? NAN : (double)(int64_t)draw * 0x1p-40;
        turned[i % n_periods * n_series + i / n_periods] = x[i];
    }
    for (int k = 0; k < 16; k++) {
        const hct_strides xs = k % 2 ? first : last, os = k % 4 / 2 ? first : last;
        const ptrdiff_t room =
            k % 8 / 4 ? 0 : hct_moving_observed_scratch(xs, n_periods, window, lag, os);
        double *scratch = malloc((size_t)room * sizeof(double) + 1);

        if (lag == 0) {
            sums[k / 8](k % 2 ? turned : x, xs, n_series, n_periods, window, fewest,
                        what, scratch, room, out, os);
        }
        else {
            rates[k / 8](k % 2 ? turned : x, xs, n_series, n_periods, window, lag,
                         fewest, HCT_BASE_FORMULA, scratch, room, out, os);
        }
        free(scratch);
        for (ptrdiff_t i = 0; i < n; i++) {
            const ptrdiff_t s = i / n_periods, t = i % n_periods;
            double want = NAN, count = 0;

            for (ptrdiff_t j = 0; j + lag < n_periods; j++) {
                const double one = x[s * n_periods + j + lag],
                             two = x[s * n_periods + j];
                const int gone = isnan(one) || isnan(two);
                now[j] = gone ? -0.0 : one;
                base[j] = gone ? -0.0 : two;
                count += !gone && j > t - lag - window && j <= t - lag;
            }
            if (t >= window - 1 + lag && count >= (double)fewest) {
                const double sum = plain_window(now, window, t - lag, 0);
                const double before = plain_window(base, window, t - lag, 0);
                want = lag > 0                   ? (sum - before) / before
                       : what == HCT_MOVING_MEAN ? sum / count
                                                 : sum;
            }
            different +=
                !hct_test_same(out[s * os.series_stride + t * os.period_stride], want);
        }
    }
    CHECK_INT(different, 0);
    free(x), free(out), free(turned), free(now), free(base);
}

static void
test_observed(void)
{
    const ptrdiff_t windows[] = {1, 3, 8, 12, 45};
    for (size_t i = 0; i < sizeof windows / sizeof windows[0]; i++) {
        check_observed(11, 60, windows[i], 0, HCT_MOVING_SUM);
        check_observed(3, 60, windows[i], 0, HCT_MOVING_MEAN);
        check_observed(9, 60, windows[i], 12, HCT_MOVING_SUM);
        check_observed(2, 10, windows[i], 10, HCT_MOVING_SUM);
    }
}

static void
test_decumulate_and_chain_by_hand(void)
{
    const double sums[] = {3.0, 7.0, 2.0, NAN, 9.0, 4.0};
    const double relatives[] = {1.0, 1.5, 2.0, NAN, 1.0, 1.0};
    const hct_strides unit = {6, 1};
    double out[6];

    hct_decumulate(sums, unit, 1, 6, (hct_year){4, 3}, out, unit);
    const double single[] = {NAN, 4.0, 2.0, NAN, NAN, -5.0};
    for (int t = 0; t < 6; t++) {
        CHECK_SAME(out[t], single[t]);
    }
    hct_chain(relatives, unit, 1, 6, 100.0, out, unit);
    const double index[] = {100.0, 150.0, 300.0, NAN, NAN, NAN};
    for (int t = 0; t < 6; t++) {
        CHECK_SAME(out[t], index[t]);
    }
}

static void
test_order_of_rows(void)
{
    const int64_t series[] = {4, 4, 4, 7, 7, 7}, period[] = {1, 2, 3, 1, 2, 3};
    const int64_t gap[] = {1, 2, 4, 1, 2, 3}, twice[] = {1, 2, 2, 1, 2, 3};
    const int64_t uneven[] = {4, 4, 7, 7, 7, 7}, falling[] = {7, 7, 7, 4, 4, 4};
    const int64_t later[] = {1, 2, 3, 2, 3, 4}, numbered[] = {0, 0, 0, 1, 1, 1};
    const hct_integers s = {series, 1}, p = {period, 1};
    int64_t number[6];

    hct_row_order order = hct_order_of_rows(s, p, 6);
    CHECK_TRUE(order.sorted && order.consecutive);
    CHECK_INT(order.n_runs, 2);
    CHECK_INT(order.run_length, 3);
    CHECK_INT(order.first_period, 1);
    order = hct_order_of_rows(s, (hct_integers){gap, 1}, 6);
    CHECK_TRUE(order.sorted && !order.consecutive);
    CHECK_TRUE(!hct_order_of_rows(s, (hct_integers){twice, 1}, 6).sorted);
    CHECK_TRUE(!hct_order_of_rows((hct_integers){falling, 1}, p, 6).sorted);
    CHECK_INT(hct_order_of_rows(s, (hct_integers){later, 1}, 6).run_length, -1);
    const int64_t rising[] = {1, 2, 1, 2, 3, 4};
    CHECK_INT(hct_order_of_rows((hct_integers){uneven, 1}, (hct_integers){rising, 1}, 6)
                  .run_length,
              -1);
    CHECK_INT(hct_order_of_rows(s, p, 1).run_length, 1);
    CHECK_INT(hct_order_of_rows(s, p, 0).sorted, 0);
    hct_number_runs(s, 6, number, 1);
    for (int i = 0; i < 6; i++) {
        CHECK_INT(number[i], numbered[i]);
    }
}

static void
test_there_and_back(void)
{
    enum { ROWS = 1000, SERIES = 37 };
    int64_t series[ROWS], period[ROWS], first[SERIES], last[SERIES], origin[SERIES];
    double x[ROWS], back[ROWS];
    ptrdiff_t n_cells = 0;
    double *cells;
    uint64_t seed = 5;

    for (int i = 0; i < ROWS; i++) { /* rows at a stride coprime to their number */
        const int row = i * 383 % ROWS;
        series[row] = i % SERIES;
        period[row] = 3 * (i / SERIES) - 40 + series[row];
    }
    fill_with_patterns(x, ROWS, 9);
    const hct_integers s = {series, 1}, p = {period, 1}, o = {origin, 1};
    hct_extents_of_series(s, p, ROWS, SERIES, first, last);
    for (int k = 0; k < SERIES; k++) {
        origin[k] = n_cells - first[k];
        n_cells += last[k] - first[k] + 1;
    }
    cells = malloc((size_t)n_cells * sizeof(double));
    const hct_rows rows = {s, p, o, ROWS, SERIES, n_cells};
    CHECK_INT(hct_spread_rows(x, 1, &rows, cells), -1);
    hct_gather_rows(cells, &rows, back, 1);
    for (int i = 0; i < ROWS; i++) {
        CHECK_SAME(back[i], x[i]);
    }
    for (int tries = 0; tries < 20; tries++) {
        const int64_t row = 1 + (int64_t)(hct_test_random(&seed) % (ROWS - 1));
        const int64_t kept_series = series[row], kept_period = period[row];
        series[row] = series[row - 1];
        period[row] = period[row - 1];
        x[row - 1] = NAN; /* a missing value takes its cell too */
        CHECK_INT(hct_spread_rows(x, 1, &rows, cells), row);
        series[row] = kept_series;
        period[row] = kept_period;
    }
    free(cells);
}

/* Keys may hold anything: a row without a cell is named, and gets NaN. */
static void
test_rows_without_a_cell(void)
{
    int64_t series[] = {0, 1, 0, -1, 0}, period[] = {1, 1, 2, 0, INT64_MIN};
    int64_t origin[] = {0}, first[1], last[1];
    double x[] = {1.0, 2.0, 3.0, 4.0, 5.0}, cells[] = {7.0, 8.0}, back[5];
    const hct_rows rows = {{series, 1}, {period, 1}, {origin, 1}, 5, 1, 2};

    hct_gather_rows(cells, &rows, back, 1);
    CHECK_SAME(back[0], 8.0);
    for (int i = 1; i < 5; i++) {
        CHECK_SAME(back[i], NAN);
    }
    CHECK_INT(hct_spread_rows(x, 1, &rows, cells), 1);
    origin[0] = INT64_MIN; /* with a period so early, not cell 0 */
    period[0] = INT64_MIN;
    CHECK_INT(hct_spread_rows(x, 1, &rows, cells), 0);
    origin[0] = 0;
    period[0] = 1;
    hct_extents_of_series(rows.series, rows.period, 4, 1, first, last);
    CHECK_INT(first[0], 1);
    CHECK_INT(last[0], 2);
}

int
main(void)
{
    test_moving();
    test_every_window();
    test_ends();
    test_large_rows();
    test_observed_by_hand();
    test_pairs_by_hand();
    test_observed();
    test_decumulate_and_chain_by_hand();
    test_order_of_rows();
    test_there_and_back();
    test_rows_without_a_cell();
    return hct_test_report("moving windows and long tables");
}
