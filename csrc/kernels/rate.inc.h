/* The rate itself, shared by the growth kernels and inlined into their loops. */
#ifndef HCT_RATE_INC_H
#define HCT_RATE_INC_H

#include <math.h>
#include <stddef.h>

#include <hct/growth.h>
#include <hct/platform.h>

/* Both arms are computed and one selected: no branch, so the loop vectorises. The
 * comparison is written so that a NaN base takes the arm that yields NaN anyway. */
HCT_INLINE double
rate(double x1, double x0, hct_negative_base rule)
{
    double base = rule == HCT_BASE_ABSOLUTE ? fabs(x0) : x0;
    double quotient = (x1 - x0) / base;

    if (rule == HCT_BASE_FORMULA) {
        return quotient;
    }
    return base > 0.0 ? quotient : NAN;
}

HCT_INLINE void
fill_nan(double *out, ptrdiff_t step, ptrdiff_t n)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        out[i * step] = NAN;
    }
}

#endif
