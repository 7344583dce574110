/* Exact states: carrying, merging, checking, rounding. Contract: hct/exact.h. */
#include <math.h>

#include "exact_chunks.inc.h"

/* Words of a foreign state that could overflow when merged are refused. */
#define LARGEST_COUNT (INT64_MAX / 2)

static int
n_chunks_of(const int64_t *state)
{
    return (int)(state[HCT_WORD_KIND] >> 32);
}

static int
base_of(const int64_t *state)
{
    return (int)(state[HCT_WORD_KIND] >> 16 & 0xffff);
}

void
hct_exact_clear(int64_t *state, int64_t kind)
{
    memset(state, 0, (size_t)(HCT_WORD_CHUNKS + (kind >> 32)) * sizeof state[0]);
    state[HCT_WORD_KIND] = kind;
}

void
hct_exact_carry(int64_t *state)
{
    int64_t *chunk = state + HCT_WORD_CHUNKS;
    const int last = n_chunks_of(state) - 1;
    int64_t carry = 0;

    for (int i = 0; i < last; i++) {
        const int64_t sum = chunk[i] + carry;
        chunk[i] = sum & (int64_t)LOW_32;
        carry = sum >> 32; /* rounds down, also for a negative sum */
    }
    chunk[last] += carry;
}

int
hct_exact_is_canonical(const int64_t *state, ptrdiff_t words)
{
    if (words < HCT_WORD_CHUNKS ||
        (state[0] != HCT_EXACT_SUM && state[0] != HCT_EXACT_DOT) ||
        words != HCT_WORD_CHUNKS + n_chunks_of(state)) {
        return 0;
    }
    for (int i = HCT_WORD_PLUS_INFINITY; i <= HCT_WORD_NAN; i++) {
        if (state[i] < 0 || state[i] > LARGEST_COUNT) {
            return 0;
        }
    }
    if (state[words - 1] < -LARGEST_COUNT || state[words - 1] > LARGEST_COUNT) {
        return 0;
    }
    if (state[HCT_WORD_SIGN_OF_ZERO] < HCT_NO_TERM ||
        state[HCT_WORD_SIGN_OF_ZERO] > HCT_OTHER_TERMS) {
        return 0;
    }
    /* A sum that is not zero, or an infinity, had a term other than -0.0. */
    int64_t anything = state[HCT_WORD_PLUS_INFINITY] | state[HCT_WORD_MINUS_INFINITY] |
                       state[words - 1];
    for (ptrdiff_t i = HCT_WORD_CHUNKS; i < words - 1; i++) {
        if (state[i] < 0 || state[i] > (int64_t)LOW_32) {
            return 0;
        }
        anything |= state[i];
    }
    return anything == 0 || state[HCT_WORD_SIGN_OF_ZERO] == HCT_OTHER_TERMS;
}

void
hct_exact_merge(int64_t *state, const int64_t *other)
{
    const int n = n_chunks_of(state);

    for (int i = HCT_WORD_PLUS_INFINITY; i <= HCT_WORD_NAN; i++) {
        state[i] += other[i];
    }
    if (other[HCT_WORD_SIGN_OF_ZERO] > state[HCT_WORD_SIGN_OF_ZERO]) {
        state[HCT_WORD_SIGN_OF_ZERO] = other[HCT_WORD_SIGN_OF_ZERO];
    }
    for (int i = 0; i < n; i++) {
        state[HCT_WORD_CHUNKS + i] += other[HCT_WORD_CHUNKS + i];
    }
    hct_exact_carry(state);
}

/* ---- rounding ---------------------------------------------------------------------
 *
 * The absolute value of a sum as digits of 32 bits, two more than chunks (the last
 * chunk may hold more than 32 bits) and two more of zeros, to read past the end. */
enum { MAX_DIGITS = HCT_DOT_CHUNKS + 1, SPARE_DIGITS = 3 };

typedef struct {
    uint32_t digit[MAX_DIGITS + SPARE_DIGITS];
    int n;      /* digits that may be other than zero */
    int lowest; /* the digit whose bit 0 weighs 2^-1074 */
    int negative;
} magnitude;

