/* A fuzz target over sums over the year so far, against their definitions to the bit. */
#include <hct/growth.h>

#include "fuzz_draw.h"
#include "growth_oracle.h"

typedef struct {
    panel x;
    hct_year year;
    hct_negative_base rule;
    ptrdiff_t start; /* the first beginning of a year */
    int layout;
} input;

static panel
like(const input *in, int layout)
{
    return new_panel(layout, in->x.n_series, in->x.n_periods);
}

static void
compare(const char *what, panel *out, const panel *want)
{
    check_panel(what, out, want);
    free_panel(out);
}

static panel
defined_sums(const input *in)
{
    const ptrdiff_t length = in->year.periods_per_year;
    panel sums = like(in, 0);

    for (ptrdiff_t s = 0; s < sums.n_series; s++) {
        for (ptrdiff_t t = 0; t < sums.n_periods; t++) {
            *at(&sums, s, t) = t < in->start ? NAN
                               : (t - in->start) % length == 0
                                   ? *at(&in->x, s, t)
                                   : *at(&sums, s, t - 1) + *at(&in->x, s, t);
        }
    }
    return sums;
}

static void
check_sums(const input *in, const panel *sums)
{
    hct_ytd_kernel *const kernels[] = {hct_ytd, hct_ytd_avx2};

    for (int k = 0; k < 2; k++) {
        panel out = like(in, in->layout);

        kernels[k](in->x.first, in->x.at, in->x.n_series, in->x.n_periods, in->year,
                   out.first, out.at);
        compare("fuzz_year_to_date: ytd", &out, sums);
    }
}

static void
check_growth(const input *in, const panel *sums, ptrdiff_t room)
{
    hct_ytd_growth_kernel *const kernels[] = {hct_ytd_growth, hct_ytd_growth_avx2};
    const ptrdiff_t length = in->year.periods_per_year;
    panel want = like(in, 0);

    for (ptrdiff_t s = 0; s < want.n_series; s++) {
        for (ptrdiff_t t = 0; t < want.n_periods; t++) {
            *at(&want, s, t) =
                t < in->start + length
                    ? NAN
                    : plain_rate(*at(sums, s, t), *at(sums, s, t - length), in->rule);
        }
    }
    for (int k = 0; k < 2; k++) {
        panel out = like(in, in->layout);
        double *scratch = malloc((size_t)room * sizeof(double) + 1);

        kernels[k](in->x.first, in->x.at, in->x.n_series, in->x.n_periods, in->year,
                   in->rule, scratch, room, out.first, out.at);
        compare("fuzz_year_to_date: ytd_growth", &out, &want);
        free(scratch);
    }
    free_panel(&want);
}

/* What is observed of the year so far: sums, and sums of pairs a year apart. */
static void
check_observed(const input *in, ptrdiff_t fewest)
{
    const ptrdiff_t length = in->year.periods_per_year;
    panel sums = like(in, 0), rates = like(in, 0);
    panel got_sums = like(in, in->layout), got_rates = like(in, in->layout);

    for (ptrdiff_t s = 0; s < sums.n_series; s++) {
        double all = -0.0, now = -0.0, before = -0.0;
        ptrdiff_t n = 0, pairs = 0;

        for (ptrdiff_t t = 0; t < sums.n_periods; t++) {
            const double x1 = *at(&in->x, s, t);
            const double x0 = t < length ? NAN : *at(&in->x, s, t - length);

            if (t < in->start || (t - in->start) % length == 0) {
                all = now = before = -0.0;
                n = pairs = 0;
            }
            if (!isnan(x1)) {
                all += x1;
                n++;
            }
            if (!isnan(x1) && !isnan(x0)) {
                now += x1;
                before += x0;
                pairs++;
            }
            *at(&sums, s, t) = t < in->start || n < fewest ? NAN : all;
            *at(&rates, s, t) = t < in->start + length || pairs < fewest
                                    ? NAN
                                    : plain_rate(now, before, in->rule);
        }
    }
    hct_ytd_observed(in->x.first, in->x.at, in->x.n_series, in->x.n_periods, in->year,
                     fewest, got_sums.first, got_sums.at);
    compare("fuzz_year_to_date: ytd of what is observed", &got_sums, &sums);
    hct_ytd_growth_observed(in->x.first, in->x.at, in->x.n_series, in->x.n_periods,
                            in->year, fewest, in->rule, got_rates.first, got_rates.at);
    compare("fuzz_year_to_date: growth of what is observed", &got_rates, &rates);
    free_panel(&sums);
    free_panel(&rates);
}

static void
check_single_periods(const input *in)
{
    const ptrdiff_t length = in->year.periods_per_year;
    panel want = like(in, 0), out = like(in, in->layout);

    for (ptrdiff_t s = 0; s < want.n_series; s++) {
        for (ptrdiff_t t = 0; t < want.n_periods; t++) {
            const double now = *at(&in->x, s, t);
            const int begins = (in->year.first_period - 1 + t) % length == 0;
            *at(&want, s, t) = begins   ? now
                               : t == 0 ? NAN
                                        : now - *at(&in->x, s, t - 1);
        }
    }
    hct_decumulate(in->x.first, in->x.at, in->x.n_series, in->x.n_periods, in->year,
                   out.first, out.at);
    compare("fuzz_year_to_date: single periods", &out, &want);
    free_panel(&want);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    draws d = draws_of(data, size);
    const ptrdiff_t n_series = draw(&d, 14);
    const ptrdiff_t n_periods = draw(&d, draw(&d, 16) ? 60 : 1400);
    const ptrdiff_t length = 1 + draw(&d, draw(&d, 16) ? 16 : 600);
    input in;

    in.year = (hct_year){length, 1 + draw(&d, length)};
    in.start = (1 + length - in.year.first_period) % length;
    in.rule = (hct_negative_base)draw(&d, 3);
    in.layout = (int)draw(&d, PANEL_LAYOUTS);
    d.values = (uint64_t)draw(&d, 32);
    const ptrdiff_t fewest = 1 + draw(&d, 4), room = draw(&d, 3) * draw(&d, 4000);
    in.x = draw_panel(&d, n_series, n_periods);

    panel sums = defined_sums(&in);
    check_sums(&in, &sums);
    check_growth(&in, &sums, room);
    check_observed(&in, fewest);
    check_single_periods(&in);
    free_panel(&sums);
    free_panel(&in.x);
    return 0;
}

FUZZ_MAIN("fuzz_year_to_date", fuzz_random_bytes)
