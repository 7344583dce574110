/* Decimal half-up. Contract: hct/rounding.h.
 *
 * Most figures need no digits. With a = |x|, s = 10^decimals and n = floor(a * s), the
 * result is n or n + 1 units of 1/s, and the tie between them is (2n + 1) / (2s):
 *
 *   tie = fl((2n + 1) / (2s));  n + 1 if a >= tie;  result = fl(n or n + 1 over s)
 *
 * Why this judges the shortest decimal S of a, as long as a * s < 10^14: the integers
 * are below 2^53 and s is exact, so each division rounds once and the result is the
 * double nearest to the rounded decimal. If fl(tie) differs from a, then S, which reads
 * as a, lies on the same side of the exact tie, as reading is monotone. If fl(tie) is a,
 * both S and the tie read as a; the tie has at most 15 digits, and two such decimals
 * never read as one double, so S, being no longer, is the tie: up. The rounding of a * s
 * can raise n only onto an integer N just above it; then a < fl(N + 1/2 over s), and N
 * is the right result.
 *
 * For decimals <= 0 the same holds with s = 10^-decimals units to the figure as long as
 * a < 2^52: tie and result are then exact, and a tie has no shorter decimal beside it, as
 * dropping its last digit moves it by 0.5 or more, and the next double is nearer.
 *
 * What lies above these limits has its digits taken. */
#include <hct/decimal.h>
#include <hct/platform.h>
#include <hct/rounding.h>

#include <math.h>

#include "kernels/shared/bits.inc.h"

/* Figures are taken by blocks, whose copies have room in the nearest cache. */
enum { BLOCK = 256 };

static const double FRACTION_LIMIT = 1e14; /* of a * s, for decimals > 0 */
static const double WHOLE_LIMIT = 0x1p52;  /* of a, for decimals <= 0 */

/* 1.0 if the sign bit of x is set, else 0.0, and the reverse. Integer arithmetic, as a
 * comparison of doubles would keep the loops from being vectorised. */
HCT_INLINE double
one_if_negative(double x)
{
    return double_from_bits((UINT64_C(0) - (double_bits(x) >> 63)) & double_bits(1.0));
}

HCT_INLINE double
one_if_not_negative(double x)
{
    return double_from_bits(((double_bits(x) >> 63) - 1) & double_bits(1.0));
}

/* floor(p) for 0 <= p < 2^52: adding 2^52 leaves no room for a fraction. */
HCT_INLINE double
floor_of(double p)
{
    const double nearest = (p + 0x1p52) - 0x1p52;

    return nearest - one_if_negative(p - nearest);
}

/* The sign of x on the size r; adding +0.0 takes it off a zero. */
HCT_INLINE double
with_sign_of(double x, double r)
{
    return double_from_bits(double_bits(r) | (double_bits(x) & (UINT64_C(1) << 63))) +
           0.0;
}

/* The top bit is set if a < limit. Bit patterns of positive doubles are ordered as the
 * doubles are, with infinity and NaN on top. */
HCT_INLINE uint64_t
is_below(double a, double limit)
{
    return double_bits(a) - double_bits(limit);
}

/* Rounds a block to decimals > 0, scale = 10^decimals; returns whether all figures were
 * within the limit (the results of the others mean nothing). */
HCT_INLINE int
round_fractions(const double *restrict x, ptrdiff_t n, double scale,
                double *restrict out)
{
    uint64_t all_below = UINT64_MAX;

    for (ptrdiff_t i = 0; i < n; i++) {
        const double a = fabs(x[i]);
        const double p = a * scale;
        const double units = floor_of(p);
        const double tie = (2.0 * units + 1.0) / (2.0 * scale);

        all_below &= is_below(p, FRACTION_LIMIT);
        out[i] = with_sign_of(x[i], (units + one_if_not_negative(a - tie)) / scale);
    }
    return (int)(all_below >> 63);
}

