/* Sums over the year so far, and their growth. Contract: hct/growth.h. */
#include <hct/growth.h>
#include <hct/platform.h>

#include "rate.inc.h"

/* Series handled together: their chains of additions are independent, so that the
 * processor overlaps them, and a block of sums stays in cache until it is divided. */
enum { SERIES_LAST = 4, SERIES_FIRST = 256 };

/* Periods that lie before the first beginning of a year in the data. */
static ptrdiff_t
periods_before_year(hct_year year, ptrdiff_t n_periods)
{
    ptrdiff_t before =
        (year.periods_per_year + 1 - year.first_period) % year.periods_per_year;
    return before < n_periods ? before : n_periods;
}

/* The running sums of n_series series, a row of periods after the other: each is
 * the row before plus a row of x, or a row of x where a year begins. */
HCT_INLINE void
sums_of_block(const double *x, hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
              hct_year year, double *out, hct_strides os)
{
    const ptrdiff_t start = periods_before_year(year, n_periods);
    ptrdiff_t position = 0;

    for (ptrdiff_t t = 0; t < start; t++) {
        fill_nan(out + t * os.period_stride, os.series_stride, n_series);
    }
    for (ptrdiff_t t = start; t < n_periods; t++) {
        const double *row = x + t * xs.period_stride;
        double *sums = out + t * os.period_stride;
        const double *before = position == 0 ? NULL : sums - os.period_stride;

        for (ptrdiff_t s = 0; s < n_series; s++) {
            double value = row[s * xs.series_stride];
            sums[s * os.series_stride] =
                before ? before[s * os.series_stride] + value : value;
        }
        position = position + 1 == year.periods_per_year ? 0 : position + 1;
    }
}

/* In place and from the end, so that the sums of the year before are read before
 * they are overwritten by rates of their own. */
HCT_INLINE void
growth_of_block(double *out, hct_strides os, ptrdiff_t n_series, ptrdiff_t n_periods,
                hct_year year, hct_negative_base rule)
{
    for (ptrdiff_t t = n_periods - 1; t >= 0; t--) {
        double *now = out + t * os.period_stride;
        const double *base = now - year.periods_per_year * os.period_stride;

        if (t < year.periods_per_year) {
            fill_nan(now, os.series_stride, n_series);
            continue;
        }
        for (ptrdiff_t s = 0; s < n_series; s++) {
            now[s * os.series_stride] =
                rate(now[s * os.series_stride], base[s * os.series_stride], rule);
        }
    }
}

static ptrdiff_t
block_of_series(hct_strides xs, ptrdiff_t remaining)
{
    ptrdiff_t block = xs.series_stride == 1 ? SERIES_FIRST : SERIES_LAST;
    return block < remaining ? block : remaining;
}

HCT_INLINE void
ytd_panel(const double *x, hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
          hct_year year, double *out, hct_strides os)
{
    for (ptrdiff_t s = 0; s < n_series;) {
        ptrdiff_t n = block_of_series(xs, n_series - s);
        sums_of_block(x + s * xs.series_stride, xs, n, n_periods, year,
                      out + s * os.series_stride, os);
        s += n;
    }
}

HCT_INLINE void
ytd_growth_panel(const double *x, hct_strides xs, ptrdiff_t n_series,
                 ptrdiff_t n_periods, hct_year year, hct_negative_base rule,
                 double *out, hct_strides os)
{
    for (ptrdiff_t s = 0; s < n_series;) {
        ptrdiff_t n = block_of_series(xs, n_series - s);
        double *block = out + s * os.series_stride;
        sums_of_block(x + s * xs.series_stride, xs, n, n_periods, year, block, os);
        growth_of_block(block, os, n, n_periods, year, rule);
        s += n;
    }
}

void
hct_ytd(const double *x, hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
        hct_year year, double *out, hct_strides os)
{
    ytd_panel(x, xs, n_series, n_periods, year, out, os);
}

HCT_TARGET_AVX2 void
hct_ytd_avx2(const double *x, hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
             hct_year year, double *out, hct_strides os)
{
    ytd_panel(x, xs, n_series, n_periods, year, out, os);
}

void
hct_ytd_growth(const double *x, hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
               hct_year year, hct_negative_base rule, double *out, hct_strides os)
{
    ytd_growth_panel(x, xs, n_series, n_periods, year, rule, out, os);
}

HCT_TARGET_AVX2 void
hct_ytd_growth_avx2(const double *x, hct_strides xs, ptrdiff_t n_series,
                    ptrdiff_t n_periods, hct_year year, hct_negative_base rule,
                    double *out, hct_strides os)
{
    ytd_growth_panel(x, xs, n_series, n_periods, year, rule, out, os);
}
