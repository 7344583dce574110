/* Exact sums by group against one exact state for each group. */
#include <fenv.h>
#include <stdlib.h>

#include <hct/exact.h>
#include <hct/group_sum.h>
#include <hct/platform.h>

#include "exact_terms.h"

enum { MOST_ROWS = 6000, MOST_GROUPS = 50 };

typedef struct {
    double x[MOST_ROWS];
    int64_t m[MOST_ROWS], exponent[MOST_ROWS];
    int32_t code_32[MOST_ROWS];
    int64_t code_64[MOST_ROWS];
    int64_t limbs[2 * (MOST_GROUPS + 1)], other[2 * (MOST_GROUPS + 1)];
    int64_t upper[2 * (MOST_GROUPS + 1)];
    int64_t row[MOST_ROWS], spill[2 * MOST_ROWS];
    int64_t state[MOST_GROUPS][HCT_DOT_WORDS], want[MOST_GROUPS][HCT_DOT_WORDS];
} tables;

static hct_group_add_kernel *const kernels[] = {hct_group_add, hct_group_add_avx2};

static int
n_kernels(void)
{
    return hct_cpu_has_avx2() ? 2 : 1;
}

static hct_codes
codes_of(const tables *t, int is_64_bits, int64_t n_groups)
{
    const hct_codes codes = {is_64_bits ? (const void *)t->code_64
                                        : (const void *)t->code_32,
                             is_64_bits, n_groups};
    return codes;
}

static void
make_codes(tables *t, uint64_t *seed, ptrdiff_t n, int64_t n_groups)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        const uint64_t r = hct_test_random(seed);
        t->code_64[i] = r % 11 == 0 ? -1 - (int64_t)(r >> 40)
                                    : (int64_t)((r >> 8) % (uint64_t)n_groups);
        t->code_32[i] = (int32_t)t->code_64[i];
    }
}

static void
clear_states(int64_t state[][HCT_DOT_WORDS], int64_t n_groups)
{
    for (int64_t g = 0; g < n_groups; g++) {
        hct_exact_clear(state[g], HCT_EXACT_DOT);
        state[g][HCT_WORD_SIGN_OF_ZERO] = HCT_OTHER_TERMS;
    }
}

static void
limbs_to_states(tables *t, const int64_t *limbs, int window, int64_t n_groups)
{
    for (int64_t g = 0; g < n_groups; g++) {
        hct_group_to_state(limbs + 2 * (g + 1), window, t->state[g]);
    }
}

static void
spills_to_states(tables *t, const hct_group_rest *rest, int window, int64_t n_groups)
{
    memset(t->upper, 0, sizeof t->upper);
    hct_group_add_spills(t->upper, rest->spill, rest->n_spills);
    limbs_to_states(t, t->upper, window + 52, n_groups);
}

static void
rows_to_states(tables *t, const hct_group_rest *rest)
{
    for (ptrdiff_t i = 0; i < rest->n_rows; i++) {
        const ptrdiff_t row = rest->row[i];
        CHECK_TRUE(t->code_64[row] >= 0);
        hct_exact_add(t->state[t->code_64[row]], t->x + row, 1, 1);
    }
}

static int
states_agree(const tables *t, int64_t n_groups)
{
    return memcmp(t->state, t->want, (size_t)n_groups * sizeof t->state[0]) == 0;
}