static void
magnitude_of(const int64_t *state, magnitude *m)
{
    const int64_t *chunk = state + HCT_WORD_CHUNKS;
    const int last = n_chunks_of(state) - 1;
    uint64_t top = (uint64_t)chunk[last];

    m->lowest = base_of(state);
    m->negative = chunk[last] < 0;
    m->n = last + 2;
    memset(m->digit, 0, sizeof m->digit);
    if (!m->negative) {
        for (int i = 0; i < last; i++) {
            m->digit[i] = (uint32_t)chunk[i];
        }
    }
    else { /* two's complement: invert every bit and add one */
        uint64_t carry = 1;
        for (int i = 0; i < last; i++) {
            carry += (uint64_t)chunk[i] ^ LOW_32;
            m->digit[i] = (uint32_t)carry;
            carry >>= 32;
        }
        top = ~top + carry;
    }
    m->digit[last] = (uint32_t)top;
    m->digit[last + 1] = (uint32_t)(top >> 32);
    while (m->n > 0 && m->digit[m->n - 1] == 0) {
        m->n--;
    }
}

/* 64 bits from bit position on. */
static uint64_t
bits_from(const magnitude *m, int position)
{
    const uint32_t *d = m->digit + (position >> 5);
    const int shift = position & 31;
    const uint64_t low = (uint64_t)d[0] | (uint64_t)d[1] << 32;

    return shift == 0 ? low : low >> shift | (uint64_t)d[2] << (64 - shift);
}

static int
any_bit_below(const magnitude *m, int position)
{
    const int whole = position >> 5;
    uint32_t any = m->digit[whole] & (((uint32_t)1 << (position & 31)) - 1);

    for (int i = 0; i < whole; i++) {
        any |= m->digit[i];
    }
    return any != 0;
}

/* (position << 52) + mantissa is the pattern of mantissa * 2^(position - 1074) for a
 * mantissa of 53 bits, for a smaller one at position 0 (subnormal), and for 2^53 (the
 * carry of rounding up moves into the next exponent by itself). Positions stay below
 * 4096, so that one beyond the range of doubles shows as a pattern above infinity. */
static double
assemble(uint64_t mantissa, int position, int negative)
{
    uint64_t pattern = ((uint64_t)position << 52) + mantissa;
    const uint64_t infinity = UINT64_C(0x7ff) << 52;

    if (pattern > infinity) {
        pattern = infinity;
    }
    return double_from_bits(pattern | (uint64_t)negative << 63);
}

/* Nearest double, ties to even, of a magnitude that is not zero; inexact says that
 * something greater than zero lies below its last bit. */
static double
round_magnitude(const magnitude *m, int inexact)
{
    const int top = 32 * (m->n - 1) + top_bit(m->digit[m->n - 1]);
    const int floor = 32 * m->lowest;
    const int last = top - 52 > floor ? top - 52 : floor;
    uint64_t mantissa = bits_from(m, last) & (2 * HIDDEN_BIT - 1);

    if (last > 0 && (bits_from(m, last - 1) & 1) != 0) {
        mantissa += (mantissa & 1) | (uint64_t)(inexact || any_bit_below(m, last - 1));
    }
    return assemble(mantissa, last - floor, m->negative);
}

/* What a sum is that the chunks do not decide: 1 and the result, or 0. */
static int
is_decided(const int64_t *state, const magnitude *m, double *result)
{
    const int plus = state[HCT_WORD_PLUS_INFINITY] != 0;
    const int minus = state[HCT_WORD_MINUS_INFINITY] != 0;

    if (state[HCT_WORD_NAN] != 0 || (plus && minus)) {
        *result = NAN;
        return 1;
    }
    if (plus || minus) {
        *result = plus ? INFINITY : -INFINITY;
        return 1;
    }
    if (m->n == 0) {
        *result = state[HCT_WORD_SIGN_OF_ZERO] == HCT_ONLY_MINUS_ZERO ? -0.0 : 0.0;
        return 1;
    }
    return 0;
}

double
hct_exact_round(const int64_t *state)
{
    magnitude m;
    double result;

    magnitude_of(state, &m);
    return is_decided(state, &m, &result) ? result : round_magnitude(&m, 0);
}

