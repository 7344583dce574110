/* A fuzz target over growth, changes, logarithms and chains.
 *
 * Rates, changes and chains are compared with their formulas to the bit, logarithms with
 * long double within a few roundings of what they are made of.
 */
#include <hct/growth.h>

#include "fuzz_draw.h"
#include "growth_oracle.h"

static void
check_rates(const panel *x, ptrdiff_t lag, hct_negative_base rule, int layout)
{
    hct_growth_kernel *const kernels[] = {hct_growth, hct_growth_avx2};
    panel want = new_panel(0, x->n_series, x->n_periods);

    for (ptrdiff_t s = 0; s < x->n_series; s++) {
        for (ptrdiff_t t = 0; t < x->n_periods; t++) {
            *at(&want, s, t) =
                t < lag ? NAN : plain_rate(*at(x, s, t), *at(x, s, t - lag), rule);
        }
    }
    for (int k = 0; k < 2; k++) {
        panel out = new_panel(layout, x->n_series, x->n_periods);

        kernels[k](x->first, x->at, x->n_series, x->n_periods, lag, rule, out.first,
                   out.at);
        check_panel("fuzz_growth: growth", &out, &want);
        free_panel(&out);
    }
    free_panel(&want);
}

static void
check_changes(const panel *x, ptrdiff_t lag, double start, int layout)
{
    panel want = new_panel(0, x->n_series, x->n_periods);
    panel out = new_panel(layout, x->n_series, x->n_periods);
    panel chained = new_panel(layout, x->n_series, x->n_periods);

    for (ptrdiff_t s = 0; s < x->n_series; s++) {
        for (ptrdiff_t t = 0; t < x->n_periods; t++) {
            *at(&want, s, t) = t < lag ? NAN : *at(x, s, t) - *at(x, s, t - lag);
        }
    }
    hct_change(x->first, x->at, x->n_series, x->n_periods, lag, out.first, out.at);
    check_panel("fuzz_growth: change", &out, &want);
    for (ptrdiff_t s = 0; s < x->n_series; s++) {
        double level = start;
        for (ptrdiff_t t = 0; t < x->n_periods; t++) {
            *at(&want, s, t) = level *= *at(x, s, t);
        }
    }
    hct_chain(x->first, x->at, x->n_series, x->n_periods, start, chained.first,
              chained.at);
    check_panel("fuzz_growth: chain", &chained, &want);
    free_panel(&want);
    free_panel(&out);
    free_panel(&chained);
}

/* ---- logarithms --------------------------------------------------------------------- */

typedef struct {
    long double value, error; /* and how far a result may lie from it */
} bounded;

static const long double EPSILON = 0x1p-53L;

/* ln(x1 / x0) of two positives. */
static bounded
logarithm(double x1, double x0)
{
    const long double first = logl((long double)x1), second = logl((long double)x0);
    const long double value = log1pl(((long double)x1 - x0) / x0);
    const long double quotient = (long double)x1 / x0;
    const int is_near = quotient > 0.5000001L && quotient < 1.9999999L;

    return is_near ? (bounded){value, 6 * EPSILON * fabsl(value)}
                   : (bounded){first - second,
                               6 * EPSILON * (fabsl(first) + fabsl(second))};
}

static void
stop(const char *what, double x1, double x0, double got, long double want)
{
    fprintf(stderr, "fuzz_growth: %s of %.17g over %.17g: %.17g, not %.17Lg\n", what,
            x1, x0, got, want);
    abort();
}

/* Of doubles that are finite, normal and positive; what the others give is a matter of
 * rules, which the tests of growth check by hand. */
static void
check_logarithms(const panel *x, ptrdiff_t lag, ptrdiff_t year, int layout)
{
    const long double power = (long double)year / lag;
    panel logs = new_panel(layout, x->n_series, x->n_periods);
    panel yearly = new_panel(layout, x->n_series, x->n_periods);

    hct_log_growth(x->first, x->at, x->n_series, x->n_periods, lag, HCT_BASE_NAN,
                   logs.first, logs.at);
    hct_annualised_growth(x->first, x->at, x->n_series, x->n_periods, lag, year,
                          HCT_BASE_NAN, yearly.first, yearly.at);
    for (ptrdiff_t s = 0; s < x->n_series; s++) {
        for (ptrdiff_t t = 0; t < x->n_periods; t++) {
            const double got = *at(&logs, s, t), rate = *at(&yearly, s, t);
            const double x1 = *at(x, s, t), x0 = t < lag ? NAN : *at(x, s, t - lag);

            if (isnan(x0) || isnan(x1) || x0 <= 0.0 || x1 < 0.0) {
                if (!isnan(got) || !isnan(rate)) {
                    stop("no growth", x1, x0, got, NAN);
                }
                continue;
            }
            if (x1 == 0.0 || isinf(x1) || isinf(x0) || x1 < 0x1p-1000 ||
                x0 < 0x1p-1000) {
                continue;
            }
            const bounded log = logarithm(x1, x0);
            if (!(fabsl(got - log.value) <= log.error)) {
                stop("logarithmic growth", x1, x0, got, log.value);
            }
            const long double exact = expm1l(power * log.value);
            const long double allowed =
                8 * EPSILON * fabsl(exact) +
                (1 + fabsl(exact)) * power *
                    (2 * log.error + 4 * EPSILON * fabsl(log.value));
            if (fabsl(exact) < 1e300L && !(fabsl(rate - exact) <= allowed)) {
                stop("growth at a yearly rate", x1, x0, rate, exact);
            }
        }
    }
    if (!untouched_between(&logs) || !untouched_between(&yearly)) {
        stop("written between the elements:", 0.0, 0.0, 0.0, 0.0L);
    }
    free_panel(&logs);
    free_panel(&yearly);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    draws d = draws_of(data, size);
    const ptrdiff_t n_series = draw(&d, 12),
                    n_periods = draw(&d, draw(&d, 8) ? 24 : 90);
    const ptrdiff_t lag = 1 + draw(&d, draw(&d, 2) ? 4 : 40), year = 1 + draw(&d, 12);
    const hct_negative_base rule = (hct_negative_base)draw(&d, 3);
    const int layout = (int)draw(&d, PANEL_LAYOUTS);

    d.values = (uint64_t)draw(&d, 32);
    panel x = draw_panel(&d, n_series, n_periods);
    check_rates(&x, lag, rule, layout);
    check_changes(&x, lag, draw_value(&d), layout);
    check_logarithms(&x, lag, year, layout);
    free_panel(&x);
    return 0;
}

FUZZ_MAIN("fuzz_growth", fuzz_random_bytes)
