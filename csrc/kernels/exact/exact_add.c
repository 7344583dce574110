/* Adding doubles to an exact state. Contract: hct/exact.h. */
#include "exact_stream.h"

/* Fewer values than this are added to the chunks one by one. */
enum { FEW = 24 };

int
hct_exact_environment_is_default(void)
{
    /* Volatile: the additions must happen now, in the mode of this moment. Upward
     * rounding raises the first sum, downward and toward zero lower the second;
     * flush-to-zero makes the product zero, denormals-are-zero the last one. */
    volatile double one = 1.0, crumb = 0x1p-60, least_normal = 0x1p-1022;
    volatile double subnormal = double_from_bits(1), up = 0x1p+52;
    volatile double above = one + crumb, below = one - crumb;
    volatile double flushed = least_normal * 0.5, read_as_zero = subnormal * up;

    return double_bits(above) == double_bits(1.0) &&
           double_bits(below) == double_bits(1.0) && double_bits(flushed) != 0 &&
           double_bits(read_as_zero) != 0;
}

void
hct_note_signs_of_zero(int64_t *state, const double *x, ptrdiff_t n, ptrdiff_t step)
{
    int64_t *seen = &state[HCT_WORD_SIGN_OF_ZERO];

    for (ptrdiff_t i = 0; i < n && *seen != HCT_OTHER_TERMS; i++) {
        const uint64_t bits = double_bits(x[i * step]);
        if ((bits << 1) <= UINT64_C(0x7ff) << 53) { /* not NaN */
            *seen = bits == UINT64_C(1) << 63 ? HCT_ONLY_MINUS_ZERO : HCT_OTHER_TERMS;
        }
    }
}

static void
add_few(int64_t *state, const double *x, ptrdiff_t n, ptrdiff_t step)
{
    accumulator a = accumulator_on(state);

    for (ptrdiff_t i = 0; i < n; i++) {
        add_term(&a, x[i * step]);
    }
    settle(&a);
}

static void
add_blocks(int64_t *state, const double *x, ptrdiff_t n, ptrdiff_t step, int max_levels,
           hct_stream_block_function *block)
{
    uint64_t bin[HCT_BINS];
    double gathered[HCT_BLOCK];
    accumulator a = accumulator_on(state);
    hct_bins bins = hct_bins_on(bin);
    hct_stream s = hct_stream_new(hct_exact_environment_is_default() ? max_levels : 0);

    for (ptrdiff_t i = 0; i < n; i += HCT_BLOCK) {
        const ptrdiff_t length = n - i < HCT_BLOCK ? n - i : HCT_BLOCK;
        const double *values = x + i;
        if (step != 1) {
            for (ptrdiff_t j = 0; j < length; j++) {
                gathered[j] = x[(i + j) * step];
            }
            values = gathered;
        }
        block(&s, &bins, &a, values, length, n - i);
    }
    hct_stream_empty(&s, &a);
    hct_bins_empty(&bins, &a);
    settle(&a);
}

void
hct_exact_add(int64_t *state, const double *x, ptrdiff_t n, ptrdiff_t step)
{
    hct_note_signs_of_zero(state, x, n, step);
    if (n < FEW) {
        add_few(state, x, n, step);
        return;
    }
    add_blocks(state, x, n, step, LEVELS_PORTABLE, hct_stream_block);
}

void
hct_exact_add_avx2(int64_t *state, const double *x, ptrdiff_t n, ptrdiff_t step)
{
    hct_note_signs_of_zero(state, x, n, step);
    if (n < FEW) {
        add_few(state, x, n, step);
        return;
    }
    add_blocks(state, x, n, step, LEVELS_AVX2, hct_stream_block_avx2);
}
