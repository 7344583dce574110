/* Sums over the year so far, and their growth. Contract: hct/growth.h. */
#include <hct/growth.h>
#include <hct/platform.h>

#include "four_series.inc.h"
#include "kernels/shared/place.inc.h"
#include "kernels/shared/stream.inc.h"
#include "rate.inc.h"
#include "year.inc.h"

/* How the work is cut, which no result shows.
 *
 * Periods contiguous: rates of four series at a time, four_series.inc.h. Of series that
 * are left, of longer years, of results that go past the caches and where a register holds
 * no LANES doubles: a running sum waits for its last addition, so the sums of ABREAST
 * years of a series are run side by side, one in each lane. For the rates they go to a
 * buffer on the stack, which holds the sums of the year before in front and stays in
 * cache. Rates follow a few years of sums at a time: after a whole series of them memory
 * would wait while the quotients are made.
 *
 * Series contiguous: a ring of one row of sums for each period of the year, for a
 * block of series. Short blocks defeat the prefetcher (256 series cost half as much
 * again as 4,096), a ring beyond the level 2 cache too. Rows are padded: at distances
 * of a multiple of 4096 bytes they would contend for the same lines of the cache. */
enum { ABREAST = 4, BUFFER = 1024, PADDING = 8, LEAST = 24 };

/* One row of sums: the row before plus a row of x, or a row of x where a year begins. */
HCT_INLINE void
add_row(const double *x, const double *before, double *restrict sums, ptrdiff_t n)
{
    if (before == NULL) {
        memcpy(sums, x, (size_t)n * sizeof(double));
        return;
    }
    for (ptrdiff_t s = 0; s < n; s++) {
        sums[s] = before[s] + x[s];
    }
}

/* A block of series side by side in memory (both strides of series are 1). */
HCT_INLINE void
sums_of_rows(const double *x, ptrdiff_t x_row, ptrdiff_t n_series, ptrdiff_t n_periods,
             hct_year year, double *out, ptrdiff_t out_row)
{
    const ptrdiff_t start = periods_before_year(year, n_periods);
    ptrdiff_t place = 0;

    for (ptrdiff_t t = 0; t < start; t++) {
        fill_nan(out + t * out_row, 1, n_series);
    }
    for (ptrdiff_t t = start; t < n_periods; t++) {
        double *sums = out + t * out_row;
        add_row(x + t * x_row, place == 0 ? NULL : sums - out_row, sums, n_series);
        place = place + 1 == year.periods_per_year ? 0 : place + 1;
    }
}

/* A row of rates. `last` holds the sums of the year before and receives those of this
 * year; `before` the sums up to the period before, NULL where a year begins. */
HCT_INLINE void
rates_of_row(const double *x, const double *before, double *restrict last, ptrdiff_t n,
             hct_negative_base rule, double *restrict out)
{
    if (before == NULL) {
        for (ptrdiff_t s = 0; s < n; s++) {
            out[s] = rate(x[s], last[s], rule);
        }
        memcpy(last, x, (size_t)n * sizeof(double));
        return;
    }
    for (ptrdiff_t s = 0; s < n; s++) {
        const double sum = before[s] + x[s];
        out[s] = rate(sum, last[s], rule);
        last[s] = sum;
    }
}

HCT_INLINE void
rates_of_rows(const double *x, ptrdiff_t x_row, ptrdiff_t n_series, ptrdiff_t n_periods,
              hct_year year, hct_negative_base rule, double *ring, ptrdiff_t ring_row,
              double *out, ptrdiff_t out_row)
{
    const ptrdiff_t start = periods_before_year(year, n_periods);
    ptrdiff_t place = 0;

    fill_nan(ring, 1, year.periods_per_year * ring_row);
    for (ptrdiff_t t = 0; t < start; t++) {
        fill_nan(out + t * out_row, 1, n_series);
    }
    for (ptrdiff_t t = start; t < n_periods; t++) {
        double *last = ring + place * ring_row;
        rates_of_row(x + t * x_row, place == 0 ? NULL : last - ring_row, last, n_series,
                     rule, out + t * out_row);
        place = place + 1 == year.periods_per_year ? 0 : place + 1;
    }
}

/* The sums of `abreast` successive years, of the first n periods of each. A year
 * begins at -0, which is neutral: -0 + x is x to the bit, for x = -0 too. */