/* Every row, in two parts whose limbs are merged, by every kernel and both codes. */
static void
check_rows(tables *t, uint64_t *seed, ptrdiff_t n, int64_t n_groups, int window)
{
    const ptrdiff_t cut = n > 0 ? (ptrdiff_t)(hct_test_random(seed) % (uint64_t)n) : 0;
    hct_group_rest rest = {t->row, 0, t->spill, 0};

    clear_states(t->want, n_groups);
    for (ptrdiff_t i = 0; i < n; i++) {
        if (t->code_64[i] >= 0) {
            hct_exact_add(t->want[t->code_64[i]], t->x + i, 1, 1);
        }
    }
    for (int k = 0; k < 2 * n_kernels(); k++) {
        hct_codes codes = codes_of(t, k % 2, n_groups);

        clear_states(t->state, n_groups);
        memset(t->limbs, 0, sizeof t->limbs);
        memset(t->other, 0, sizeof t->other);
        CHECK_INT(kernels[k / 2](t->x, codes, cut, window, t->limbs, &rest), -1);
        rows_to_states(t, &rest);
        spills_to_states(t, &rest, window, n_groups);

        codes.code =
            k % 2 ? (const void *)(t->code_64 + cut) : (const void *)(t->code_32 + cut);
        CHECK_INT(kernels[k / 2](t->x + cut, codes, n - cut, window, t->other, &rest),
                  -1);
        for (ptrdiff_t i = 0; i < rest.n_rows; i++) {
            t->row[i] += cut;
        }
        rows_to_states(t, &rest);
        spills_to_states(t, &rest, window, n_groups);

        hct_group_merge(t->limbs, t->other, n_groups + 1, &rest);
        spills_to_states(t, &rest, window, n_groups);
        limbs_to_states(t, t->limbs, window, n_groups);
        CHECK_TRUE(states_agree(t, n_groups));
    }
}

static void
test_rows_of_every_kind(tables *t)
{
    uint64_t seed = 6;

    for (int round = 0; round < 400; round++) {
        const ptrdiff_t n =
            (ptrdiff_t)(hct_test_random(&seed) % (round % 5 == 0 ? MOST_ROWS : 700));
        const int64_t n_groups = 1 + (int64_t)(hct_test_random(&seed) % MOST_GROUPS);
        /* About the values of the kind, or anywhere. */
        static const int near[] = {60, 60, 40, 60, -970, 1000, 80, 70, 60, 60, 60, 60};
        const int kind = round % TERM_KINDS;
        const int window = round % 3 ? near[kind] + (int)(hct_test_random(&seed) % 30)
                                     : (int)(hct_test_random(&seed) % 2000) - 970;

        make_codes(t, &seed, n, n_groups);
        fill_terms(&seed, kind, t->x, n);
        check_rows(t, &seed, n, n_groups, window);
        if (round % 7 == 0) {
            fesetround(round % 2 ? FE_UPWARD : FE_TOWARDZERO);
            check_rows(t, &seed, n, n_groups, window);
            fesetround(FE_TONEAREST);
        }
    }
}

/* Values at the very top of the window fill a limb after some thousand rows. */
static void
test_limbs_that_fill_up(tables *t)
{
    uint64_t seed = 7;
    hct_group_rest rest = {t->row, 0, t->spill, 0};
    ptrdiff_t spills = 0;

    for (ptrdiff_t i = 0; i < MOST_ROWS; i++) {
        t->x[i] = (i < 5000 ? -1.0 : 1.0) * (0x1p+58 - 0x1p+5 * (double)(i % 2));
    }
    for (int64_t n_groups = 1; n_groups <= 2; n_groups++) {
        for (ptrdiff_t i = 0; i < MOST_ROWS; i++) {
            t->code_64[i] = t->code_32[i] = (int32_t)(i % n_groups);
        }
        check_rows(t, &seed, MOST_ROWS, n_groups, 60);
        memset(t->limbs, 0, sizeof t->limbs);
        CHECK_INT(hct_group_add(t->x, codes_of(t, 0, n_groups), MOST_ROWS, 60, t->limbs,
                                &rest),
                  -1);
        spills += rest.n_spills;
    }
    CHECK_TRUE(spills > 0); /* or this test proves nothing */

    for (ptrdiff_t i = 0; i < MOST_ROWS; i++) { /* just above the window: no row fits */
        t->x[i] = 0x1p+59;
        t->code_32[i] = 0;
    }
    CHECK_INT(hct_group_add(t->x, codes_of(t, 0, 1), MOST_ROWS, 60, t->limbs, &rest),
              -1);
    CHECK_INT(rest.n_rows, MOST_ROWS);
}

