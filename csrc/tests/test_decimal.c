/* Tests of the way from doubles to decimals and back. */
#include <hct/decimal.h>

#include "decimal_oracle.h"
#include "hct_test.h"

static void
check_shortest(double a)
{
    const hct_decimal got = hct_shortest_decimal(a);
    uint64_t digits;
    int exponent;

    oracle_shortest(a, &digits, &exponent);
    CHECK_INT(got.digits, digits);
    CHECK_INT(got.exponent, exponent);
}

static void
test_known_decimals(void)
{
    /* 2^89: 6.189700196426901e26 is nearer but reads as the double below. */
    CHECK_INT(hct_shortest_decimal(0x1p89).digits, INT64_C(6189700196426902));
    CHECK_INT(hct_shortest_decimal(0x1p89).exponent, 11);
    /* Exactly between two decimals of 17 digits: the even one. */
    CHECK_INT(hct_shortest_decimal(1125899906842624.25).digits,
              INT64_C(11258999068426242));
    CHECK_INT(hct_shortest_decimal(1125899906842624.75).digits,
              INT64_C(11258999068426248));
    CHECK_INT(hct_shortest_decimal(0.3).digits, INT64_C(300000000000000));
    CHECK_INT(hct_shortest_decimal(0.1 + 0.2).digits, INT64_C(30000000000000004));
    CHECK_INT(hct_shortest_decimal(HCT_DECIMAL_MIN).digits, INT64_C(100000000000000));
    CHECK_INT(hct_shortest_decimal(1e23).digits, INT64_C(100000000000000));
    CHECK_INT(hct_shortest_decimal(nextafter(1e23, 0)).digits,
              INT64_C(9999999999999997));
}

static void
test_powers_and_their_neighbours(void)
{
    for (int e = -16; e < 106; e++) {
        check_shortest(nextafter(ldexp(1.0, e), 0));
        check_shortest(ldexp(1.0, e));
        check_shortest(nextafter(ldexp(1.0, e), 1e300));
    }
    for (int e = -5; e < 32; e++) {
        check_shortest(oracle_read(1, e));
        check_shortest(nextafter(oracle_read(1, e), 1e300));
        check_shortest(nextafter(oracle_read(1, e + 1), 0));
    }
}

static void
test_random_doubles(void)
{
    uint64_t random = 20180831;

    for (int i = 0; i < 200000; i++) {
        const double a = fabs(oracle_hard_double(&random));

        if (HCT_DECIMAL_MIN <= a && a < HCT_DECIMAL_MAX) {
            check_shortest(a);
        }
    }
}

/* Decimals of up to 63 bits, among them many close to the middle of two doubles. */
static void
test_from_decimal(void)
{
    uint64_t random = 7;

    for (int i = 0; i < 200000; i++) {
        const uint64_t digits = hct_test_random(&random) >> (1 + i % 63);
        const int places = i % 34 - 15;

        CHECK_SAME(hct_from_decimal(digits, places), oracle_read(digits, -places));
    }
    for (uint64_t odd = 1; odd < 2000; odd += 2) {
        const uint64_t middle = (UINT64_C(1) << 53) + odd; /* between two doubles */

        for (int places = 0; places <= 2; places++) {
            const uint64_t digits = middle * (uint64_t)hct_power_of_ten(places);

            CHECK_SAME(hct_from_decimal(digits - 1, places),
                       oracle_read(digits - 1, -places));
            CHECK_SAME(hct_from_decimal(digits, places), oracle_read(digits, -places));
            CHECK_SAME(hct_from_decimal(digits + 1, places),
                       oracle_read(digits + 1, -places));
        }
    }
    /* 3 to 11 parts of 2^53 5^places above the middle of two doubles, the lower one
     * even: found by inverting 5^places modulo powers of two. */
    CHECK_SAME(hct_from_decimal(319936594593, 16), oracle_read(319936594593, -16));
    CHECK_SAME(hct_from_decimal(1693227610218, 17), oracle_read(1693227610218, -17));
    CHECK_SAME(hct_from_decimal(407716129679, 18), oracle_read(407716129679, -18));
    CHECK_SAME(hct_from_decimal(0, 3), 0.0);
    CHECK_SAME(hct_from_decimal(0, -3), 0.0);
}

int
main(void)
{
    test_known_decimals();
    test_powers_and_their_neighbours();
    test_random_doubles();
    test_from_decimal();
    return hct_test_report("decimal");
}