HCT_INLINE void
sums_of_years(const double *x, ptrdiff_t step, int abreast, ptrdiff_t periods_per_year,
              ptrdiff_t n, double *restrict out, ptrdiff_t out_step)
{
    double sum[ABREAST] = {-0.0, -0.0, -0.0, -0.0};

    for (ptrdiff_t t = 0; t < n; t++) {
        for (int year = 0; year < abreast; year++) {
            const ptrdiff_t at = year * periods_per_year + t;
            sum[year] += x[at * step];
            out[at * out_step] = sum[year];
        }
    }
}

/* The sums of four successive years side by side in memory: four periods of each are
 * turned, so that a lane adds up one year, and turned back. */
HCT_INLINE void
sums_of_four_years(const double *x, ptrdiff_t year, double *restrict out)
{
    lanes sum = {-0.0, -0.0, -0.0, -0.0};
    ptrdiff_t t = 0;

    for (; t + LANES <= year; t += LANES) {
        lanes a = load_lanes(x + t), b = load_lanes(x + year + t);
        lanes c = load_lanes(x + 2 * year + t), d = load_lanes(x + 3 * year + t);

        turn_lanes(a, b, c, d);
        a = sum + a;
        b = a + b;
        c = b + c;
        d = c + d;
        sum = d;
        turn_lanes(a, b, c, d);
        store_lanes(out + t, a);
        store_lanes(out + year + t, b);
        store_lanes(out + 2 * year + t, c);
        store_lanes(out + 3 * year + t, d);
    }
    for (; t < year; t++) {
        for (int y = 0; y < ABREAST; y++) {
            sum[y] += x[y * year + t];
            out[y * year + t] = sum[y];
        }
    }
}

/* The sums of n periods that begin a year. Years are `turned`, a literal, where a register
 * holds LANES doubles; in halves of them turning takes ten times what it spares. */
HCT_INLINE void
sums_of_series(const double *x, ptrdiff_t step, ptrdiff_t n, ptrdiff_t periods_per_year,
               int turned, double *restrict out, ptrdiff_t out_step)
{
    ptrdiff_t t = 0;

    while (turned && step == 1 && out_step == 1 &&
           (n - t) / ABREAST >= periods_per_year) {
        sums_of_four_years(x + t, periods_per_year, out + t);
        t += ABREAST * periods_per_year;
    }
    while ((n - t) / ABREAST >= periods_per_year) {
        sums_of_years(x + t * step, step, ABREAST, periods_per_year, periods_per_year,
                      out + t * out_step, out_step);
        t += ABREAST * periods_per_year;
    }
    while (t < n) {
        const ptrdiff_t length = n - t < periods_per_year ? n - t : periods_per_year;
        sums_of_years(x + t * step, step, 1, periods_per_year, length,
                      out + t * out_step, out_step);
        t += length;
    }
}

HCT_INLINE void
rates_run(const double *now, const double *base, double *restrict out, ptrdiff_t step,
          ptrdiff_t n, hct_negative_base rule)
{
    for (ptrdiff_t t = 0; t < n; t++) {
        out[t * step] = rate(now[t], base[t], rule);
    }
}

/* Whole years that are taken at a time: some multiple of ABREAST, if the buffer holds it. */
static ptrdiff_t
chunk_of_years(ptrdiff_t year)
{
    const ptrdiff_t at_once = ABREAST * (year < LEAST ? (LEAST + year - 1) / year : 1);
    const ptrdiff_t held = BUFFER / year - 1;

    return year * (at_once < held ? at_once : held);
}

/* The sums of some years of a series, with the year before them in front. They move on
 * through the buffer, and back to its beginning where it ends. */
typedef struct {
    double sums[BUFFER];
    ptrdiff_t at; /* where the last whole year begins */
} years;

HCT_INLINE void
begin_years(years *y, ptrdiff_t lag)
{
    y->at = 0;
    fill_nan(y->sums, 1, lag); /* the first year has no base */
}

/* Rates of n periods that begin a year, at most a chunk. */
HCT_INLINE void
rates_of_years(years *y, const double *x, ptrdiff_t step, ptrdiff_t n, ptrdiff_t lag,
               int turned, hct_negative_base rule, double *restrict out,
               ptrdiff_t out_step)
{
    if (y->at + lag + n > BUFFER) {
        memmove(y->sums, y->sums + y->at, (size_t)lag * sizeof(double));
        y->at = 0;
    }
    double *base = y->sums + y->at, *now = base + lag;
    sums_of_series(x, step, n, lag, turned, now, 1);
    rates_run(now, base, out, out_step, n, rule);
    y->at += n;
}