/* Two totals whose limbs are as full as a kernel leaves them. */
static void
test_merging_full_limbs(tables *t)
{
    const int64_t full[] = {(INT64_C(1) << 62) - 1, -(INT64_C(1) << 62)};
    hct_group_rest rest = {t->row, 0, t->spill, 0};

    for (int i = 0; i < 16; i++) {
        const int64_t a[2] = {full[i & 1], full[i >> 1 & 1]};
        const int64_t b[2] = {full[i >> 2 & 1], full[i >> 3 & 1]};

        memset(t->limbs, 0, sizeof t->limbs);
        memcpy(t->limbs + 2, a, sizeof a);
        memset(t->other, 0, sizeof t->other);
        memcpy(t->other + 2, b, sizeof b);
        clear_states(t->want, 1);
        hct_group_to_state(a, 60, t->want[0]);
        hct_group_to_state(b, 60, t->want[0]);
        clear_states(t->state, 1);
        hct_group_merge(t->limbs, t->other, 2, &rest);
        spills_to_states(t, &rest, 60, 1);
        limbs_to_states(t, t->limbs, 60, 1);
        CHECK_TRUE(states_agree(t, 1));
    }
}

/* Full limbs of many slots in one slot, some left out: what they are worth apart. */
static void
test_merging_at_slots(tables *t)
{
    const int64_t full[] = {(INT64_C(1) << 62) - 1, -(INT64_C(1) << 62)};
    int64_t slot[MOST_GROUPS + 1];
    uint64_t seed = 9;
    hct_group_rest rest = {t->row, 0, t->spill, 0};

    for (int round = 0; round < 100; round++) {
        const int64_t n_groups = 1 + round % 5;

        memset(t->limbs, 0, sizeof t->limbs);
        clear_states(t->want, n_groups);
        clear_states(t->state, n_groups);
        for (int i = 0; i <= MOST_GROUPS; i++) {
            const uint64_t r = hct_test_random(&seed);
            int64_t *limbs = t->other + 2 * i;
            limbs[0] = r % 3 == 0 ? (int64_t)(r >> 5) : full[r >> 8 & 1];
            limbs[1] = r % 5 == 0 ? -(int64_t)(r >> 9) : full[r >> 9 & 1];
            slot[i] = (int64_t)(r >> 16) % (n_groups + 1);
            slot[i] = slot[i] == 0 ? -1 : slot[i];
            if (slot[i] > 0) {
                hct_group_to_state(limbs, 60, t->want[slot[i] - 1]);
            }
        }
        hct_group_merge_at(t->limbs, t->other, slot, MOST_GROUPS + 1, &rest);
        spills_to_states(t, &rest, 60, n_groups);
        limbs_to_states(t, t->limbs, 60, n_groups);
        CHECK_TRUE(states_agree(t, n_groups));
        CHECK_INT(t->limbs[0] | t->limbs[1], 0);
    }
}

