/* Sums of moving windows in their stated order, one window at a time: hct/moving.h. */
#ifndef WINDOW_ORACLE_H
#define WINDOW_ORACLE_H

#include <math.h>
#include <stddef.h>

static inline double
plain_block(const double *x, ptrdiff_t size)
{
    if (size == 1) {
        return x[0];
    }
    const ptrdiff_t q = size / 4;
    return (plain_block(x, q) + plain_block(x + q, q)) +
           (plain_block(x + 2 * q, q) + plain_block(x + 3 * q, q));
}

/* The window of a series that ends in period t. */
static inline double
plain_window(const double *x, ptrdiff_t window, ptrdiff_t t, int mean)
{
    ptrdiff_t size = 1, at = t - window + 1;
    double sum = 0.0;

    if (t < window - 1) {
        return NAN;
    }
    while (window >= 8 * size) {
        size *= 4;
    }
    for (int first = 1; at <= t; first = 0) {
        while (at + size > t + 1) {
            size /= 4;
        }
        sum = first ? plain_block(x + at, size) : sum + plain_block(x + at, size);
        at += size;
    }
    return mean ? sum / (double)window : sum;
}

#endif