/* The same to decimals <= 0, scale = 10^-decimals. */
HCT_INLINE int
round_wholes(const double *restrict x, ptrdiff_t n, double scale, double *restrict out)
{
    uint64_t all_below = UINT64_MAX;

    for (ptrdiff_t i = 0; i < n; i++) {
        const double a = fabs(x[i]);
        const double units = floor_of(a / scale);
        const double tie = (2.0 * units + 1.0) * (0.5 * scale);

        all_below &= is_below(a, WHOLE_LIMIT);
        out[i] = with_sign_of(x[i], (units + one_if_not_negative(a - tie)) * scale);
    }
    return (int)(all_below >> 63);
}

/* Any figure above the limits, by its digits. */
static double
round_by_digits(double x, int decimals)
{
    const double a = fabs(x);
    hct_decimal figure;
    int dropped;

    /* Whole numbers from 2^52 on have no decimals, and with at most 17 digits a figure
     * from 10^32 on has no digit below 10^15. NaN and infinities end here too. */
    if (!(a < (decimals > 0 ? 0x1p52 : HCT_DECIMAL_MAX))) {
        return x;
    }
    figure = hct_shortest_decimal(a);
    dropped = -decimals - figure.exponent;
    if (dropped <= 0) {
        return x;
    }
    /* At most 15 digits are dropped, and half a unit is a whole number. */
    const uint64_t unit = (uint64_t)hct_power_of_ten(dropped);
    const double rounded =
        hct_from_decimal((figure.digits + unit / 2) / unit, decimals);

    return with_sign_of(x, rounded);
}

/* One block of contiguous figures, to results that lie elsewhere. */
HCT_INLINE void
round_block(const double *restrict figures, ptrdiff_t n, int decimals, double scale,
            double *restrict results)
{
    const int quick = decimals > 0 ? round_fractions(figures, n, scale, results)
                                   : round_wholes(figures, n, scale, results);

    for (ptrdiff_t i = 0; !quick && i < n; i++) {
        const double a = fabs(figures[i]);

        if (!(decimals > 0 ? a * scale < FRACTION_LIMIT : a < WHOLE_LIMIT)) {
            results[i] = round_by_digits(figures[i], decimals);
        }
    }
}

/* Figures that are spread out, or that their results will overwrite, are copied first;
 * results that belong apart are written there last. */
HCT_INLINE void
round_all(const double *x, ptrdiff_t x_step, ptrdiff_t n, int decimals, double *out,
          ptrdiff_t out_step)
{
    const double scale = (double)hct_power_of_ten(decimals < 0 ? -decimals : decimals);
    double copied[BLOCK], apart[BLOCK];

    for (ptrdiff_t start = 0; start < n; start += BLOCK) {
        const ptrdiff_t size = n - start < BLOCK ? n - start : BLOCK;
        const double *figures = x + start * x_step;
        double *results = out + start * out_step;

        if (x_step != 1 || figures == results) {
            for (ptrdiff_t i = 0; i < size; i++) {
                copied[i] = figures[i * x_step];
            }
            figures = copied;
        }
        if (out_step == 1) {
            round_block(figures, size, decimals, scale, results);
            continue;
        }
        round_block(figures, size, decimals, scale, apart);
        for (ptrdiff_t i = 0; i < size; i++) {
            results[i * out_step] = apart[i];
        }
    }
}

HCT_INLINE void
round_any(const double *x, ptrdiff_t x_step, ptrdiff_t n, int decimals, double *out,
          ptrdiff_t out_step)
{
    if (decimals < HCT_ROUNDING_DECIMALS_MIN || decimals > HCT_ROUNDING_DECIMALS_MAX) {
        for (ptrdiff_t i = 0; i < n; i++) {
            out[i * out_step] = NAN;
        }
        return;
    }
    round_all(x, x_step, n, decimals, out, out_step);
}

void
hct_round_half_up(const double *x, ptrdiff_t x_step, ptrdiff_t n, int decimals,
                  double *out, ptrdiff_t out_step)
{
    round_any(x, x_step, n, decimals, out, out_step);
}

HCT_TARGET_AVX2 void
hct_round_half_up_avx2(const double *x, ptrdiff_t x_step, ptrdiff_t n, int decimals,
                       double *out, ptrdiff_t out_step)
{
    round_any(x, x_step, n, decimals, out, out_step);
}
