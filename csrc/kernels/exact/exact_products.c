/* Adding products to an exact state. Contract: hct/exact.h.
 *
 * Trick. The rounded product p and what rounding left, e, are both doubles, and p + e
 * is the product exactly. A fused multiply-add would give e in one step, but not every
 * processor has it; Dekker's splitting needs only + - *: with x = xh + xl and
 * w = wh + wl, halves of at most 26 bits, all four partial products are exact.
 *
 * Range. The splitting overflows from 2^996 on; below 2^-960 the last bits of e would
 * fall under 2^-1074 (e has no bit below 2^-106 of the product). Blocks with a pair out
 * of range go pair by pair, through integers: 53 by 53 bits are 106, added to the
 * chunks as four products of 32-bit halves.
 */
#include <math.h>

#include "exact_products.h"
#include "exact_stream.h"

#define ABSOLUTE (UINT64_MAX >> 1)
#define INFINITE (UINT64_C(0x7ff) << 52)

/* The bits of a power of two. */
#define POWER(exponent) ((uint64_t)(1023 + (exponent)) << 52)

static const uint64_t least_product = POWER(-960);
static const uint64_t product_limit = POWER(1000);
static const uint64_t factor_limit = POWER(990);

/* Comparisons are sign bits of differences, so that the loops have no branch. Too small
 * counts only where neither factor is zero: 0 - a has its sign bit set for every a but
 * zero. The sign bit of the result says that the pair is out of range. */
HCT_INLINE uint64_t
is_out_of_range(double x, double w, double product)
{
    const uint64_t ax = double_bits(x) & ABSOLUTE, aw = double_bits(w) & ABSOLUTE;
    const uint64_t ap = double_bits(product) & ABSOLUTE;

    return ((ap - least_product) & (0 - ax) & (0 - aw)) | (product_limit - ap) |
           (factor_limit - ax) | (factor_limit - aw);
}

/* What rounding left of the product p. */
HCT_INLINE double
rest_of_product(double x, double w, double p)
{
    const double splitter = 134217729.0; /* 2^27 + 1 */
    const double cx = splitter * x, cw = splitter * w;
    const double xh = cx - (cx - x), wh = cw - (cw - w);
    const double xl = x - xh, wl = w - wh;

    return ((xh * wh - p) + xh * wl + xl * wh) + xl * wl;
}

HCT_INLINE int
split_products(const double *x, const double *w, ptrdiff_t n, double *restrict high,
               double *restrict low)
{
    uint64_t bad = 0;

    for (ptrdiff_t i = 0; i < n; i++) {
        const double p = x[i] * w[i];

        high[i] = p;
        low[i] = rest_of_product(x[i], w[i], p);
        bad |= is_out_of_range(x[i], w[i], p);
    }
    return bad >> 63 == 0;
}

/* The same for every pair on its own: no block fails, a pair out of range is NaN. */
HCT_INLINE void
split_each_product(const double *x, const double *w, ptrdiff_t n, double *restrict high,
                   double *restrict low)
{
    const uint64_t quiet_nan = UINT64_C(0x7ff8) << 48;

    for (ptrdiff_t i = 0; i < n; i++) {
        const double p = x[i] * w[i];
        const double e = rest_of_product(x[i], w[i], p);
        const uint64_t bad = (uint64_t)0 - (is_out_of_range(x[i], w[i], p) >> 63);

        high[i] = double_from_bits(double_bits(p) | (bad & quiet_nan));
        low[i] = double_from_bits(double_bits(e) & ~bad);
    }
}

int
hct_split_products(const double *x, const double *w, ptrdiff_t n, double *high,
                   double *low)
{
    return split_products(x, w, n, high, low);
}

HCT_TARGET_AVX2 int
hct_split_products_avx2(const double *x, const double *w, ptrdiff_t n, double *high,
                        double *low)
{
    return split_products(x, w, n, high, low);
}

HCT_INLINE void
product_halves(const double *x, const double *w, ptrdiff_t n, double *high, double *low)
{
    if (hct_exact_environment_is_default()) {
        split_each_product(x, w, n, high, low);
        return;
    }
    for (ptrdiff_t i = 0; i < n; i++) {
        high[i] = NAN;
        low[i] = 0.0;
    }
}

void
hct_product_halves(const double *x, const double *w, ptrdiff_t n, double *high,
                   double *low)
{
    product_halves(x, w, n, high, low);
}

HCT_TARGET_AVX2 void
hct_product_halves_avx2(const double *x, const double *w, ptrdiff_t n, double *high,
                        double *low)
{
    product_halves(x, w, n, high, low);
}

void
hct_product_integers(double x, double w, int64_t *high, int64_t *low, int64_t *exponent)
{
    const uint64_t bx = double_bits(x), bw = double_bits(w);

    *high = *low = *exponent = 0;
    if (exponent_field(bx) == 0x7ff || exponent_field(bw) == 0x7ff) {
        return;
    }
    const parts px = take_apart(bx), pw = take_apart(bw);
    const uint64_t negative = px.negative ^ pw.negative;
    const uint64_t half = (UINT64_C(1) << 27) - 1; /* 27 and 26 bits of a mantissa */
    const uint64_t xl = px.mantissa & half, xh = px.mantissa >> 27;
    const uint64_t wl = pw.mantissa & half, wh = pw.mantissa >> 27;
    const uint64_t middle = xl * wh + xh * wl; /* below 2^54 */

    /* middle 2^27 is split at bit 54: what is below joins the low half. */
    *high = with_sign(xh * wh + (middle >> 27), negative);
    *low = with_sign(xl * wl + ((middle & half) << 27), negative);
    *exponent = px.position + pw.position - 2 * 1074;
}

