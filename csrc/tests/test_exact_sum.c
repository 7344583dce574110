/* Exact sums and means against big integers, and tables of hard roundings. */
#include <fenv.h>
#include <stdlib.h>

#if defined(__SSE2__)
#include <xmmintrin.h>
#endif

#include <hct/exact.h>
#include <hct/platform.h>

#include "big_integer.h"
#include "exact_terms.h"
#include "kernels/exact/exact_stream.h"

static hct_exact_add_kernel *const kernels[] = {hct_exact_add, hct_exact_add_avx2};

static int
n_kernels(void)
{
    return hct_cpu_has_avx2() ? 2 : 1;
}

static double
sum_of(const double *x, ptrdiff_t n)
{
    int64_t state[HCT_SUM_WORDS];
    hct_exact_clear(state, HCT_EXACT_SUM);
    hct_exact_add(state, x, n, 1);
    return hct_exact_round(state);
}

#define CHECK_SUM(want, ...)                                                           \
    do {                                                                               \
        const double terms_[] = {__VA_ARGS__};                                         \
        CHECK_SAME(sum_of(terms_, (ptrdiff_t)(sizeof terms_ / sizeof terms_[0])),      \
                   want);                                                              \
    } while (0)

static void
test_roundings_at_boundaries(void)
{
    const double ones = 0x1.fffffffffffffp+0; /* mantissa all ones */
    const double largest = 0x1.fffffffffffffp+1023;

    CHECK_SUM(1.0, 1.0, 0x1p-53);                                 /* tie, even below */
    CHECK_SUM(0x1.0000000000002p0, 0x1.0000000000001p0, 0x1p-53); /* tie, even above */
    CHECK_SUM(0x1.0000000000001p0, 1.0, 0x1p-53, 0x1p-1074);      /* tie and a crumb */
    CHECK_SUM(1.0, 1.0, 0x1p-53, -0x1p-1074);
    CHECK_SUM(-0x1.0000000000001p0, -1.0, -0x1p-53, -0x1p-1074);
    CHECK_SUM(2.0, ones, 0x1p-53); /* all ones round up into the next binade */
    CHECK_SUM(ones, ones, 0x1p-54);
    CHECK_SUM(-2.0, -ones, -0x1p-53);
    CHECK_SUM(-ones, -ones, -0x1.fffffffffffffp-54);
    CHECK_SUM(0x1p-1022, 0x0.fffffffffffffp-1022, 0x1p-1074); /* subnormal to normal */
    CHECK_SUM(0x0.fffffffffffffp-1022, 0x1p-1022, -0x1p-1074);
    CHECK_SUM(0x1.0000000000001p-1022, 0x1p-1022, 0x1p-1074);
    CHECK_SUM(-0x1p-1074, 0x1p-1074, -0x1p-1073);
    CHECK_SUM(largest, largest, 0x1p+969); /* below half a unit */
    CHECK_SUM(largest, largest, 0x1.fffffffffffffp+969);
    CHECK_SUM(INFINITY, largest, 0x1p+970); /* the tie goes to infinity */
    CHECK_SUM(largest, largest, 0x1p+970, -0x1p-1074);
    CHECK_SUM(-INFINITY, -largest, -largest);
    CHECK_SUM(largest, largest, largest, -largest); /* no overflow on the way */
    CHECK_SUM(0x1p-1074, largest, 0x1p-1074, -largest);
    CHECK_SUM(1.0, 1e308, 1.0, -1e308);
    CHECK_SUM(1.0, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1);
}

static void
test_values_that_are_not_numbers(void)
{
    CHECK_SUM(INFINITY, 1.0, INFINITY, -1e308);
    CHECK_SUM(-INFINITY, 1.0, -INFINITY);
    CHECK_SUM(NAN, INFINITY, -INFINITY);
    CHECK_SUM(NAN, 1.0, NAN, INFINITY);
    CHECK_SAME(sum_of(NULL, 0), 0.0);
    CHECK_SUM(-0.0, -0.0);
    CHECK_SUM(-0.0, -0.0, -0.0);
    CHECK_SUM(0.0, -0.0, 0.0);
    CHECK_SUM(0.0, 1.0, -1.0);
    CHECK_SUM(0.0, -0.0, 0x1p-1074, -0x1p-1074);
}

