/* A fuzz target over decimals and decimal rounding, against the C library's strings.
 *
 * The first bytes of an input choose the decimals, the places and the digits of a decimal;
 * what follows are doubles, bit by bit. Any disagreement stops the program.
 */
#include <hct/decimal.h>
#include <hct/rounding.h>

#include "decimal_oracle.h"
#include "fuzz.h"

enum { MOST = 64 };

static void
stop(const char *what, double x, int decimals)
{
    fprintf(stderr, "fuzz_decimal: %s of %.17g, %d decimals\n", what, x, decimals);
    abort();
}

static void
check_shortest(double a)
{
    uint64_t digits;
    int exponent;

    if (!(HCT_DECIMAL_MIN <= a && a < HCT_DECIMAL_MAX)) {
        return;
    }
    const hct_decimal got = hct_shortest_decimal(a);
    oracle_shortest(a, &digits, &exponent);
    if (got.digits != digits || got.exponent != exponent) {
        stop("shortest decimal", a, 0);
    }
}

static void
check_from_decimal(uint64_t head)
{
    const uint64_t digits = head >> (1 + head % 63);
    const int places = (int)((head >> 6) % 34) - 15;

    if (!hct_test_same(hct_from_decimal(digits, places),
                       oracle_read(digits, -places))) {
        stop("digits read", (double)digits, places);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    double x[MOST], portable[MOST], avx2[MOST];
    const ptrdiff_t n = (ptrdiff_t)(size / sizeof(double)) - 1;
    uint64_t head;

    if (n < 1 || n > MOST) {
        return 0;
    }
    memcpy(&head, data, sizeof head);
    memcpy(x, data + sizeof head, (size_t)n * sizeof(double));
    const int decimals = (int)(head % 31) - 15;

    check_from_decimal(head);
    hct_round_half_up(x + n - 1, -1, n, decimals, portable + n - 1, -1);
    hct_round_half_up_avx2(x, 1, n, decimals, avx2, 1);
    for (ptrdiff_t i = 0; i < n; i++) {
        const double want = oracle_round(x[i], decimals);

        check_shortest(fabs(x[i]));
        if (!hct_test_same(portable[i], want) || !hct_test_same(avx2[i], want)) {
            stop("rounding", x[i], decimals);
        }
    }
    return 0;
}

/* A few doubles on which rounding is hard. */
static size_t
random_doubles(uint64_t *seed, uint8_t *data)
{
    const size_t n = 1 + hct_test_random(seed) % 12;
    const uint64_t head = hct_test_random(seed);

    memcpy(data, &head, sizeof head);
    for (size_t i = 0; i < n; i++) {
        const double x = oracle_hard_double(seed);
        memcpy(data + sizeof head + i * sizeof x, &x, sizeof x);
    }
    return sizeof head + n * sizeof(double);
}

FUZZ_MAIN("fuzz_decimal", random_doubles)
