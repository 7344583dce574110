/* The rate itself, shared by the growth kernels and inlined into their loops. */
#ifndef HCT_RATE_INC_H
#define HCT_RATE_INC_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include <hct/growth.h>
#include <hct/platform.h>

#include "kernels/shared/bits.inc.h"
#include "kernels/shared/lanes.inc.h"

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

/* The same of lanes, whose comparisons are masks anyway. */
HCT_INLINE void
rate_lanes(const lanes *x1, const lanes *x0, hct_negative_base rule, lanes *out)
{
    const lanes nan = {NAN, NAN, NAN, NAN}, zero = {0.0};
    const lane_bits size = (lane_bits){-1, -1, -1, -1} & INT64_MAX;
    const lanes base = rule == HCT_BASE_ABSOLUTE ? (lanes)((lane_bits)*x0 & size) : *x0;
    const lanes quotient = (*x1 - *x0) / base;
    const lane_bits keep = base > zero;

    *out = rule == HCT_BASE_FORMULA
               ? quotient
               : (lanes)(((lane_bits)quotient & keep) | ((lane_bits)nan & ~keep));
}

HCT_INLINE void
fill_nan(double *out, ptrdiff_t step, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        out[i * step] = NAN;
    }
}

#endif
