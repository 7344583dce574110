/* What the kernels of parts share: rows of panels, and the weights with which a mean of
 * any order is an arithmetic, or a geometric, one. */
#ifndef HCT_PARTS_INC_H
#define HCT_PARTS_INC_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>

#include <hct/platform.h>
#include <hct/tree_parts.h>

#include "kernels/shared/bits.inc.h"
#include "kernels/trees/logarithmic.inc.h"

enum { BLOCK = HCT_PARTS_BLOCK };

/* Masks of all bits or none: gcc takes comparisons of doubles for control flow. */
HCT_INLINE uint64_t
mask_of_nan(double x)
{
    const uint64_t infinity = UINT64_C(0x7ff0000000000000);
    return 0 - ((infinity - (double_bits(x) << 1 >> 1)) >> 63);
}

HCT_INLINE uint64_t
mask_of_nonzero(double x)
{
    return 0 - ((0 - (double_bits(x) << 1 >> 1)) >> 63);
}

HCT_INLINE double
masked(double x, uint64_t mask)
{
    return double_from_bits(double_bits(x) & mask);
}

HCT_INLINE double
zero_if_nan(double x)
{
    return masked(x, ~mask_of_nan(x));
}

/* x, or NaN where the mask is set. */
HCT_INLINE double
nan_where(uint64_t mask, double x)
{
    return double_from_bits(double_bits(x) | mask);
}

/* A row of a panel over n periods from `first` on: as it stands, or put side by side. */
HCT_INLINE const double *
row_of(const double *panel, hct_strides by, ptrdiff_t row, ptrdiff_t first, ptrdiff_t n,
       double *restrict buffer)
{
    const double *from = panel + row * by.series_stride + first * by.period_stride;

    if (by.period_stride == 1) {
        return from;
    }
    if (by.period_stride == 0) {
        const double value = *from;
        for (ptrdiff_t t = 0; t < n; t++) {
            buffer[t] = value;
        }
        return buffer;
    }
    for (ptrdiff_t t = 0; t < n; t++) {
        buffer[t] = from[t * by.period_stride];
    }
    return buffer;
}

/* The same of a panel that is written: what is changed in a buffer is put back. */
HCT_INLINE double *
own_row(double *panel, hct_strides by, ptrdiff_t row, ptrdiff_t first, ptrdiff_t n,
        double *restrict buffer)
{
    return (double *)row_of(panel, by, row, first, n, buffer);
}

/* Where a row that is written anew may be made: in its place, or in a buffer. */
HCT_INLINE double *
new_row(double *panel, hct_strides by, ptrdiff_t row, ptrdiff_t first,
        double *restrict buffer)
{
    return by.period_stride == 1 ? panel + row * by.series_stride + first : buffer;
}

HCT_INLINE void
put_back(double *panel, hct_strides by, ptrdiff_t row, ptrdiff_t first, ptrdiff_t n,
         const double *own)
{
    double *to = panel + row * by.series_stride + first * by.period_stride;

    for (ptrdiff_t t = 0; own != to && t < n; t++) {
        to[t * by.period_stride] = own[t];
    }
}

/* Levels moved by the relative of their parent; what is zero stays zero, even where the
 * parent rose from zero. */
HCT_INLINE void
move(const double *before, const double *relative, ptrdiff_t n, double *restrict moved)
{
    for (ptrdiff_t t = 0; t < n; t++) {
        moved[t] = masked(before[t] * relative[t], mask_of_nonzero(before[t]));
    }
}

/* (u**r - v**r) / r (u - v), by functions that keep the digits of near values. */
static double
difference_of_powers(double order, double u, double v)
{
    const double low = u < v ? u : v, high = u < v ? v : u, gap = high - low;

    if (isnan(u) || isnan(v)) {
        return NAN;
    }
    if (high <= 0.0 || low < 0.0 || (low == 0.0 && order <= 0.0)) {
        return 0.0;
    }
    if (low == 0.0) {
        return pow(high, order - 1.0) / order;
    }
    if (gap == 0.0) {
        return pow(low, order - 1.0);
    }
    return pow(low, order) * expm1(order * log1p(gap / low)) / (order * gap);
}

/* w F(u, v) of hct/tree_parts.h for order -1, which is w / (u v); 0 where that has none. */
HCT_INLINE double
harmonic_part(double weight, double u, double v)
{
    return masked(weight / u / v, mask_of_nonzero(u) & mask_of_nonzero(v));
}

/* The weights with which a mean of an order is an arithmetic one: w F(after, moved). */
HCT_INLINE void
arithmetic_parts(double order, const double *weight, const double *after,
                 const double *moved, ptrdiff_t n, double *restrict part)
{
    if (order == 1.0) {
        for (ptrdiff_t t = 0; t < n; t++) {
            part[t] =
                nan_where(mask_of_nan(after[t]) | mask_of_nan(moved[t]), weight[t]);
        }
    }
    else if (order == 0.0) {
        inverse_logarithmic_means(after, moved, n, part);
        for (ptrdiff_t t = 0; t < n; t++) {
            part[t] *= weight[t];
        }
    }
    else if (order == -1.0) {
        for (ptrdiff_t t = 0; t < n; t++) {
            part[t] = harmonic_part(weight[t], after[t], moved[t]);
        }
    }
    else {
        for (ptrdiff_t t = 0; t < n; t++) {
            part[t] = weight[t] * difference_of_powers(order, after[t], moved[t]);
        }
    }
}

/* The weights with which it is a geometric one: w F(after, moved) L(after, moved). */
HCT_INLINE void
geometric_parts(double order, const double *weight, const double *after,
                const double *moved, ptrdiff_t n, double *restrict part)
{
    if (order == 0.0) {
        for (ptrdiff_t t = 0; t < n; t++) {
            part[t] =
                nan_where(mask_of_nan(after[t]) | mask_of_nan(moved[t]), weight[t]);
        }
        return;
    }
    if (order == -1.0) {
        means_over_products(after, moved, n, part);
    }
    else {
        logarithmic_means(after, moved, n, part);
    }
    for (ptrdiff_t t = 0; order != 1.0 && order != -1.0 && t < n; t++) {
        part[t] *= difference_of_powers(order, after[t], moved[t]);
    }
    for (ptrdiff_t t = 0; t < n; t++) {
        part[t] *= weight[t];
    }
}

HCT_INLINE ptrdiff_t
smaller(ptrdiff_t a, ptrdiff_t b)
{
    return a < b ? a : b;
}

#endif
