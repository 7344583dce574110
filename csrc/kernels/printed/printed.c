/* Rates of printed figures. Contract: hct/printed.h. */
#include <hct/decimal.h>
#include <hct/platform.h>
#include <hct/printed.h>

#include <math.h>

/* Digits that two figures may span, and digits of a rounded rate. */
enum { SPAN = 36, RATE_DIGITS = 18 };

/* A figure as the decimal it denotes, without the zeros at its end. Returns 0 if it is
 * out of range. */
static int
figure_of(double x, hct_decimal *figure)
{
    const double a = fabs(x);

    *figure = (hct_decimal){0, 0};
    if (a == 0.0) {
        return 1;
    }
    if (!(HCT_DECIMAL_MIN <= a && a < HCT_DECIMAL_MAX)) {
        return 0;
    }
    *figure = hct_shortest_decimal(a);
    while (figure->digits % 10 == 0) {
        figure->digits /= 10;
        figure->exponent++;
    }
    return 1;
}

/* The digits of a figure with the last one at 10^exponent, not above its own; returns 0
 * if they are more than SPAN. */
static int
scaled(hct_decimal figure, int exponent, hct_uint128 *digits)
{
    *digits = figure.digits;
    for (int shift = figure.exponent - exponent; shift > 0 && *digits != 0; shift--) {
        *digits *= 10;
        if (*digits >= (hct_uint128)hct_power_of_ten(SPAN)) {
            return 0;
        }
    }
    return 1;
}

/* numerator / denominator rounded half up to some places, by long division: with both
 * below 10^37 no remainder times 10 leaves 128 bits. Returns a status. */
static int
rounded_quotient(hct_uint128 numerator, hct_uint128 denominator, int places,
                 double *rate)
{
    const uint64_t limit = (uint64_t)hct_power_of_ten(RATE_DIGITS);
    hct_uint128 quotient = numerator / denominator;
    hct_uint128 remainder = numerator % denominator;

    for (int place = 0; place < places && quotient < limit; place++) {
        remainder *= 10;
        quotient = 10 * quotient + remainder / denominator;
        remainder %= denominator;
    }
    quotient += 2 * remainder >= denominator;
    if (quotient >= limit) {
        return HCT_PRINTED_SIZE;
    }
    *rate = hct_from_decimal((uint64_t)quotient, places);
    return HCT_PRINTED_OK;
}

/* Both figures as integers with one last place. Returns a status. */
static int
aligned(double a, double b, hct_uint128 *a_digits, hct_uint128 *b_digits)
{
    hct_decimal first, second;
    int exponent;

    if (!figure_of(a, &first)) {
        return HCT_PRINTED_FIRST;
    }
    if (!figure_of(b, &second)) {
        return HCT_PRINTED_SECOND;
    }
    exponent = first.exponent < second.exponent ? first.exponent : second.exponent;
    if (!scaled(first, exponent, a_digits) || !scaled(second, exponent, b_digits)) {
        return HCT_PRINTED_SPAN;
    }
    return HCT_PRINTED_OK;
}

static int
ratio(double a, double b, int places, double *rate)
{
    hct_uint128 numerator, denominator;
    int status;

    if (isnan(a) || isnan(b) || b == 0.0) {
        return HCT_PRINTED_OK;
    }
    status = aligned(a, b, &numerator, &denominator);
    if (status == HCT_PRINTED_OK) {
        status = rounded_quotient(numerator, denominator, places, rate);
    }
    if (status == HCT_PRINTED_OK && *rate != 0.0 && (a < 0.0) != (b < 0.0)) {
        *rate = -*rate;
    }
    return status;
}

static int
growth(double current, double base, int places, double *rate)
{
    hct_uint128 level, base_level;
    int status, falls;

    if (isnan(current) || isnan(base) || base <= 0.0) {
        return HCT_PRINTED_OK;
    }
    status = aligned(current, base, &level, &base_level);
    if (status != HCT_PRINTED_OK) {
        return status;
    }
    falls = current < 0.0 || level < base_level;
    if (current < 0.0) {
        level = level + base_level;
    }
    else {
        level = falls ? base_level - level : level - base_level;
    }
    status = rounded_quotient(level, base_level, places, rate);
    if (status == HCT_PRINTED_OK && *rate != 0.0 && falls) {
        *rate = -*rate;
    }
    return status;
}

/* Calls one of the two for every element, with its places checked. */
static inline void
for_each(int (*exact)(double, double, int, double *), ptrdiff_t n, const double *a,
         ptrdiff_t a_step, const double *b, ptrdiff_t b_step, const int64_t *places,
         ptrdiff_t places_step, double *out, ptrdiff_t out_step, int64_t *status,
         ptrdiff_t status_step)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        const int64_t kept = places[i * places_step];
        double rate = NAN;

        status[i * status_step] =
            kept < 0 || kept > HCT_PRINTED_PLACES_MAX
                ? HCT_PRINTED_PLACES
                : exact(a[i * a_step], b[i * b_step], (int)kept, &rate);
        out[i * out_step] = rate;
    }
}

void
hct_printed_ratio(ptrdiff_t n, const double *a, ptrdiff_t a_step, const double *b,
                  ptrdiff_t b_step, const int64_t *places, ptrdiff_t places_step,
                  double *out, ptrdiff_t out_step, int64_t *status,
                  ptrdiff_t status_step)
{
    for_each(ratio, n, a, a_step, b, b_step, places, places_step, out, out_step, status,
             status_step);
}

void
hct_printed_growth(ptrdiff_t n, const double *a, ptrdiff_t a_step, const double *b,
                   ptrdiff_t b_step, const int64_t *places, ptrdiff_t places_step,
                   double *out, ptrdiff_t out_step, int64_t *status,
                   ptrdiff_t status_step)
{
    for_each(growth, n, a, a_step, b, b_step, places, places_step, out, out_step,
             status, status_step);
}
