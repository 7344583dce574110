/* Counts and extremes by group. Contract: hct/group_sum.h. */
#include "exact_chunks.inc.h"
#include "group_slots.inc.h"

ptrdiff_t
hct_group_check(hct_codes codes, ptrdiff_t n)
{
    int32_t slot[TILE];

    for (ptrdiff_t i = 0; i < n; i += TILE) {
        if (!slots_of_tile(codes, i, n - i < TILE ? n - i : TILE, slot)) {
            return first_code_too_large(codes, i);
        }
    }
    return -1;
}

ptrdiff_t
hct_group_count(const double *x, hct_codes codes, ptrdiff_t n, int64_t *count)
{
    int32_t slot[TILE];

    for (ptrdiff_t i = 0; i < n; i += TILE) {
        const ptrdiff_t length = n - i < TILE ? n - i : TILE;

        if (!slots_of_tile(codes, i, length, slot)) {
            return first_code_too_large(codes, i);
        }
        for (ptrdiff_t j = 0; j < length; j++) {
            count[slot[j]] += x == NULL || x[i + j] == x[i + j];
        }
    }
    return -1;
}

/* Its own inverse, as it leaves the sign alone. */
HCT_INLINE int64_t
key_of_bits(int64_t bits)
{
    return bits ^ (bits >> 63 & INT64_MAX);
}

double
hct_group_value_of_key(int64_t key)
{
    return double_from_bits((uint64_t)key_of_bits(key));
}

static void
take_extremes(const int64_t *key, const int32_t *slot, ptrdiff_t n, int64_t *least,
              int64_t *greatest)
{
    for (ptrdiff_t j = 0; j < n; j++) {
        const int32_t s = slot[j];
        least[s] = key[j] < least[s] ? key[j] : least[s];
        greatest[s] = key[j] > greatest[s] ? key[j] : greatest[s];
    }
}

ptrdiff_t
hct_group_extremes(const double *x, hct_codes codes, ptrdiff_t n, int64_t *least,
                   int64_t *greatest)
{
    int64_t key[TILE];
    int32_t slot[TILE];

    for (ptrdiff_t i = 0; i < n; i += TILE) {
        const ptrdiff_t length = n - i < TILE ? n - i : TILE;

        if (!slots_of_tile(codes, i, length, slot)) {
            return first_code_too_large(codes, i);
        }
        for (ptrdiff_t j = 0; j < length; j++) {
            key[j] = key_of_bits((int64_t)double_bits(x[i + j]));
            slot[j] = x[i + j] == x[i + j] ? slot[j] : 0;
        }
        take_extremes(key, slot, length, least, greatest);
    }
    return -1;
}

ptrdiff_t
hct_group_integer_extremes(const int64_t *x, hct_codes codes, ptrdiff_t n,
                           int64_t *least, int64_t *greatest)
{
    int32_t slot[TILE];

    for (ptrdiff_t i = 0; i < n; i += TILE) {
        const ptrdiff_t length = n - i < TILE ? n - i : TILE;

        if (!slots_of_tile(codes, i, length, slot)) {
            return first_code_too_large(codes, i);
        }
        take_extremes(x + i, slot, length, least, greatest);
    }
    return -1;
}
