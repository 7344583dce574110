/* Rates of growth as their formulas stand, for fuzz targets. */
#ifndef GROWTH_ORACLE_H
#define GROWTH_ORACLE_H

#include <math.h>

#include <hct/growth.h>

static inline double
plain_rate(double x1, double x0, hct_negative_base rule)
{
    if (rule == HCT_BASE_FORMULA) {
        return (x1 - x0) / x0;
    }
    if (x0 > 0.0 || (rule == HCT_BASE_ABSOLUTE && x0 < 0.0)) {
        return (x1 - x0) / fabs(x0);
    }
    return NAN;
}

#endif
