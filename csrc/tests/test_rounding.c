/* Tests of decimal half-up. With a number as argument: that many random figures. */
#include <float.h>
#include <locale.h>

#include <hct/rounding.h>

#include "decimal_oracle.h"
#include "hct_test.h"

static double
rounded(hct_round_half_up_kernel *kernel, double x, int decimals)
{
    double out;

    kernel(&x, 1, 1, decimals, &out, 1);
    return out;
}

static void
check_both(double x, int decimals, double want)
{
    CHECK_SAME(rounded(hct_round_half_up, x, decimals), want);
    CHECK_SAME(rounded(hct_round_half_up_avx2, x, decimals), want);
}

static void
test_known_values(void)
{
    check_both(1.005, 2, 1.01);
    check_both(2.675, 2, 2.68);
    check_both(7.35, 1, 7.4);
    check_both(-0.5, 0, -1.0);
    check_both(0.49999999999999994, 0, 0.0);
    check_both(2.5, 0, 3.0);
    check_both(-1250.0, -2, -1300.0);
    check_both(4503599627370495.5, 0, 4503599627370496.0);
    check_both(1125899906842624.25, 1, 1125899906842624.2);
    check_both(1125899906842624.75, 1, 1125899906842624.8);
    check_both(0x1p60, -3, 1152921504606847000.0);
    check_both(0.1, 15, 0.1);
    check_both(0.1000000000000005, 15, 0.100000000000001);
    check_both(5e14, -15, 1e15);
    check_both(1e31 + 5e15, -15, 1e31 + 5e15);
}

static void
test_special_values(void)
{
    for (int decimals = -15; decimals <= 15; decimals++) {
        check_both(0.0, decimals, 0.0);
        check_both(-0.0, decimals, 0.0);
        check_both(-DBL_TRUE_MIN, decimals, 0.0);
        check_both(-DBL_MIN, decimals, 0.0);
        check_both(NAN, decimals, NAN);
        check_both(-NAN, decimals, NAN);
        check_both(INFINITY, decimals, INFINITY);
        check_both(-INFINITY, decimals, -INFINITY);
        check_both(DBL_MAX, decimals, DBL_MAX);
        check_both(-DBL_MAX, decimals, -DBL_MAX);
    }
    check_both(1.5, 16, NAN);
    check_both(INFINITY, -16, NAN);
}

/* Blocks of figures, as the kernel takes them: quick ones, slow ones, and both. */
static void
test_random_figures(long n_figures)
{
    enum { SIZE = 1000 };
    static double x[SIZE], portable[SIZE], avx2[SIZE];
    uint64_t random = 20180831 + (uint64_t)n_figures;

    for (long done = 0; done < n_figures; done += SIZE) {
        const int decimals = (int)(hct_test_random(&random) % 31) - 15;

        for (int i = 0; i < SIZE; i++) {
            x[i] = oracle_hard_double(&random);
        }
        hct_round_half_up(x, 1, SIZE, decimals, portable, 1);
        hct_round_half_up_avx2(x, 1, SIZE, decimals, avx2, 1);
        for (int i = 0; i < SIZE; i++) {
            const double want = oracle_round(x[i], decimals);

            CHECK_SAME(portable[i], want);
            CHECK_SAME(avx2[i], want);
        }
    }
}

/* Backwards, spread out, repeated, and in place. */
static void
test_steps(void)
{
    double x[600], spread[1200];

    for (int i = 0; i < 600; i++) {
        x[i] = i % 7 == 0 ? 4503599627370495.5 : i + 0.25;
        spread[2 * i] = spread[2 * i + 1] = 9.0;
    }
    hct_round_half_up(x + 599, -1, 600, 1, spread, 2);
    for (int i = 0; i < 600; i++) {
        CHECK_SAME(spread[2 * i], oracle_round(x[599 - i], 1));
        CHECK_SAME(spread[2 * i + 1], 9.0);
    }
    hct_round_half_up(x + 1, 0, 3, 1, spread, 1);
    CHECK_SAME(spread[2], 1.3);
    hct_round_half_up(x, 1, 600, 1, x, 1);
    for (int i = 0; i < 600; i++) {
        CHECK_SAME(x[i], i % 7 == 0 ? 4503599627370495.5 : i + 0.3);
    }
    hct_round_half_up(NULL, 1, 0, 1, NULL, 1);
}

/* The first of these locales that this machine has; the test says so if it has none. */
static void
test_decimal_comma(void)
{
    static const char *const names[] = {"vi_VN.UTF-8", "de_DE.UTF-8", "fr_FR.UTF-8",
                                        "de_DE",       "fr_FR",       "German"};
    const char *found = NULL;

    for (size_t i = 0; i < sizeof names / sizeof names[0] && found == NULL; i++) {
        found = setlocale(LC_ALL, names[i]);
    }
    if (found == NULL || strcmp(localeconv()->decimal_point, ",") != 0) {
        printf("rounding: no locale with a decimal comma here, so none was tried\n");
    }
    else {
        test_known_values();
    }
    setlocale(LC_ALL, "C");
}

int
main(int argc, char **argv)
{
    test_known_values();
    test_special_values();
    test_random_figures(argc > 1 ? strtol(argv[1], NULL, 10) : 200000);
    test_steps();
    test_decimal_comma();
    return hct_test_report("rounding");
}
