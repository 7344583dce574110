/* Doubles side by side, for loops whose sums must stay in registers.
 *
 * A vector type of gcc and clang: one register of AVX2, two of SSE2 or of 64-bit Arm. Each
 * lane does what a double would do.
 */
#ifndef HCT_LANES_INC_H
#define HCT_LANES_INC_H

#include <string.h>

#include <hct/platform.h>

enum { LANES = 4 };
typedef double lanes __attribute__((vector_size(LANES * sizeof(double))));

/* Macros, since a vector of this size as an argument or a result has no settled calling
 * convention without AVX. */
#define load_lanes(from)                                                               \
    __extension__({                                                                    \
        lanes loaded;                                                                  \
        memcpy(&loaded, (from), sizeof loaded);                                        \
        loaded;                                                                        \
    })
#define store_lanes(to, value) memcpy((to), &(value), sizeof(lanes))

#endif
