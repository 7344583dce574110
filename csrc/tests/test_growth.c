/* The kernels of growth and of the year to date, without Python. */
#include <math.h>
#include <stdlib.h>

#include <hct/growth.h>

#include "hct_test.h"

/* Doubles of any kind: finite, subnormal, infinite, NaN. */
static void
fill_with_patterns(double *x, ptrdiff_t n, uint64_t seed)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        uint64_t bits = hct_test_random(&seed);
        memcpy(&x[i], &bits, sizeof bits);
    }
}

static void
check_same_panel(const double *got, hct_strides gs, const double *want, hct_strides ws,
                 ptrdiff_t n_series, ptrdiff_t n_periods)
{
    ptrdiff_t different = 0;
    for (ptrdiff_t s = 0; s < n_series; s++) {
        for (ptrdiff_t t = 0; t < n_periods; t++) {
            different +=
                !hct_test_same(got[s * gs.series_stride + t * gs.period_stride],
                               want[s * ws.series_stride + t * ws.period_stride]);
        }
    }
    CHECK_INT(different, 0);
}

static void
test_rates_by_hand(void)
{
    const double x[] = {100.0, 125.0, 0.0, 50.0, -50.0, -25.0};
    const hct_strides unit = {6, 1};
    double out[6];

    hct_growth(x, unit, 1, 6, 1, HCT_BASE_NAN, out, unit);
    CHECK_SAME(out[0], NAN);
    CHECK_SAME(out[1], 0.25);
    CHECK_SAME(out[2], -1.0);
    CHECK_SAME(out[3], NAN);
    CHECK_SAME(out[4], -2.0);
    CHECK_SAME(out[5], NAN);
    hct_growth(x, unit, 1, 6, 1, HCT_BASE_FORMULA, out, unit);
    CHECK_SAME(out[3], INFINITY);
    CHECK_SAME(out[5], -0.5);
    hct_growth(x, unit, 1, 6, 1, HCT_BASE_ABSOLUTE, out, unit);
    CHECK_SAME(out[3], NAN);
    CHECK_SAME(out[5], 0.5);
    hct_growth(x, unit, 1, 6, 9, HCT_BASE_FORMULA, out, unit);
    for (int t = 0; t < 6; t++) {
        CHECK_SAME(out[t], NAN);
    }
}

static void
test_sums_by_hand(void)
{
    const double x[] = {1.0, 2.0, 3.0, 4.0, 10.0, 20.0, NAN, 1.0, 5.0};
    const double third_first[] = {NAN, NAN, 3.0, 7.0, 17.0, 37.0, NAN, NAN, NAN};
    const double fourth_first[] = {NAN, 2.0, 5.0, 9.0, 19.0, 20.0, NAN, NAN, NAN};
    const hct_strides unit = {9, 1};
    double out[9];

    hct_ytd(x, unit, 1, 9, (hct_year){9, 8}, out, unit);
    for (int t = 0; t < 9; t++) {
        CHECK_SAME(out[t], third_first[t]);
    }
    hct_ytd(x, unit, 1, 9, (hct_year){4, 4}, out, unit);
    for (int t = 0; t < 9; t++) {
        CHECK_SAME(out[t], fourth_first[t]);
    }
}

static void
test_year_to_date_growth_by_hand(void)
{
    const double x[] = {10.0, 10.0, 11.0, 13.0, -12.0, 12.0, 3.0, 3.0};
    const double kept[] = {NAN, NAN, 0.1, 0.2, (-12.0 - 11.0) / 11.0, -1.0, NAN, NAN};
    const hct_strides unit = {8, 1};
    double out[8];

    hct_ytd_growth(x, unit, 1, 8, (hct_year){2, 1}, HCT_BASE_NAN, NULL, 0, out, unit);
    for (int t = 0; t < 8; t++) {
        CHECK_SAME(out[t], kept[t]);
    }
    hct_ytd_growth(x, unit, 1, 8, (hct_year){2, 1}, HCT_BASE_FORMULA, NULL, 0, out,
                   unit);
    CHECK_SAME(out[6], -1.25);
    CHECK_SAME(out[7], INFINITY);
    hct_ytd_growth(x, unit, 1, 8, (hct_year){2, 1}, HCT_BASE_ABSOLUTE, NULL, 0, out,
                   unit);
    CHECK_SAME(out[6], 1.25);
    CHECK_SAME(out[7], NAN);
}

