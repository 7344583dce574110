/* Sums and means over a moving window. Contract: hct/moving.h. */
#include <hct/moving.h>
#include <hct/platform.h>

#include "kernels/shared/lanes.inc.h"
#include "rate.inc.h"
#include "kernels/shared/stream.inc.h"

/* How the work is cut, which no result shows.
 *
 * Periods contiguous: neighbouring windows are added side by side, TAPS periods a pass, so
 * that the sums stay in registers; a window of twelve is done in one. CHUNK windows are
 * finished before the next, in the level 1 cache.
 *
 * Series contiguous: the windows that end in ABREAST successive periods are added
 * together, so that each row of x is read once for all of them; LANES series at a time.
 * The rows of a window over BLOCK series stay in the level 2 cache. */
enum { TAPS = 12, CHUNK = 512, ABREAST = 4, BLOCK = 4096 };

/* How rows of a panel are read and written: as they lie in a cache, or, of large ones,
 * with the next rows fetched beforehand, and the sums streamed where rows allow it. */
typedef enum { CACHED, FETCHED, STREAMED } traffic;

/* out[i] = out[i] + x[i] + x[i + step] + .., from the left, `taps` of them: a literal.
 * The first pass does not read `out`. */
HCT_INLINE void
add_taps(const double *x, ptrdiff_t step, int taps, int first, ptrdiff_t n,
         double *restrict out)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        double sum = first ? x[i] : out[i] + x[i];
        for (int k = 1; k < taps; k++) {
            sum += x[i + k * step];
        }
        out[i] = sum;
    }
}

/* The first TAPS periods of n neighbouring windows of one series. This loop is compiled
 * apart: next to others it would be short of registers and half as slow again. */
typedef void add_first_taps(const double *x, ptrdiff_t n, double *restrict out);

__attribute__((noinline)) static void
first_taps(const double *x, ptrdiff_t n, double *restrict out)
{
    add_taps(x, 1, TAPS, 1, n, out);
}

HCT_TARGET_AVX2 __attribute__((noinline)) static void
first_taps_avx2(const double *x, ptrdiff_t n, double *restrict out)
{
    add_taps(x, 1, TAPS, 1, n, out);
}

/* n neighbouring windows, whose periods lie `step` apart: 1, where `of_series` is given. */
HCT_INLINE void
sums_of_chunk(const double *x, ptrdiff_t step, ptrdiff_t window, ptrdiff_t n,
              double divisor, double *restrict out, add_first_taps *of_series)
{
    ptrdiff_t k = window >= TAPS ? TAPS : 1;

    if (window < TAPS) {
        add_taps(x, step, 1, 1, n, out);
    }
    else if (of_series != NULL) {
        of_series(x, n, out);
    }
    else {
        add_taps(x, step, TAPS, 1, n, out);
    }
    for (; k + TAPS <= window; k += TAPS) {
        add_taps(x + k * step, step, TAPS, 0, n, out);
    }
    for (; k + 4 <= window; k += 4) {
        add_taps(x + k * step, step, 4, 0, n, out);
    }
    for (; k < window; k++) {
        add_taps(x + k * step, step, 1, 0, n, out);
    }
    if (divisor != 1.0) {
        for (ptrdiff_t i = 0; i < n; i++) {
            out[i] /= divisor;
        }
    }
}

