/* Arrays of doubles that are hard to add, for tests of exact sums. */
#ifndef HCT_EXACT_TERMS_H
#define HCT_EXACT_TERMS_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "hct_test.h"

static inline double
term_from_bits(uint64_t bits)
{
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* A double of a given exponent; its mantissa is random, all ones, a power of two or a
 * few bits. */
static inline double
term_of_exponent(uint64_t *seed, int exponent)
{
    const uint64_t r = hct_test_random(seed), kind = r & 7;
    uint64_t fraction = hct_test_random(seed) >> 12;

    if (kind == 0) {
        fraction = (UINT64_C(1) << 52) - 1;
    }
    else if (kind == 1) {
        fraction = 0;
    }
    else if (kind == 2) {
        fraction &= ~UINT64_C(0) << 44;
    }
    const double x = ldexp(1.0 + (double)fraction * 0x1p-52, exponent);
    return r >> 63 ? -x : x;
}

enum { TERM_KINDS = 12 };

/* Fills x with n terms of one kind, 0 .. TERM_KINDS - 1. */
static inline void
fill_terms(uint64_t *seed, int kind, double *x, ptrdiff_t n)
{
    static const int spreads[] = {0, 8, 40, 51, 52, 53, 60, 103, 104, 155, 207, 400};
    const int spread = spreads[hct_test_random(seed) % 12];
    const int centre = (int)(hct_test_random(seed) % 1200) - 600;
    const uint64_t tail = hct_test_random(seed);

    for (ptrdiff_t i = 0; i < n; i++) {
        const uint64_t r = hct_test_random(seed);
        switch (kind) {
        case 0: /* a spread of exponents around a centre */
        case 1:
            x[i] = term_of_exponent(seed, centre + (int)(r % (unsigned)(spread + 1)));
            break;
        case 2: /* any finite bits */
            x[i] = term_from_bits(r);
            x[i] = isfinite(x[i]) ? x[i] : 1.0;
            break;
        case 3: /* amounts of money */
            x[i] = (double)(int64_t)(r % 100000000) / 100.0;
            break;
        case 4: /* subnormals, and normals beside them */
            x[i] = term_from_bits((r & (UINT64_C(1) << 63)) |
                                  (r >> 10 & 0x1fffffffffffff));
            break;
        case 5: /* near overflow */
            x[i] = term_of_exponent(seed, 1015 + (int)(r % 9));
            break;
        case 6: /* everything cancels, save for a crumb */
            x[i] = i % 2 ? -x[i - 1] : term_of_exponent(seed, (int)(r % 60));
            if (i == n - 1) {
                x[i] = tail % 3 ? 0x1p-300 : -0x1p-1074;
            }
            break;
        case 7: /* a tie, with or without a crumb on either side */
            x[i] = i == 0   ? term_of_exponent(seed, 53)
                   : i == 1 ? 0.5 * (double)(r % 3)
                   : i == 2 ? (double)(int)(r % 3 - 1) * 0x1p-200
                            : (i % 2 ? 3.0 : -3.0);
            break;
        case 8: /* rare outliers */
            x[i] = term_of_exponent(seed, r % 701 == 0 ? 300 : (int)(r % 20));
            break;
        case 9: /* zeros of both signs, mostly */
            x[i] = r % 9 == 0 && tail % 2 ? term_of_exponent(seed, 3)
                                          : (tail % 5 == 0 || r >> 63 ? -0.0 : 0.0);
            break;
        case 10: /* infinities and NaN among ordinary terms */
            x[i] = r % 997 == 0   ? (tail % 3 ? INFINITY : NAN)
                   : r % 991 == 0 ? (tail % 2 ? INFINITY : -INFINITY)
                                  : term_of_exponent(seed, (int)(r % 30));
            break;
        default: /* blocks of different size follow each other */
            x[i] = term_of_exponent(seed, (i / 2048) % 3 * 150 + (int)(r % 40));
            break;
        }
    }
}

static inline void
shuffle_terms(uint64_t *seed, double *x, ptrdiff_t n)
{
    for (ptrdiff_t i = n - 1; i > 0; i--) {
        const ptrdiff_t j = (ptrdiff_t)(hct_test_random(seed) % (uint64_t)(i + 1));
        const double t = x[i];
        x[i] = x[j];
        x[j] = t;
    }
}

#endif
