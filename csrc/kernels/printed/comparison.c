/* Comparisons of two or three figures. Contract: hct/comparison.h. */
#include <hct/comparison.h>

#include <math.h>

#include "kernels/growth/rate.inc.h"

void
hct_difference(ptrdiff_t n, const double *a, ptrdiff_t a_step, const double *b,
               ptrdiff_t b_step, double *out, ptrdiff_t out_step)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        out[i * out_step] = a[i * a_step] - b[i * b_step];
    }
}

void
hct_ratio(ptrdiff_t n, const double *a, ptrdiff_t a_step, const double *b,
          ptrdiff_t b_step, double *out, ptrdiff_t out_step)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        out[i * out_step] = a[i * a_step] / b[i * b_step];
    }
}

void
hct_additive_contribution(ptrdiff_t n, const double *share, ptrdiff_t share_step,
                          const double *growth, ptrdiff_t growth_step, double *out,
                          ptrdiff_t out_step)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        out[i * out_step] = share[i * share_step] * growth[i * growth_step];
    }
}

void
hct_implied_base(ptrdiff_t n, const double *current, ptrdiff_t current_step,
                 const double *growth, ptrdiff_t growth_step, double *out,
                 ptrdiff_t out_step)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        out[i * out_step] = current[i * current_step] / (1.0 + growth[i * growth_step]);
    }
}

void
hct_implied_increase(ptrdiff_t n, const double *current, ptrdiff_t current_step,
                     const double *growth, ptrdiff_t growth_step, double *out,
                     ptrdiff_t out_step)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        const double g = growth[i * growth_step];

        out[i * out_step] = current[i * current_step] * (g / (1.0 + g));
    }
}

static inline double
stacked(double first, double second)
{
    return (first + second) + first * second;
}

void
hct_stacked_growth(ptrdiff_t n, const double *first, ptrdiff_t first_step,
                   const double *second, ptrdiff_t second_step, double *out,
                   ptrdiff_t out_step)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        out[i * out_step] = stacked(first[i * first_step], second[i * second_step]);
    }
}

void
hct_average_growth(ptrdiff_t n, const double *first, ptrdiff_t first_step,
                   const double *second, ptrdiff_t second_step, double *out,
                   ptrdiff_t out_step)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        const double s = stacked(first[i * first_step], second[i * second_step]);

        /* (sqrt(1 + s) - 1) * (sqrt(1 + s) + 1) = s. A negative 1 + s must not reach
         * sqrt(), which would set errno. */
        out[i * out_step] = s >= -1.0 ? s / (1.0 + sqrt(1.0 + s)) : NAN;
    }
}

void
hct_implied_price_change(ptrdiff_t n, const double *nominal, ptrdiff_t nominal_step,
                         const double *real, ptrdiff_t real_step, double *out,
                         ptrdiff_t out_step)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        const double volume = real[i * real_step];

        out[i * out_step] = (nominal[i * nominal_step] - volume) / (1.0 + volume);
    }
}

void
hct_relative_change(ptrdiff_t n, const double *current, ptrdiff_t current_step,
                    const double *base, ptrdiff_t base_step, hct_negative_base rule,
                    double *out, ptrdiff_t out_step)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        out[i * out_step] = rate(current[i * current_step], base[i * base_step], rule);
    }
}

void
hct_required_growth(ptrdiff_t n, const double *total, ptrdiff_t total_step,
                    const double *part, ptrdiff_t part_step, const double *share,
                    ptrdiff_t share_step, double *out, ptrdiff_t out_step)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        const double s = share[i * share_step];

        out[i * out_step] =
            (total[i * total_step] - part[i * part_step] * s) / (1.0 - s);
    }
}
