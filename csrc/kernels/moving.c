/* Sums and means over a moving window. Contract: hct/moving.h. */
#include <hct/moving.h>
#include <hct/platform.h>

#include "rate.inc.h"

/* LANES windows are added together, one step of all of them after the other: the sums
 * stay in registers. With the series contiguous, the rows of a window over BLOCK
 * series fit the level 2 cache. */
enum { LANES = 32, BLOCK = 2048 };

HCT_INLINE void
sums_of_lanes(const double *x, ptrdiff_t step, ptrdiff_t window, ptrdiff_t n_lanes,
              double divisor, double *restrict out)
{
    double sum[LANES];

    for (ptrdiff_t i = 0; i < n_lanes; i++) {
        sum[i] = x[i];
    }
    for (ptrdiff_t k = 1; k < window; k++) {
        for (ptrdiff_t i = 0; i < n_lanes; i++) {
            sum[i] += x[k * step + i];
        }
    }
    for (ptrdiff_t i = 0; i < n_lanes; i++) {
        out[i] = divisor == 1.0 ? sum[i] : sum[i] / divisor;
    }
}

/* n neighbouring windows, whose periods lie `step` apart. The last few are done with
 * some before them once more, in a full set of lanes: the same sums again. */
HCT_INLINE void
sums_of_windows(const double *x, ptrdiff_t step, ptrdiff_t window, ptrdiff_t n,
                double divisor, double *restrict out)
{
    if (n < LANES) {
        sums_of_lanes(x, step, window, n, divisor, out);
        return;
    }
    for (ptrdiff_t i = 0; i < n; i += LANES) {
        const ptrdiff_t at = i + LANES <= n ? i : n - LANES;
        sums_of_lanes(x + at, step, window, LANES, divisor, out + at);
    }
}

/* Any strides, one window after the other. */
static void
sums_of_strided(const double *x, ptrdiff_t step, ptrdiff_t window, ptrdiff_t n,
                double divisor, double *out, ptrdiff_t out_step)
{
    for (ptrdiff_t t = 0; t < n; t++) {
        double sum = x[t * step];
        for (ptrdiff_t k = 1; k < window; k++) {
            sum += x[(t + k) * step];
        }
        out[t * out_step] = divisor == 1.0 ? sum : sum / divisor;
    }
}

/* Series contiguous in x and out: a row of windows ends at each period. */
HCT_INLINE void
moving_rows(const double *x, ptrdiff_t x_row, ptrdiff_t n_series, ptrdiff_t n_windows,
            ptrdiff_t window, double divisor, double *out, ptrdiff_t out_row)
{
    for (ptrdiff_t s = 0; s < n_series; s += BLOCK) {
        const ptrdiff_t n = n_series - s < BLOCK ? n_series - s : BLOCK;
        for (ptrdiff_t t = 0; t < n_windows; t++) {
            sums_of_windows(x + t * x_row + s, x_row, window, n, divisor,
                            out + t * out_row + s);
        }
    }
}

HCT_INLINE void
moving_panel(const double *x, hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
             ptrdiff_t window, hct_moving_kind what, double *out, hct_strides os)
{
    const ptrdiff_t head = window - 1 < n_periods ? window - 1 : n_periods;
    const ptrdiff_t n_windows = n_periods - head;
    const double divisor = what == HCT_MOVING_MEAN ? (double)window : 1.0;
    double *first = out + head * os.period_stride;

    for (ptrdiff_t s = 0; s < n_series; s++) {
        fill_nan(out + s * os.series_stride, os.period_stride, head);
    }
    if (xs.series_stride == 1 && os.series_stride == 1) {
        moving_rows(x, xs.period_stride, n_series, n_windows, window, divisor, first,
                    os.period_stride);
        return;
    }
    for (ptrdiff_t s = 0; s < n_series; s++) {
        const double *series = x + s * xs.series_stride;
        double *sums = first + s * os.series_stride;
        if (xs.period_stride == 1 && os.period_stride == 1) {
            sums_of_windows(series, 1, window, n_windows, divisor, sums);
        }
        else {
            sums_of_strided(series, xs.period_stride, window, n_windows, divisor, sums,
                            os.period_stride);
        }
    }
}

void
hct_moving(const double *x, hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
           ptrdiff_t window, hct_moving_kind what, double *out, hct_strides os)
{
    moving_panel(x, xs, n_series, n_periods, window, what, out, os);
}

HCT_TARGET_AVX2 void
hct_moving_avx2(const double *x, hct_strides xs, ptrdiff_t n_series,
                ptrdiff_t n_periods, ptrdiff_t window, hct_moving_kind what,
                double *out, hct_strides os)
{
    moving_panel(x, xs, n_series, n_periods, window, what, out, os);
}
