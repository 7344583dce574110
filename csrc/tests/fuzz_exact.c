/* A fuzz target over every exact kernel, against big integers.
 *
 * The first bytes of an input choose how often its values are repeated (long runs reach
 * the levels and the bins; they are rare, for they take long), where they are split, the
 * windows and the groups; what follows are doubles, bit by bit. Any disagreement stops
 * the program.
 */
#include <stdlib.h>

#include <hct/exact.h>
#include <hct/exact_running.h>
#include <hct/group_sum.h>
#include <hct/platform.h>

#include "big_integer.h"
#include "exact_terms.h"
#include "fuzz.h"

enum { MOST = 6000, SHORT = 40, GROUPS = 5, HEAD = 8 };

typedef struct {
    double x[MOST], w[MOST];
    ptrdiff_t n, cut;
    uint64_t head;
} input;

static void
stop(const char *what)
{
    fprintf(stderr, "fuzz_exact: %s\n", what);
    abort();
}

static void
check_sums(const input *in)
{
    int64_t whole[HCT_SUM_WORDS], state[HCT_SUM_WORDS], part[HCT_SUM_WORDS];
    const uint64_t count = 1 + (in->head >> 17 & 0xffffff);
    big oracle;

    big_clear(&oracle);
    for (ptrdiff_t i = 0; i < in->n; i++) {
        big_add(&oracle, in->x[i]);
    }
    hct_exact_clear(whole, HCT_EXACT_SUM);
    hct_exact_add(whole, in->x, in->n, 1);
    hct_exact_clear(state, HCT_EXACT_SUM);
    hct_exact_clear(part, HCT_EXACT_SUM);
    if (hct_cpu_has_avx2()) {
        hct_exact_add_avx2(state, in->x + in->n - 1, in->n - in->cut, -1);
    }
    else {
        hct_exact_add(state, in->x + in->n - 1, in->n - in->cut, -1);
    }
    hct_exact_add(part, in->x, in->cut, 1);
    hct_exact_merge(state, part);
    if (!hct_exact_is_canonical(whole, HCT_SUM_WORDS) ||
        memcmp(whole, state, sizeof whole) != 0) {
        stop("states differ");
    }
    if (!hct_test_same(hct_exact_round(whole), big_round(&oracle))) {
        stop("sum");
    }
    if (!hct_test_same(hct_exact_mean(whole, (int64_t)count),
                       big_round_quotient(&oracle, count))) {
        stop("mean");
    }
}

static void
check_products(const input *in)
{
    int64_t whole[HCT_DOT_WORDS], state[HCT_DOT_WORDS];
    big oracle;

    big_clear(&oracle);
    for (ptrdiff_t i = 0; i < in->n; i++) {
        big_add_product(&oracle, in->x[i], in->w[i]);
    }
    hct_exact_clear(whole, HCT_EXACT_DOT);
    hct_exact_add_products(whole, in->x, 1, in->w, 1, in->n);
    hct_exact_clear(state, HCT_EXACT_DOT);
    if (hct_cpu_has_avx2()) {
        hct_exact_add_products_avx2(state, in->w, 1, in->x, 1, in->n);
    }
    else {
        hct_exact_add_products(state, in->w, 1, in->x, 1, in->n);
    }
    if (memcmp(whole, state, sizeof whole) != 0) {
        stop("states of products differ");
    }
    if (!hct_test_same(hct_exact_round(whole), big_round(&oracle))) {
        stop("sum of products");
    }
}

static double
sum_of(const double *x, ptrdiff_t n)
{
    int64_t state[HCT_SUM_WORDS];
    hct_exact_clear(state, HCT_EXACT_SUM);
    hct_exact_add(state, x, n, 1);
    return hct_exact_round(state);
}

static void
check_running(const input *in)
{
    const ptrdiff_t n = in->n < SHORT ? in->n : SHORT;
    const ptrdiff_t length = 1 + (ptrdiff_t)(in->head >> 41 & 15);
    double running[SHORT], moving[SHORT];

    hct_exact_cumsum(in->x, n, 1, length, running, 1);
    hct_exact_moving_sum(in->x, n, 1, length, moving, 1);
    for (ptrdiff_t t = 0; t < n; t++) {
        const ptrdiff_t start = t / length * length;
        if (!hct_test_same(running[t], sum_of(in->x + start, t + 1 - start))) {
            stop("running sum");
        }
        if (t >= length - 1 &&
            !hct_test_same(moving[t], sum_of(in->x + t + 1 - length, length))) {
            stop("moving sum");
        }
    }
}