HCT_INLINE void
sums_of_windows(const double *x, ptrdiff_t step, ptrdiff_t window, ptrdiff_t n,
                double divisor, double *restrict out, add_first_taps *of_series)
{
    for (ptrdiff_t i = 0; i < n; i += CHUNK) {
        const ptrdiff_t length = n - i < CHUNK ? n - i : CHUNK;
        sums_of_chunk(x + i, step, window, length, divisor, out + i, of_series);
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

/* ABREAST windows of LANES series each, at least ABREAST periods long: sum k begins k rows
 * below x and goes to the k-th row of `out`. */
HCT_INLINE void
sums_abreast(const double *x, ptrdiff_t x_row, ptrdiff_t window, double divisor,
             double *out, ptrdiff_t out_row, traffic how)
{
    lanes sum[ABREAST];

#pragma GCC unroll 4
    for (int m = 0; m < ABREAST; m++) { /* the sums begin one after the other */
        const lanes now = load_lanes(x + m * x_row);
#pragma GCC unroll 4
        for (int k = 0; k < m; k++) {
            sum[k] += now;
        }
        sum[m] = now;
    }
#pragma GCC unroll 8
    for (ptrdiff_t m = ABREAST; m < window; m++) {
        const lanes now = load_lanes(x + m * x_row);
#pragma GCC unroll 4
        for (int k = 0; k < ABREAST; k++) {
            sum[k] += now;
        }
    }
#pragma GCC unroll 4
    for (int m = 0; m < ABREAST - 1; m++) { /* and end so */
        const lanes now = load_lanes(x + (window + m) * x_row);
#pragma GCC unroll 4
        for (int k = m + 1; k < ABREAST; k++) {
            sum[k] += now;
        }
    }
#pragma GCC unroll 4
    for (int k = 0; k < ABREAST; k++) {
        if (how != CACHED) {
            /* an address, for after the last row there is no element to point at */
            const ptrdiff_t ahead = (window + ABREAST - 1 + k) * x_row;
            __builtin_prefetch(
                (const void *)((uintptr_t)x + (uintptr_t)ahead * sizeof *x));
        }
        if (divisor != 1.0) {
            sum[k] /= divisor;
        }
        if (how == STREAMED) {
            stream_pair(out + k * out_row, sum[k][0], sum[k][1]);
            stream_pair(out + k * out_row + 2, sum[k][2], sum[k][3]);
        }
        else {
            store_lanes(out + k * out_row, sum[k]);
        }
    }
}

/* ABREAST rows of windows over n series. */
HCT_INLINE void
rows_abreast(const double *x, ptrdiff_t x_row, ptrdiff_t window, ptrdiff_t n,
             double divisor, double *out, ptrdiff_t out_row, traffic how)
{
    ptrdiff_t s = 0;

    for (; s + LANES <= n; s += LANES) {
        sums_abreast(x + s, x_row, window, divisor, out + s, out_row, how);
    }
    for (int k = 0; k < ABREAST; k++) {
        sums_of_windows(x + k * x_row + s, x_row, window, n - s, divisor,
                        out + k * out_row + s, NULL);
    }
}

/* Series contiguous in x and out: a row of windows ends at each period. */
HCT_INLINE void
moving_rows(const double *x, ptrdiff_t x_row, ptrdiff_t n_series, ptrdiff_t n_windows,
            ptrdiff_t window, double divisor, double *out, ptrdiff_t out_row)
{
    const traffic how = !worth_streaming(n_windows, n_series) ? CACHED
                        : may_stream_pairs(out, out_row)      ? STREAMED
                                                              : FETCHED;

    for (ptrdiff_t s = 0, n; s < n_series; s += n) {
        ptrdiff_t t = 0;

        n = n_series - s < BLOCK ? n_series - s : BLOCK;
        for (; window >= ABREAST && t + ABREAST <= n_windows; t += ABREAST) {
            rows_abreast(x + t * x_row + s, x_row, window, n, divisor,
                         out + t * out_row + s, out_row, how);
        }
        for (; t < n_windows; t++) {
            sums_of_windows(x + t * x_row + s, x_row, window, n, divisor,
                            out + t * out_row + s, NULL);
        }
    }
    if (how == STREAMED) {
        end_of_stream();
    }
}

HCT_INLINE void
moving_panel(const double *x, hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
             ptrdiff_t window, hct_moving_kind what, double *out, hct_strides os,
             add_first_taps *of_series)
{
    const ptrdiff_t head = window - 1 < n_periods ? window - 1 : n_periods;
    const ptrdiff_t n_windows = n_periods - head;
    const double divisor = what == HCT_MOVING_MEAN ? (double)window : 1.0;
    double *first = out + head * os.period_stride;

    if (xs.series_stride == 1 && os.series_stride == 1) {
        for (ptrdiff_t t = 0; t < head; t++) {
            fill_nan(out + t * os.period_stride, 1, n_series);
        }
        if (window == TAPS) { /* a literal, so that its loops are unrolled */
            moving_rows(x, xs.period_stride, n_series, n_windows, TAPS, divisor, first,
                        os.period_stride);
        }
        else {
            moving_rows(x, xs.period_stride, n_series, n_windows, window, divisor,
                        first, os.period_stride);
        }
        return;
    }
    for (ptrdiff_t s = 0; s < n_series; s++) {
        const double *series = x + s * xs.series_stride;
        double *sums = first + s * os.series_stride;

        fill_nan(out + s * os.series_stride, os.period_stride, head);
        if (xs.period_stride == 1 && os.period_stride == 1) {
            sums_of_windows(series, 1, window, n_windows, divisor, sums, of_series);
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
    moving_panel(x, xs, n_series, n_periods, window, what, out, os, first_taps);
}

HCT_TARGET_AVX2 void
hct_moving_avx2(const double *x, hct_strides xs, ptrdiff_t n_series,
                ptrdiff_t n_periods, ptrdiff_t window, hct_moving_kind what,
                double *out, hct_strides os)
{
    moving_panel(x, xs, n_series, n_periods, window, what, out, os, first_taps_avx2);
}
