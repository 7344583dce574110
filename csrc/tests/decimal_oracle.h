/* Decimals by way of the C library's strings, slow and independent of the kernels:
 * printf and strtod round correctly, so a decimal denotes a double if strtod says so.
 * Use it before any setlocale(). Also the doubles on which rounding is hard. */
#ifndef DECIMAL_ORACLE_H
#define DECIMAL_ORACLE_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hct_test.h"

static inline double
oracle_read(uint64_t digits, int exponent)
{
    char text[64];

    snprintf(text, sizeof text, "%llue%d", (unsigned long long)digits, exponent);
    return strtod(text, NULL);
}

/* The shortest decimal of a > 0 of 15 to 17 digits, the nearest of them. Where the
 * nearest decimal of n digits does not read back (below a power of two the doubles lie
 * closer), one beside it may. */
static inline void
oracle_shortest(double a, uint64_t *digits, int *exponent)
{
    for (int n = 15; n <= 17; n++) {
        static const int beside[3] = {0, 1, -1};
        char text[64], plain[64];
        char *mark;

        snprintf(text, sizeof text, "%.*e", n - 1, a);
        mark = strchr(text, 'e');
        *exponent = atoi(mark + 1) - (n - 1);
        snprintf(plain, sizeof plain, "%c%.*s", text[0], n - 1, text + 2);
        for (int i = 0; i < 3; i++) {
            *digits = strtoull(plain, NULL, 10) + (uint64_t)(int64_t)beside[i];
            if (oracle_read(*digits, *exponent) == a) {
                return;
            }
        }
    }
}

/* Half-up on the digits of the shortest decimal, as by hand. */
static inline double
oracle_round(double x, int decimals)
{
    uint64_t digits, unit = 1;
    int exponent, dropped;

    if (!isfinite(x) || x == 0.0) {
        return x + 0.0;
    }
    oracle_shortest(fabs(x), &digits, &exponent);
    dropped = -decimals - exponent;
    if (dropped <= 0) {
        return x;
    }
    if (dropped > 18) {
        return 0.0; /* at most 17 digits: less than a tenth of a unit */
    }
    for (int i = 0; i < dropped; i++) {
        unit *= 10;
    }
    digits = digits / unit + (digits % unit >= unit / 2);
    return digits == 0 ? 0.0 : copysign(oracle_read(digits, -decimals), x);
}

/* A random double with its steps away from a decimal or binary landmark. */
static inline double
oracle_hard_double(uint64_t *random)
{
    const uint64_t r = hct_test_random(random), s = hct_test_random(random);
    const int64_t steps = (int64_t)(s % 7) - 3;
    uint64_t bits;
    double x;

    switch (r % 8) {
    case 0: /* any bit pattern */
        bits = s;
        memcpy(&x, &bits, sizeof x);
        return x;
    case 1: /* all digits, sizes around the limits of the kernels */
    case 2:
        return ldexp((double)(s >> 11 | UINT64_C(1) << 52), (int)((r >> 8) % 135) - 75);
    case 3: /* a decimal that ends in 5, up to 18 digits */
    case 4:
    case 5: {
        uint64_t scale = 10;
        for (int i = (int)((r >> 8) % 17); i > 0; i--) {
            scale *= 10;
        }
        x = oracle_read(s / 7 % scale * 10 + 5, (int)((r >> 16) % 36) - 18);
        break;
    }
    case 6: /* a power of two, or a whole number and some quarters */
        x = (r >> 8) % 2 ? ldexp(1.0, (int)((r >> 9) % 190) - 70)
                         : (double)(s >> 10) / (double)(1 << ((r >> 9) % 9));
        break;
    default: /* a power of ten, or half of one */
        x = oracle_read((r >> 8) % 2 ? 1 : 5, (int)((r >> 9) % 52) - 18);
        break;
    }
    memcpy(&bits, &x, sizeof bits);
    bits += (uint64_t)steps;
    bits ^= (r >> 63) << 63;
    memcpy(&x, &bits, sizeof x);
    return x;
}

#endif