/* Differences, logarithms and yearly rates, where the exact result is known. */
static void
test_comparisons_by_hand(void)
{
    const double x[] = {2.0, 2.0, 8.0, 0.0, 4.0, -4.0, -8.0, 1.0, 1.0 + 0x1p-52, NAN};
    const double change[] = {NAN, 0.0, 6.0, -8.0, 4.0, -8.0, -4.0, 9.0, 0x1p-52, NAN};
    const hct_strides unit = {10, 1}, apart = {20, 2};
    double out[20];

    hct_change(x, unit, 1, 10, 1, out, unit);
    for (int t = 0; t < 10; t++) {
        CHECK_SAME(out[t], change[t]);
    }
    hct_change(x, unit, 1, 10, 1, out, apart);
    for (int t = 0; t < 10; t++) {
        CHECK_SAME(out[2 * t], change[t]);
    }
    hct_log_growth(x, unit, 1, 10, 1, HCT_BASE_NAN, out, unit);
    const double logs[] = {NAN, 0.0, log(8.0) - log(2.0),   -INFINITY, NAN, NAN,
                           NAN, NAN, 0x1.fffffffffffffp-53, NAN};
    for (int t = 0; t < 10; t++) {
        CHECK_SAME(out[t], logs[t]);
    }
    hct_log_growth(x, unit, 1, 10, 1, HCT_BASE_FORMULA, out, unit);
    CHECK_SAME(out[3], -INFINITY);
    CHECK_SAME(out[4], INFINITY);
    CHECK_SAME(out[6], NAN);
    hct_annualised_growth(x, unit, 1, 10, 1, 1, HCT_BASE_NAN, out, unit);
    CHECK_SAME(out[1], 0.0);
    CHECK_SAME(out[3], -1.0);
    CHECK_SAME(out[4], NAN);
    CHECK_SAME(out[5], NAN); /* no negative end */
    CHECK_SAME(out[6], NAN); /* nor a negative base */
    CHECK_SAME(out[8], 0x1p-52);
    hct_annualised_growth(x, unit, 1, 10, 1, 2, HCT_BASE_FORMULA, out, unit);
    CHECK_TRUE(fabs(out[2] - 15.0) < 1e-13);
    CHECK_SAME(out[4], INFINITY);
    CHECK_SAME(out[5], 0.0); /* the square of -1, less 1 */
    CHECK_TRUE(fabs(out[6] - 3.0) < 1e-14);
}

/* Years that fit no buffer: to the bit the growth of the sums. */
static void
test_long_years(void)
{
    enum { YEAR = 700, PERIODS = 3 * YEAR + 20 };
    static double x[2 * PERIODS], sums[2 * PERIODS], want[2 * PERIODS],
        got[4 * PERIODS];
    const hct_strides rows = {PERIODS, 1}, apart = {2 * PERIODS, 2};
    const hct_year year = {YEAR, 17};
    const ptrdiff_t start = YEAR - 16;
    uint64_t seed = 700;

    for (int t = 0; t < 2 * PERIODS; t++) {
        const uint64_t r = hct_test_random(&seed);
        x[t] = r % 400 == 0 ? NAN : (double)(r >> 40) - 1000.0;
    }
    hct_ytd(x, rows, 2, PERIODS, year, sums, rows);
    hct_growth(sums + start, rows, 2, PERIODS - start, YEAR, HCT_BASE_NAN, want + start,
               rows);
    for (int t = 0; t < start; t++) {
        want[t] = want[PERIODS + t] = NAN;
    }
    hct_ytd_growth(x, rows, 2, PERIODS, year, HCT_BASE_NAN, NULL, 0, got, rows);
    check_same_panel(got, rows, want, rows, 2, PERIODS);
    hct_ytd_growth_avx2(x, rows, 2, PERIODS, year, HCT_BASE_NAN, NULL, 0, got, apart);
    check_same_panel(got, apart, want, rows, 2, PERIODS);
}

/* Neither the layout nor the instruction set is seen in the bits. Sizes around the
 * blocks of the kernels; buffers of exact size, so that a sanitizer sees a stray
 * access. */
