/* Exact running and moving sums. Contract: hct/exact_running.h.
 *
 * Assumption. Terms may be taken out of an exact sum again: integer subtraction undoes
 * integer addition to the bit. That is what floating-point recurrences lack.
 *
 * Trick. Where all values, and sums of as many as are ever in one sum, are multiples of
 * 2^(lowest - 1074) below 2^126 of these units, the sum is one 128-bit integer. A look
 * at the values beforehand decides; else the chunks of an exact state serve.
 */
#include <math.h>

#include <hct/exact_running.h>

#include "exact_stream.h"

typedef struct {
    int narrow; /* 128 bits are enough */
    int lowest; /* of them, bit 0 weighs 2^(lowest - 1074) */
    int64_t high;
    uint64_t low;
    ptrdiff_t others; /* terms in the sum that are not -0.0 */
    int64_t state[HCT_SUM_WORDS];
} running_sum;

static void
restart(running_sum *s)
{
    s->high = 0;
    s->low = 0;
    s->others = 0;
    if (!s->narrow) {
        hct_exact_clear(s->state, HCT_EXACT_SUM);
    }
}

/* most: the greatest number of terms in one sum, at least 1. */
static void
prepare(running_sum *s, hct_extent e, ptrdiff_t most)
{
    const int bits = e.highest - e.lowest + 1 + top_bit((uint64_t)most) + 1;

    s->narrow = e.finite && bits <= 126;
    s->lowest = e.lowest <= e.highest ? e.lowest : 0;
    restart(s);
}

/* Adds a mantissa moved to the units of the sum; a shift down drops zeros only. */
static void
change_narrow(running_sum *s, uint64_t bits)
{
    const parts p = take_apart(bits);
    const int shift = p.position - s->lowest;
    uint64_t low, high = 0;

    if (shift <= 0) {
        low = -shift < 64 ? p.mantissa >> -shift : 0;
    }
    else if (shift < 64) {
        low = p.mantissa << shift;
        high = p.mantissa >> (64 - shift);
    }
    else {
        low = 0;
        high = p.mantissa << (shift - 64);
    }
    /* The two's complement where the term is negative, then an addition with carry. */
    low = (low ^ p.negative) - p.negative;
    high = (high ^ p.negative) + (p.negative & (uint64_t)(low == 0));
    s->low += low;
    s->high = (int64_t)((uint64_t)s->high + high + (s->low < low));
}

/* direction: 1 to put x in, -1 to take it out. */
static void
change(running_sum *s, double x, int direction)
{
    const uint64_t sign = UINT64_C(1) << 63;
    const uint64_t bits = double_bits(x);
    const uint64_t signed_bits = direction < 0 ? bits ^ sign : bits;

    s->others += bits != sign ? direction : 0;
    if (s->narrow) {
        change_narrow(s, signed_bits);
        return;
    }
    if (exponent_field(bits) == 0x7ff) {
        s->state[word_of_special(bits)] += direction;
        return;
    }
    accumulator a = accumulator_on(s->state);
    add_term(&a, double_from_bits(signed_bits));
    settle(&a);
}

static double
value(running_sum *s)
{
    const int only_minus_zeros = s->others == 0;

    if (s->narrow) {
        return only_minus_zeros
                   ? -0.0
                   : hct_exact_round_128(s->high, s->low, s->lowest - 1074);
    }
    s->state[HCT_WORD_SIGN_OF_ZERO] =
        only_minus_zeros ? HCT_ONLY_MINUS_ZERO : HCT_OTHER_TERMS;
    return hct_exact_round(s->state);
}

void
hct_exact_cumsum(const double *x, ptrdiff_t n, ptrdiff_t step, ptrdiff_t period,
                 double *out, ptrdiff_t out_step)
{
    running_sum s;

    if (n == 0) {
        return;
    }
    prepare(&s, hct_extent_of(x, n, step), period < n ? period : n);
    for (ptrdiff_t t = 0, in_period = 0; t < n; t++, in_period++) {
        if (in_period == period) {
            restart(&s);
            in_period = 0;
        }
        change(&s, x[t * step], 1);
        out[t * out_step] = value(&s);
    }
}

void
hct_exact_moving_sum(const double *x, ptrdiff_t n, ptrdiff_t step, ptrdiff_t window,
                     double *out, ptrdiff_t out_step)
{
    running_sum s;
    const ptrdiff_t head = window - 1 < n ? window - 1 : n;

    if (n == 0) {
        return;
    }
    prepare(&s, hct_extent_of(x, n, step), window < n ? window : n);
    for (ptrdiff_t t = 0; t < head; t++) {
        change(&s, x[t * step], 1);
        out[t * out_step] = NAN;
    }
    for (ptrdiff_t t = head; t < n; t++) {
        change(&s, x[t * step], 1);
        out[t * out_step] = value(&s);
        change(&s, x[(t - head) * step], -1);
    }
}

/* The words of a sum that goes on: narrow, lowest, high, low, others, then the state. */
enum { STATE_WORD = HCT_RUNNING_WORDS - HCT_SUM_WORDS };

static running_sum
sum_from_words(const int64_t *words)
{
    running_sum s = {.narrow = (int)words[0],
                     .lowest = (int)words[1],
                     .high = words[2],
                     .low = (uint64_t)words[3],
                     .others = (ptrdiff_t)words[4]};

    memcpy(s.state, words + STATE_WORD, sizeof s.state);
    return s;
}

static void
words_from_sum(const running_sum *s, int64_t *words)
{
    words[0] = s->narrow;
    words[1] = s->lowest;
    words[2] = s->high;
    words[3] = (int64_t)s->low;
    words[4] = s->others;
    memcpy(words + STATE_WORD, s->state, sizeof s->state);
}

void
hct_exact_widen_extent(const double *x, ptrdiff_t n, ptrdiff_t step, int64_t *extent)
{
    const hct_extent e = hct_extent_of(x, n, step);

    extent[0] = e.lowest < extent[0] ? e.lowest : extent[0];
    extent[1] = e.highest > extent[1] ? e.highest : extent[1];
    extent[2] = extent[2] && e.finite;
}

void
hct_exact_running_begin(const int64_t *extent, ptrdiff_t most, int64_t *words)
{
    const hct_extent e = {
        .finite = (int)extent[2], .lowest = (int)extent[0], .highest = (int)extent[1]};
    running_sum s = {0};

    prepare(&s, e, most);
    words_from_sum(&s, words);
}

void
hct_exact_running_sums(int64_t *words, const double *entering, ptrdiff_t entering_step,
                       const double *leaving, ptrdiff_t leaving_step, ptrdiff_t n,
                       double *out, ptrdiff_t out_step)
{
    running_sum s = sum_from_words(words);

    for (ptrdiff_t t = 0; t < n; t++) {
        change(&s, entering[t * entering_step], 1);
        out[t * out_step] = value(&s);
        change(&s, leaving[t * leaving_step], -1);
    }
    words_from_sum(&s, words);
}
