/* Exact sums by group. Contract: hct/group_sum.h.
 *
 * Trick. The two levels of exact_stream.c (see there for the proof) turn each value of a
 * tile into a pair of integers, multiples of 2^(window - 52) and 2^(window - 104); then
 * the pair is added to the limbs of its group. Exactness of the pairs is tested once for
 * a tile; a tile that fails is taken apart row by row, in integers.
 *
 * Limbs. Before a tile they lie in [-2^62, 2^62). One term changes a limb by at most
 * 2^52, and the 512 of a tile by 2^61, so that none wraps. Adding 2^62 to a limb shows
 * by the sign bit whether it has left its range; the bits of a tile are collected, and
 * in the rare case its limbs are carried. There is no bound on the rows of a group.
 */
#include <hct/group_sum.h>

#include "exact_chunks.inc.h"
#include "group_slots.inc.h"

enum { LIMB_BITS = HCT_LIMB_BITS };
#define LIMB_MASK (((int64_t)1 << LIMB_BITS) - 1)

/* An exponent with which no integer but zero fits any window. */
enum { OUTSIDE = 1 << 14 };

/* Limbs beyond this much memory are fetched ahead of use. */
enum { FETCH_AHEAD = 48, FETCH_FROM_BYTES = 1 << 20 };

/* ---- pairs --------------------------------------------------------------------------*/

/* The pairs of a tile by levels; 0 if some value does not fit. */
HCT_INLINE int
pairs_by_levels(const double *x, ptrdiff_t n, int window, int64_t *restrict pair)
{
    const uint64_t upper = (uint64_t)(window + 1023) << 52 | UINT64_C(1) << 51;
    const uint64_t lower = (uint64_t)(window - 52 + 1023) << 52 | UINT64_C(1) << 51;
    const double upper_magic = double_from_bits(upper);
    const double lower_magic = double_from_bits(lower);
    uint64_t range = 0, rest = 0;

    for (ptrdiff_t i = 0; i < n; i++) {
        const double t = x[i] + upper_magic;
        const double r = x[i] - (t - upper_magic);
        const double u = r + lower_magic;

        pair[2 * i] = (int64_t)(double_bits(t) - upper);
        pair[2 * i + 1] = (int64_t)(double_bits(u) - lower);
        range |= double_bits(t) ^ upper;
        rest |= double_bits(r - (u - lower_magic));
    }
    return range >> 52 == 0 && rest << 1 == 0;
}

/* magnitude 2^shift as a pair, where shift counts from the unit of the low limb; 0 if
 * it is no multiple of the unit, or 2^103 units or more. */
HCT_INLINE int
pair_of(uint64_t magnitude, int shift, uint64_t negative, int64_t *pair)
{
    pair[0] = pair[1] = 0;
    if (magnitude == 0) {
        return 1;
    }
    const int zeros = trailing_zeros(magnitude);
    if (shift + zeros < 0 || shift + top_bit(magnitude) > 102) {
        return 0;
    }
    magnitude >>= zeros;
    shift += zeros;
    const uint64_t low = shift < LIMB_BITS ? magnitude << shift & LIMB_MASK : 0;
    const uint64_t high = shift < LIMB_BITS ? magnitude >> (LIMB_BITS - shift)
                                            : magnitude << (shift - LIMB_BITS);
    pair[0] = with_sign(high, negative);
    pair[1] = with_sign(low, negative);
    return 1;
}

HCT_INLINE int
pair_of_double(double x, int window, int64_t *pair)
{
    const uint64_t bits = double_bits(x);

    if (exponent_field(bits) == 0x7ff) {
        pair[0] = pair[1] = 0;
        return 0;
    }
    const parts p = take_apart(bits);
    return pair_of(p.mantissa, p.position - 1074 - (window - 104), p.negative, pair);
}

static void
hand_back(hct_group_rest *rest, ptrdiff_t row, int32_t slot)
{
    if (slot != 0) {
        rest->row[rest->n_rows++] = row;
    }
}