/* Whole numbers about the ends of 64 bits, from limbs of any carry and from states. */
static void
test_totals_as_integers(tables *t)
{
    static const int64_t ends[] = {0, 1, -1, 5, INT64_MAX, INT64_MIN, INT64_MAX - 1};
    const int64_t unit = INT64_C(1) << HCT_LIMB_BITS;
    int64_t value;

    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        for (int64_t carried = -3; carried <= 3; carried++) {
            const int64_t high = (ends[i] >> HCT_LIMB_BITS) - carried;
            const int64_t low = (ends[i] & (unit - 1)) + carried * unit;
            for (int64_t more = -1; more <= 1; more++) {
                const int64_t limbs[] = {high, low + more};
                const int fits =
                    more >= 0 ? ends[i] <= INT64_MAX - more : ends[i] > INT64_MIN;
                const int64_t want = fits ? ends[i] + more : 0;

                CHECK_INT(hct_group_to_integer(limbs, &value), fits);
                CHECK_INT(value, want);
                for (int is_dot = 0; is_dot < 2; is_dot++) {
                    int64_t *state = t->state[0];
                    hct_exact_clear(state, is_dot ? HCT_EXACT_DOT : HCT_EXACT_SUM);
                    hct_group_to_state(limbs, HCT_WINDOW_BITS, state);
                    CHECK_INT(hct_exact_to_integer(state, &value), fits);
                    CHECK_INT(value, want);
                    hct_exact_add(state, (double[]){0x1p+200}, 1, 1);
                    CHECK_INT(hct_exact_to_integer(state, &value), 0);
                    CHECK_INT(value, 0);
                }
            }
        }
    }
}

static void
test_limbs_from_digits(tables *t)
{
    const int64_t most = INT64_C(1) << 32;
    const int64_t digit[] = {0, 1, -1, most - 1, most, -most, 0xfffff, 0x100000};
    const int n = (int)(sizeof digit / sizeof digit[0]);
    int64_t limbs[2];

    for (int i = 0; i < n * n * n; i++) {
        const int64_t digits[] = {digit[i % n], digit[i / n % n], digit[i / n / n]};
        const double terms[] = {(double)digits[0], (double)digits[1] * 0x1p+32,
                                (double)digits[2] * 0x1p+64};

        hct_group_from_digits(digits, limbs);
        clear_states(t->state, 1);
        hct_group_to_state(limbs, HCT_WINDOW_BITS, t->state[0]);
        clear_states(t->want, 1);
        hct_exact_add(t->want[0], terms, 3, 1);
        CHECK_TRUE(states_agree(t, 1));
    }
}

static void
test_integers(tables *t)
{
    uint64_t seed = 8;
    hct_group_rest rest = {t->row, 0, t->spill, 0};

    for (int round = 0; round < 200; round++) {
        const ptrdiff_t n = (ptrdiff_t)(hct_test_random(&seed) % MOST_ROWS);
        const int64_t n_groups = 1 + (int64_t)(hct_test_random(&seed) % MOST_GROUPS);
        const int scaled = round % 2, window = scaled ? 100 + round % 60 : 104;

        make_codes(t, &seed, n, n_groups);
        clear_states(t->want, n_groups);
        clear_states(t->state, n_groups);
        for (ptrdiff_t i = 0; i < n; i++) {
            const uint64_t r = hct_test_random(&seed);
            t->m[i] = (int64_t)(r >> r % 60) * (r & 1 ? -1 : 1);
            t->m[i] = i % 97 == 0 ? INT64_MIN : t->m[i];
            t->exponent[i] = (int64_t)(r >> 32) % 120 - 20;
            if (t->code_64[i] >= 0) {
                const double high = (double)(t->m[i] >> 32) * 0x1p+32;
                const double low = (double)(t->m[i] & 0xffffffff);
                const double scale = scaled ? ldexp(1.0, (int)t->exponent[i]) : 1.0;
                const double both[] = {high * scale, low * scale};
                hct_exact_add(t->want[t->code_64[i]], both, 2, 1);
            }
        }
        memset(t->limbs, 0, sizeof t->limbs);
        CHECK_INT(hct_group_add_integers(t->m, scaled ? t->exponent : NULL,
                                         codes_of(t, round % 4 > 1, n_groups), n,
                                         window, t->limbs, &rest),
                  -1);
        for (ptrdiff_t i = 0; i < rest.n_rows; i++) {
            const ptrdiff_t row = rest.row[i];
            const double scale = ldexp(1.0, (int)t->exponent[row]);
            const double both[] = {(double)(t->m[row] >> 32) * 0x1p+32 * scale,
                                   (double)(t->m[row] & 0xffffffff) * scale};
            CHECK_TRUE(scaled);
            hct_exact_add(t->state[t->code_64[row]], both, 2, 1);
        }
        spills_to_states(t, &rest, window, n_groups);
        limbs_to_states(t, t->limbs, window, n_groups);
        CHECK_TRUE(states_agree(t, n_groups));
    }
}

