/* Exact addition at the speed of memory: levels.
 *
 * Assumption. Rounding to nearest, subnormals kept; checked once a call, and where it
 * does not hold max_levels is 0 and nothing here is used.
 *
 * Trick. Level i has a magic number M_i = 1.5 * 2^(k_i) with k_(i+1) = k_i - 52, and
 * the unit u_i = 2^(k_i - 52). Each value r = x goes down the levels:
 *
 *     t = r + M_i;   sum_i += bits of t, as an integer;   r -= t - M_i
 *
 * After n values, sum_i - n * bits(M_i) is the sum of the level in units u_i. The loop
 * has no branch; the pass itself tells afterwards whether it was exact.
 *
 * Proof. A pass is accepted if (a) every t of the first level has the sign and
 * exponent of M_1, and (b) the last residual of every value is zero.
 * By (a), t lies in [2^k, 2^(k+1)), so that t - M is a multiple of u_1 of at most 52
 * bits and hence exact. It is the multiple of u_1 nearest to x; zero is one as well,
 * so |x - (t - M)| <= |x|, and being a multiple of the last bit of x it is a double:
 * r is exact. Further down, |r| <= u_1 / 2 = 2^(k_2 - 1), so t_2 lies in
 * [2^k_2, 2^(k_2 + 1)]; the upper end is reached only exactly, where the bit pattern
 * still counts in units. Inside a binade bit patterns grow by one a unit, so sums of
 * patterns are sums of multiples of u_i. Each is at most 2^51 units, so 2048 of them
 * stay within 2^62 and the wrapping of the unsigned sum loses nothing. By (b) nothing
 * is left over. Where k_i would fall below -1022 it is held there: u_i = 2^-1074
 * divides every double and the residual is zero.
 *
 * Integers, NaN, infinities and values that are too large fail (a); values with bits
 * below the window fail (b). A failed pass has changed nothing.
 */
#include <limits.h>

#include "exact_stream.h"

enum { BLOCKS_BETWEEN_LOOKS = 256, LEAST_PATIENCE = 8, MOST_PATIENCE = 256 };

/* Setting up and emptying the bins costs as much as adding so many values singly. */
enum { WORTH_BINS = 4096 };

static int
exponent_of_level(int top, int level)
{
    const int exponent = top - 52 * level;
    return exponent > -1022 ? exponent : -1022;
}

/* One pass at a literal number of levels; sums, or 0 if it was not exact. */
HCT_INLINE int
pass(const double *x, ptrdiff_t n, const int levels, int top, int64_t *sums)
{
    uint64_t pattern[MAX_LEVELS], sum[MAX_LEVELS] = {0}, range = 0, rest = 0;
    double magic[MAX_LEVELS];

    for (int i = 0; i < levels; i++) {
        const uint64_t field = (uint64_t)(exponent_of_level(top, i) + 1023);
        pattern[i] = field << 52 | UINT64_C(1) << 51;
        magic[i] = double_from_bits(pattern[i]);
    }
    for (ptrdiff_t j = 0; j < n; j++) {
        double r = x[j];
        for (int i = 0; i < levels; i++) {
            const double t = r + magic[i];
            sum[i] += double_bits(t);
            r -= t - magic[i];
            if (i == 0) {
                range |= double_bits(t) ^ pattern[0];
            }
        }
        rest |= double_bits(r);
    }
    for (int i = 0; i < levels; i++) {
        sums[i] = (int64_t)(sum[i] - (uint64_t)n * pattern[i]);
    }
    return range >> 52 == 0 && rest << 1 == 0;
}

/* The length of a whole block stands as a literal, for the compiler's sake. */
HCT_INLINE int
pass_of_length(const double *x, ptrdiff_t n, const int levels, int top, int64_t *sums)
{
    return n == HCT_BLOCK ? pass(x, HCT_BLOCK, levels, top, sums)
                          : pass(x, n, levels, top, sums);
}

HCT_INLINE int
try_window(hct_stream *s, const double *x, ptrdiff_t n)
{
    int64_t sums[MAX_LEVELS];
    int exact = 0;

    switch (s->levels) {
    case 1:
        exact = pass_of_length(x, n, 1, s->top, sums);
        break;
    case 2:
        exact = pass_of_length(x, n, 2, s->top, sums);
        break;
    case 3:
        exact = pass_of_length(x, n, 3, s->top, sums);
        break;
    case 4:
        exact = pass_of_length(x, n, 4, s->top, sums);
        break;
    }
    if (!exact) {
        return 0;
    }
    for (int i = 0; i < s->levels; i++) {
        s->high[i] += sums[i] >> 32;
        s->low[i] += sums[i] & (int64_t)LOW_32;
    }
    s->blocks++;
    return 1;
}

hct_stream
hct_stream_new(int max_levels)
{
    hct_stream s = {0};
    s.max_levels = max_levels;
    s.patience = LEAST_PATIENCE;
    return s;
}

