/* The oracle of the tests of exact sums: fixed-point numbers of 16-bit digits, slow and
 * plain, sharing nothing with the kernels.
 *
 * A number is positive - negative, two rows of digits that only ever grow; digit i
 * weighs 2^(16 i - BIG_BITS_BELOW).
 */
#ifndef HCT_BIG_INTEGER_H
#define HCT_BIG_INTEGER_H

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { BIG_BITS_BELOW = 2304, BIG_DIGITS = 288 };

typedef struct {
    uint32_t digit[2][BIG_DIGITS]; /* positive and negative terms */
    int nan, plus_infinity, minus_infinity;
    int terms, minus_zeros;
} big;

static inline void
big_clear(big *b)
{
    memset(b, 0, sizeof *b);
}

/* Adds m 2^exponent, m below 2^48, carrying at once. */
static inline void
big_add_digits(uint32_t *digit, uint64_t m, int exponent)
{
    const int position = exponent + BIG_BITS_BELOW;
    uint64_t carry = m << (position % 16);

    for (int i = position / 16; carry != 0; i++) {
        carry += digit[i];
        digit[i] = (uint32_t)(carry & 0xffff);
        carry >>= 16;
    }
}

/* A finite double is m 2^e with m below 2^53. */
static inline uint64_t
big_split(double x, int *e)
{
    const double fraction = frexp(fabs(x), e);
    *e -= 53;
    return (uint64_t)ldexp(fraction, 53);
}

static inline void
big_add_product(big *b, double x, double w)
{
    int ex, ew;
    uint32_t *digit = b->digit[!signbit(x) != !signbit(w)];

    b->terms++;
    if (isnan(x) || isnan(w) || (isinf(x) && w == 0) || (isinf(w) && x == 0)) {
        b->nan++;
        return;
    }
    if (isinf(x) || isinf(w)) {
        *(!signbit(x) != !signbit(w) ? &b->minus_infinity : &b->plus_infinity) += 1;
        return;
    }
    b->minus_zeros += (x == 0 || w == 0) && !signbit(x) != !signbit(w);
    const uint64_t mx = big_split(x, &ex), mw = big_split(w, &ew);
    for (int i = 0; i < 2; i++) { /* 27 bits of one by 18 of the other */
        for (int j = 0; j < 3; j++) {
            big_add_digits(digit, (mx >> 27 * i & 0x7ffffff) * (mw >> 18 * j & 0x3ffff),
                           ex + ew + 27 * i + 18 * j);
        }
    }
}

static inline void
big_add(big *b, double x)
{
    big_add_product(b, x, 1.0);
}

/* Leaves |positive - negative| in row 0; returns whether it was negative. */
static inline int
big_absolute(big *b)
{
    int i = BIG_DIGITS - 1, negative, borrow = 0;

    while (i > 0 && b->digit[0][i] == b->digit[1][i]) {
        i--;
    }
    negative = b->digit[0][i] < b->digit[1][i];
    for (i = 0; i < BIG_DIGITS; i++) {
        int d = (int)b->digit[negative][i] - (int)b->digit[!negative][i] - borrow;
        borrow = d < 0;
        b->digit[0][i] = (uint32_t)(d + (borrow ? 0x10000 : 0));
    }
    return negative;
}

/* The nearest double of b / divisor, ties to even, by comparing bits one at a time. */
static inline double
big_round_quotient(const big *given, uint64_t divisor)
{
    big b = *given;
    uint64_t remainder = 0, mantissa = 0;
    int top = -1, exponent, digit = BIG_DIGITS - 1;

    if (b.nan || (b.plus_infinity && b.minus_infinity)) {
        return NAN;
    }
    if (b.plus_infinity || b.minus_infinity) {
        return b.plus_infinity ? INFINITY : -INFINITY;
    }
    const int negative = big_absolute(&b);
    int any = 0;
    for (int i = BIG_DIGITS - 1; i >= 0; i--) { /* schoolbook, divisor below 2^48 */
        any |= b.digit[0][i] != 0;
        remainder = remainder << 16 | b.digit[0][i];
        b.digit[0][i] = (uint32_t)(remainder / divisor);
        remainder %= divisor;
    }
    while (digit > 0 && b.digit[0][digit] == 0) {
        digit--;
    }
    for (int i = 0; i < 16; i++) {
        top = (b.digit[0][digit] >> i & 1) ? 16 * digit + i : top;
    }
    if (!any) {
        return b.terms > 0 && b.minus_zeros == b.terms ? -0.0 : 0.0;
    }
    const int floor = BIG_BITS_BELOW - 1074;
    int last = top - 52 > floor ? top - 52 : floor;
    for (int i = top; i >= last; i--) {
        mantissa = 2 * mantissa + (b.digit[0][i / 16] >> i % 16 & 1);
    }
    const int half = b.digit[0][(last - 1) / 16] >> (last - 1) % 16 & 1;
    int below = remainder != 0;
    for (int i = 0; i < (last - 1) / 16; i++) {
        below |= b.digit[0][i] != 0;
    }
    below |= (b.digit[0][(last - 1) / 16] & ((1u << (last - 1) % 16) - 1)) != 0;
    mantissa += (uint64_t)(half && (below || mantissa % 2 == 1));
    exponent = last - BIG_BITS_BELOW;
    return (negative ? -1.0 : 1.0) * ldexp((double)mantissa, exponent);
}

static inline double
big_round(const big *b)
{
    return big_round_quotient(b, 1);
}

#endif
