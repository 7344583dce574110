/* Tests of the sums of two periods. */
#include <math.h>

#include <hct/pair_sums.h>
#include <hct/platform.h>

#include "hct_test.h"

enum { MOST = 1100 };
static double p0[MOST], p1[MOST], q0[MOST], q1[MOST];

/* Whole numbers, whose sums are exact whatever their order. */
static void
fill(ptrdiff_t n, uint64_t seed)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        p0[i] = (double)(1 + hct_test_random(&seed) % 1000);
        p1[i] = (double)(1 + hct_test_random(&seed) % 1000);
        q0[i] = (double)(1 + hct_test_random(&seed) % 1000);
        q1[i] = (double)(1 + hct_test_random(&seed) % 1000);
    }
}

static void
check(hct_pair_sums_kernel *kernel, ptrdiff_t n)
{
    double sums[4] = {0.0, 0.0, 0.0, 0.0};

    for (ptrdiff_t i = 0; i < n; i++) {
        sums[0] += p0[i] * q0[i];
        sums[1] += p1[i] * q0[i];
        sums[2] += p0[i] * q1[i];
        sums[3] += p1[i] * q1[i];
    }
    const hct_pair_sums got = kernel(n, p0, p1, q0, q1);
    CHECK_SAME(got.p0q0, sums[0]);
    CHECK_SAME(got.p1q0, sums[1]);
    CHECK_SAME(got.p0q1, sums[2]);
    CHECK_SAME(got.p1q1, sums[3]);
    CHECK_TRUE(got.prices_positive && got.quantities_positive);
}

static void
test_every_length(hct_pair_sums_kernel *kernel)
{
    static const ptrdiff_t lengths[] = {0,   1,   2,   7,   8,   9,   15,  16,  255,
                                        256, 257, 263, 264, 511, 512, 777, MOST};

    for (size_t i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        fill(lengths[i], 7 + i);
        check(kernel, lengths[i]);
    }
}

/* A tenth has no exact double: a sum of many of them in one row would lose digits. */
static void
test_rounding_stays_small(hct_pair_sums_kernel *kernel)
{
    for (ptrdiff_t i = 0; i < MOST; i++) {
        p0[i] = p1[i] = 0.1;
        q0[i] = q1[i] = 1.0;
    }
    const hct_pair_sums got = kernel(MOST, p0, p1, q0, q1);
    CHECK_TRUE(fabs(got.p0q0 - 110.0) <= 1e-13);
}

static void
test_missing_and_infinite(hct_pair_sums_kernel *kernel)
{
    for (ptrdiff_t at = 0; at < 20; at++) {
        fill(20, 3);
        p1[at] = NAN;
        hct_pair_sums got = kernel(20, p0, p1, q0, q1);
        CHECK_TRUE(got.p1q0 != got.p1q0 && got.p1q1 != got.p1q1);
        CHECK_TRUE(got.p0q0 == got.p0q0 && !got.prices_positive);
        p1[at] = INFINITY;
        got = kernel(20, p0, p1, q0, q1);
        CHECK_SAME(got.p1q0, INFINITY);
        CHECK_TRUE(got.prices_positive && got.quantities_positive);
        p1[at] = -2.0;
        got = kernel(20, p0, p1, q0, q1);
        CHECK_TRUE(!got.prices_positive && got.quantities_positive);
        q0[at] = 0.0;
        got = kernel(20, p0, p1, q0, q1);
        CHECK_TRUE(!got.quantities_positive);
    }
}

/* Both copies perform the same operations. */
static void
test_copies_agree(void)
{
    uint64_t seed = 11;

    for (ptrdiff_t i = 0; i < MOST; i++) {
        p0[i] = (double)hct_test_random(&seed) * 1e-19;
        p1[i] = (double)hct_test_random(&seed) * 1e-19;
        q0[i] = (double)hct_test_random(&seed) * 1e-19;
        q1[i] = (double)hct_test_random(&seed) * 1e-19;
    }
    if (hct_cpu_has_avx2()) {
        const hct_pair_sums a = hct_pair_sums_of(MOST, p0, p1, q0, q1);
        const hct_pair_sums b = hct_pair_sums_of_avx2(MOST, p0, p1, q0, q1);
        CHECK_SAME(a.p0q0, b.p0q0);
        CHECK_SAME(a.p1q0, b.p1q0);
        CHECK_SAME(a.p0q1, b.p0q1);
        CHECK_SAME(a.p1q1, b.p1q1);
    }
}

int
main(void)
{
    hct_pair_sums_kernel *const kernels[] = {hct_pair_sums_of, hct_pair_sums_of_avx2};
    const int n_kernels = hct_cpu_has_avx2() ? 2 : 1;

    for (int i = 0; i < n_kernels; i++) {
        test_every_length(kernels[i]);
        test_rounding_stays_small(kernels[i]);
        test_missing_and_infinite(kernels[i]);
    }
    test_copies_agree();
    return hct_test_report("pair_sums");
}