/* Divides in place, from the highest digit down; returns the remainder. */
static uint64_t
divide(magnitude *m, uint64_t divisor)
{
    uint64_t remainder = 0;

    for (int i = m->n - 1; i >= 0; i--) {
        if (divisor <= LOW_32) {
            const uint64_t part = remainder << 32 | m->digit[i];
            m->digit[i] = (uint32_t)(part / divisor);
            remainder = part % divisor;
            continue;
        }
        uint32_t quotient = 0; /* bit by bit: remainder < divisor < 2^63 */
        for (int bit = 31; bit >= 0; bit--) {
            remainder = remainder << 1 | (m->digit[i] >> bit & 1);
            quotient <<= 1;
            if (remainder >= divisor) {
                remainder -= divisor;
                quotient |= 1;
            }
        }
        m->digit[i] = quotient;
    }
    while (m->n > 0 && m->digit[m->n - 1] == 0) {
        m->n--;
    }
    return remainder;
}

double
hct_exact_mean(const int64_t *state, int64_t count)
{
    magnitude m;
    double result;

    if (count <= 0) {
        return NAN;
    }
    magnitude_of(state, &m);
    if (is_decided(state, &m, &result)) {
        return result;
    }
    /* One digit below 2^-1074 holds the half bit of any result; what is below it is
     * in the remainder. */
    memmove(m.digit + 1, m.digit, (size_t)m.n * sizeof m.digit[0]);
    m.digit[0] = 0;
    m.n++;
    m.lowest++;
    const uint64_t remainder = divide(&m, (uint64_t)count);
    if (m.n == 0) { /* below 2^-1106: rounds to zero, with the sign of the sum */
        return m.negative ? -0.0 : 0.0;
    }
    return round_magnitude(&m, remainder != 0);
}

/* Rounds through the same digits: position counts from 2^-1074, and the lowest digit
 * stands there or above, so that no bit lies below. */
double
hct_exact_round_128(int64_t high, uint64_t low, int exponent)
{
    uint64_t h = (uint64_t)high;
    const int negative = high < 0;

    if (negative) {
        low = ~low + 1;
        h = ~h + (low == 0);
    }
    if ((h | low) == 0) {
        return 0.0;
    }
    const int position = exponent + 1074; /* of bit 0 */
    const int top = h != 0 ? 64 + top_bit(h) : top_bit(low);
    if (top <= 52) { /* exact: shift up as far as the exponent allows */
        const int up = 52 - top < position ? 52 - top : position;
        return assemble(low << up, position - up, negative);
    }
    const int cut = top - 52; /* 1 .. 75; half_and_up holds 54 bits */
    const uint64_t half_and_up =
        cut - 1 >= 64 ? h >> (cut - 65)
                      : low >> (cut - 1) | (cut > 1 ? h << (65 - cut) : 0);
    uint64_t mantissa = half_and_up >> 1;
    const uint64_t below = cut - 1 >= 64 ? low | (h & ((UINT64_C(1) << (cut - 65)) - 1))
                                         : low & ((UINT64_C(1) << (cut - 1)) - 1);

    if ((half_and_up & 1) != 0) {
        mantissa += (mantissa & 1) | (uint64_t)(below != 0);
    }
    return assemble(mantissa, position + cut, negative);
}

int
hct_exact_to_integer(const int64_t *state, int64_t *value)
{
    /* Bit 0 of an integer is bit `shift` of the first of three chunks. */
    const int last = n_chunks_of(state) - 1;
    const int first = base_of(state) - HCT_LEAST_EXPONENT / HCT_CHUNK_BITS;
    const int shift = -HCT_LEAST_EXPONENT % HCT_CHUNK_BITS;
    const int64_t *chunk = state + HCT_WORD_CHUNKS;
    const uint64_t bits = (uint64_t)chunk[first] >> shift |
                          (uint64_t)chunk[first + 1] << (HCT_CHUNK_BITS - shift) |
                          (uint64_t)chunk[first + 2] << (2 * HCT_CHUNK_BITS - shift);
    const int64_t sign = bits >> 63 != 0 ? -1 : 0;
    const int64_t fill = sign & (int64_t)LOW_32;

    /* Every bit from 63 on is the sign. */
    int fits =
        chunk[first + 2] >> (shift - 1) == fill >> (shift - 1) && chunk[last] == sign;
    for (int i = first + 3; i < last; i++) {
        fits &= chunk[i] == fill;
    }
    memcpy(value, &bits, sizeof bits);
    *value = fits ? *value : 0;
    return fits;
}