static void
check_layouts(ptrdiff_t n_series, ptrdiff_t n_periods, uint64_t seed)
{
    const ptrdiff_t n = n_series * n_periods;
    const size_t bytes = (size_t)n * sizeof(double);
    const hct_strides last = {n_periods, 1}, first = {1, n_series};
    const hct_strides reversed = {-n_periods, -1}, strided = {2 * n_periods, 2};
    double *x = malloc(bytes), *turned = malloc(bytes), *back = malloc(bytes);
    double *want = malloc(bytes), *got = malloc(bytes), *wide = malloc(2 * bytes);
    double *scratch = malloc(HCT_YTD_SCRATCH * sizeof(double));

    fill_with_patterns(x, n, seed);
    for (ptrdiff_t s = 0; s < n_series; s++) {
        for (ptrdiff_t t = 0; t < n_periods; t++) {
            turned[t * n_series + s] = x[s * n_periods + t];
            back[n - 1 - s * n_periods - t] = x[s * n_periods + t];
        }
    }
    for (int which = 0; which < 6; which++) {
        const hct_negative_base rule = (hct_negative_base)(which % 3);
        /* Seven: four periods at a time leave three of each year. */
        const hct_year year = {which % 2 ? 7 : 12, 1 + which};
#define EVERY_LAYOUT(name, ...)                                                        \
    do {                                                                               \
        name(x, last, n_series, n_periods, __VA_ARGS__, want, last);                   \
        name##_avx2(x, last, n_series, n_periods, __VA_ARGS__, got, last);             \
        check_same_panel(got, last, want, last, n_series, n_periods);                  \
        name(turned, first, n_series, n_periods, __VA_ARGS__, got, first);             \
        check_same_panel(got, first, want, last, n_series, n_periods);                 \
        name##_avx2(turned, first, n_series, n_periods, __VA_ARGS__, got, first);      \
        check_same_panel(got, first, want, last, n_series, n_periods);                 \
        name##_avx2(turned, first, n_series, n_periods, __VA_ARGS__, got, last);       \
        check_same_panel(got, last, want, last, n_series, n_periods);                  \
        name##_avx2(x, last, n_series, n_periods, __VA_ARGS__, got, first);            \
        check_same_panel(got, first, want, last, n_series, n_periods);                 \
        name(back + n - 1, reversed, n_series, n_periods, __VA_ARGS__, wide, strided); \
        check_same_panel(wide, strided, want, last, n_series, n_periods);              \
    } while (0)
        EVERY_LAYOUT(hct_growth, which < 3 ? 1 : 12, rule);
        EVERY_LAYOUT(hct_ytd, year);
        EVERY_LAYOUT(hct_ytd_growth, year, rule, NULL, 0);
        EVERY_LAYOUT(hct_ytd_growth, year, rule, scratch, 12 * 40);
        EVERY_LAYOUT(hct_ytd_growth, year, rule, scratch, HCT_YTD_SCRATCH);
#undef EVERY_LAYOUT
    }
    free(x), free(turned), free(back), free(want), free(got), free(wide), free(scratch);
}

static void
test_layouts(void)
{
    const ptrdiff_t sizes[] = {1, 2, 3, 4, 5, 7, 8, 9, 33, 257};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        check_layouts(sizes[i], 1, i);
        check_layouts(sizes[i], 12, i + 100);
        check_layouts(sizes[i], 41, i + 200);
    }
    check_layouts(5, 1300, 300);
    check_layouts(5000, 30, 301);
}

/* Panels so large that rows are streamed, over more series than are compared at a time,
 * or the whole result. */
static void
check_large_rows(ptrdiff_t n_series, ptrdiff_t n_periods)
{
    const ptrdiff_t n = n_series * n_periods, row = n_series + 1;
    const hct_strides last = {n_periods, 1}, first = {1, n_series}, apart = {1, row};
    double *x = malloc((size_t)n * sizeof(double));
    double *turned = malloc((size_t)n * sizeof(double));
    double *want = malloc((size_t)n * sizeof(double));
    double *got = malloc((size_t)(row * n_periods) * sizeof(double));

    fill_with_patterns(x, n, (uint64_t)n);
    for (ptrdiff_t s = 0; s < n_series; s++) {
        for (ptrdiff_t t = 0; t < n_periods; t++) {
            turned[t * n_series + s] = x[s * n_periods + t];
        }
    }
    hct_growth(x, last, n_series, n_periods, 12, HCT_BASE_NAN, want, last);
    hct_growth(turned, first, n_series, n_periods, 12, HCT_BASE_NAN, got, apart);
    check_same_panel(got, apart, want, last, n_series, n_periods);
    hct_growth_avx2(turned, first, n_series, n_periods, 12, HCT_BASE_NAN, got, first);
    check_same_panel(got, first, want, last, n_series, n_periods);
    hct_growth_avx2(x, last, n_series, n_periods, 12, HCT_BASE_NAN, got + 3, last);
    check_same_panel(got + 3, last, want, last, n_series, n_periods);
    free(x), free(turned), free(want), free(got);
}