void
hct_stream_empty(hct_stream *s, accumulator *a)
{
    for (int i = 0; i < s->levels; i++) {
        const int position = exponent_of_level(s->top, i) + 1022; /* of u_i */
        add_signed_word(a, s->high[i], position + 32);
        add_signed_word(a, s->low[i], position);
        s->high[i] = s->low[i] = 0;
    }
    s->blocks = 0;
}

hct_extent
hct_extent_of(const double *x, ptrdiff_t n, ptrdiff_t step)
{
    uint64_t largest = 0;
    hct_extent e = {0, INT_MAX, 1};

    for (ptrdiff_t j = 0; j < n; j++) {
        const uint64_t bits = double_bits(x[j * step]) & (UINT64_MAX >> 1);
        if (bits == 0) {
            continue;
        }
        const parts p = take_apart(bits);
        const int lowest = p.position + trailing_zeros(p.mantissa);
        e.lowest = lowest < e.lowest ? lowest : e.lowest;
        largest = bits > largest ? bits : largest;
    }
    e.finite = exponent_field(largest) != 0x7ff;
    e.highest = take_apart(largest).position + 52;
    return e;
}

void
hct_exact_extent(const double *x, ptrdiff_t n, ptrdiff_t step, int64_t *lowest,
                 int64_t *highest)
{
    const hct_extent e = hct_extent_of(x, n, step);

    *lowest = e.lowest;
    *highest = e.lowest <= e.highest || !e.finite ? e.highest : -1;
}

/* The least number of levels that hold the extent, and the window with what room is
 * left shared above and below; 0 levels if there are not enough. */
static int
choose_window(hct_extent e, int max_levels, int *top)
{
    if (!e.finite) {
        return 0;
    }
    if (e.lowest > e.highest) {
        *top = 0;
        return 1;
    }
    /* |x| < 2^(highest + 1 - 1074) is to be below a quarter of 2^top: at half of it, a
     * value just below would be rounded out of the binade. */
    const int needed_top = e.highest + 1 - 1074 + 2;
    const int needed = needed_top - (e.lowest - 1074);
    const int levels = needed > 52 ? (needed + 51) / 52 : 1;
    const int room = 52 * levels - needed;

    if (levels > max_levels || needed_top > 1023) {
        return 0;
    }
    *top = needed_top + room / 2 < 1023 ? needed_top + room / 2 : 1023;
    *top = *top > -1022 ? *top : -1022;
    return levels;
}

/* A block for which no window is found goes to the bins, and so do some after it. */
static void
add_without_window(hct_stream *s, hct_bins *bins, accumulator *a, const double *x,
                   ptrdiff_t n, ptrdiff_t remaining)
{
    if (remaining < WORTH_BINS && !bins->in_use) {
        for (ptrdiff_t j = 0; j < n; j++) {
            add_term(a, x[j]);
        }
        return;
    }
    s->bin_blocks = s->patience - 1;
    s->patience = 2 * s->patience < MOST_PATIENCE ? 2 * s->patience : MOST_PATIENCE;
    hct_bins_add(bins, a, x, n);
}

/* Speculation: the last window is tried before the values are looked at. */
HCT_INLINE void
stream_block(hct_stream *s, hct_bins *bins, accumulator *a, const double *x,
             ptrdiff_t n, ptrdiff_t remaining)
{
    if (s->bin_blocks > 0) {
        s->bin_blocks--;
        hct_bins_add(bins, a, x, n);
        return;
    }
    const int look_again = s->levels > 2 && ++s->since_look >= BLOCKS_BETWEEN_LOOKS;
    if (s->levels > 0 && !look_again && try_window(s, x, n)) {
        s->patience = LEAST_PATIENCE;
        if (s->blocks == BLOCKS_IN_SUMS) {
            hct_stream_empty(s, a);
        }
        return;
    }
    int top = 0;
    const int levels = s->max_levels > 0
                           ? choose_window(hct_extent_of(x, n, 1), s->max_levels, &top)
                           : 0;
    s->since_look = 0;
    if (levels > 0) {
        hct_stream_empty(s, a);
        s->levels = levels;
        s->top = top;
        if (try_window(s, x, n)) {
            return;
        }
    }
    add_without_window(s, bins, a, x, n, remaining);
}

void
hct_stream_block(hct_stream *s, hct_bins *bins, accumulator *a, const double *x,
                 ptrdiff_t n, ptrdiff_t remaining)
{
    stream_block(s, bins, a, x, n, remaining);
}

HCT_TARGET_AVX2 void
hct_stream_block_avx2(hct_stream *s, hct_bins *bins, accumulator *a, const double *x,
                      ptrdiff_t n, ptrdiff_t remaining)
{
    stream_block(s, bins, a, x, n, remaining);
}