/* One array by every kernel, whole, backwards, shuffled, split and merged: one state. */
static void
check_array(uint64_t *seed, double *x, ptrdiff_t n)
{
    int64_t state[HCT_SUM_WORDS], other[HCT_SUM_WORDS], part[HCT_SUM_WORDS];
    big oracle;
    const ptrdiff_t cut = n > 0 ? (ptrdiff_t)(hct_test_random(seed) % (uint64_t)n) : 0;
    const int shift = 16 + (int)(hct_test_random(seed) % 48);
    const int64_t count = 1 + (int64_t)(hct_test_random(seed) >> shift);

    big_clear(&oracle);
    for (ptrdiff_t i = 0; i < n; i++) {
        big_add(&oracle, x[i]);
    }
    hct_exact_clear(state, HCT_EXACT_SUM);
    hct_exact_add(state, x, n, 1);
    CHECK_TRUE(hct_exact_is_canonical(state, HCT_SUM_WORDS));
    CHECK_SAME(hct_exact_round(state), big_round(&oracle));
    CHECK_SAME(hct_exact_mean(state, count),
               big_round_quotient(&oracle, (uint64_t)count));
    for (int k = 0; k < n_kernels(); k++) {
        hct_exact_clear(other, HCT_EXACT_SUM);
        kernels[k](other, x + (n > 0 ? n - 1 : 0), n, -1);
        CHECK_TRUE(memcmp(state, other, sizeof state) == 0);
        hct_exact_clear(other, HCT_EXACT_SUM);
        hct_exact_clear(part, HCT_EXACT_SUM);
        kernels[k](other, x, cut, 1);
        kernels[k](part, x + cut, n - cut, 1);
        hct_exact_merge(other, part);
        CHECK_TRUE(memcmp(state, other, sizeof state) == 0);
    }
    shuffle_terms(seed, x, n);
    for (int k = 0; k < n_kernels(); k++) {
        hct_exact_clear(other, HCT_EXACT_SUM);
        kernels[k](other, x, n, 1);
        CHECK_TRUE(memcmp(state, other, sizeof state) == 0);
    }
}

static void
test_random_arrays(void)
{
    enum { MOST = 40000 };
    double *x = malloc(MOST * sizeof x[0]);
    uint64_t seed = 1;

    for (int round = 0; round < 1500; round++) {
        const int kind = round % TERM_KINDS;
        const uint64_t r = hct_test_random(&seed);
        const ptrdiff_t n = round % 100 < 88   ? (ptrdiff_t)(r % 60)
                            : round % 100 < 97 ? (ptrdiff_t)(r % 5000)
                                               : (ptrdiff_t)(r % MOST);
        fill_terms(&seed, kind, x, n);
        check_array(&seed, x, n);
    }
    for (int kind = 0; kind < TERM_KINDS; kind++) { /* every kind through every layer */
        fill_terms(&seed, kind, x, MOST - kind);
        check_array(&seed, x, MOST - kind);
    }
    free(x);
}

/* Filling one bin to the brim again and again: its moves must keep sign and weight. */
static void
test_full_bins(void)
{
    enum { N = 30000 };
    double *x = malloc(N * sizeof x[0]);
    uint64_t seed = 9;

    for (int wide = 0; wide < 2; wide++) {
        for (ptrdiff_t i = 0; i < N; i++) {
            x[i] = -0x1.fffffffffffffp+5;
        }
        for (ptrdiff_t i = 0; i < N; i += 2048) { /* no window holds these blocks */
            x[i] = wide ? 0x1p-700 : 0x1p-300;
            x[i + 1] = wide ? 0x1p+700 : 0x1p+300;
        }
        check_array(&seed, x, N);
    }
    free(x);
}

