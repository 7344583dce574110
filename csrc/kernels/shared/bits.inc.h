/* A double as its bit pattern, and back. */
#ifndef HCT_BITS_INC_H
#define HCT_BITS_INC_H

#include <stdint.h>
#include <string.h>

#include <hct/platform.h>

HCT_INLINE uint64_t
double_bits(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

HCT_INLINE double
double_from_bits(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

#endif
