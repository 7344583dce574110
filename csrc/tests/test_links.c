/* Index series over calendar links, without Python.
 *
 * Levels are powers of two, and references of several periods are of equal levels: every
 * mean, quotient and product is then exact, and the chain of the ratios is the series.
 */
#include <math.h>
#include <stdlib.h>

#include <hct/links.h>

#include "hct_test.h"

enum { N = 30 };

/* Two years and a half, each over its December before, over the year before, and every
 * month over the same month a year before. */
static const int64_t year_begin[] = {0, 12, 24}, year_end[] = {12, 24, 30};
static const int64_t december[] = {0, 11, 23}, after_december[] = {0, 12, 24};
static const int64_t year_before[] = {0, 0, 12}, after_year_before[] = {0, 12, 24};
static const hct_links over_december = {3, year_begin, year_end, december,
                                        after_december};
static const hct_links over_year = {3, year_begin, year_end, year_before,
                                    after_year_before};
static int64_t month[N - 12], next_month[N - 12], month_before[N - 12],
    next_before[N - 12];
static const hct_links over_month = {N - 12, month, next_month, month_before,
                                     next_before};

static const hct_strides unit = {N, 1};

static void
fill_months(void)
{
    for (int k = 0; k < N - 12; k++) {
        month[k] = k + 12;
        next_month[k] = k + 13;
        month_before[k] = k;
        next_before[k] = k + 1;
    }
}

static double
power_of_two(uint64_t *seed)
{
    return ldexp(1.0, (int)(hct_test_random(seed) % 40) - 20);
}

static void
check_periods(const double *got, const double *want, int from, int to)
{
    for (int t = from; t < to; t++) {
        CHECK_SAME(got[t], want[t]);
    }
}

static void
check_missing(const double *got, int from, int to)
{
    for (int t = from; t < to; t++) {
        CHECK_SAME(got[t], NAN);
    }
}

static void
test_over_december(void)
{
    double x[N], ratio[N], back[N];
    uint64_t seed = 1;

    for (int t = 0; t < N; t++) {
        x[t] = power_of_two(&seed);
    }
    hct_unchain(x, unit, 1, N, over_december, 0, ratio, unit);
    check_missing(ratio, 0, 12);
    CHECK_SAME(ratio[12], x[12] / x[11]);
    CHECK_SAME(ratio[29], x[29] / x[23]);
    hct_chain_links(ratio, unit, 1, N, x[11], over_december, 0, back, unit);
    check_missing(back, 0, 11);
    check_periods(back, x, 11, N);

    hct_unchain(x, unit, 1, N, over_december, 1, ratio, unit);
    CHECK_SAME(ratio[0], NAN);
    CHECK_SAME(ratio[5], x[5] / x[0]);
    hct_chain_links(ratio, unit, 1, N, x[0], over_december, 1, back, unit);
    check_periods(back, x, 0, N);
}

/* Series that begin inside a link are over their own first period. */
static void
test_a_late_start(void)
{
    double x[N], ratio[N], back[N];
    uint64_t seed = 2;

    for (int t = 0; t < N; t++) {
        x[t] = t < 5 ? NAN : power_of_two(&seed);
    }
    hct_unchain(x, unit, 1, N, over_december, 1, ratio, unit);
    check_missing(ratio, 0, 6);
    hct_chain_links(ratio, unit, 1, N, x[5], over_december, 1, back, unit);
    check_missing(back, 0, 5);
    check_periods(back, x, 5, N);

    for (int t = 5; t < 15; t++) { /* after the reference of the second link */
        x[t] = NAN;
    }
    hct_unchain(x, unit, 1, N, over_december, 1, ratio, unit);
    check_missing(ratio, 0, 16);
    CHECK_SAME(ratio[16], x[16] / x[15]);
    CHECK_SAME(ratio[24], x[24] / x[23]);
    hct_chain_links(ratio, unit, 1, N, x[15], over_december, 1, back, unit);
    check_missing(back, 0, 11);
    CHECK_SAME(back[11], x[15]); /* the reference of its first ratio */
    check_missing(back, 12, 16);
    check_periods(back, x, 16, N);

    hct_unchain(x, unit, 1, N, over_december, 0, ratio, unit);
    check_missing(ratio, 0, 24);
    CHECK_SAME(ratio[24], x[24] / x[23]);
}

