/* A fuzz target over rates of printed figures, against long division on digits of ten.
 *
 * The figures are read by the strings of the C library, the quotient is divided as on
 * paper; nothing is shared with the kernel.
 */
#include <hct/decimal.h>
#include <hct/printed.h>

#include "decimal_oracle.h"
#include "fuzz_draw.h"

/* Whole numbers of decimal digits, the lowest first; the longest are 36 digits of a
 * figure times 10^17, and a sum of two. */
enum { DIGITS = 64, MOST_DIGITS = 36, RATE_DIGITS = 18 };

typedef struct {
    uint8_t digit[DIGITS];
} number;

static int
length_of(const number *n)
{
    int length = DIGITS;

    while (length > 0 && n->digit[length - 1] == 0) {
        length--;
    }
    return length;
}

static int
compare(const number *a, const number *b)
{
    for (int i = DIGITS - 1; i >= 0; i--) {
        if (a->digit[i] != b->digit[i]) {
            return a->digit[i] < b->digit[i] ? -1 : 1;
        }
    }
    return 0;
}

/* a + sign * b, which is not negative. */
static number
combined(const number *a, const number *b, int sign)
{
    number result;
    int carry = 0;

    for (int i = 0; i < DIGITS; i++) {
        const int sum = a->digit[i] + sign * b->digit[i] + carry;
        carry = sum < 0 ? -1 : sum / 10;
        result.digit[i] = (uint8_t)(sum - 10 * carry);
    }
    return result;
}

/* The figure |x| over 10^last. */
static number
number_of(double x, int last)
{
    number n = {{0}};
    uint64_t digits;
    int exponent;

    if (x == 0.0) {
        return n;
    }
    oracle_shortest(fabs(x), &digits, &exponent);
    for (int i = exponent - last; digits != 0; i++, digits /= 10) {
        if (i >= 0) { /* below the last place there are zeros */
            n.digit[i] = (uint8_t)(digits % 10);
        }
    }
    return n;
}

/* The place of the last digit of a figure that is not zero; 0 for zero. */
static int
last_place(double x)
{
    uint64_t digits;
    int exponent;

    if (x == 0.0) {
        return 0;
    }
    oracle_shortest(fabs(x), &digits, &exponent);
    for (; digits % 10 == 0; digits /= 10) {
        exponent++;
    }
    return exponent;
}

static int
in_range(double x)
{
    return x == 0.0 || (HCT_DECIMAL_MIN <= fabs(x) && fabs(x) < HCT_DECIMAL_MAX);
}

/* Schoolbook division, half up; returns 0 if the result has too many digits. */
static int
divided(const number *a, const number *b, int places, uint64_t *quotient)
{
    number rest = {{0}}, q = {{0}};

    for (int i = DIGITS - 1; i >= -places; i--) {
        memmove(rest.digit + 1, rest.digit, DIGITS - 1);
        rest.digit[0] = i >= 0 ? a->digit[i] : 0;
        memmove(q.digit + 1, q.digit, DIGITS - 1);
        q.digit[0] = 0;
        while (compare(&rest, b) >= 0) {
            rest = combined(&rest, b, -1);
            q.digit[0]++;
        }
    }
    rest = combined(&rest, &rest, 1);
    if (compare(&rest, b) >= 0) {
        const number one = {{1}};
        q = combined(&q, &one, 1);
    }
    *quotient = 0;
    for (int i = RATE_DIGITS - 1; i >= 0; i--) {
        *quotient = 10 * *quotient + q.digit[i];
    }
    return length_of(&q) <= RATE_DIGITS;
}

typedef struct {
    double rate;
    int status;
} expected;

static expected
defined(double a, double b, int places, int is_growth)
{
    int negative = (a < 0.0) != (b < 0.0);
    uint64_t digits;

    if (places < 0 || places > HCT_PRINTED_PLACES_MAX) {
        return (expected){NAN, HCT_PRINTED_PLACES};
    }
    if (isnan(a) || isnan(b) || b == 0.0 || (is_growth && b < 0.0)) {
        return (expected){NAN, HCT_PRINTED_OK};
    }
    if (!in_range(a) || !in_range(b)) {
        return (expected){NAN, in_range(a) ? HCT_PRINTED_SECOND : HCT_PRINTED_FIRST};
    }
    const int last = last_place(a) < last_place(b) ? last_place(a) : last_place(b);
    number first = number_of(a, last), second = number_of(b, last);
    if (length_of(&first) > MOST_DIGITS || length_of(&second) > MOST_DIGITS) {
        return (expected){NAN, HCT_PRINTED_SPAN};
    }
    if (is_growth) {
        negative = a < 0.0 || compare(&first, &second) < 0;
        first = a < 0.0    ? combined(&first, &second, 1)
                : negative ? combined(&second, &first, -1)
                           : combined(&first, &second, -1);
    }
    if (!divided(&first, &second, places, &digits)) {
        return (expected){NAN, HCT_PRINTED_SIZE};
    }
    const double rate = oracle_read(digits, -places);
    return (expected){digits == 0 ? 0.0 : negative ? -rate : rate, HCT_PRINTED_OK};
}

/* Mostly figures as tables print them; now and then any double, or the base again with a
 * change that ends in a tie. */
static double
figure(draws *d, double other)
{
    const uint64_t r = draw_bytes(d, 1);
    double x;

    if (r % 8 == 0) {
        const uint64_t bits = draw_bytes(d, 8);
        memcpy(&x, &bits, sizeof x);
        return x;
    }
    if (r % 8 == 1) {
        return oracle_hard_double(&d->seed);
    }
    if (r % 8 == 2 && isfinite(other) && fabs(other) < 1e15) {
        return other * oracle_read(100000 + draw_bytes(d, 2) % 4000 * 50, -5);
    }
    if (r % 64 == 3) {
        return draw_end(d);
    }
    x = oracle_read(draw_bytes(d, 1 + (int)(r >> 3 & 7)), (int)draw(d, 12) - 6);
    return draw(d, 8) ? x : -x;
}

enum { PAIRS = 6 };

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    draws d = draws_of(data, size);
    double a[PAIRS], b[PAIRS], out[2 * PAIRS];
    int64_t places[PAIRS], status[PAIRS];

    for (int i = 0; i < PAIRS; i++) {
        b[i] = figure(&d, NAN);
        a[i] = figure(&d, b[i]);
        places[i] = (int64_t)draw(&d, 22) - 2;
    }
    for (int is_growth = 0; is_growth < 2; is_growth++) {
        (is_growth ? hct_printed_growth : hct_printed_ratio)(
            PAIRS, a + PAIRS - 1, -1, b + PAIRS - 1, -1, places + PAIRS - 1, -1,
            out + 2 * PAIRS - 2, -2, status + PAIRS - 1, -1);
        for (int i = 0; i < PAIRS; i++) {
            const expected want = defined(a[i], b[i], (int)places[i], is_growth);
            if (!hct_test_same(out[2 * i], want.rate) || status[i] != want.status) {
                fprintf(stderr,
                        "fuzz_printed: %s of %.17g and %.17g, %d places: %.17g, status "
                        "%d, not %.17g, %d\n",
                        is_growth ? "growth" : "ratio", a[i], b[i], (int)places[i],
                        out[2 * i], (int)status[i], want.rate, want.status);
                abort();
            }
        }
    }
    return 0;
}

FUZZ_MAIN("fuzz_printed", fuzz_random_bytes)