/* Limbs of any sign and carry round as the state they are worth. */
static void
test_rounding(void)
{
    uint64_t seed = 9;
    int64_t state[HCT_SUM_WORDS];

    for (int round = 0; round < 20000; round++) {
        const int64_t limbs[2] = {
            (int64_t)hct_test_random(&seed) >> (1 + hct_test_random(&seed) % 63),
            (int64_t)hct_test_random(&seed) >> (1 + hct_test_random(&seed) % 63)};
        const int window = (int)(hct_test_random(&seed) % 1970) - 970;

        hct_exact_clear(state, HCT_EXACT_SUM);
        hct_group_to_state(limbs, window, state);
        CHECK_SAME(hct_group_round(limbs, window), hct_exact_round(state));
    }
}

static void
test_codes_that_are_too_large(tables *t)
{
    hct_group_rest rest = {t->row, 0, t->spill, 0};
    uint64_t seed = 10;
    int64_t count[MOST_GROUPS + 1] = {0}, least[MOST_GROUPS + 1],
                                greatest[MOST_GROUPS + 1];

    fill_terms(&seed, 3, t->x, 2000);
    make_codes(t, &seed, 2000, 7);
    for (int is_64_bits = 0; is_64_bits < 2; is_64_bits++) {
        const hct_codes codes = codes_of(t, is_64_bits, 7);

        CHECK_INT(hct_group_check(codes, 2000), -1);
        t->code_64[1500] = is_64_bits ? INT64_C(1) << 32 : 7; /* not to be cut to 0 */
        t->code_32[1500] = t->code_32[1700] = 7;
        CHECK_INT(hct_group_check(codes, 2000), 1500);
        memset(t->limbs, 0, sizeof t->limbs);
        CHECK_INT(hct_group_add(t->x, codes, 2000, 60, t->limbs, &rest), 1500);
        CHECK_INT(hct_group_add_integers(t->m, NULL, codes, 2000, 104, t->limbs, &rest),
                  1500);
        CHECK_INT(hct_group_count(t->x, codes, 2000, count), 1500);
        CHECK_INT(hct_group_extremes(t->x, codes, 2000, least, greatest), 1500);
        CHECK_INT(hct_group_integer_extremes(t->m, codes, 2000, least, greatest), 1500);
        t->code_64[1500] = t->code_32[1500] = t->code_32[1700] = -1;
    }
}

/* So many groups that their limbs are fetched ahead of use. */
static void
test_many_groups(void)
{
    enum { GROUPS = 70000, ROWS = 3001 };
    int64_t *limbs = calloc(2 * (GROUPS + 1), sizeof *limbs);
    double *x = malloc(ROWS * sizeof *x), *want = calloc(GROUPS, sizeof *want);
    int32_t *code = malloc(ROWS * sizeof *code);
    int64_t row[1], spill[2];
    hct_group_rest rest = {row, 0, spill, 0};
    uint64_t seed = 13;

    for (int i = 0; i < ROWS; i++) { /* whole numbers: plain sums are exact */
        code[i] = (int32_t)(hct_test_random(&seed) % (i % 2 ? 40 : GROUPS));
        x[i] = (double)(hct_test_random(&seed) % 1000);
        want[code[i]] += x[i];
    }
    CHECK_INT(hct_group_add(x, (hct_codes){code, 0, GROUPS}, ROWS, 60, limbs, &rest),
              -1);
    CHECK_INT(rest.n_rows + rest.n_spills, 0);
    ptrdiff_t different = 0;
    for (int g = 0; g < GROUPS; g++) {
        different += hct_group_round(limbs + 2 * (g + 1), 60) != want[g];
    }
    CHECK_INT(different, 0);
    free(limbs), free(x), free(want), free(code);
}