/* At least one of them is not finite. */
static void
count_product(int64_t *state, double x, double w)
{
    const uint64_t bx = double_bits(x), bw = double_bits(w);

    if ((bx & ABSOLUTE) > INFINITE || (bw & ABSOLUTE) > INFINITE) {
        state[HCT_WORD_NAN]++;
    }
    else if ((bx & ABSOLUTE) == 0 || (bw & ABSOLUTE) == 0) { /* infinity times zero */
        state[HCT_WORD_PLUS_INFINITY]++;
        state[HCT_WORD_MINUS_INFINITY]++;
    }
    else {
        state[(bx ^ bw) >> 63 ? HCT_WORD_MINUS_INFINITY : HCT_WORD_PLUS_INFINITY]++;
    }
}

void
hct_add_product(accumulator *a, double x, double w)
{
    const uint64_t bx = double_bits(x), bw = double_bits(w);

    if (exponent_field(bx) == 0x7ff || exponent_field(bw) == 0x7ff) {
        count_product(a->state, x, w);
        return;
    }
    const parts px = take_apart(bx), pw = take_apart(bw);
    const uint64_t negative = px.negative ^ pw.negative;
    const int position = px.position + pw.position - 1074;
    const uint64_t xl = px.mantissa & LOW_32, xh = px.mantissa >> 32;
    const uint64_t wl = pw.mantissa & LOW_32, wh = pw.mantissa >> 32;

    add_word(a, xl * wl, position, negative);
    add_word(a, xl * wh, position + 32, negative);
    add_word(a, xh * wl, position + 32, negative);
    add_word(a, xh * wh, position + 64, negative);
}

/* A product is -0.0 if a factor is zero and the signs differ. */
static void
note_signs_of_zero(int64_t *state, const double *x, ptrdiff_t x_step, const double *w,
                   ptrdiff_t w_step, ptrdiff_t n)
{
    int64_t *seen = &state[HCT_WORD_SIGN_OF_ZERO];

    for (ptrdiff_t i = 0; i < n && *seen != HCT_OTHER_TERMS; i++) {
        const uint64_t bx = double_bits(x[i * x_step]), bw = double_bits(w[i * w_step]);
        const uint64_t ax = bx & ABSOLUTE, aw = bw & ABSOLUTE;
        if (ax > INFINITE || aw > INFINITE) { /* NaN */
            continue;
        }
        const int finite = ax < INFINITE && aw < INFINITE;
        const int zero = ax == 0 || aw == 0;
        *seen =
            finite && zero && (bx ^ bw) >> 63 ? HCT_ONLY_MINUS_ZERO : HCT_OTHER_TERMS;
    }
}

/* The two halves are streams of their own: their exponents lie 53 apart. Both use one
 * table of bins, whose counters do not ask where a value comes from. */
typedef struct {
    int max_levels; /* 0: the floating-point layer must not be used */
    hct_stream_block_function *block;
    hct_split_products_function *split;
} way_to_add;

static const double *
gather(const double *x, ptrdiff_t step, ptrdiff_t n, double *buffer)
{
    if (step == 1) {
        return x;
    }
    for (ptrdiff_t j = 0; j < n; j++) {
        buffer[j] = x[j * step];
    }
    return buffer;
}

static void
add_products(int64_t *state, const double *x, ptrdiff_t x_step, const double *w,
             ptrdiff_t w_step, ptrdiff_t n, way_to_add way)
{
    uint64_t bin[HCT_BINS];
    double high[HCT_BLOCK], low[HCT_BLOCK], some_x[HCT_BLOCK], some_w[HCT_BLOCK];
    accumulator a = accumulator_on(state);
    hct_bins bins = hct_bins_on(bin);
    hct_stream highs = hct_stream_new(way.max_levels);
    hct_stream lows = hct_stream_new(way.max_levels);

    note_signs_of_zero(state, x, x_step, w, w_step, n);
    for (ptrdiff_t i = 0; i < n; i += HCT_BLOCK) {
        const ptrdiff_t length = n - i < HCT_BLOCK ? n - i : HCT_BLOCK;
        const double *xs = gather(x + i * x_step, x_step, length, some_x);
        const double *ws = gather(w + i * w_step, w_step, length, some_w);

        if (way.max_levels > 0 && way.split(xs, ws, length, high, low)) {
            way.block(&highs, &bins, &a, high, length, n - i);
            way.block(&lows, &bins, &a, low, length, n - i);
            continue;
        }
        for (ptrdiff_t j = 0; j < length; j++) {
            hct_add_product(&a, xs[j], ws[j]);
        }
    }
    hct_stream_empty(&highs, &a);
    hct_stream_empty(&lows, &a);
    hct_bins_empty(&bins, &a);
    settle(&a);
}

void
hct_exact_add_products(int64_t *state, const double *x, ptrdiff_t x_step,
                       const double *w, ptrdiff_t w_step, ptrdiff_t n)
{
    const int levels = hct_exact_environment_is_default() ? LEVELS_PORTABLE : 0;
    const way_to_add way = {levels, hct_stream_block, hct_split_products};
    add_products(state, x, x_step, w, w_step, n, way);
}

void
hct_exact_add_products_avx2(int64_t *state, const double *x, ptrdiff_t x_step,
                            const double *w, ptrdiff_t w_step, ptrdiff_t n)
{
    const int levels = hct_exact_environment_is_default() ? LEVELS_AVX2 : 0;
    const way_to_add way = {levels, hct_stream_block_avx2, hct_split_products_avx2};
    add_products(state, x, x_step, w, w_step, n, way);
}
