/* Adding to the chunks of an exact state. Layout: hct/exact.h.
 *
 * Between two carries the chunks are not canonical: each is a signed 64-bit number
 * with room above its 32 bits. An accumulator counts what is pending. One addition
 * changes a chunk by less than 2^52 + 2^34, a canonical one starts below 2^32, and
 * 2047 * (2^52 + 2^34) + 2^34 < 2^63: so many additions fit before a carry.
 */
#ifndef HCT_EXACT_CHUNKS_INC_H
#define HCT_EXACT_CHUNKS_INC_H

#include <stdint.h>
#include <string.h>

#include <hct/exact.h>
#include <hct/platform.h>

#include "kernels/shared/bits.inc.h"

#define FRACTION_MASK ((UINT64_C(1) << 52) - 1)
#define HIDDEN_BIT (UINT64_C(1) << 52)
#define LOW_32 UINT64_C(0xffffffff)

enum { PENDING_LIMIT = 2047 };

typedef struct {
    int64_t *state;
    int64_t *base; /* the chunk that weighs 2^-1074 */
    int pending;   /* additions since the last carry */
} accumulator;

/* Makes the chunks canonical; in exact_state.c. */
void hct_exact_carry(int64_t *state);

/* Of a number that is not zero. */
HCT_INLINE int
trailing_zeros(uint64_t v)
{
#if defined(__GNUC__)
    return __builtin_ctzll(v);
#else
    int n = 0;
    for (; (v & 1) == 0; v >>= 1) {
        n++;
    }
    return n;
#endif
}

/* The position of the highest bit of a number that is not zero. */
HCT_INLINE int
top_bit(uint64_t v)
{
#if defined(__GNUC__)
    return 63 - __builtin_clzll(v);
#else
    int n = 0;
    for (; v >>= 1;) {
        n++;
    }
    return n;
#endif
}

/* A finite double is mantissa * 2^(position - 1074), with its sign apart. */
typedef struct {
    uint64_t mantissa;
    int position;      /* 0 .. 2045 */
    uint64_t negative; /* all bits set, or none */
} parts;

HCT_INLINE int
exponent_field(uint64_t bits)
{
    return (int)(bits >> 52 & 0x7ff);
}

HCT_INLINE parts
take_apart(uint64_t bits)
{
    const int field = exponent_field(bits);
    parts p;

    p.mantissa = (bits & FRACTION_MASK) | (field != 0 ? HIDDEN_BIT : 0);
    p.position = field != 0 ? field - 1 : 0;
    p.negative = (uint64_t)0 - (bits >> 63);
    return p;
}

HCT_INLINE accumulator
accumulator_on(int64_t *state)
{
    accumulator a = {state, state + HCT_WORD_CHUNKS, 0};
    a.base += state[HCT_WORD_KIND] >> 16 & 0xffff;
    return a;
}

HCT_INLINE void
make_room(accumulator *a)
{
    if (a->pending == PENDING_LIMIT) {
        hct_exact_carry(a->state);
        a->pending = 0;
    }
    a->pending++;
}

HCT_INLINE void
settle(accumulator *a)
{
    if (a->pending > 0) {
        hct_exact_carry(a->state);
        a->pending = 0;
    }
}

/* The two's complement of v where negative is all ones. */
HCT_INLINE int64_t
with_sign(uint64_t v, uint64_t negative)
{
    return (int64_t)((v ^ negative) - negative);
}

/* A mantissa of at most 53 bits touches two chunks: below 2^32 in the first, below
 * 2^52 in the second. */
HCT_INLINE void
add_mantissa(accumulator *a, uint64_t mantissa, int position, uint64_t negative)
{
    int64_t *chunk = a->base + (position >> 5);
    const int shift = position & 31;

    make_room(a);
    chunk[0] += with_sign(mantissa << shift & LOW_32, negative);
    chunk[1] += with_sign(mantissa >> (32 - shift), negative);
}

/* Any 64 bits touch three chunks, each by less than 2^33. */
HCT_INLINE void
add_word(accumulator *a, uint64_t word, int position, uint64_t negative)
{
    /* Positions below 2^-1074 occur in states of products; the shift rounds down. */
    int64_t *chunk = a->base + (position >> 5);
    const int shift = position & 31;
    const uint64_t low = (word & LOW_32) << shift, high = (word >> 32) << shift;

    make_room(a);
    chunk[0] += with_sign(low & LOW_32, negative);
    chunk[1] += with_sign((low >> 32) + (high & LOW_32), negative);
    chunk[2] += with_sign(high >> 32, negative);
}

HCT_INLINE void
add_signed_word(accumulator *a, int64_t word, int position)
{
    const uint64_t negative = (uint64_t)0 - (uint64_t)(word < 0);
    add_word(a, ((uint64_t)word ^ negative) - negative, position, negative);
}

/* The word that counts a term which is not finite. */
HCT_INLINE int
word_of_special(uint64_t bits)
{
    if ((bits & FRACTION_MASK) != 0) {
        return HCT_WORD_NAN;
    }
    return bits >> 63 ? HCT_WORD_MINUS_INFINITY : HCT_WORD_PLUS_INFINITY;
}

/* A term of any kind. Does not look at the sign of zeros: see hct_note_signs_of_zero. */
HCT_INLINE void
add_term(accumulator *a, double x)
{
    const uint64_t bits = double_bits(x);

    if (exponent_field(bits) == 0x7ff) {
        a->state[word_of_special(bits)]++;
        return;
    }
    const parts p = take_apart(bits);
    add_mantissa(a, p.mantissa, p.position, p.negative);
}

#endif
