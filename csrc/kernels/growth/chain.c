/* From sums over the year so far back to single periods, and from relatives to an
 * index. Contracts: hct/growth.h. */
#include <math.h>

#include <hct/growth.h>

#include "together.inc.h"

void
hct_decumulate(const double *x, hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
               hct_year year, double *out, hct_strides os)
{
    for (ptrdiff_t i = 0, n; i < n_series; i += n) {
        ptrdiff_t place = year.first_period - 1;

        n = together(xs, n_series - i);
        for (ptrdiff_t t = 0; t < n_periods; t++) {
            for (ptrdiff_t s = i; s < i + n; s++) {
                const double *now = x + s * xs.series_stride + t * xs.period_stride;
                out[s * os.series_stride + t * os.period_stride] =
                    place == 0 ? *now
                    : t == 0   ? NAN
                               : *now - now[-xs.period_stride];
            }
            place = place + 1 == year.periods_per_year ? 0 : place + 1;
        }
    }
}

void
hct_chain(const double *x, hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
          double start, double *out, hct_strides os)
{
    for (ptrdiff_t i = 0, n; i < n_series; i += n) {
        n = together(xs, n_series - i);
        for (ptrdiff_t t = 0; t < n_periods; t++) {
            for (ptrdiff_t s = i; s < i + n; s++) {
                double *now = out + s * os.series_stride + t * os.period_stride;
                *now = (t == 0 ? start : now[-os.period_stride]) *
                       x[s * xs.series_stride + t * xs.period_stride];
            }
        }
    }
}
