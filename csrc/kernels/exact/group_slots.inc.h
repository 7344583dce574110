/* From codes to slots, a tile of rows at a time; shared by the kernels over groups. */
#ifndef HCT_GROUP_SLOTS_INC_H
#define HCT_GROUP_SLOTS_INC_H

#include <hct/group_sum.h>
#include <hct/platform.h>

/* Rows handled at a time: values, slots and limbs of a tile stay in the first cache. */
enum { TILE = 512 };

/* Slot 0 for every negative code, code + 1 for the others: with no branch, since
 * missing codes may come in any pattern. 0 if a code is too large. */
#define SLOTS_OF(type, limit_type)                                                     \
    do {                                                                               \
        const type *code = (const type *)codes.code + first;                           \
        const limit_type limit = (limit_type)codes.n_groups;                           \
        int32_t too_large = 0;                                                         \
        for (ptrdiff_t i = 0; i < n; i++) {                                            \
            const type c = code[i];                                                    \
            too_large |= c >= limit;                                                   \
            slot[i] = (int32_t)(c < 0 ? 0 : c + 1);                                    \
        }                                                                              \
        return !too_large;                                                             \
    } while (0)

HCT_INLINE int
slots_of_tile(hct_codes codes, ptrdiff_t first, ptrdiff_t n, int32_t *restrict slot)
{
    if (codes.is_64_bits) {
        SLOTS_OF(int64_t, int64_t);
    }
    SLOTS_OF(int32_t, int32_t);
}

static inline int64_t
code_of(hct_codes codes, ptrdiff_t row)
{
    return codes.is_64_bits ? ((const int64_t *)codes.code)[row]
                            : ((const int32_t *)codes.code)[row];
}

/* The first row from `first` on whose code is too large; there is one. */
static inline ptrdiff_t
first_code_too_large(hct_codes codes, ptrdiff_t first)
{
    while (code_of(codes, first) < codes.n_groups) {
        first++;
    }
    return first;
}

#endif
