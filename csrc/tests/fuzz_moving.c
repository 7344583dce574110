/* A fuzz target over moving windows, against each window added alone in its stated order,
 * to the bit: any window, layout and rule, with room to work in and without. */
#include <hct/moving.h>

#include "fuzz_draw.h"
#include "growth_oracle.h"
#include "window_oracle.h"

enum { LONGEST = 1500 };

typedef struct {
    panel x;
    ptrdiff_t window, lag, fewest;
    hct_moving_kind what;
    hct_negative_base rule;
    int layout, without_room;
} input;

/* A series of x, or of what is left where x or `other` periods on it is missing. */
static void
series_of(const panel *x, ptrdiff_t s, double *series)
{
    for (ptrdiff_t t = 0; t < x->n_periods; t++) {
        series[t] = *at(x, s, t);
    }
}

static double *
room_for(const input *in, ptrdiff_t wanted, ptrdiff_t *room)
{
    *room = in->without_room ? 0 : wanted;
    return malloc((size_t)*room * sizeof(double) + 1);
}

static void
check_plain(const input *in)
{
    hct_moving_kernel *const kernels[] = {hct_moving, hct_moving_avx2};
    const panel *x = &in->x;
    panel want = new_panel(0, x->n_series, x->n_periods);
    double series[LONGEST];

    for (ptrdiff_t s = 0; s < x->n_series; s++) {
        series_of(x, s, series);
        for (ptrdiff_t t = 0; t < x->n_periods; t++) {
            *at(&want, s, t) =
                plain_window(series, in->window, t, in->what == HCT_MOVING_MEAN);
        }
    }
    for (int k = 0; k < 2; k++) {
        panel out = new_panel(in->layout, x->n_series, x->n_periods);
        ptrdiff_t room;
        double *scratch = room_for(
            in,
            hct_moving_scratch(x->at, x->n_series, x->n_periods, in->window, out.at),
            &room);

        kernels[k](x->first, x->at, x->n_series, x->n_periods, in->window, in->what,
                   scratch, room, out.first, out.at);
        check_panel("fuzz_moving: moving", &out, &want);
        free(scratch);
        free_panel(&out);
    }
    free_panel(&want);
}

/* Values and bases with -0.0 for what is left out, and which periods are observed; lag 0
 * stands for values alone. Element t of each is of the period t + lag. */
static void
observed_of(const input *in, ptrdiff_t s, ptrdiff_t lag, double *now, double *base,
            int *there)
{
    for (ptrdiff_t t = 0; t + lag < in->x.n_periods; t++) {
        const double x1 = *at(&in->x, s, t + lag), x0 = *at(&in->x, s, t);

        there[t] = !isnan(x1) && !isnan(x0);
        now[t] = there[t] ? x1 : -0.0;
        base[t] = there[t] ? x0 : -0.0;
    }
}

static double
observed_window(const input *in, ptrdiff_t lag, const double *now, const double *base,
                const int *there, ptrdiff_t t)
{
    ptrdiff_t n = 0;

    if (t < in->window - 1) {
        return NAN;
    }
    for (ptrdiff_t k = t - in->window + 1; k <= t; k++) {
        n += there[k];
    }
    if (n < in->fewest) {
        return NAN;
    }
    const double sum = plain_window(now, in->window, t, 0);
    return lag > 0 ? plain_rate(sum, plain_window(base, in->window, t, 0), in->rule)
           : in->what == HCT_MOVING_MEAN ? sum / (double)n
                                         : sum;
}

static void
call_observed(const input *in, ptrdiff_t lag, int avx2, double *scratch, ptrdiff_t room,
              const panel *out)
{
    const panel *x = &in->x;

    if (lag == 0) {
        (avx2 ? hct_moving_observed_avx2 : hct_moving_observed)(
            x->first, x->at, x->n_series, x->n_periods, in->window, in->fewest,
            in->what, scratch, room, out->first, out->at);
    }
    else {
        (avx2 ? hct_moving_growth_observed_avx2 : hct_moving_growth_observed)(
            x->first, x->at, x->n_series, x->n_periods, in->window, lag, in->fewest,
            in->rule, scratch, room, out->first, out->at);
    }
}

static void
check_observed(const input *in, ptrdiff_t lag)
{
    const panel *x = &in->x;
    panel want = new_panel(0, x->n_series, x->n_periods);
    double now[LONGEST], base[LONGEST];
    int there[LONGEST];

    for (ptrdiff_t s = 0; s < x->n_series; s++) {
        observed_of(in, s, lag, now, base, there);
        for (ptrdiff_t t = 0; t < x->n_periods; t++) {
            *at(&want, s, t) =
                t < lag ? NAN : observed_window(in, lag, now, base, there, t - lag);
        }
    }
    for (int k = 0; k < 2; k++) {
        panel out = new_panel(in->layout, x->n_series, x->n_periods);
        ptrdiff_t room;
        double *scratch = room_for(
            in,
            hct_moving_observed_scratch(x->at, x->n_periods, in->window, lag, out.at),
            &room);

        call_observed(in, lag, k, scratch, room, &out);
        check_panel(lag > 0 ? "fuzz_moving: growth of what is observed"
                            : "fuzz_moving: what is observed",
                    &out, &want);
        free(scratch);
        free_panel(&out);
    }
    free_panel(&want);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    draws d = draws_of(data, size);
    const ptrdiff_t shape = draw(&d, 16);
    const ptrdiff_t n_series = draw(&d, shape == 0 ? 3 : shape == 1 ? 90 : 12);
    const ptrdiff_t n_periods = draw(&d, shape == 0 ? LONGEST : shape == 1 ? 50 : 110);
    input in;

    in.window = 1 + draw(&d, draw(&d, 4) ? 40 : n_periods + 3);
    in.lag = 1 + draw(&d, 30);
    in.fewest = 1 + draw(&d, 5);
    in.what = (hct_moving_kind)draw(&d, 2);
    in.rule = (hct_negative_base)draw(&d, 3);
    in.layout = (int)draw(&d, PANEL_LAYOUTS);
    in.without_room = draw(&d, 4) == 0;
    d.values = (uint64_t)draw(&d, 32);
    in.x = draw_panel(&d, n_series, n_periods);
    check_plain(&in);
    check_observed(&in, 0);
    check_observed(&in, in.lag);
    free_panel(&in.x);
    return 0;
}

FUZZ_MAIN("fuzz_moving", fuzz_random_bytes)
