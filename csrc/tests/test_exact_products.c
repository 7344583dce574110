/* Exact sums of products against big integers. */
#include <fenv.h>
#include <stdlib.h>

#include <hct/exact.h>
#include <hct/platform.h>

#include "big_integer.h"
#include "exact_terms.h"

static hct_exact_add_products_kernel *const kernels[] = {hct_exact_add_products,
                                                         hct_exact_add_products_avx2};

static int
n_kernels(void)
{
    return hct_cpu_has_avx2() ? 2 : 1;
}

static double
dot(double x0, double w0, double x1, double w1)
{
    const double pairs[] = {x0, x1, w0, w1};
    int64_t state[HCT_DOT_WORDS];

    hct_exact_clear(state, HCT_EXACT_DOT);
    hct_exact_add_products(state, pairs, 1, pairs + 2, 1, 2);
    return hct_exact_round(state);
}

static void
test_products_at_boundaries(void)
{
    const double largest = 0x1.fffffffffffffp+1023;

    CHECK_SAME(dot(0x1.0000001p0, 0x1.0000001p0, -1.0, 1.0), 0x1.00000008p-27);
    CHECK_SAME(dot(largest, largest, -largest, largest), 0.0); /* beyond the range */
    CHECK_SAME(dot(largest, 2.0, -largest, 1.0), largest);
    CHECK_SAME(dot(0x1p-1074, 0x1p-1074, 0x1p-1074, 0.5),
               0x1p-1074);                          /* half, a crumb */
    CHECK_SAME(dot(0x1p-1074, 0.5, 0.0, 1.0), 0.0); /* tie to even */
    CHECK_SAME(dot(0x1p-600, 0x1p-600, 1.0, 0x1p-1074), 0x1p-1074);
    CHECK_SAME(dot(0x1p-600, 0x1p-600, -0x1p-600, 0x1p-600), 0.0);
    CHECK_SAME(dot(0x1p-537, 0x1p-538, 0x1p-1000, 0x1p-1000), 0x1p-1074);
    CHECK_SAME(dot(0x1p+996, 0x1.8p-3, 0.0, 1.0),
               0x1.8p+993); /* where splitting fails */
    CHECK_SAME(dot(INFINITY, 0.0, 1.0, 1.0), NAN);
    CHECK_SAME(dot(INFINITY, -2.0, 1.0, 1.0), -INFINITY);
    CHECK_SAME(dot(INFINITY, 1.0, -INFINITY, 1.0), NAN);
    CHECK_SAME(dot(NAN, 1.0, 1.0, 1.0), NAN);
    CHECK_SAME(dot(-0.0, 1.0, 0.0, -3.0), -0.0);
    CHECK_SAME(dot(-0.0, 1.0, 0.0, 3.0), 0.0);
    CHECK_SAME(dot(3.0, 7.0, -7.0, 3.0), 0.0);
}

static void
test_missing_and_invalid_are_told_apart(void)
{
    const double x[] = {NAN, 1.0, INFINITY, 2.0}, w[] = {1.0, NAN, 0.0, 3.0};
    int64_t state[HCT_DOT_WORDS];

    hct_exact_clear(state, HCT_EXACT_DOT);
    hct_exact_add_products(state, x, 1, w, 1, 4);
    CHECK_INT(state[HCT_WORD_NAN], 2);
    state[HCT_WORD_NAN] = 0;
    CHECK_SAME(hct_exact_round(state), NAN);

    hct_exact_clear(state, HCT_EXACT_DOT);
    hct_exact_add_products(state, x, 1, w, 1, 2);
    hct_exact_add_products(state, x + 3, 1, w + 3, 1, 1);
    state[HCT_WORD_NAN] = 0;
    CHECK_SAME(hct_exact_round(state), 6.0);
}

static void
check_pairs(uint64_t *seed, const double *x, const double *w, ptrdiff_t n)
{
    int64_t state[HCT_DOT_WORDS], other[HCT_DOT_WORDS], part[HCT_DOT_WORDS];
    big oracle;
    const ptrdiff_t cut = n > 0 ? (ptrdiff_t)(hct_test_random(seed) % (uint64_t)n) : 0;

    big_clear(&oracle);
    for (ptrdiff_t i = 0; i < n; i++) {
        big_add_product(&oracle, x[i], w[i]);
    }
    hct_exact_clear(state, HCT_EXACT_DOT);
    hct_exact_add_products(state, x, 1, w, 1, n);
    CHECK_TRUE(hct_exact_is_canonical(state, HCT_DOT_WORDS));
    CHECK_SAME(hct_exact_round(state), big_round(&oracle));
    for (int k = 0; k < n_kernels(); k++) {
        hct_exact_clear(other, HCT_EXACT_DOT);
        kernels[k](other, w + (n > 0 ? n - 1 : 0), -1, x + (n > 0 ? n - 1 : 0), -1, n);
        CHECK_TRUE(memcmp(state, other, sizeof state) == 0);
        hct_exact_clear(other, HCT_EXACT_DOT);
        hct_exact_clear(part, HCT_EXACT_DOT);
        kernels[k](part, x, 1, w, 1, cut);
        kernels[k](other, x + cut, 1, w + cut, 1, n - cut);
        hct_exact_merge(part, other);
        CHECK_TRUE(memcmp(state, part, sizeof state) == 0);
    }
    fesetround(FE_UPWARD);
    hct_exact_clear(other, HCT_EXACT_DOT);
    kernels[n_kernels() - 1](other, x, 1, w, 1, n);
    fesetround(FE_TONEAREST);
    CHECK_TRUE(memcmp(state, other, sizeof state) == 0);
}

