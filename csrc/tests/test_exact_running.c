/* Exact running and moving sums: each result against the sum of its own terms. */
#include <limits.h>
#include <stdlib.h>

#include <hct/exact.h>
#include <hct/exact_running.h>

#include "big_integer.h"
#include "exact_terms.h"

static double
oracle_of(const double *x, ptrdiff_t n)
{
    big b;
    big_clear(&b);
    for (ptrdiff_t i = 0; i < n; i++) {
        big_add(&b, x[i]);
    }
    return big_round(&b);
}

static void
test_small_cases(void)
{
    const double x[] = {0.1, 0.2, 0.3, -0.0, -0.0, INFINITY, 1.0, NAN, 2.0, 3.0};
    double out[10], other[20];

    hct_exact_cumsum(x, 10, 1, 4, out, 1);
    CHECK_SAME(out[2], 0.6); /* the naive sum gives 0.6000000000000001 */
    CHECK_SAME(out[3], 0.6);
    CHECK_SAME(out[4], -0.0);
    CHECK_SAME(out[5], INFINITY);
    CHECK_SAME(out[7], NAN);
    CHECK_SAME(out[8], 2.0);
    hct_exact_moving_sum(x, 10, 1, 2, out, 1);
    CHECK_SAME(out[0], NAN);
    CHECK_SAME(out[4], -0.0);
    CHECK_SAME(out[6], INFINITY);
    CHECK_SAME(out[8], NAN);
    CHECK_SAME(out[9], 5.0); /* nothing is left of the infinity and the NaN */
    hct_exact_moving_sum(x, 3, 1, 4, out, 1);
    CHECK_TRUE(isnan(out[0]) && isnan(out[1]) && isnan(out[2]));
    hct_exact_moving_sum(x + 9, 10, -1, 1, other + 18, -2); /* backwards, into gaps */
    for (int i = 0; i < 10; i++) {
        CHECK_SAME(other[2 * i], x[i]);
    }
    hct_exact_cumsum(x, 0, 1, 4, out, 1);
    hct_exact_moving_sum(x, 0, 1, 4, out, 1);
    CHECK_SAME(out[2], NAN); /* untouched */
}

/* A spread of exactly as many bits as fit 128, one less and one more. */
static void
test_edge_of_128_bits(void)
{
    for (int spread = 100; spread < 132; spread++) {
        const double top = ldexp(1.0, spread);
        const double x[] = {top, 1.0, top, -1.0, -top, top, top, 1.0, -top};
        double out[9];

        hct_exact_cumsum(x, 9, 1, 9, out, 1);
        for (ptrdiff_t t = 0; t < 9; t++) {
            CHECK_SAME(out[t], oracle_of(x, t + 1));
        }
        hct_exact_moving_sum(x, 9, 1, 3, out, 1);
        for (ptrdiff_t t = 2; t < 9; t++) {
            CHECK_SAME(out[t], oracle_of(x + t - 2, 3));
        }
    }
}

static void
test_random_series(void)
{
    enum { MOST = 120 };
    double x[MOST], out[MOST];
    uint64_t seed = 4;

    for (int round = 0; round < 600; round++) {
        const ptrdiff_t n = 1 + (ptrdiff_t)(hct_test_random(&seed) % MOST);
        const ptrdiff_t period = 1 + (ptrdiff_t)(hct_test_random(&seed) % 15);
        fill_terms(&seed, round % TERM_KINDS, x, n);
        hct_exact_cumsum(x, n, 1, period, out, 1);
        for (ptrdiff_t t = 0; t < n; t++) {
            CHECK_SAME(out[t], oracle_of(x + t / period * period, t % period + 1));
        }
        hct_exact_cumsum(x, n, 1, PTRDIFF_MAX, out, 1);
        CHECK_SAME(out[n - 1], oracle_of(x, n));
        hct_exact_moving_sum(x, n, 1, period, out, 1);
        for (ptrdiff_t t = 0; t < n; t++) {
            CHECK_SAME(out[t],
                       t < period - 1 ? NAN : oracle_of(x + t - period + 1, period));
        }
    }
}

/* In pieces: the bits of one call. */
static void
test_piece_by_piece(void)
{
    enum { MOST = 90 };
    double x[MOST], whole[MOST], out[MOST];
    const double zero = -0.0;
    uint64_t seed = 8;

    for (int round = 0; round < 300; round++) {
        const ptrdiff_t n = 2 + (ptrdiff_t)(hct_test_random(&seed) % (MOST - 2));
        const ptrdiff_t cut = (ptrdiff_t)(hct_test_random(&seed) % (uint64_t)(n + 1));
        const ptrdiff_t head = (ptrdiff_t)(hct_test_random(&seed) % (uint64_t)n);
        int64_t extent[] = {HCT_NO_EXTENT}, words[HCT_RUNNING_WORDS];

        fill_terms(&seed, round % TERM_KINDS, x, n);
        hct_exact_widen_extent(x, cut, 1, extent);
        hct_exact_widen_extent(x + cut, n - cut, 1, extent);
        hct_exact_running_begin(extent, n, words);
        hct_exact_running_sums(words, x, 1, &zero, 0, cut, out, 1);
        hct_exact_running_sums(words, x + cut, 1, &zero, 0, n - cut, out + cut, 1);
        hct_exact_cumsum(x, n, 1, n, whole, 1);
        for (ptrdiff_t t = 0; t < n; t++) {
            CHECK_SAME(out[t], whole[t]);
        }
        hct_exact_running_begin(extent, head + 1, words);
        hct_exact_running_sums(words, x, 1, &zero, 0, head, out, 1);
        hct_exact_running_sums(words, x + head, 1, x, 1, n - head, out + head, 1);
        hct_exact_moving_sum(x, n, 1, head + 1, whole, 1);
        for (ptrdiff_t t = head; t < n; t++) {
            CHECK_SAME(out[t], whole[t]);
        }
    }
}

/* The bits that are set, counted from the smallest subnormal. */
static void
test_extent(void)
{
    const double x[] = {0.0, 0x1p-1074, 3.0, -0x1.8p1023, INFINITY, NAN};
    int64_t lowest, highest;

    hct_exact_extent(x, 1, 1, &lowest, &highest);
    CHECK_TRUE(highest < lowest);
    hct_exact_extent(x, 2, 1, &lowest, &highest);
    CHECK_INT(lowest, 0);
    CHECK_INT(highest, 52); /* a bound, where all are subnormal */
    hct_exact_extent(x + 2, 1, 1, &lowest, &highest);
    CHECK_INT(lowest, 1074);
    CHECK_INT(highest, 1075);
    hct_exact_extent(x + 3, 2, -1, &lowest, &highest);
    CHECK_INT(lowest, 1074);
    CHECK_INT(highest, 1074 + 1023);
    hct_exact_extent(x, 4, 1, &lowest, &highest);
    CHECK_INT(lowest, 0);
    CHECK_INT(highest, 1074 + 1023);
    hct_exact_extent(x + 4, 1, 1, &lowest, &highest);
    CHECK_TRUE(highest > 2097);
    hct_exact_extent(x + 5, 1, 1, &lowest, &highest);
    CHECK_TRUE(highest > 2097);
}

int
main(void)
{
    test_extent();
    test_small_cases();
    test_edge_of_128_bits();
    test_random_series();
    test_piece_by_piece();
    return hct_test_report("exact_running");
}
