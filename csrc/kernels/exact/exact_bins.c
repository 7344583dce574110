/* Exact addition of values of any spread: a counter for each sign and exponent.
 *
 * Trick. bin[sign and exponent of x] += mantissa of x, hidden bit included: one integer
 * addition a value. There is no count of additions: a bin below 2^63 plus a mantissa
 * below 2^53 cannot wrap, so when the top bit of a bin appears it is moved to the
 * chunks and the bin starts again.
 *
 * Zeros, subnormals, infinities and NaN are given a hidden bit they do not have. They
 * land in the outermost bins of each sign only; after every stride of values these are
 * looked at, cleared if they hold anything, and their values taken one by one. A stride
 * of mantissas cannot fill a bin, so no outermost bin is ever moved.
 */
#include "exact_stream.h"

#if defined(__GNUC__)
#define HCT_NOINLINE __attribute__((noinline))
#else
#define HCT_NOINLINE
#endif

enum { STRIDE = 128, OF_ONE_SIGN = HCT_BINS / 2 };

hct_bins
hct_bins_on(uint64_t *bin)
{
    hct_bins bins = {bin, 0};
    return bins;
}

/* A bin whose top bit has appeared, or what is left at the end. Rare, and kept out of
 * the loop. */
HCT_NOINLINE static void
move_bin(hct_bins *bins, accumulator *a, int i)
{
    const uint64_t negative = (uint64_t)0 - (uint64_t)(i >= OF_ONE_SIGN);

    add_word(a, bins->bin[i], i % OF_ONE_SIGN - 1, negative);
    bins->bin[i] = 0;
}

void
hct_bins_empty(hct_bins *bins, accumulator *a)
{
    for (int i = 0; bins->in_use && i < HCT_BINS; i++) {
        if (bins->bin[i] != 0) {
            move_bin(bins, a, i);
        }
    }
    bins->in_use = 0;
}

/* The values of one stride that belong to the outermost bins. */
HCT_NOINLINE static void
add_outermost(accumulator *a, const double *x, ptrdiff_t n)
{
    for (ptrdiff_t j = 0; j < n; j++) {
        const uint64_t bits = double_bits(x[j]);
        const int field = exponent_field(bits);
        /* Zero by its bits: a comparison might take subnormals for zero. */
        if ((field == 0 || field == 0x7ff) && bits << 1 != 0) {
            add_term(a, x[j]);
        }
    }
}

static void
add_stride(hct_bins *bins, accumulator *a, const double *x, ptrdiff_t n)
{
    uint64_t *bin = bins->bin;

    for (ptrdiff_t j = 0; j < n; j++) {
        const uint64_t bits = double_bits(x[j]);
        const int i = (int)(bits >> 52);

        bin[i] += (bits & FRACTION_MASK) | HIDDEN_BIT;
        if ((int64_t)bin[i] < 0) {
            move_bin(bins, a, i);
        }
    }
    uint64_t *const outermost[] = {&bin[0], &bin[OF_ONE_SIGN - 1], &bin[OF_ONE_SIGN],
                                   &bin[HCT_BINS - 1]};
    if ((*outermost[0] | *outermost[1] | *outermost[2] | *outermost[3]) != 0) {
        *outermost[0] = *outermost[1] = *outermost[2] = *outermost[3] = 0;
        add_outermost(a, x, n);
    }
}

void
hct_bins_add(hct_bins *bins, accumulator *a, const double *x, ptrdiff_t n)
{
    if (!bins->in_use) {
        bins->in_use = 1;
        memset(bins->bin, 0, HCT_BINS * sizeof bins->bin[0]);
    }
    for (ptrdiff_t j = 0; j < n; j += STRIDE) {
        add_stride(bins, a, x + j, n - j < STRIDE ? n - j : STRIDE);
    }
}