/* ---- limbs --------------------------------------------------------------------------*/

static void
carry(int64_t *limbs, int64_t slot, hct_group_rest *rest)
{
    limbs[0] += limbs[1] >> LIMB_BITS;
    limbs[1] &= LIMB_MASK;
    if (limbs[0] > INT64_C(1) << 61 || limbs[0] < -(INT64_C(1) << 61)) {
        rest->spill[2 * rest->n_spills] = slot;
        rest->spill[2 * rest->n_spills + 1] = limbs[0];
        rest->n_spills++;
        limbs[0] = 0;
    }
}

HCT_INLINE void
fetch(const void *address)
{
#if defined(__GNUC__)
    __builtin_prefetch(address, 1);
#else
    (void)address;
#endif
}

/* Both limbs of a total in one register: gcc does not find this by itself. */
#if defined(__GNUC__)
typedef uint64_t both_limbs __attribute__((vector_size(16)));

HCT_INLINE both_limbs
plus(both_limbs a, both_limbs b)
{
    return a + b;
}

HCT_INLINE both_limbs
bits_of_either(both_limbs a, both_limbs b)
{
    return a | b;
}

HCT_INLINE int
has_sign(both_limbs a)
{
    return (a[0] | a[1]) >> 63 != 0;
}
#else
typedef struct {
    uint64_t high, low;
} both_limbs;

HCT_INLINE both_limbs
plus(both_limbs a, both_limbs b)
{
    const both_limbs sum = {a.high + b.high, a.low + b.low};
    return sum;
}

HCT_INLINE both_limbs
bits_of_either(both_limbs a, both_limbs b)
{
    const both_limbs bits = {a.high | b.high, a.low | b.low};
    return bits;
}

HCT_INLINE int
has_sign(both_limbs a)
{
    return (a.high | a.low) >> 63 != 0;
}
#endif

HCT_INLINE both_limbs
load(const int64_t *limbs)
{
    both_limbs both;
    memcpy(&both, limbs, sizeof both);
    return both;
}

/* The sign bits of the result are set where a limb has left [-2^62, 2^62). */
HCT_INLINE both_limbs
out_of_range(both_limbs limbs)
{
    const both_limbs bias = {UINT64_C(1) << 62, UINT64_C(1) << 62};
    return plus(limbs, bias);
}

HCT_INLINE both_limbs
add_row(const int64_t *pair, int64_t *total)
{
    const both_limbs sum = plus(load(total), load(pair));

    memcpy(total, &sum, sizeof sum);
    return out_of_range(sum);
}

/* The rows of the next tile: fetched while the limbs of this one are waited for. */
typedef struct {
    const char *x, *code;
    ptrdiff_t code_bytes; /* of 8 codes */
} upcoming;

HCT_INLINE void
add_pairs(const int64_t *pair, const int32_t *slot, ptrdiff_t n, int64_t *limbs,
          const int ahead, upcoming next, hct_group_rest *rest)
{
    both_limbs left = {0, 0};
    ptrdiff_t i = 0;

    for (ptrdiff_t j = 0; ahead && j < n && j < FETCH_AHEAD; j++) {
        fetch(limbs + 2 * (ptrdiff_t)slot[j]);
    }
    for (; i + 8 <= n; i += 8) {
        fetch(next.x + 8 * i);
        fetch(next.code + i / 8 * next.code_bytes);
        for (ptrdiff_t j = i; j < i + 8; j++) {
            if (ahead && j + FETCH_AHEAD < n) {
                fetch(limbs + 2 * (ptrdiff_t)slot[j + FETCH_AHEAD]);
            }
            left = bits_of_either(
                left, add_row(pair + 2 * j, limbs + 2 * (ptrdiff_t)slot[j]));
        }
    }
    for (; i < n; i++) {
        left =
            bits_of_either(left, add_row(pair + 2 * i, limbs + 2 * (ptrdiff_t)slot[i]));
    }
    for (i = 0; has_sign(left) && i < n; i++) {
        int64_t *total = limbs + 2 * (ptrdiff_t)slot[i];

        if (has_sign(out_of_range(load(total)))) {
            carry(total, slot[i], rest);
        }
    }
}