/* Rates of n periods that begin a year, a chunk of whole years after the other. */
HCT_INLINE void
rates_of_series(const double *x, ptrdiff_t step, ptrdiff_t n, ptrdiff_t lag, int turned,
                hct_negative_base rule, double *out, ptrdiff_t out_step)
{
    const ptrdiff_t chunk = chunk_of_years(lag);
    years y;

    begin_years(&y, lag);
    for (ptrdiff_t t = 0, length; t < n; t += length) {
        length = n - t < chunk ? n - t : chunk;
        rates_of_years(&y, x + t * step, step, length, lag, turned, rule,
                       out + t * out_step, out_step);
    }
}

/* Periods contiguous, and all of out one piece of memory: every line of it is streamed
 * whole, as in growth.c. */
HCT_INLINE void
rates_streamed(const double *x, ptrdiff_t x_series, ptrdiff_t n_series, ptrdiff_t start,
               ptrdiff_t n, ptrdiff_t lag, int turned, hct_negative_base rule,
               double *out)
{
    const ptrdiff_t chunk = chunk_of_years(lag);
    double room[PLACE + 2 * LINE + 2 * BUFFER];
    double *values = place_before(out, PAGE / 2, room);
    ptrdiff_t waiting = 0;
    years y;

    for (ptrdiff_t s = 0; s < n_series; s++) {
        const double *series = x + s * x_series + start;

        fill_nan(values + waiting, 1, start);
        waiting += start; /* less than a year */
        begin_years(&y, lag);
        for (ptrdiff_t t = 0, length; t < n; t += length) {
            length = n - t < chunk ? n - t : chunk;
            rates_of_years(&y, series + t, 1, length, lag, turned, rule,
                           values + waiting, 1);

            const ptrdiff_t written = stream_lines(out, values, waiting + length);
            out += written;
            waiting += length - written;
            memcpy(values, values + written,
                   LINE * sizeof(double)); /* all that waits */
        }
    }
    memcpy(out, values, (size_t)waiting * sizeof(double));
    end_of_stream();
}

/* The same for a year that does not fit the buffer: sums into `out`, then rates in
 * place and from the end. */
static void
rates_of_long_years(const double *x, ptrdiff_t step, ptrdiff_t n, ptrdiff_t lag,
                    hct_negative_base rule, double *out, ptrdiff_t out_step)
{
    sums_of_series(x, step, n, lag, 0, out, out_step);
    for (ptrdiff_t t = n - 1; t >= lag; t--) {
        out[t * out_step] = rate(out[t * out_step], out[(t - lag) * out_step], rule);
    }
    fill_nan(out, out_step, lag < n ? lag : n);
}

static int
side_by_side(hct_strides xs, hct_strides os)
{
    return xs.series_stride == 1 && os.series_stride == 1;
}

HCT_INLINE void
ytd_panel(const double *x, hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
          hct_year year, int turned, double *out, hct_strides os)
{
    const ptrdiff_t start = periods_before_year(year, n_periods);
    const ptrdiff_t n = n_periods - start, lag = year.periods_per_year;

    if (side_by_side(xs, os)) {
        sums_of_rows(x, xs.period_stride, n_series, n_periods, year, out,
                     os.period_stride);
        return;
    }
    for (ptrdiff_t s = 0; s < n_series; s++) {
        const double *series = x + s * xs.series_stride + start * xs.period_stride;
        double *sums = out + s * os.series_stride;

        fill_nan(sums, os.period_stride, start);
        sums += start * os.period_stride;
        if (xs.period_stride == 1 && os.period_stride == 1) {
            sums_of_series(series, 1, n, lag, turned, sums, 1);
        }
        else {
            sums_of_series(series, xs.period_stride, n, lag, 0, sums, os.period_stride);
        }
    }
}