static void
test_over_years_and_months(void)
{
    double x[N], ratio[N], back[N];
    uint64_t seed = 3;

    for (int t = 0; t < N; t++) {
        x[t] = t % 12 ? x[t - 1] : power_of_two(&seed);
    }
    hct_unchain(x, unit, 1, N, over_year, 0, ratio, unit);
    CHECK_SAME(ratio[12], x[12] / x[0]);
    hct_chain_links(ratio, unit, 1, N, x[0], over_year, 0, back, unit);
    check_periods(back, x, 0, N);

    for (int t = 12; t < N; t++) {
        x[t] = power_of_two(&seed);
    }
    hct_unchain(x, unit, 1, N, over_month, 0, ratio, unit);
    check_missing(ratio, 0, 12);
    hct_chain_links(ratio, unit, 1, N, x[0], over_month, 0, back, unit);
    check_periods(back, x, 0, N);
}

/* What no link leads to, and series without a ratio. */
static void
test_no_link(void)
{
    static const int64_t begin[] = {4}, end[] = {8}, from[] = {1}, to[] = {3};
    const hct_links one = {1, begin, end, from, to}, none = {0, begin, end, from, to};
    double x[N], out[N];

    for (int t = 0; t < N; t++) {
        x[t] = 1.0 + t;
    }
    hct_unchain(x, unit, 1, N, one, 0, out, unit);
    check_missing(out, 0, 4);
    CHECK_SAME(out[4], 5.0 / 2.5);
    check_missing(out, 8, N);
    hct_unchain(x, unit, 1, N, none, 1, out, unit);
    check_missing(out, 0, N);
    hct_chain_links(x, unit, 1, N, 7.0, (hct_links){0}, 0, out, unit);
    check_missing(out, 0, N);
    /* a year without a reference, of a series that may not be its own */
    hct_chain_links(x, unit, 1, N, 7.0,
                    (hct_links){1, year_begin, year_end, december, year_begin}, 0, out,
                    unit);
    check_missing(out, 0, N);
    for (int t = 0; t < N; t++) {
        x[t] = NAN;
    }
    hct_chain_links(x, unit, 1, N, 7.0, one, 0, out, unit);
    CHECK_SAME(out[0], NAN);
    CHECK_SAME(out[1], 7.0);
    CHECK_SAME(out[2], 7.0);
    check_missing(out, 3, N);
    hct_chain_links(x, unit, 1, N, 7.0, over_december, 1, out, unit);
    check_missing(out, 0, 11);
    CHECK_SAME(out[11], 7.0);
    check_missing(out, 12, N);
}

/* A period between links that the next reference lies in, of a series that is its own. */
static void
test_a_gap_before_a_reference(void)
{
    static const int64_t begin[] = {0, 4, 8}, end[] = {3, 6, 9};
    static const int64_t from[] = {0, 1, 6}, to[] = {0, 2, 7};
    const hct_links links = {3, begin, end, from, to};
    const double ratio[9] = {NAN, 2, 4, 8, 2, 4, 8, 8, 8};
    const double want[9] = {1, 2, 4, NAN, 4, 8, NAN, NAN, NAN};
    double out[9];

    for (int t = 0; t < 9; t++) {
        out[t] = -1.0;
    }
    hct_chain_links(ratio, (hct_strides){9, 1}, 1, 9, 1.0, links, 1, out,
                    (hct_strides){9, 1});
    check_periods(out, want, 0, 9);
}

/* Two items, of which one is left out of the middle link: what each adds, by hand. */
static void
test_parts_by_hand(void)
{
    static const int64_t begin[] = {1, 3, 5}, end[] = {3, 5, 7};
    static const int64_t from[] = {0, 2, 4}, to[] = {1, 3, 5};
    const hct_links links = {3, begin, end, from, to};
    const double x[14] = {1, 2, 4, 4, 8, 16, 16, 1, 1, NAN, 2, 1, 2, 4};
    const double w[14] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    const double whole[7] = {2, 2, 2, 2, 2, 2, 2}, total[7] = {1, 2, 4, 4, 8, 8, 0};
    const double first[7] = {NAN, 0.5, 0.5, 0.0, 0.5, 0.5, 0.0};
    const double second[7] = {NAN, 0.0, NAN, NAN, NAN, 0.5, 1.0};
    const hct_strides rows = {7, 1};
    double *scratch = malloc(2 * HCT_RIBE_TOGETHER * 7 * sizeof(double)), out[14];

    hct_ribe(x, rows, w, rows, 2, 7, whole, total, links, 1, scratch, out, rows);
    for (int t = 0; t < 7; t++) {
        CHECK_SAME(out[t], first[t]);
        CHECK_SAME(out[7 + t], second[t]);
    }
    hct_ribe(x, rows, w, rows, 2, 7, whole, total, links, 9, scratch, out, rows);
    check_missing(out, 0, 14);
    free(scratch);
}

