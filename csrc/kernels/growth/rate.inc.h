/* The rate itself, shared by the growth kernels and inlined into their loops. */
#ifndef HCT_RATE_INC_H
#define HCT_RATE_INC_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include <hct/growth.h>
#include <hct/platform.h>

#include "kernels/shared/bits.inc.h"

/* Either x or, where keep is 0 and not 1, NaN. Under trapping arithmetic gcc takes a
 * comparison of doubles for control flow and leaves the loop scalar, four times as
 * slow; masks of integers vectorise. */
HCT_INLINE double
kept(double x, uint64_t keep)
{
    const uint64_t quiet_nan = UINT64_C(0x7ff8000000000000);
    const uint64_t chosen = (double_bits(x) & -keep) | (quiet_nan & (keep - 1));

    return double_from_bits(chosen);
}

/* 0 - base has its sign bit set just where base is positive: 0 - 0 and 0 - (-0) are
 * +0. For a NaN the bit is either, and the quotient is NaN anyway. */
HCT_INLINE double
rate(double x1, double x0, hct_negative_base rule)
{
    const double base = rule == HCT_BASE_ABSOLUTE ? fabs(x0) : x0;
    const double quotient = (x1 - x0) / base;

    return rule == HCT_BASE_FORMULA ? quotient
                                    : kept(quotient, double_bits(0.0 - base) >> 63);
}

HCT_INLINE void
fill_nan(double *out, ptrdiff_t step, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        out[i * step] = NAN;
    }
}

#endif