static void
check_groups(const input *in)
{
    static int32_t code[MOST];
    static int64_t row[MOST], spill[2 * MOST];
    int64_t limbs[2 * (GROUPS + 1)] = {0}, upper[2 * (GROUPS + 1)] = {0};
    int64_t state[GROUPS][HCT_DOT_WORDS], want[GROUPS][HCT_DOT_WORDS];
    const hct_codes codes = {code, 0, GROUPS};
    const int window = HCT_LEAST_LEVEL_WINDOW + (int)(in->head >> 45 & 0x7ff) % 1970;
    hct_group_rest rest = {row, 0, spill, 0};

    for (int g = 0; g < GROUPS; g++) {
        hct_exact_clear(state[g], HCT_EXACT_DOT);
        hct_exact_clear(want[g], HCT_EXACT_DOT);
        want[g][HCT_WORD_SIGN_OF_ZERO] = HCT_OTHER_TERMS;
    }
    for (ptrdiff_t i = 0; i < in->n; i++) {
        code[i] =
            (int32_t)((in->head >> 3 ^ (uint64_t)i * 2654435761u) % (GROUPS + 1)) - 1;
        if (code[i] >= 0) {
            hct_exact_add(want[code[i]], in->x + i, 1, 1);
        }
    }
    if ((hct_cpu_has_avx2() ? hct_group_add_avx2 : hct_group_add)(
            in->x, codes, in->n, window, limbs, &rest) != -1) {
        stop("a code is refused");
    }
    hct_group_add_spills(upper, rest.spill, rest.n_spills);
    for (ptrdiff_t i = 0; i < rest.n_rows; i++) {
        hct_exact_add(state[code[row[i]]], in->x + row[i], 1, 1);
    }
    for (int g = 0; g < GROUPS; g++) {
        hct_group_to_state(limbs + 2 * (g + 1), window, state[g]);
        hct_group_to_state(upper + 2 * (g + 1), window + 52, state[g]);
    }
    if (memcmp(state, want, sizeof state) != 0) {
        stop("groups");
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static input in;
    const ptrdiff_t n_given = (ptrdiff_t)(size / 8) - 1;

    if (n_given < 1 || n_given > MOST) {
        return 0;
    }
    memcpy(&in.head, data, HEAD);
    const uint64_t often = in.head & 0xff;
    const ptrdiff_t wanted = n_given * (often < 240 ? 1 : often < 255 ? 7 : 2500);
    in.n = wanted < MOST ? wanted : MOST;
    in.cut = (ptrdiff_t)((in.head >> 2 & 0x7fff) % (uint64_t)(in.n + 1));
    for (ptrdiff_t i = 0; i < in.n; i++) {
        memcpy(&in.x[i], data + HEAD + 8 * (i % n_given), 8);
        memcpy(&in.w[i], data + HEAD + 8 * ((i + i / n_given + 1) % n_given), 8);
    }
    check_sums(&in);
    check_products(&in);
    check_running(&in);
    check_groups(&in);
    return 0;
}

/* Mostly a few values; up to 500 in one input of 32. */
static size_t
random_terms(uint64_t *seed, uint8_t *data)
{
    static double values[FUZZ_ROOM / sizeof(double)];
    const uint64_t head = hct_test_random(seed);
    const uint64_t most = hct_test_random(seed) % 32 ? 24 : 500;
    const ptrdiff_t n = 1 + (ptrdiff_t)(hct_test_random(seed) % most);

    memcpy(values, &head, sizeof head);
    fill_terms(seed, (int)(hct_test_random(seed) % TERM_KINDS), values + 1, n);
    memcpy(data, values, (size_t)(n + 1) * sizeof(double));
    return (size_t)(n + 1) * sizeof(double);
}

FUZZ_MAIN("fuzz_exact", random_terms)