/* An item of half the weight through periods that no link leads to. */
static void
test_parts_between_links(void)
{
    static const int64_t begin[] = {1, 4}, end[] = {3, 6}, from[] = {0, 2},
                         to[] = {1, 3};
    const hct_links links = {2, begin, end, from, to};
    const double x[7] = {1, 2, 4, 9, 8, 16, 9}, w[7] = {1, 1, 1, 1, 1, 1, 1};
    const double whole[7] = {2, 2, 2, 2, 2, 2, 2};
    const double want[7] = {NAN, 0.5, 0.5, NAN, NAN, 0.5, NAN};
    const hct_strides row = {7, 1};
    double *scratch = malloc(2 * HCT_RIBE_TOGETHER * 7 * sizeof(double)), out[7];

    hct_ribe(x, row, w, row, 1, 7, whole, x, links, 1, scratch, out, row);
    check_periods(out, want, 0, 7);
    free(scratch);
}

/* The same bits wherever series lie: side by side, one after another, spread out. */
static void
check_layouts(ptrdiff_t n, hct_links links, int own_start, uint64_t seed)
{
    const size_t size = (size_t)(n * N) * sizeof(double);
    const hct_strides last = {N, 1}, first = {1, n}, apart = {2 * N, 2};
    double *x = malloc(size), *turned = malloc(size), *wide = malloc(2 * size);
    double *out[3] = {malloc(size), malloc(size), malloc(2 * size)};
    double *scratch = malloc(2 * HCT_RIBE_TOGETHER * N * sizeof(double));
    double total[N], whole[N];
    ptrdiff_t different[3] = {0, 0, 0};

    for (int t = 0; t < N; t++) {
        total[t] = 100.0 + (double)(hct_test_random(&seed) % 64);
        whole[t] = 3.0;
    }
    for (ptrdiff_t s = 0; s < n; s++) {
        const uint64_t r = hct_test_random(&seed);
        for (ptrdiff_t t = 0; t < N; t++) {
            const int there = t >= (ptrdiff_t)(r % 3 ? 0 : r % 29) && (r + 7 * t) % 31;
            const double value =
                there ? 1.0 + (double)(hct_test_random(&seed) % 1000) / 999.0 : NAN;
            x[s * N + t] = turned[t * n + s] = wide[2 * (s * N + t)] = value;
        }
    }
    for (int which = 0; which < 3; which++) {
        const double *from[3] = {x, turned, wide};
        const hct_strides strides[3] = {last, first, apart};
        for (int k = 0; k < 3; k++) {
            if (which == 0) {
                hct_unchain(from[k], strides[k], n, N, links, own_start, out[k],
                            strides[k]);
            }
            else if (which == 1) {
                hct_chain_links(from[k], strides[k], n, N, 100.0, links, own_start,
                                out[k], strides[k]);
            }
            else {
                hct_ribe(from[k], strides[k], from[k], strides[k], n, N, whole, total,
                         links, 12, scratch, out[k], strides[k]);
            }
        }
        for (ptrdiff_t s = 0; s < n; s++) {
            for (ptrdiff_t t = 0; t < N; t++) {
                const double want = out[0][s * N + t];
                different[which] += !hct_test_same(out[1][t * n + s], want) ||
                                    !hct_test_same(out[2][2 * (s * N + t)], want);
            }
        }
        CHECK_INT(different[which], 0);
    }
    free(x), free(turned), free(wide), free(scratch);
    free(out[0]), free(out[1]), free(out[2]);
}

static void
test_layouts(void)
{
    const ptrdiff_t sizes[] = {1, 2, 65, 4099};

    for (int i = 0; i < 8; i++) {
        check_layouts(sizes[i / 2], over_december, i % 2, (uint64_t)i);
        check_layouts(sizes[i / 2], over_year, i % 2, (uint64_t)i + 10);
        check_layouts(sizes[i / 2], over_month, i % 2, (uint64_t)i + 20);
    }
}

int
main(void)
{
    fill_months();
    test_over_december();
    test_a_late_start();
    test_over_years_and_months();
    test_no_link();
    test_a_gap_before_a_reference();
    test_parts_by_hand();
    test_parts_between_links();
    test_layouts();
    return hct_test_report("links");
}