HCT_INLINE void
add_tile(const int64_t *pair, const int32_t *slot, ptrdiff_t n, int64_t n_groups,
         int64_t *limbs, upcoming next, hct_group_rest *rest)
{
    if (n_groups > FETCH_FROM_BYTES / 16) {
        add_pairs(pair, slot, n, limbs, 1, next, rest);
    }
    else {
        add_pairs(pair, slot, n, limbs, 0, next, rest);
    }
}

/* ---- kernels ------------------------------------------------------------------------*/

HCT_INLINE upcoming
after_tile(const void *values, hct_codes codes, ptrdiff_t first, ptrdiff_t n)
{
    const ptrdiff_t size = codes.is_64_bits ? 8 : 4;
    const ptrdiff_t next = first + 2 * TILE <= n ? first + TILE : first;
    const upcoming rows = {(const char *)values + 8 * next,
                           (const char *)codes.code + size * next, 8 * size};
    return rows;
}

HCT_INLINE ptrdiff_t
group_add(const double *x, hct_codes codes, ptrdiff_t n, int window, int64_t *limbs,
          hct_group_rest *rest)
{
    int64_t pair[2 * TILE];
    int32_t slot[TILE];
    const int levels = window >= HCT_LEAST_LEVEL_WINDOW &&
                       window <= HCT_GREATEST_LEVEL_WINDOW &&
                       hct_exact_environment_is_default();

    rest->n_rows = rest->n_spills = 0;
    for (ptrdiff_t i = 0; i < n; i += TILE) {
        const ptrdiff_t length = n - i < TILE ? n - i : TILE;

        if (!slots_of_tile(codes, i, length, slot)) {
            return first_code_too_large(codes, i);
        }
        if (!levels || !pairs_by_levels(x + i, length, window, pair)) {
            for (ptrdiff_t j = 0; j < length; j++) {
                if (!pair_of_double(x[i + j], window, pair + 2 * j)) {
                    hand_back(rest, i + j, slot[j]);
                }
            }
        }
        add_tile(pair, slot, length, codes.n_groups, limbs, after_tile(x, codes, i, n),
                 rest);
    }
    return -1;
}

ptrdiff_t
hct_group_add(const double *x, hct_codes codes, ptrdiff_t n, int window, int64_t *limbs,
              hct_group_rest *rest)
{
    return group_add(x, codes, n, window, limbs, rest);
}

HCT_TARGET_AVX2 ptrdiff_t
hct_group_add_avx2(const double *x, hct_codes codes, ptrdiff_t n, int window,
                   int64_t *limbs, hct_group_rest *rest)
{
    return group_add(x, codes, n, window, limbs, rest);
}

ptrdiff_t
hct_group_add_integers(const int64_t *m, const int64_t *exponent, hct_codes codes,
                       ptrdiff_t n, int window, int64_t *limbs, hct_group_rest *rest)
{
    int64_t pair[2 * TILE];
    int32_t slot[TILE];

    rest->n_rows = rest->n_spills = 0;
    for (ptrdiff_t i = 0; i < n; i += TILE) {
        const ptrdiff_t length = n - i < TILE ? n - i : TILE;

        if (!slots_of_tile(codes, i, length, slot)) {
            return first_code_too_large(codes, i);
        }
        for (ptrdiff_t j = 0; j < length; j++) {
            const uint64_t negative = (uint64_t)0 - (uint64_t)(m[i + j] < 0);
            const uint64_t magnitude = ((uint64_t)m[i + j] ^ negative) - negative;
            const int64_t given = exponent != NULL ? exponent[i + j] : 0;
            const int e = given < -OUTSIDE  ? -OUTSIDE
                          : given > OUTSIDE ? OUTSIDE
                                            : (int)given;

            if (!pair_of(magnitude, e - (window - 104), negative, pair + 2 * j)) {
                hand_back(rest, i + j, slot[j]);
            }
        }
        add_tile(pair, slot, length, codes.n_groups, limbs, after_tile(m, codes, i, n),
                 rest);
    }
    return -1;
}