HCT_INLINE void
ytd_growth_series(const double *x, hct_strides xs, ptrdiff_t n_series,
                  ptrdiff_t n_periods, hct_year year, int turned,
                  hct_negative_base rule, double *out, hct_strides os)
{
    const ptrdiff_t start = periods_before_year(year, n_periods);
    const ptrdiff_t n = n_periods - start, lag = year.periods_per_year;

    if (CAN_STREAM && lag <= BUFFER / 2 && n > 0 && xs.period_stride == 1 &&
        os.period_stride == 1 && os.series_stride == n_periods &&
        n_series > STREAM_WHOLE / (n_periods + 1)) {
        rates_streamed(x, xs.series_stride, n_series, start, n, lag, turned, rule, out);
        return;
    }
    const int in_fours =
        turned && lag <= LONGEST_YEAR && xs.period_stride == 1 && os.period_stride == 1;
    const ptrdiff_t fours = in_fours ? n_series / LANES * LANES : 0;
    for (ptrdiff_t s = 0; s < fours; s += LANES) {
        double *rates = out + s * os.series_stride;

        for (int k = 0; k < LANES; k++) {
            fill_nan(rates + k * os.series_stride, 1, start);
        }
        rates_of_four_series(x + s * xs.series_stride + start, xs.series_stride, n, lag,
                             rule, rates + start, os.series_stride);
    }
    for (ptrdiff_t s = fours; s < n_series; s++) {
        const double *series = x + s * xs.series_stride + start * xs.period_stride;
        double *rates = out + s * os.series_stride;

        fill_nan(rates, os.period_stride, start);
        rates += start * os.period_stride;
        if (lag > BUFFER / 2) {
            rates_of_long_years(series, xs.period_stride, n, lag, rule, rates,
                                os.period_stride);
        }
        else if (xs.period_stride == 1 && os.period_stride == 1) {
            rates_of_series(series, 1, n, lag, turned, rule, rates, 1);
        }
        else {
            rates_of_series(series, xs.period_stride, n, lag, 0, rule, rates,
                            os.period_stride);
        }
    }
}

HCT_INLINE void
ytd_growth_panel(const double *x, hct_strides xs, ptrdiff_t n_series,
                 ptrdiff_t n_periods, hct_year year, int turned, hct_negative_base rule,
                 double *scratch, ptrdiff_t n_scratch, double *out, hct_strides os)
{
    const ptrdiff_t ring_row = n_scratch / year.periods_per_year;
    const ptrdiff_t block = ring_row - PADDING;

    if (!side_by_side(xs, os) || block < 1) {
        ytd_growth_series(x, xs, n_series, n_periods, year, turned, rule, out, os);
        return;
    }
    for (ptrdiff_t s = 0; s < n_series; s += block) {
        rates_of_rows(x + s, xs.period_stride,
                      n_series - s < block ? n_series - s : block, n_periods, year,
                      rule, scratch, ring_row, out + s, os.period_stride);
    }
}

/* The rule goes on as a literal, as in growth.c. */
HCT_INLINE void
ytd_growth_by_rule(const double *x, hct_strides xs, ptrdiff_t n_series,
                   ptrdiff_t n_periods, hct_year year, int turned,
                   hct_negative_base rule, double *scratch, ptrdiff_t n_scratch,
                   double *out, hct_strides os)
{
    switch (rule) {
    case HCT_BASE_NAN:
        ytd_growth_panel(x, xs, n_series, n_periods, year, turned, HCT_BASE_NAN,
                         scratch, n_scratch, out, os);
        break;
    case HCT_BASE_FORMULA:
        ytd_growth_panel(x, xs, n_series, n_periods, year, turned, HCT_BASE_FORMULA,
                         scratch, n_scratch, out, os);
        break;
    case HCT_BASE_ABSOLUTE:
        ytd_growth_panel(x, xs, n_series, n_periods, year, turned, HCT_BASE_ABSOLUTE,
                         scratch, n_scratch, out, os);
        break;
    }
}

void
hct_ytd(const double *x, hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
        hct_year year, double *out, hct_strides os)
{
    ytd_panel(x, xs, n_series, n_periods, year, 0, out, os);
}

HCT_TARGET_AVX2 void
hct_ytd_avx2(const double *x, hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
             hct_year year, double *out, hct_strides os)
{
    ytd_panel(x, xs, n_series, n_periods, year, 1, out, os);
}

void
hct_ytd_growth(const double *x, hct_strides xs, ptrdiff_t n_series, ptrdiff_t n_periods,
               hct_year year, hct_negative_base rule, double *scratch,
               ptrdiff_t n_scratch, double *out, hct_strides os)
{
    ytd_growth_by_rule(x, xs, n_series, n_periods, year, 0, rule, scratch, n_scratch,
                       out, os);
}

HCT_TARGET_AVX2 void
hct_ytd_growth_avx2(const double *x, hct_strides xs, ptrdiff_t n_series,
                    ptrdiff_t n_periods, hct_year year, hct_negative_base rule,
                    double *scratch, ptrdiff_t n_scratch, double *out, hct_strides os)
{
    ytd_growth_by_rule(x, xs, n_series, n_periods, year, 1, rule, scratch, n_scratch,
                       out, os);
}
