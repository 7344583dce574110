/* The shortest decimal of a double, and the double of a decimal. Contract:
 * hct/decimal.h. */
#include <hct/decimal.h>

#include "kernels/shared/bits.inc.h"

hct_uint128
hct_power_of_ten(int n)
{
    static const uint64_t powers[] = {
        1u,
        10u,
        100u,
        1000u,
        10000u,
        100000u,
        1000000u,
        10000000u,
        100000000u,
        1000000000u,
        10000000000u,
        100000000000u,
        1000000000000u,
        10000000000000u,
        100000000000000u,
        1000000000000000u,
        10000000000000000u,
        100000000000000000u,
        1000000000000000000u,
        10000000000000000000u,
    };

    return n < 20 ? powers[n] : (hct_uint128)powers[19] * powers[n - 19];
}

/* a = mantissa * 2^exponent, with the mantissa of a normal number. */
typedef struct {
    uint64_t mantissa;
    int exponent;
} binary;

static binary
binary_of(double a)
{
    const uint64_t bits = double_bits(a);
    binary b;

    b.mantissa = (bits & UINT64_C(0xfffffffffffff)) | UINT64_C(0x10000000000000);
    b.exponent = (int)(bits >> 52) - 1075;
    return b;
}

/* The number k with 10^k <= a < 10^(k+1), for a from 1e-6. Where 10^k is not a double,
 * its nearest one stands for it: it denotes 10^k, so its shortest decimal is found
 * whichever side it is put. */
static int
decade_of(double a, binary b)
{
    static const double powers[] = {
        1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,
        1e7,  1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22, 1e23, 1e24, 1e25, 1e26, 1e27, 1e28, 1e29, 1e30, 1e31, 1e32,
    };
    /* 2^e <= a < 2^(e+1), and 1233 / 4096 is a little under log10(2): this is k or k - 1. */
    const int e = b.exponent + 52;
    const int k = e >= 0 ? e * 1233 >> 12 : -(-e * 1233 >> 12) - 1;

    return a >= powers[k + 1 + 6] ? k + 1 : k;
}

/* Finds the multiple of 10^place nearest to a among those that read back as a; returns
 * 0 if there is none. Only the two multiples around a can be it.
 *
 * In units of 10^place, a is numerator / denominator, and a quarter of the distance to
 * the next double is quarter / denominator. A decimal reads back as a up to half that
 * distance away: up to and including half if the mantissa is even, as ties go to even;
 * downwards from a power of two only a quarter, as the doubles below lie closer.
 *
 * Sizes: mantissa < 2^53. For place < 0, place >= -21, so that numerator < 4 * 2^53 *
 * 10^21 < 2^125. For place >= 0, numerator <= a * 2^5 < 2^112 at the worst. */
static int
read_back_at(binary b, int place, uint64_t *digits)
{
    const int even = (b.mantissa & 1) == 0;
    const int power_of_two = b.mantissa == UINT64_C(0x10000000000000);
    hct_uint128 quarter = place < 0 ? hct_power_of_ten(-place) : 1;
    hct_uint128 denominator = place > 0 ? hct_power_of_ten(place) : 1;
    hct_uint128 lower, over, under;
    int lower_reads_back, upper_reads_back;

    if (b.exponent > 2) {
        quarter <<= b.exponent - 2;
    }
    else {
        denominator <<= 2 - b.exponent;
    }
    if (place > 0) {
        lower = 4 * b.mantissa * quarter / denominator;
        over = 4 * b.mantissa * quarter % denominator;
    }
    else { /* the same, quicker: the denominator is a power of two */
        lower = b.exponent > 2 ? 4 * b.mantissa * quarter
                               : 4 * b.mantissa * quarter >> (2 - b.exponent);
        over = 4 * b.mantissa * quarter & (denominator - 1);
    }
    under = denominator - over;

    lower_reads_back = over < (power_of_two ? quarter : 2 * quarter) + (unsigned)even;
    upper_reads_back = under < 2 * quarter + (unsigned)even;
    if (!lower_reads_back && !upper_reads_back) {
        return 0;
    }
    if (lower_reads_back && upper_reads_back) {
        upper_reads_back = under < over || (under == over && (lower & 1));
    }
    *digits = (uint64_t)lower + (unsigned)upper_reads_back;
    return 1;
}

/* Two decimals of 15 digits never read as one double, so at most one reads as a, and it
 * stands for shorter ones too; with 17 digits there always is one. */
hct_decimal
hct_shortest_decimal(double a)
{
    const binary b = binary_of(a);
    const int decade = decade_of(a, b);
    hct_decimal shortest;

    for (int n_digits = 15; n_digits <= 17; n_digits++) {
        shortest.exponent = decade + 1 - n_digits;
        if (read_back_at(b, shortest.exponent, &shortest.digits)) {
            break;
        }
    }
    return shortest;
}

static double
power_of_two(int n)
{
    return double_from_bits((uint64_t)(1023 + n) << 52);
}

double
hct_from_decimal(uint64_t digits, int places)
{
    hct_uint128 numerator, quotient;
    int shift;

    if (places <= 0) {
        return (double)(digits * hct_power_of_ten(-places));
    }
    if (digits == 0) {
        return 0.0;
    }
    /* With the top bit of the numerator at 126 the quotient has at least 66 bits: its
     * conversion rounds well above the last one, where a remainder is noted. */
    shift = 63 + __builtin_clzll(digits);
    numerator = (hct_uint128)digits << shift;
    quotient = numerator / hct_power_of_ten(places);
    quotient |= quotient * hct_power_of_ten(places) != numerator;
    return (double)quotient * power_of_two(-shift);
}