/* Short series in so large a panel that the rates of the year to date are streamed. */
static void
test_large_years(void)
{
    enum { SERIES = 140000, PERIODS = 31 };
    const size_t size = (size_t)SERIES * PERIODS * sizeof(double);
    const hct_strides rows = {PERIODS, 1}, columns = {1, SERIES};
    const hct_year year = {12, 5};
    double *x = malloc(size), *want = malloc(size), *got = malloc(size);

    fill_with_patterns(x, (ptrdiff_t)SERIES * PERIODS, 31);
    hct_ytd_growth(x, rows, SERIES, PERIODS, year, HCT_BASE_NAN, NULL, 0, want,
                   columns);
    hct_ytd_growth(x, rows, SERIES, PERIODS, year, HCT_BASE_NAN, NULL, 0, got, rows);
    check_same_panel(got, rows, want, columns, SERIES, PERIODS);
    free(x), free(want), free(got);
}

/* Years of every length, begun anywhere, of series that are and are not taken four at a
 * time, and of longer ones than are fetched whole: as one series after the other. */
static void
check_year(ptrdiff_t n_series, ptrdiff_t n_periods, hct_year year)
{
    const ptrdiff_t n = n_series * n_periods;
    const hct_strides rows = {n_periods, 1};
    double *x = malloc((size_t)n * sizeof(double));
    double *want = malloc((size_t)n * sizeof(double));
    double *got = malloc((size_t)n * sizeof(double));

    fill_with_patterns(x, n, (uint64_t)(n + year.first_period));
    for (ptrdiff_t i = 0; i < n; i += 3) {
        x[i] = (double)(i % 101) - 20.0;
    }
    for (int rule = HCT_BASE_NAN; rule <= HCT_BASE_ABSOLUTE; rule++) {
        for (ptrdiff_t s = 0; s < n_series; s++) {
            hct_ytd_growth(x + s * n_periods, rows, 1, n_periods, year,
                           (hct_negative_base)rule, NULL, 0, want + s * n_periods,
                           rows);
        }
        hct_ytd_growth_avx2(x, rows, n_series, n_periods, year, (hct_negative_base)rule,
                            NULL, 0, got, rows);
        check_same_panel(got, rows, want, rows, n_series, n_periods);
    }
    free(x), free(want), free(got);
}

static void
test_lengths_of_years(void)
{
    const ptrdiff_t years[] = {1,  2,  3,  4,  5,   6,   7,   11,
                               12, 13, 52, 53, 365, 366, 512, 513};

    for (size_t i = 0; i < sizeof years / sizeof years[0]; i++) {
        for (ptrdiff_t more = 0; more < 4; more++) {
            const ptrdiff_t n = 2 * years[i] + 6 + more;
            check_year(4 + more, n, (hct_year){years[i], 1});
            check_year(4 + more, n, (hct_year){years[i], years[i]});
        }
    }
    check_year(5, 4101, (hct_year){12, 3});
}

static void
test_large_rows(void)
{
    check_large_rows(20000, 110);
    check_large_rows(20003, 110);
    check_large_rows(42001, 110);
}

static void
test_nothing_to_do(void)
{
    double out[1] = {7.0};
    const hct_strides strides = {1, 1};

    hct_growth(out, strides, 0, 5, 1, HCT_BASE_NAN, out, strides);
    hct_growth(out, strides, 5, 0, 1, HCT_BASE_NAN, out, strides);
    hct_ytd(out, strides, 0, 5, (hct_year){12, 1}, out, strides);
    hct_ytd_growth(out, strides, 5, 0, (hct_year){12, 12}, HCT_BASE_NAN, NULL, 0, out,
                   strides);
    CHECK_SAME(out[0], 7.0);
}

/* One series, given with a stride of zero, stands for many. */
static void
test_a_repeated_series(void)
{
    const double x[] = {1.0, 2.0, 3.0};
    const hct_strides repeated = {0, 1}, rows = {3, 1};
    double out[15];

    hct_ytd_growth(x, repeated, 5, 3, (hct_year){1, 1}, HCT_BASE_NAN, NULL, 0, out,
                   rows);
    for (int s = 0; s < 5; s++) {
        CHECK_SAME(out[3 * s], NAN);
        CHECK_SAME(out[3 * s + 1], 1.0);
        CHECK_SAME(out[3 * s + 2], 0.5);
    }
}

int
main(void)
{
    test_rates_by_hand();
    test_sums_by_hand();
    test_year_to_date_growth_by_hand();
    test_comparisons_by_hand();
    test_long_years();
    test_layouts();
    test_large_rows();
    test_large_years();
    test_lengths_of_years();
    test_nothing_to_do();
    test_a_repeated_series();
    return hct_test_report("growth");
}
