/* Tests of the comparisons of two or three figures. */
#include <errno.h>
#include <float.h>
#include <math.h>

#include <hct/comparison.h>

#include "hct_test.h"

static double
of_two(hct_comparison_of_two *kernel, double a, double b)
{
    double out;

    kernel(1, &a, 1, &b, 1, &out, 1);
    return out;
}

static double
relative_change(double a, double b, hct_negative_base rule)
{
    double out;

    hct_relative_change(1, &a, 1, &b, 1, rule, &out, 1);
    return out;
}

static double
required_growth(double total, double part, double share)
{
    double out;

    hct_required_growth(1, &total, 1, &part, 1, &share, 1, &out, 1);
    return out;
}

/* Operands for which every operation of the textbook formula is exact. */
static void
test_textbook_values(void)
{
    CHECK_SAME(of_two(hct_difference, 7.5, 6.25), 1.25);
    CHECK_SAME(of_two(hct_ratio, 18.0, 8.0), 2.25);
    CHECK_SAME(of_two(hct_additive_contribution, 0.25, 0.5), 0.125);
    CHECK_SAME(of_two(hct_implied_base, 10.0, 0.25), 8.0);
    CHECK_SAME(of_two(hct_implied_base, 6.0, -0.25), 8.0);
    CHECK_SAME(of_two(hct_implied_increase, 12.0, 1.0), 6.0);
    CHECK_SAME(of_two(hct_implied_increase, 6.0, -0.5), -6.0);
    CHECK_SAME(of_two(hct_stacked_growth, 0.5, 0.25), 0.875);
    CHECK_SAME(of_two(hct_stacked_growth, 1.0, -0.5), 0.0);
    CHECK_SAME(of_two(hct_average_growth, 0.5, 0.5), 0.5);
    CHECK_SAME(of_two(hct_average_growth, 3.0, 0.0), 1.0);
    CHECK_SAME(of_two(hct_average_growth, -0.75, 0.0), -0.5);
    CHECK_SAME(of_two(hct_implied_price_change, 0.5, 0.0), 0.5);
    CHECK_SAME(of_two(hct_implied_price_change, 1.0, 3.0), -0.5);
    CHECK_SAME(required_growth(0.25, 0.25, 0.5), 0.25);
    CHECK_SAME(required_growth(0.125, 0.5, 0.5), -0.25);
    CHECK_SAME(relative_change(125.0, 100.0, HCT_BASE_NAN), 0.25);
}

/* Rates so small that 1 + g would lose half of their digits. */
static void
test_nothing_cancels(void)
{
    const double g = 0x1p-40;

    CHECK_SAME(of_two(hct_stacked_growth, g, g), 0x1p-39 + 0x1p-80);
    CHECK_SAME(of_two(hct_stacked_growth, 0x1p-70, 0x1p-71), 0x1.8p-70);
    CHECK_SAME(of_two(hct_average_growth, 0x1p-70, 0x1p-70), 0x1p-70);
    CHECK_SAME(of_two(hct_implied_increase, 1.0, 0x1p-70), 0x1p-70);
    CHECK_SAME(of_two(hct_implied_price_change, 0x1p-70, 0x1p-71), 0x1p-71);
    CHECK_SAME(required_growth(0x1p-70, 0x1p-70, 0.5), 0x1p-70);
}

static void
test_bases(void)
{
    CHECK_SAME(relative_change(1.0, 0.0, HCT_BASE_NAN), NAN);
    CHECK_SAME(relative_change(1.0, -2.0, HCT_BASE_NAN), NAN);
    CHECK_SAME(relative_change(1.0, 0.0, HCT_BASE_FORMULA), INFINITY);
    CHECK_SAME(relative_change(1.0, -2.0, HCT_BASE_FORMULA), -1.5);
    CHECK_SAME(relative_change(1.0, -2.0, HCT_BASE_ABSOLUTE), 1.5);
    CHECK_SAME(relative_change(1.0, 0.0, HCT_BASE_ABSOLUTE), NAN);
    CHECK_SAME(relative_change(1.0, NAN, HCT_BASE_FORMULA), NAN);
}

static void
test_missing_and_limits(void)
{
    hct_comparison_of_two *const kernels[] = {
        hct_difference,
        hct_ratio,
        hct_additive_contribution,
        hct_implied_base,
        hct_stacked_growth,
        hct_average_growth,
        hct_implied_increase,
        hct_implied_price_change,
    };

    for (size_t k = 0; k < sizeof kernels / sizeof kernels[0]; k++) {
        CHECK_SAME(of_two(kernels[k], NAN, 0.5), NAN);
        CHECK_SAME(of_two(kernels[k], 0.5, NAN), NAN);
        CHECK_SAME(of_two(kernels[k], NAN, NAN), NAN);
    }
    CHECK_SAME(required_growth(NAN, 0.1, 0.5), NAN);
    CHECK_SAME(required_growth(0.1, NAN, 0.5), NAN);
    CHECK_SAME(required_growth(0.1, 0.1, NAN), NAN);
    CHECK_SAME(required_growth(0.5, 0.25, 1.0), INFINITY);
    CHECK_SAME(of_two(hct_ratio, 1.0, 0.0), INFINITY);
    CHECK_SAME(of_two(hct_ratio, 0.0, 0.0), NAN);
    CHECK_SAME(of_two(hct_implied_base, 1.0, -1.0), INFINITY);
    CHECK_SAME(of_two(hct_average_growth, -1.0, 0.5), -1.0);
    errno = 0;
    CHECK_SAME(of_two(hct_average_growth, -3.0, 0.5), NAN);
    CHECK_INT(errno, 0);
    CHECK_SAME(of_two(hct_difference, DBL_MAX, -DBL_MAX), INFINITY);
    CHECK_SAME(of_two(hct_implied_increase, DBL_MAX, 1.0), DBL_MAX / 2);
}

/* One figure against many, backwards, into every other place, and in place. */
static void
test_steps(void)
{
    const double base = 4.0, shares[3] = {0.5, 0.25, 0.125};
    double levels[4] = {1.0, 2.0, 3.0, 4.0}, spread[6] = {9, 9, 9, 9, 9, 9};

    hct_ratio(3, levels + 3, -1, &base, 0, spread, 2);
    CHECK_SAME(spread[0], 1.0);
    CHECK_SAME(spread[2], 0.75);
    CHECK_SAME(spread[4], 0.5);
    CHECK_SAME(spread[1] + spread[3] + spread[5], 27.0);
    hct_difference(2, levels, 2, levels + 1, 2, levels, 2);
    CHECK_SAME(levels[0], -1.0);
    CHECK_SAME(levels[1], 2.0);
    CHECK_SAME(levels[2], -1.0);
    CHECK_SAME(levels[3], 4.0);
    hct_required_growth(3, &base, 0, shares + 2, -1, shares, 1, spread + 3, 1);
    CHECK_SAME(spread[3], (4.0 - 0.0625) / 0.5);
    CHECK_SAME(spread[4], (4.0 - 0.0625) / 0.75);
    CHECK_SAME(spread[5], (4.0 - 0.0625) / 0.875);
    hct_stacked_growth(0, NULL, 1, NULL, 1, NULL, 1);
}

int
main(void)
{
    test_textbook_values();
    test_nothing_cancels();
    test_bases();
    test_missing_and_limits();
    test_steps();
    return hct_test_report("comparison");
}
