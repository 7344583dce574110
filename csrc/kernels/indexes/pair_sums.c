/* Contract: hct/pair_sums.h. */
#include <hct/pair_sums.h>

#include "kernels/shared/lanes.inc.h"

enum { BLOCK = 256, SUMS = 4, STEP = 2 * LANES };

/* A sum and what rounding has taken from it. */
typedef struct {
    double sum, lost;
} kept_sum;

HCT_INLINE void
add_kept(kept_sum *total, double x)
{
    const double sum = total->sum + x;
    const double there = sum - total->sum;

    total->lost += (total->sum - (sum - there)) + (x - there);
    total->sum = sum;
}

/* The lost part of a sum that is infinite or missing is no number. */
HCT_INLINE double
rounded(const kept_sum *total)
{
    return total->lost == total->lost ? total->sum + total->lost : total->sum;
}

/* A macro for the reason that those of lanes.inc.h are. */
#define across(x) (((x)[0] + (x)[2]) + ((x)[1] + (x)[3]))

/* All ones in the lanes of which a comparison holds. */
typedef __typeof__((lanes){0.0} > (lanes){0.0}) mask;

HCT_INLINE hct_pair_sums
pair_sums(ptrdiff_t n, const double *p0, const double *p1, const double *q0,
          const double *q1)
{
    kept_sum total[SUMS] = {{0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}};
    const lanes zero = {0.0, 0.0, 0.0, 0.0};
    mask price = zero == zero, quantity = price;
    ptrdiff_t i = 0;

    while (n - i >= STEP) {
        const ptrdiff_t end = n - i < BLOCK ? i + (n - i) / STEP * STEP : i + BLOCK;
        lanes sum[SUMS][2] = {{zero, zero}, {zero, zero}, {zero, zero}, {zero, zero}};

        for (; i < end; i += STEP) {
            for (int half = 0; half < 2; half++) {
                const ptrdiff_t at = i + half * LANES;
                const lanes a0 = load_lanes(p0 + at), a1 = load_lanes(p1 + at);
                const lanes b0 = load_lanes(q0 + at), b1 = load_lanes(q1 + at);

                sum[0][half] += a0 * b0;
                sum[1][half] += a1 * b0;
                sum[2][half] += a0 * b1;
                sum[3][half] += a1 * b1;
                price &= (a0 > zero) & (a1 > zero);
                quantity &= (b0 > zero) & (b1 > zero);
            }
        }
        for (int k = 0; k < SUMS; k++) {
            add_kept(&total[k], across(sum[k][0] + sum[k][1]));
        }
    }

    hct_pair_sums out = {0.0, 0.0, 0.0, 0.0, 1, 1};
    for (int lane = 0; lane < LANES; lane++) {
        out.prices_positive &= price[lane] != 0;
        out.quantities_positive &= quantity[lane] != 0;
    }
    for (; i < n; i++) {
        add_kept(&total[0], p0[i] * q0[i]);
        add_kept(&total[1], p1[i] * q0[i]);
        add_kept(&total[2], p0[i] * q1[i]);
        add_kept(&total[3], p1[i] * q1[i]);
        out.prices_positive &= p0[i] > 0.0 && p1[i] > 0.0;
        out.quantities_positive &= q0[i] > 0.0 && q1[i] > 0.0;
    }
    out.p0q0 = rounded(&total[0]);
    out.p1q0 = rounded(&total[1]);
    out.p0q1 = rounded(&total[2]);
    out.p1q1 = rounded(&total[3]);
    return out;
}

hct_pair_sums
hct_pair_sums_of(ptrdiff_t n, const double *p0, const double *p1, const double *q0,
                 const double *q1)
{
    return pair_sums(n, p0, p1, q0, q1);
}

HCT_TARGET_AVX2 hct_pair_sums
hct_pair_sums_of_avx2(ptrdiff_t n, const double *p0, const double *p1, const double *q0,
                      const double *q1)
{
    return pair_sums(n, p0, p1, q0, q1);
}