/* As many single additions as fit between two carries, each as large as can be. */
static void
test_full_chunks(void)
{
    enum { N = 4095 };
    static double x[N];
    uint64_t seed = 10;

    for (int negative = 0; negative < 2; negative++) {
        for (ptrdiff_t i = 0; i < N; i++) {
            x[i] = negative ? -0x1.fffffffffffffp+1 : 0x1.fffffffffffffp+1;
        }
        x[0] = x[2048] = 0x1p-700; /* no window, and too few values for bins */
        check_array(&seed, x, N);
    }
}

static void
test_mean_beyond_the_range_of_sums(void)
{
    const double largest = 0x1.fffffffffffffp+1023;
    const double x[] = {largest, largest, largest};
    const double tiny[] = {0x1p-1074, 0x1p-1074, -0x1p-1073, -0x1p-1074};
    int64_t state[HCT_SUM_WORDS];

    hct_exact_clear(state, HCT_EXACT_SUM);
    hct_exact_add(state, x, 3, 1);
    CHECK_SAME(hct_exact_round(state), INFINITY);
    CHECK_SAME(hct_exact_mean(state, 3), largest);
    CHECK_SAME(hct_exact_mean(state, 0), NAN);

    hct_exact_clear(state, HCT_EXACT_SUM);
    hct_exact_add(state, tiny, 4, 1);           /* minus one unit */
    CHECK_SAME(hct_exact_mean(state, 2), -0.0); /* a tie, to even */
    CHECK_SAME(hct_exact_mean(state, INT64_MAX), -0.0);
    hct_exact_add(state, tiny + 3, 1, 1); /* minus two */
    CHECK_SAME(hct_exact_mean(state, 3), -0x1p-1074);

    /* A tie down to 2^-1106, and a crumb that only the remainder knows of. */
    const double nearly[] = {0x1p-1042, 0x1p-1074};
    hct_exact_clear(state, HCT_EXACT_SUM);
    hct_exact_add(state, nearly, 2, 1);
    CHECK_SAME(hct_exact_mean(state, (INT64_C(1) << 33) + 1), 0x1p-1074);
    CHECK_SAME(hct_exact_mean(state, (INT64_C(1) << 33) + 2), 0.0);
}

static void
test_rounding_of_128_bits(void)
{
    uint64_t seed = 5;

    for (int round = 0; round < 20000; round++) {
        const int up = (int)(hct_test_random(&seed) % 127);
        int64_t high = (int64_t)hct_test_random(&seed);
        uint64_t low = hct_test_random(&seed);
        if (round % 3 == 0) { /* long runs of ones and zeros make ties and carries */
            low = ~UINT64_C(0) << hct_test_random(&seed) % 64;
            high = round % 2 ? -(INT64_C(1) << hct_test_random(&seed) % 63) : 0;
        }
        high = up < 64 ? high >> (63 - up / 2) : high >> (127 - up);
        const int exponent = (int)(hct_test_random(&seed) % 2000) - 1074;
        big oracle;
        big_clear(&oracle);
        /* high 2^64 + low, as terms that doubles hold */
        for (int i = 0; i < 4; i++) {
            big_add_product(&oracle, (double)(low >> 16 * i & 0xffff),
                            ldexp(1.0, 16 * i));
        }
        const uint64_t absolute = high < 0 ? 0 - (uint64_t)high : (uint64_t)high;
        for (int i = 0; i < 4; i++) {
            big_add_product(&oracle, (double)(absolute >> 16 * i & 0xffff),
                            ldexp(high < 0 ? -1.0 : 1.0, 16 * i + 64));
        }
        /* Scale by moving the digits of the oracle: whole exponents, by a product. */
        big scaled;
        big_clear(&scaled);
        const int negative = big_absolute(&oracle);
        for (int i = 0; i < BIG_DIGITS; i++) {
            if (oracle.digit[0][i] != 0) {
                big_add_digits(scaled.digit[negative], oracle.digit[0][i],
                               16 * i - BIG_BITS_BELOW + exponent);
            }
        }
        CHECK_SAME(hct_exact_round_128(high, low, exponent), big_round(&scaled));
    }
}