/* Exponents that no int holds are outside of every window, and not cut to one inside. */
static void
test_exponents_of_any_size(void)
{
    static const int64_t m[] = {1, 1, 0, 1, 1}, code[] = {0, 0, 0, 0, 0};
    static const int64_t exponent[] = {0, INT64_C(1) << 32, INT64_MAX, INT64_MIN,
                                       -(INT64_C(1) << 32)};
    int64_t limbs[4] = {0}, row[5], spill[10];
    hct_group_rest rest = {row, 0, spill, 0};

    CHECK_INT(hct_group_add_integers(m, exponent, (hct_codes){code, 1, 1}, 5, 60, limbs,
                                     &rest),
              -1);
    CHECK_INT(rest.n_rows, 3);
    CHECK_INT(row[0], 1);
    CHECK_INT(row[1], 3);
    CHECK_INT(row[2], 4);
    CHECK_SAME(hct_group_round(limbs + 2, 60), 1.0);
}

static void
test_counts_and_extremes(tables *t)
{
    static const double x[] = {3.0, -0.0, NAN, 0.0, -INFINITY, -2.0, INFINITY, -5.0};
    static const int32_t code[] = {0, 1, 0, 1, 2, 0, 2, -3};
    const hct_codes codes = {code, 0, 4};
    int64_t count[5] = {0}, least[5], greatest[5];
    double low[5], high[5];

    (void)t;
    for (int s = 0; s < 5; s++) {
        least[s] = INT64_MAX;
        greatest[s] = INT64_MIN;
    }
    CHECK_INT(hct_group_count(x, codes, 8, count), -1);
    CHECK_INT(hct_group_extremes(x, codes, 8, least, greatest), -1);
    for (int s = 0; s < 5; s++) {
        low[s] = hct_group_value_of_key(least[s]);
        high[s] = hct_group_value_of_key(greatest[s]);
    }
    CHECK_INT(count[1], 2);
    CHECK_INT(count[2], 2);
    CHECK_INT(count[3], 2);
    CHECK_INT(count[4], 0);
    CHECK_SAME(low[1], -2.0);
    CHECK_SAME(high[1], 3.0);
    CHECK_SAME(low[2], -0.0);
    CHECK_SAME(high[2], 0.0);
    CHECK_SAME(low[3], -INFINITY);
    CHECK_SAME(high[3], INFINITY);
    CHECK_TRUE(least[4] == INT64_MAX && greatest[4] == INT64_MIN);
    memset(count, 0, sizeof count);
    CHECK_INT(hct_group_count(NULL, codes, 8, count), -1);
    CHECK_INT(count[1], 3);
    const int64_t whole[] = {3, 1, -7, 0, 2, 9, 2, 5};
    for (int s = 0; s < 5; s++) {
        least[s] = INT64_MAX;
        greatest[s] = INT64_MIN;
    }
    CHECK_INT(hct_group_integer_extremes(whole, codes, 8, least, greatest), -1);
    CHECK_INT(least[1], -7);
    CHECK_INT(greatest[1], 9);
    CHECK_TRUE(least[4] == INT64_MAX && greatest[4] == INT64_MIN);
}

int
main(void)
{
    tables *t = malloc(sizeof *t);

    test_rows_of_every_kind(t);
    test_limbs_that_fill_up(t);
    test_merging_full_limbs(t);
    test_merging_at_slots(t);
    test_totals_as_integers(t);
    test_limbs_from_digits(t);
    test_integers(t);
    test_rounding();
    test_codes_that_are_too_large(t);
    test_counts_and_extremes(t);
    test_many_groups();
    test_exponents_of_any_size();
    free(t);
    return hct_test_report("group_sum");
}
