/* A fuzz target over comparisons of figures, against their textbook formulas in long
 * double, each within a bound that follows from the roundings of the stated formula. */
#include <hct/comparison.h>

#include "fuzz_draw.h"
#include "growth_oracle.h"

enum { N = 8 };
static const long double EPSILON = 0x1p-53L;

typedef struct {
    long double value, error;
} bounded;

/* a / b of figures known within an error each; to first order, with room. */
static bounded
over(bounded a, bounded b)
{
    const long double q = a.value / b.value;
    return (bounded){q, 2 * (a.error + fabsl(q) * b.error) / fabsl(b.value) +
                            2 * EPSILON * fabsl(q)};
}

static bounded
one_and(double g)
{
    const long double sum = 1.0L + g;
    return (bounded){sum, EPSILON * fabsl(sum)};
}

static bounded
exact(double x)
{
    return (bounded){x, 0.0L};
}

static bounded
stacked(double a, double b)
{
    const long double value = (1.0L + a) * (1.0L + b) - 1.0L;
    const long double size =
        fabsl((long double)a) + fabsl((long double)b) + fabsl((long double)a * b);
    return (bounded){value, 4 * EPSILON * size + 0x1p-62L * (1 + size)};
}

static bounded
implied_base(double a, double b)
{
    return over(exact(a), one_and(b));
}

static bounded
implied_increase(double a, double b)
{
    const bounded part = over(exact(b), one_and(b));
    return (bounded){a * part.value,
                     fabsl((long double)a) *
                         (part.error + 2 * EPSILON * fabsl(part.value))};
}

static bounded
average_growth(double a, double b)
{
    const bounded s = stacked(a, b);
    const long double root = sqrtl((1.0L + a) * (1.0L + b));

    if (s.value - s.error < -1.0L || isnan(root)) {
        return (bounded){NAN, 0.0L};
    }
    /* the slope of the root is 1 / (2 root) */
    return (bounded){root - 1.0L, s.error / root + 8 * EPSILON * fabsl(root - 1.0L) +
                                      0x1p-61L * (1 + root)};
}

static bounded
implied_price_change(double a, double b)
{
    const long double difference = (long double)a - b;
    return over((bounded){difference, EPSILON * fabsl(difference)}, one_and(b));
}

static bounded
share_of(double a, double b)
{
    return over(exact(a), exact(b));
}

static bounded
difference(double a, double b)
{
    const long double value = (long double)a - b;
    return (bounded){value, EPSILON * fabsl(value)};
}

static bounded
contribution(double a, double b)
{
    const long double value = (long double)a * b;
    return (bounded){value, EPSILON * fabsl(value)};
}

static void
check(const char *what, double a, double b, double got, bounded want)
{
    /* Where a bound does not hold: at results that double does not hold to full digits,
     * and at divisors that are zero but for rounding. */
    if (isnan(want.value) || !(want.error < 0.01L * fabsl(want.value)) ||
        fabsl(want.value) > 0x1p1000L || fabsl(want.value) < 0x1p-900L) {
        return;
    }
    if (!(fabsl(got - want.value) <= want.error * 1.5L)) {
        fprintf(stderr, "fuzz_comparison: %s of %.17g and %.17g: %.17g, not %.17Lg\n",
                what, a, b, got, want.value);
        abort();
    }
}

static double
rate_or_level(draws *d)
{
    const uint64_t r = draw_bytes(d, 3);

    switch (draw(d, 6)) {
    case 0: /* a level */
        return (double)r / 100.0;
    case 1: /* any size, far from the ends */
        return ldexp((double)(int64_t)(r - 0x800000), (int)draw(d, 400) - 200);
    case 2: /* near -1 */
        return -1.0 + ldexp((double)r, -(int)draw(d, 60) - 24);
    default: /* a rate */
        return (double)((int64_t)r - 0x400000) / 1e7;
    }
}

static void
check_pairs(const double *a, const double *b)
{
    static const struct {
        const char *name;
        hct_comparison_of_two *kernel;
        bounded (*defined)(double, double);
    } all[] = {
        {"difference", hct_difference, difference},
        {"ratio", hct_ratio, share_of},
        {"contribution", hct_additive_contribution, contribution},
        {"implied base", hct_implied_base, implied_base},
        {"implied increase", hct_implied_increase, implied_increase},
        {"stacked growth", hct_stacked_growth, stacked},
        {"average growth", hct_average_growth, average_growth},
        {"implied price change", hct_implied_price_change, implied_price_change},
    };
    double out[2 * N];

    for (size_t k = 0; k < sizeof all / sizeof all[0]; k++) {
        all[k].kernel(N, a + N - 1, -1, b + N - 1, -1, out + 2 * N - 2, -2);
        for (int i = 0; i < N; i++) {
            check(all[k].name, a[i], b[i], out[2 * i], all[k].defined(a[i], b[i]));
        }
    }
}

static void
check_required(const double *total, const double *part, const double *share)
{
    double out[N];

    hct_required_growth(N, total, 1, part, 1, share, 1, out, 1);
    for (int i = 0; i < N; i++) {
        const long double product = (long double)part[i] * share[i];
        const long double rest = total[i] - product, left = 1.0L - share[i];
        const long double size = fabsl((long double)total[i]) + fabsl(product);
        const bounded numerator = {rest, 3 * EPSILON * size};

        check("required growth", total[i], part[i], out[i],
              over(numerator, (bounded){left, EPSILON * fabsl(left)}));
    }
}

/* Any bits, by the rules of growth, to the bit. */
static void
check_changes(draws *d)
{
    const hct_negative_base rule = (hct_negative_base)draw(d, 3);
    double a[N], b[N], out[N];

    d->values = (uint64_t)draw(d, 32);
    for (int i = 0; i < N; i++) {
        a[i] = draw_value(d);
        b[i] = draw_value(d);
    }
    hct_relative_change(N, a, 1, b, 1, rule, out, 1);
    for (int i = 0; i < N; i++) {
        if (!hct_test_same(out[i], plain_rate(a[i], b[i], rule))) {
            fprintf(stderr, "fuzz_comparison: change from %.17g to %.17g: %.17g\n",
                    b[i], a[i], out[i]);
            abort();
        }
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    draws d = draws_of(data, size);
    double a[N], b[N], c[N];

    for (int i = 0; i < N; i++) {
        a[i] = rate_or_level(&d);
        b[i] = rate_or_level(&d);
        c[i] = rate_or_level(&d);
    }
    check_pairs(a, b);
    check_required(a, b, c);
    check_changes(&d);
    return 0;
}

FUZZ_MAIN("fuzz_comparison", fuzz_random_bytes)