/* Left out, a NaN leaves no trace: not even in the sign of zero. */
static void
test_a_missing_term_leaves_no_trace(void)
{
    const double x[] = {NAN, -0.0, NAN}, nothing[] = {-0.0};
    int64_t state[HCT_SUM_WORDS], other[HCT_SUM_WORDS];

    for (ptrdiff_t n = 1; n <= 3; n += 2) {
        hct_exact_clear(state, HCT_EXACT_SUM);
        hct_exact_clear(other, HCT_EXACT_SUM);
        hct_exact_add(state, x, n, 1);
        hct_exact_add(other, nothing, n > 1, 1);
        CHECK_INT(state[HCT_WORD_NAN], (n + 1) / 2);
        CHECK_TRUE(hct_exact_is_canonical(state, HCT_SUM_WORDS));
        state[HCT_WORD_NAN] = 0;
        CHECK_TRUE(memcmp(state, other, sizeof state) == 0);
    }
}

static void
test_states_from_elsewhere(void)
{
    int64_t state[HCT_DOT_WORDS];

    hct_exact_clear(state, HCT_EXACT_SUM);
    CHECK_TRUE(hct_exact_is_canonical(state, HCT_SUM_WORDS));
    CHECK_TRUE(!hct_exact_is_canonical(state, HCT_SUM_WORDS - 1));
    CHECK_TRUE(!hct_exact_is_canonical(state, 0));
    state[HCT_WORD_CHUNKS] = 1; /* a sum, of no terms */
    CHECK_TRUE(!hct_exact_is_canonical(state, HCT_SUM_WORDS));
    state[HCT_WORD_SIGN_OF_ZERO] = HCT_OTHER_TERMS;
    CHECK_TRUE(hct_exact_is_canonical(state, HCT_SUM_WORDS));
    state[HCT_WORD_SIGN_OF_ZERO] = 3;
    CHECK_TRUE(!hct_exact_is_canonical(state, HCT_SUM_WORDS));
    state[HCT_WORD_SIGN_OF_ZERO] = HCT_OTHER_TERMS;
    state[HCT_WORD_CHUNKS] = INT64_C(1) << 32;
    CHECK_TRUE(!hct_exact_is_canonical(state, HCT_SUM_WORDS));
    state[HCT_WORD_CHUNKS] = -1;
    CHECK_TRUE(!hct_exact_is_canonical(state, HCT_SUM_WORDS));
    state[HCT_WORD_CHUNKS] = 0;
    state[HCT_WORD_NAN] = -1;
    CHECK_TRUE(!hct_exact_is_canonical(state, HCT_SUM_WORDS));
    state[HCT_WORD_NAN] = 0;
    state[HCT_SUM_WORDS - 1] = INT64_MAX; /* too large to be merged */
    CHECK_TRUE(!hct_exact_is_canonical(state, HCT_SUM_WORDS));
    state[HCT_SUM_WORDS - 1] = -INT64_MAX;
    CHECK_TRUE(!hct_exact_is_canonical(state, HCT_SUM_WORDS));
    state[HCT_SUM_WORDS - 1] = 0;
    state[HCT_WORD_KIND]++; /* a later version */
    CHECK_TRUE(!hct_exact_is_canonical(state, HCT_SUM_WORDS));
    hct_exact_clear(state, HCT_EXACT_DOT);
    CHECK_TRUE(hct_exact_is_canonical(state, HCT_DOT_WORDS));
    CHECK_TRUE(!hct_exact_is_canonical(state, HCT_SUM_WORDS));
}

/* Sums must not change under a mode that another library has left behind. */
static void
check_in_this_mode(const double *x, ptrdiff_t n, const int64_t *want)
{
    int64_t state[HCT_SUM_WORDS];

    for (int k = 0; k < n_kernels(); k++) {
        hct_exact_clear(state, HCT_EXACT_SUM);
        kernels[k](state, x, n, 1);
        CHECK_TRUE(memcmp(state, want, sizeof state) == 0);
    }
}