void
hct_group_add_spills(int64_t *limbs, const int64_t *spill, ptrdiff_t n_spills)
{
    for (ptrdiff_t i = 0; i < n_spills; i++) {
        int64_t *total = limbs + 2 * spill[2 * i];
        const int64_t amount = spill[2 * i + 1];

        total[0] += amount >> LIMB_BITS;
        total[1] += amount & LIMB_MASK;
        total[0] += total[1] >> LIMB_BITS;
        total[1] &= LIMB_MASK;
    }
}

static void
merge_slot(int64_t *limbs, int64_t slot, const int64_t *added, hct_group_rest *rest)
{
    int64_t *total = limbs + 2 * slot;

    carry(total, slot, rest); /* now within 2^61: the other, within 2^62, fits */
    total[0] += added[0];
    total[1] += added[1];
    carry(total, slot, rest);
}

void
hct_group_merge(int64_t *limbs, const int64_t *other, ptrdiff_t n_slots,
                hct_group_rest *rest)
{
    rest->n_rows = rest->n_spills = 0;
    for (ptrdiff_t slot = 0; slot < n_slots; slot++) {
        merge_slot(limbs, slot, other + 2 * slot, rest);
    }
}

void
hct_group_merge_at(int64_t *limbs, const int64_t *other, const int64_t *slot,
                   ptrdiff_t n_other, hct_group_rest *rest)
{
    rest->n_rows = rest->n_spills = 0;
    for (ptrdiff_t i = 0; i < n_other; i++) {
        if (slot[i] >= 0) {
            merge_slot(limbs, slot[i], other + 2 * i, rest);
        }
    }
}

/* ---- results ------------------------------------------------------------------------*/

double
hct_group_round(const int64_t *limbs, int window)
{
    /* high 2^52 + low in 128 bits: high is at most 2^63, so nothing is lost. */
    const uint64_t low = (uint64_t)limbs[0] << LIMB_BITS;
    const int64_t high = limbs[0] >> (64 - LIMB_BITS);
    const uint64_t sum = low + (uint64_t)limbs[1];
    const int64_t sign_of_low = limbs[1] < 0 ? -1 : 0;

    return hct_exact_round_128(high + sign_of_low + (sum < low), sum, window - 104);
}

void
hct_group_to_state(const int64_t *limbs, int window, int64_t *state)
{
    accumulator a = accumulator_on(state);
    const int position = window - 104 + 1074;

    state[HCT_WORD_SIGN_OF_ZERO] = HCT_OTHER_TERMS;
    add_signed_word(&a, limbs[0], position + LIMB_BITS);
    add_signed_word(&a, limbs[1], position);
    settle(&a);
}

int
hct_group_to_integer(const int64_t *limbs, int64_t *value)
{
    const int64_t high = limbs[0] + (limbs[1] >> LIMB_BITS);
    const int64_t limit = INT64_C(1) << (63 - LIMB_BITS);
    const int fits = high >= -limit && high < limit;

    *value = fits ? high * (LIMB_MASK + 1) + (limbs[1] & LIMB_MASK) : 0;
    return fits;
}

void
hct_group_from_digits(const int64_t *digits, int64_t *limbs)
{
    /* The lower 20 bits of the second digit fill the low limb: 32 + 20 = 52. */
    const int64_t lower = digits[1] & 0xfffff;

    limbs[0] = (digits[1] >> 20) + digits[2] * (1 << 12);
    limbs[1] = digits[0] + lower * (INT64_C(1) << 32);
}