static void
test_random_pairs(void)
{
    enum { MOST = 20000 };
    double *x = malloc(MOST * sizeof x[0]), *w = malloc(MOST * sizeof w[0]);
    uint64_t seed = 2;

    for (int round = 0; round < 1200; round++) {
        const uint64_t r = hct_test_random(&seed);
        const ptrdiff_t n =
            round % 100 < 97 ? (ptrdiff_t)(r % 60) : (ptrdiff_t)(r % MOST);
        fill_terms(&seed, round % TERM_KINDS, x, n);
        fill_terms(&seed, (int)(r >> 32) % TERM_KINDS, w, n);
        check_pairs(&seed, x, w, n);
    }
    for (int kind = 0; kind < TERM_KINDS; kind++) {
        fill_terms(&seed, kind, x, MOST - kind);
        fill_terms(&seed, kind == 5 ? 4 : 3, w, MOST - kind);
        check_pairs(&seed, x, w, MOST - kind);
    }
    free(x);
    free(w);
}

/* The halves of a pair in range add up to its product; returns whether it was. */
static int
check_halves(double x, double w, double high, double low)
{
    int64_t state[HCT_DOT_WORDS], want[HCT_DOT_WORDS];

    if (isnan(high)) {
        CHECK_SAME(low, 0.0);
        return 0;
    }
    hct_exact_clear(want, HCT_EXACT_DOT);
    hct_exact_add_products(want, &x, 1, &w, 1, 1);
    hct_exact_clear(state, HCT_EXACT_DOT);
    hct_exact_add(state, &high, 1, 1);
    hct_exact_add(state, &low, 1, 1);
    state[HCT_WORD_SIGN_OF_ZERO] = want[HCT_WORD_SIGN_OF_ZERO];
    CHECK_TRUE(memcmp(state, want, sizeof want) == 0);
    CHECK_SAME(high, x * w);
    return 1;
}

static void
check_integers(double x, double w)
{
    int64_t part[2], exponent;
    big oracle, parts_of;

    hct_product_integers(x, w, &part[0], &part[1], &exponent);
    if (!isfinite(x) || !isfinite(w)) {
        CHECK_TRUE(part[0] == 0 && part[1] == 0);
        return;
    }
    big_clear(&oracle);
    big_clear(&parts_of);
    big_add_product(&oracle, x, w);
    for (int i = 0; i < 2; i++) {
        const uint64_t m = (uint64_t)(part[i] < 0 ? -part[i] : part[i]);
        const int e = (int)exponent + (i == 0 ? 54 : 0);
        uint32_t *digit = parts_of.digit[part[i] < 0];
        big_add_digits(digit, m >> 32, e + 32);
        big_add_digits(digit, m & 0xffffffff, e);
    }
    CHECK_TRUE(memcmp(oracle.digit, parts_of.digit, sizeof oracle.digit) == 0);
}

static void
test_halves_and_integers(void)
{
    enum { N = 3000 };
    static hct_product_halves_kernel *const halves[] = {hct_product_halves,
                                                        hct_product_halves_avx2};
    static double x[N], w[N], high[N], low[N];
    uint64_t seed = 11;
    int in_range = 0;

    for (int kind = 0; kind < TERM_KINDS; kind++) {
        fill_terms(&seed, kind, x, N);
        fill_terms(&seed, (kind * 5) % TERM_KINDS, w, N);
        for (int k = 0; k < n_kernels(); k++) {
            halves[k](x, w, N, high, low);
            for (ptrdiff_t i = 0; i < N; i++) {
                in_range += check_halves(x[i], w[i], high[i], low[i]);
            }
        }
        for (ptrdiff_t i = 0; i < N; i++) {
            check_integers(x[i], w[i]);
        }
    }
    CHECK_TRUE(in_range > N);
}

/* Under directed rounding no pair is in range. */
static void
test_halves_in_another_mode(void)
{
    static hct_product_halves_kernel *const halves[] = {hct_product_halves,
                                                        hct_product_halves_avx2};
    const double x[] = {3.0, 0.0}, w[] = {5.0, 1.0};

    for (int k = 0; k < n_kernels(); k++) {
        double high[2] = {1.0, 1.0}, low[2] = {1.0, 1.0};

        fesetround(FE_UPWARD);
        halves[k](x, w, 2, high, low);
        fesetround(FE_TONEAREST);
        for (int i = 0; i < 2; i++) {
            CHECK_SAME(high[i], NAN);
            CHECK_SAME(low[i], 0.0);
        }
    }
}

/* Sums of plain doubles and of products may share a state. */
static void
test_terms_beside_products(void)
{
    const double x[] = {0x1p-30, 3.0}, w[] = {0x1p-30, 5.0};
    int64_t state[HCT_DOT_WORDS];

    hct_exact_clear(state, HCT_EXACT_DOT);
    hct_exact_add(state, x, 2, 1);
    hct_exact_add_products(state, x, 1, w, 1, 2);
    CHECK_SAME(hct_exact_round(state), 18.0 + 0x1p-30);
    CHECK_SAME(hct_exact_mean(state, 4), (18.0 + 0x1p-30) / 4);
}

int
main(void)
{
    test_products_at_boundaries();
    test_missing_and_invalid_are_told_apart();
    test_random_pairs();
    test_halves_and_integers();
    test_halves_in_another_mode();
    test_terms_beside_products();
    return hct_test_report("exact_products");
}
