/* Doubles side by side, for loops whose sums must stay in registers.
 *
 * A vector type of gcc and clang: one register of AVX2, two of SSE2 or of 64-bit Arm. Each
 * lane does what a double would do.
 */
#ifndef HCT_LANES_INC_H
#define HCT_LANES_INC_H

#include <stdint.h>
#include <string.h>

#include <hct/platform.h>

enum { LANES = 4 };
typedef double lanes __attribute__((vector_size(LANES * sizeof(double))));
typedef int64_t lane_bits __attribute__((vector_size(sizeof(lanes))));

/* Macros, since a vector of this size as an argument or a result has no settled calling
 * convention without AVX. */
#define load_lanes(from)                                                               \
    __extension__({                                                                    \
        lanes loaded;                                                                  \
        memcpy(&loaded, (from), sizeof loaded);                                        \
        loaded;                                                                        \
    })
#define store_lanes(to, value) memcpy((to), &(value), sizeof(lanes))

/* Four rows of four become four columns: even and odd places of two rows each are joined
 * first. */
#define turn_lanes(a, b, c, d)                                                         \
    do {                                                                               \
        const lanes ab_even = __builtin_shufflevector(a, b, 0, 4, 2, 6);               \
        const lanes ab_odd = __builtin_shufflevector(a, b, 1, 5, 3, 7);                \
        const lanes cd_even = __builtin_shufflevector(c, d, 0, 4, 2, 6);               \
        const lanes cd_odd = __builtin_shufflevector(c, d, 1, 5, 3, 7);                \
        (a) = __builtin_shufflevector(ab_even, cd_even, 0, 1, 4, 5);                   \
        (b) = __builtin_shufflevector(ab_odd, cd_odd, 0, 1, 4, 5);                     \
        (c) = __builtin_shufflevector(ab_even, cd_even, 2, 3, 6, 7);                   \
        (d) = __builtin_shufflevector(ab_odd, cd_odd, 2, 3, 6, 7);                     \
    } while (0)

#endif
