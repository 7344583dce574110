/* Tests of the rates of printed figures. */
#include <math.h>

#include <hct/decimal.h>
#include <hct/printed.h>

#include "decimal_oracle.h"
#include "hct_test.h"

static int64_t last_status;

static double
of(hct_printed_kernel *kernel, double a, double b, int64_t places)
{
    double out;

    kernel(1, &a, 1, &b, 1, &places, 1, &out, 1, &last_status, 1);
    return out;
}

static void
test_known_rates(void)
{
    CHECK_SAME(of(hct_printed_growth, 107.35, 100.0, 3), 0.074);
    CHECK_SAME(of(hct_printed_growth, 92.65, 100.0, 3), -0.074);
    CHECK_SAME(of(hct_printed_growth, 9200.0, 7624.0, 3), 0.207);
    CHECK_SAME(of(hct_printed_growth, 100.0, 100.0, 3), 0.0);
    CHECK_SAME(of(hct_printed_growth, 99.9999, 100.0, 3), 0.0);
    CHECK_SAME(of(hct_printed_growth, -5.0, 4.0, 2), -2.25);
    CHECK_SAME(of(hct_printed_growth, 0.0, 4.0, 2), -1.0);
    CHECK_SAME(of(hct_printed_ratio, 2000.0, 24.0, 1), 83.3);
    CHECK_SAME(of(hct_printed_ratio, -1.0, 8.0, 2), -0.13);
    CHECK_SAME(of(hct_printed_ratio, -1.0, -8.0, 2), 0.13);
    CHECK_SAME(of(hct_printed_ratio, 2.0, 3.0, 17), 0.66666666666666667);
    CHECK_SAME(of(hct_printed_ratio, -0.0, 3.0, 1), 0.0);
    CHECK_SAME(of(hct_printed_ratio, -0.001, 3.0, 1), 0.0);
    CHECK_INT(last_status, HCT_PRINTED_OK);
}

static void
test_no_rate(void)
{
    CHECK_SAME(of(hct_printed_growth, 1.0, 0.0, 1), NAN);
    CHECK_SAME(of(hct_printed_growth, 1.0, -1.0, 1), NAN);
    CHECK_SAME(of(hct_printed_growth, NAN, 1.0, 1), NAN);
    CHECK_SAME(of(hct_printed_growth, 1.0, NAN, 1), NAN);
    CHECK_SAME(of(hct_printed_ratio, 1.0, 0.0, 1), NAN);
    CHECK_SAME(of(hct_printed_ratio, NAN, INFINITY, 1), NAN);
    CHECK_INT(last_status, HCT_PRINTED_OK);
}

static void
check_status(hct_printed_kernel *kernel, double a, double b, int64_t places, int want)
{
    CHECK_SAME(of(kernel, a, b, places), NAN);
    CHECK_INT(last_status, want);
}

static void
test_status(void)
{
    const double small = nextafter(HCT_DECIMAL_MIN, 0), large = HCT_DECIMAL_MAX;

    check_status(hct_printed_growth, INFINITY, 1.0, 1, HCT_PRINTED_FIRST);
    check_status(hct_printed_ratio, small, 1.0, 1, HCT_PRINTED_FIRST);
    check_status(hct_printed_ratio, 5e-324, 1.0, 1, HCT_PRINTED_FIRST);
    check_status(hct_printed_ratio, -large, 1.0, 1, HCT_PRINTED_FIRST);
    check_status(hct_printed_growth, 1.0, INFINITY, 1, HCT_PRINTED_SECOND);
    check_status(hct_printed_ratio, 1.0, small, 1, HCT_PRINTED_SECOND);
    check_status(hct_printed_ratio, 1.0, -large, 1, HCT_PRINTED_SECOND);
    check_status(hct_printed_ratio, 1e31, 1e-5, 0, HCT_PRINTED_SPAN);
    check_status(hct_printed_growth, 1.00001, 1e31, 0, HCT_PRINTED_SPAN);
    check_status(hct_printed_ratio, 1e18, 1.0, 0, HCT_PRINTED_SIZE);
    check_status(hct_printed_ratio, 1.0, 0.1, 17, HCT_PRINTED_SIZE);
    check_status(hct_printed_ratio, 1.0, 1.0, -1, HCT_PRINTED_PLACES);
    check_status(hct_printed_ratio, 1.0, 1.0, 18, HCT_PRINTED_PLACES);
    /* The last that pass: 36 places, and 18 digits. */
    CHECK_SAME(of(hct_printed_ratio, 1.0001, 1e31, 17), 0.0);
    CHECK_INT(last_status, HCT_PRINTED_OK);
    CHECK_SAME(of(hct_printed_ratio, 999999999999999872.0, 1.0, 0),
               999999999999999872.0);
    CHECK_INT(last_status, HCT_PRINTED_OK);
    CHECK_SAME(of(hct_printed_ratio, 10.0 - 0x1p-49, 1.0, 17), 10.0 - 0x1p-49);
    CHECK_INT(last_status, HCT_PRINTED_OK);
}

/* Small figures, whose rates plain 64-bit integers give: a and b hundredths. */
static void
test_random_figures(void)
{
    uint64_t random = 20180831;

    for (int i = 0; i < 200000; i++) {
        const int64_t a = (int64_t)(hct_test_random(&random) % 200000);
        const int64_t b = 1 + (int64_t)(hct_test_random(&random) % 2000);
        const int places = i % 5;
        int64_t unit = 1, size = a < b ? b - a : a - b, share, change;

        for (int p = 0; p < places; p++) {
            unit *= 10;
        }
        share = (2 * a * unit + b) / (2 * b);
        change = (2 * size * unit + b) / (2 * b);
        CHECK_SAME(of(hct_printed_ratio, oracle_read((uint64_t)a, -2),
                      oracle_read((uint64_t)b, -2), places),
                   oracle_read((uint64_t)share, -places));
        CHECK_SAME(of(hct_printed_growth, oracle_read((uint64_t)a, -2),
                      oracle_read((uint64_t)b, -2), places),
                   change == 0 ? 0.0
                               : copysign(oracle_read((uint64_t)change, -places),
                                          (double)(a - b)));
    }
}

static void
test_steps(void)
{
    const double a[3] = {1.0, 2.0, 4.0}, b = 16.0;
    const int64_t places[5] = {4, 0, 3, 0, 2};
    double out[6] = {9, 9, 9, 9, 9, 9};
    int64_t status[3] = {9, 9, 9};

    hct_printed_ratio(3, a + 2, -1, &b, 0, places, 2, out, 2, status + 2, -1);
    CHECK_SAME(out[0], 0.25);
    CHECK_SAME(out[2], 0.125);
    CHECK_SAME(out[4], 0.06);
    CHECK_SAME(out[1] + out[3] + out[5], 27.0);
    CHECK_INT(status[0] + status[1] + status[2], 0);
    hct_printed_growth(0, a, 1, &b, 0, places, 1, out, 1, status, 1);
}

int
main(void)
{
    test_known_rates();
    test_no_rate();
    test_status();
    test_random_figures();
    test_steps();
    return hct_test_report("printed");
}
