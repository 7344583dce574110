/* Logarithmic means, L(u, v) = (u - v) / log(u / v), of rows of values.
 *
 * With z = (u - v) / (u + v) the logarithm is 2 atanh(z), so that L is half the sum of u
 * and v times z / atanh(z): a function of z * z that is smooth where u and v are equal,
 * and keeps its digits there. For values of which neither is more than twice the other,
 * that is z * z up to 1/9, it is a polynomial. Others are few, and taken one by one.
 *
 * The polynomials interpolate (f(w) - 1) / w at the ten Chebyshev nodes of [0, 1/9]; with
 * coefficients in double they err by less than 2**-56.
 */
#ifndef HCT_LOGARITHMIC_INC_H
#define HCT_LOGARITHMIC_INC_H

#include <math.h>
#include <stddef.h>

#include <hct/platform.h>

#include "kernels/shared/bits.inc.h"

/* atanh(z) / z, and one over it, of w = z * z. */
HCT_INLINE double
atanh_quotient(double w)
{
    double p = 0x1.4b0a26c5f2aefp-4;
    p = p * w + 0x1.687a6e7c95176p-5;
    p = p * w + 0x1.eb905e8575054p-5;
    p = p * w + 0x1.10ac75dc602b1p-4;
    p = p * w + 0x1.3b18b294bebf9p-4;
    p = p * w + 0x1.745cf0b0e03bdp-4;
    p = p * w + 0x1.c71c727143318p-4;
    p = p * w + 0x1.24924923d44c6p-3;
    p = p * w + 0x1.999999999a3ddp-3;
    p = p * w + 0x1.5555555555555p-2;
    return 1.0 + p * w;
}

HCT_INLINE double
quotient_atanh(double w)
{
    double p = -0x1.c06a40cb9b162p-7;
    p = p * w - 0x1.09882d25093fap-7;
    p = p * w - 0x1.75749da89641dp-7;
    p = p * w - 0x1.b9f1f05c07eb5p-7;
    p = p * w - 0x1.130f5d410921fp-6;
    p = p * w - 0x1.651e52ebc73c3p-6;
    p = p * w - 0x1.eeb2d4dae3c90p-6;
    p = p * w - 0x1.7d6d2c279be11p-5;
    p = p * w - 0x1.6c16c16c16f70p-4;
    p = p * w - 0x1.5555555555555p-2;
    return 1.0 + p * w;
}

/* 1 where w, a square or NaN, is above 1/9 or no number: a sign of a difference of bit
 * patterns, since gcc takes comparisons of doubles for control flow. */
HCT_INLINE uint64_t
is_far(double w)
{
    return (double_bits(1.0 / 9.0) - (double_bits(w) << 1 >> 1)) >> 63;
}

/* The mean of two values that are far apart, or so small or large that sums and quotients
 * would lose digits. 0 if either is not positive. */
static double
logarithmic_mean_of(double u, double v)
{
    const double low = u < v ? u : v, high = u < v ? v : u;
    int exponent, lower = 0;

    if (isnan(u) || isnan(v) || isinf(high)) {
        return NAN;
    }
    if (low <= 0.0) {
        return 0.0;
    }
    const double of_high = frexp(high, &exponent), near_high = ldexp(low, -exponent);
    const int alike = near_high >= 0.5 * of_high;
    const double of_low = alike ? near_high : frexp(low, &lower);
    const double z = (of_high - of_low) / (of_high + of_low);

    if (alike) {
        return ldexp(0.5 * (of_high + of_low) * quotient_atanh(z * z), exponent);
    }
    const double ln2 = 0x1.62e42fefa39efp-1;
    const double log = (exponent - lower) * ln2 + 2.0 * z * atanh_quotient(z * z);
    return (high - low) / log;
}

/* Halves, so that no sum overflows. */
HCT_INLINE double
square_between(double u, double v, double *half_sum)
{
    const double half_u = 0.5 * u, half_v = 0.5 * v;
    *half_sum = half_u + half_v;
    const double z = (half_u - half_v) / *half_sum;
    return z * z;
}

HCT_INLINE void
logarithmic_means(const double *restrict u, const double *restrict v, ptrdiff_t n,
                  double *restrict mean)
{
    uint64_t any_far = 0;

    for (ptrdiff_t t = 0; t < n; t++) {
        double half_sum;
        const double w = square_between(u[t], v[t], &half_sum);
        mean[t] = half_sum * quotient_atanh(w);
        any_far |= is_far(w);
    }
    for (ptrdiff_t t = 0; any_far && t < n; t++) {
        double half_sum;
        if (is_far(square_between(u[t], v[t], &half_sum))) {
            mean[t] = logarithmic_mean_of(u[t], v[t]);
        }
    }
}

/* One over the means; 0 for what has none to give. */
HCT_INLINE void
inverse_logarithmic_means(const double *restrict u, const double *restrict v,
                          ptrdiff_t n, double *restrict inverse)
{
    uint64_t any_far = 0;

    for (ptrdiff_t t = 0; t < n; t++) {
        const double half_u = 0.5 * u[t], half_v = 0.5 * v[t];
        const double one_over = 1.0 / (half_u + half_v);
        const double z = (half_u - half_v) * one_over;
        inverse[t] = one_over * atanh_quotient(z * z);
        any_far |= is_far(z * z);
    }
    for (ptrdiff_t t = 0; any_far && t < n; t++) {
        const double half_u = 0.5 * u[t], half_v = 0.5 * v[t];
        const double z = (half_u - half_v) * (1.0 / (half_u + half_v));
        if (is_far(z * z)) {
            const double mean = logarithmic_mean_of(u[t], v[t]);
            inverse[t] = mean == 0.0 ? 0.0 : 1.0 / mean;
        }
    }
}

/* 1 where a product is not positive, or so small or large that one over it is no ordinary
 * number. */
HCT_INLINE uint64_t
is_extreme(double product)
{
    const uint64_t bits = double_bits(product);
    return ((bits - double_bits(0x1p-1000)) | (double_bits(0x1p1000) - bits)) >> 63;
}

/* L(u, v) / (u v), with one division; `far` is set where that cannot be. */
HCT_INLINE double
mean_over_product(double u, double v, uint64_t *far)
{
    const double half_u = 0.5 * u, half_v = 0.5 * v, half_sum = half_u + half_v;
    const double one_over = 1.0 / (u * v * half_sum);
    const double z = (half_u - half_v) * (u * v * one_over), w = z * z;

    *far = is_far(w) | is_extreme(u * v * half_sum);
    return half_sum * (half_sum * one_over) * quotient_atanh(w);
}

/* The means over the products; 0 for what has none to give. */
HCT_INLINE void
means_over_products(const double *restrict u, const double *restrict v, ptrdiff_t n,
                    double *restrict quotient)
{
    uint64_t any_far = 0, far;

    for (ptrdiff_t t = 0; t < n; t++) {
        quotient[t] = mean_over_product(u[t], v[t], &far);
        any_far |= far;
    }
    for (ptrdiff_t t = 0; any_far && t < n; t++) {
        mean_over_product(u[t], v[t], &far);
        if (far) {
            const double mean = logarithmic_mean_of(u[t], v[t]);
            quotient[t] = mean == 0.0 ? 0.0 : mean / u[t] / v[t];
        }
    }
}

#endif