static void
test_modes_of_the_processor(void)
{
    enum { N = 10000 };
    static const int directions[] = {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO};
    double *x = malloc(N * sizeof x[0]);
    int64_t want[HCT_SUM_WORDS];
    uint64_t seed = 3;

    CHECK_TRUE(hct_exact_environment_is_default());
    for (int kind = 0; kind < TERM_KINDS; kind++) {
        fill_terms(&seed, kind, x, N);
        hct_exact_clear(want, HCT_EXACT_SUM);
        hct_exact_add(want, x, N, 1);
        const double rounded = hct_exact_round(want), mean = hct_exact_mean(want, 7);
        for (int d = 0; d < 3; d++) {
            fesetround(directions[d]);
            const int is_default = hct_exact_environment_is_default();
            check_in_this_mode(x, N, want);
            const double again = hct_exact_round(want),
                         quotient = hct_exact_mean(want, 7);
            fesetround(FE_TONEAREST);
            CHECK_INT(is_default, 0);
            CHECK_SAME(again, rounded);
            CHECK_SAME(quotient, mean);
        }
#if defined(__SSE2__)
        static const unsigned flush[] = {0x8000, 0x0040, 0x8040}; /* FTZ, DAZ, both */
        for (int f = 0; f < 3; f++) {
            const unsigned saved = _mm_getcsr();
            _mm_setcsr(saved | flush[f]);
            const int is_default = hct_exact_environment_is_default();
            check_in_this_mode(x, N, want);
            const double again = hct_exact_round(want);
            _mm_setcsr(saved);
            CHECK_INT(is_default, 0);
            CHECK_SAME(again, rounded);
        }
#endif
    }
    free(x);
}

/* Two thousand million values and more in one window: the sums of a stream move to the
 * chunks in time. The stream is told that it is nearly so far. */
static void
test_blocks_in_one_window(void)
{
    enum { BLOCKS = 20 };
    static hct_stream_block_function *const blocks[] = {hct_stream_block,
                                                        hct_stream_block_avx2};
    static double x[BLOCKS * HCT_BLOCK];
    static uint64_t bin[HCT_BINS];
    uint64_t seed = 4;

    fill_terms(&seed, 3, x, BLOCKS * HCT_BLOCK);
    for (int k = 0; k < n_kernels(); k++) {
        int64_t state[HCT_SUM_WORDS], want[HCT_SUM_WORDS];
        hct_stream s = hct_stream_new(LEVELS_PORTABLE);
        hct_bins bins = hct_bins_on(bin);

        hct_exact_clear(state, HCT_EXACT_SUM);
        hct_exact_clear(want, HCT_EXACT_SUM);
        hct_exact_add(want, x, BLOCKS * HCT_BLOCK, 1);
        state[HCT_WORD_SIGN_OF_ZERO] = HCT_OTHER_TERMS;
        accumulator a = accumulator_on(state);
        for (int i = 0; i < BLOCKS; i++) {
            blocks[k](&s, &bins, &a, x + i * HCT_BLOCK, HCT_BLOCK,
                      (BLOCKS - i) * HCT_BLOCK);
            s.blocks += i == 5 ? BLOCKS_IN_SUMS - 10 : 0;
            CHECK_TRUE(s.blocks < BLOCKS_IN_SUMS);
        }
        CHECK_TRUE(s.blocks < BLOCKS);
        hct_stream_empty(&s, &a);
        settle(&a);
        CHECK_TRUE(memcmp(state, want, sizeof state) == 0);
    }
}

int
main(void)
{
    test_roundings_at_boundaries();
    test_values_that_are_not_numbers();
    test_random_arrays();
    test_full_bins();
    test_full_chunks();
    test_mean_beyond_the_range_of_sums();
    test_rounding_of_128_bits();
    test_a_missing_term_leaves_no_trace();
    test_states_from_elsewhere();
    test_modes_of_the_processor();
    test_blocks_in_one_window();
    return hct_test_report("exact_sum");
}
