/* Sums over what is observed of the year so far, where missing periods are left out.
 * Contract: hct/growth.h. */
#include <hct/growth.h>
#include <hct/platform.h>

#include "rate.inc.h"
#include "together.inc.h"
#include "year.inc.h"

/* A sum of what is observed. It begins at -0, which is neutral for +0 and -0 alike. */
typedef struct {
    double sum, base;
    ptrdiff_t count;
} observed;

static const observed nothing = {-0.0, -0.0, 0};

static void
add(observed *so_far, double x)
{
    if (!isnan(x)) {
        so_far->sum += x;
        so_far->count++;
    }
}

static void
add_pair(observed *so_far, double x1, double x0)
{
    if (!isnan(x1) && !isnan(x0)) {
        so_far->sum += x1;
        so_far->base += x0;
        so_far->count++;
    }
}

/* The rate of the year so far: lag 0 stands for the sum alone. */
static void
year_of_observed(const double *x, hct_strides xs, ptrdiff_t n, ptrdiff_t n_periods,
                 hct_year year, ptrdiff_t lag, ptrdiff_t min_count,
                 hct_negative_base rule, double *out, hct_strides os)
{
    const ptrdiff_t start = periods_before_year(year, n_periods);
    const ptrdiff_t head = lag < n_periods - start ? start + lag : n_periods;
    observed so_far[TOGETHER];

    for (ptrdiff_t t = 0; t < n_periods; t++) {
        for (ptrdiff_t s = 0; s < n; s++) {
            const double *now = x + s * xs.series_stride + t * xs.period_stride;
            double *result = out + s * os.series_stride + t * os.period_stride;

            if (t < head) {
                *result = NAN;
                continue;
            }
            if (place_of(year, t) == 0) {
                so_far[s] = nothing;
            }
            if (lag == 0) {
                add(&so_far[s], *now);
            }
            else {
                add_pair(&so_far[s], *now, now[-lag * xs.period_stride]);
            }
            *result = so_far[s].count < min_count ? NAN
                      : lag == 0 ? so_far[s].sum
                                 : rate(so_far[s].sum, so_far[s].base, rule);
        }
    }
}

void
hct_ytd_observed(const double *x, hct_strides xs, ptrdiff_t n_series,
                 ptrdiff_t n_periods, hct_year year, ptrdiff_t min_count, double *out,
                 hct_strides os)
{
    for (ptrdiff_t s = 0, n; s < n_series; s += n) {
        n = together(xs, n_series - s);
        year_of_observed(x + s * xs.series_stride, xs, n, n_periods, year, 0, min_count,
                         HCT_BASE_NAN, out + s * os.series_stride, os);
    }
}

void
hct_ytd_growth_observed(const double *x, hct_strides xs, ptrdiff_t n_series,
                        ptrdiff_t n_periods, hct_year year, ptrdiff_t min_count,
                        hct_negative_base rule, double *out, hct_strides os)
{
    for (ptrdiff_t s = 0, n; s < n_series; s += n) {
        n = together(xs, n_series - s);
        year_of_observed(x + s * xs.series_stride, xs, n, n_periods, year,
                         year.periods_per_year, min_count, rule,
                         out + s * os.series_stride, os);
    }
}
