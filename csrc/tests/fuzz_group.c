/* A fuzz target over group sums, counts and extremes, against big integers: doubles and
 * integers in any window, codes of both sizes that may be wrong, limbs up to their ends.
 *
 * What goes into the total of a group is added to a big integer, and what the kernels hand
 * back is taken off: nothing must be left.
 */
#include <hct/exact.h>
#include <hct/group_sum.h>
#include <hct/platform.h>

#include "big_integer.h"
#include "exact_terms.h"
#include "fuzz_draw.h"

enum { ROWS = 1600, GROUPS = 6 };

typedef struct {
    double x[ROWS];
    int64_t m[ROWS], exponent[ROWS], code_64[ROWS];
    int32_t code_32[ROWS];
    ptrdiff_t n;
    hct_codes codes;
    ptrdiff_t wrong; /* the first row of a code too large, or -1 */
    int window;
} input;

static int64_t limbs[2 * (GROUPS + 1)], other[2 * (GROUPS + 1)];
static int64_t row[ROWS], spill[2 * ROWS];

static void
stop(const char *what)
{
    fprintf(stderr, "fuzz_group: %s\n", what);
    abort();
}

/* sign * m 2^exponent, in parts that the oracle takes. */
static void
big_add_integer(big *b, int64_t m, int exponent, int sign)
{
    const int negative = (m < 0) != (sign < 0);
    const uint64_t size = m < 0 ? (uint64_t)0 - (uint64_t)m : (uint64_t)m;

    big_add_digits(b->digit[negative], size & 0xffffffff, exponent);
    big_add_digits(b->digit[negative], size >> 32, exponent + 32);
}

static int
is_zero(const big *b)
{
    return memcmp(b->digit[0], b->digit[1], sizeof b->digit[0]) == 0;
}

static void
take_limbs(big *b, const int64_t *pair, int window, int sign)
{
    big_add_integer(b, pair[0], window - 52, sign);
    big_add_integer(b, pair[1], window - 104, sign);
}

/* ---- additions ---------------------------------------------------------------------- */

static void
add_term(big *b, const input *in, int integers, ptrdiff_t i, int sign)
{
    if (integers) {
        big_add_integer(b, in->m[i], (int)in->exponent[i], sign);
    }
    else {
        big_add(b, sign < 0 ? -in->x[i] : in->x[i]);
    }
}

/* Whether a row must have been taken, by the words of the header. */
static int
fits(const input *in, int integers, ptrdiff_t i)
{
    const int unit = in->window - 104;

    if (integers) {
        const int64_t e = in->exponent[i];
        uint64_t m =
            in->m[i] < 0 ? (uint64_t)0 - (uint64_t)in->m[i] : (uint64_t)in->m[i];
        int zeros = 0, bits = 0;

        for (; m != 0 && m % 2 == 0; m /= 2) {
            zeros++;
        }
        for (; m != 0; m /= 2) {
            bits++;
        }
        return bits == 0 || (e > -4000 && e < 4000 && e + zeros >= unit &&
                             e + zeros + bits <= in->window - 1);
    }
    int e;
    double whole;
    const double size = fabs(in->x[i]), fraction = frexp(size, &e); /* size < 2^e */
    const int places = e - unit < 60 ? e - unit : 60;

    return size == 0.0 || (isfinite(size) && places > 0 && e <= in->window - 2 &&
                           modf(ldexp(fraction, places), &whole) == 0.0);
}

static int
in_oracle(const input *in, int integers, ptrdiff_t i)
{
    return integers ? in->exponent[i] > -2200 && in->exponent[i] < 2200
                    : isfinite(in->x[i]);
}

static void
check_sum(const input *in, int integers, int avx2, const int64_t *begin)
{
    hct_group_rest rest = {row, 0, spill, 0};
    static big total[GROUPS];
    int64_t upper[2 * (GROUPS + 1)] = {0};

    for (int g = 0; g < GROUPS; g++) {
        big_clear(&total[g]);
        take_limbs(&total[g], begin + 2 * (g + 1), in->window, 1);
    }
    for (ptrdiff_t i = 0; i < in->n; i++) {
        if (in->code_64[i] >= 0 && in->code_64[i] < GROUPS &&
            in_oracle(in, integers, i)) {
            add_term(&total[in->code_64[i]], in, integers, i, 1);
        }
    }
    memcpy(limbs, begin, sizeof limbs);
    const ptrdiff_t status =
        integers ? hct_group_add_integers(in->m, in->exponent, in->codes, in->n,
                                          in->window, limbs, &rest)
                 : (avx2 ? hct_group_add_avx2 : hct_group_add)(
                       in->x, in->codes, in->n, in->window, limbs, &rest);
    if (status != in->wrong) {
        stop("the first wrong code");
    }
    if (status >= 0) {
        return;
    }
    hct_group_add_spills(upper, rest.spill, rest.n_spills);
    for (ptrdiff_t i = 0; i < rest.n_rows; i++) {
        const int64_t group = in->code_64[row[i]];

        if (group < 0 || (i > 0 && row[i] <= row[i - 1]) ||
            fits(in, integers, row[i])) {
            stop("a row that fits, or of no group, was handed back");
        }
        if (in_oracle(in, integers, row[i])) {
            add_term(&total[group], in, integers, row[i], -1);
        }
    }
    for (int g = 0; g < GROUPS; g++) {
        take_limbs(&total[g], limbs + 2 * (g + 1), in->window, -1);
        take_limbs(&total[g], upper + 2 * (g + 1), in->window + 52, -1);
        if (!is_zero(&total[g])) {
            stop(integers ? "a total of integers" : "a total of doubles");
        }
    }
}

static void
check_merge(const input *in, const int64_t *first, const int64_t *second)
{
    int64_t spills[4 * (GROUPS + 1)], upper[2 * (GROUPS + 1)] = {0};
    hct_group_rest rest = {row, 0, spills, 0};

    memcpy(limbs, first, sizeof limbs);
    memcpy(other, second, sizeof other);
    hct_group_merge(limbs, other, GROUPS + 1, &rest);
    hct_group_add_spills(upper, rest.spill, rest.n_spills);
    for (int slot = 0; slot <= GROUPS; slot++) {
        big total;

        big_clear(&total);
        take_limbs(&total, first + 2 * slot, in->window, 1);
        take_limbs(&total, second + 2 * slot, in->window, 1);
        take_limbs(&total, limbs + 2 * slot, in->window, -1);
        take_limbs(&total, upper + 2 * slot, in->window + 52, -1);
        if (!is_zero(&total) || limbs[2 * slot + 1] < 0 ||
            limbs[2 * slot + 1] >= INT64_C(1) << 52) {
            stop("limbs that were merged");
        }
    }
}

static void
check_results(const input *in, const int64_t *pair)
{
    const int levels = in->window >= HCT_LEAST_LEVEL_WINDOW;
    int64_t state[HCT_DOT_WORDS + 5] = {0};
    big total;

    big_clear(&total);
    take_limbs(&total, pair, in->window, 1);
    const double want = big_round(&total);
    hct_exact_clear(state, HCT_EXACT_DOT);
    hct_group_to_state(pair, in->window, state);
    if (!hct_exact_is_canonical(state, HCT_DOT_WORDS) ||
        !hct_test_same(hct_exact_round(state), want)) {
        stop("a total as a state");
    }
    if (levels && !hct_test_same(hct_group_round(pair, in->window), want)) {
        stop("a total as a double");
    }
}

/* ---- counts and extremes ------------------------------------------------------------ */

static int64_t
key_of(double x)
{
    const int64_t bits = (int64_t)hct_test_bits(x);
    return bits ^ (bits >> 63 & INT64_MAX);
}

static void
check_statistics(const input *in)
{
    int64_t count[GROUPS + 1] = {0}, rows[GROUPS + 1] = {0};
    int64_t least[2][GROUPS + 1], greatest[2][GROUPS + 1];

    for (int g = 0; g <= GROUPS; g++) {
        least[0][g] = least[1][g] = INT64_MAX;
        greatest[0][g] = greatest[1][g] = INT64_MIN;
    }
    if (hct_group_check(in->codes, in->n) != in->wrong ||
        hct_group_count(in->x, in->codes, in->n, count) != in->wrong ||
        hct_group_count(NULL, in->codes, in->n, rows) != in->wrong ||
        hct_group_extremes(in->x, in->codes, in->n, least[0], greatest[0]) !=
            in->wrong ||
        hct_group_integer_extremes(in->m, in->codes, in->n, least[1], greatest[1]) !=
            in->wrong) {
        stop("the first wrong code of a statistic");
    }
    for (int g = 0; in->wrong < 0 && g < GROUPS; g++) {
        int64_t n = 0, n_rows = 0, low[2] = {INT64_MAX, INT64_MAX};
        int64_t high[2] = {INT64_MIN, INT64_MIN};

        for (ptrdiff_t i = 0; i < in->n; i++) {
            if (in->code_64[i] != g) {
                continue;
            }
            const int64_t keys[2] = {key_of(in->x[i]), in->m[i]};
            n_rows++;
            n += !isnan(in->x[i]);
            for (int k = isnan(in->x[i]); k < 2; k++) {
                low[k] = keys[k] < low[k] ? keys[k] : low[k];
                high[k] = keys[k] > high[k] ? keys[k] : high[k];
            }
        }
        if (count[g + 1] != n || rows[g + 1] != n_rows || least[0][g + 1] != low[0] ||
            least[1][g + 1] != low[1] || greatest[0][g + 1] != high[0] ||
            greatest[1][g + 1] != high[1]) {
            stop("counts or extremes");
        }
    }
}

/* ---- inputs ------------------------------------------------------------------------- */

static int64_t
draw_limb(draws *d)
{
    const int64_t limb = (int64_t)(draw_bytes(d, 8) >> 2); /* below 2^62 */

    switch (draw(d, 4)) {
    case 0:
        return 0;
    case 1:
        return limb >> 40;
    case 2:
        return (INT64_C(1) << 62) - 1 - (limb >> 56);
    default:
        return -limb;
    }
}

static void
draw_rows(draws *d, input *in)
{
    const int wrong = draw(d, 16) == 0, kind = (int)draw(d, TERM_KINDS);
    const int near = (int)draw(d, 4), is_64_bits = (int)draw(d, 2);

    fill_terms(&d->seed, kind, in->x, in->n);
    in->wrong = -1;
    for (ptrdiff_t i = 0; i < in->n; i++) {
        const uint64_t r = draw_bytes(d, 2);

        in->code_64[i] = r % 9 == 0             ? -1 - (int64_t)(r >> 4)
                         : wrong && r % 64 == 1 ? GROUPS + (int64_t)(r >> 8)
                                                : (int64_t)(r % GROUPS);
        in->code_32[i] = (int32_t)in->code_64[i];
        in->wrong = in->wrong < 0 && in->code_64[i] >= GROUPS ? i : in->wrong;
        if (near) { /* values that mostly fit the window */
            in->x[i] = ldexp((double)(int64_t)(draw_bytes(d, 4) - 0x80000000),
                             in->window - 40 - (int)draw(d, 60));
        }
        in->m[i] = draw(d, 16) ? (int64_t)draw_bytes(d, 8) >> draw(d, 64) : INT64_MIN;
        in->exponent[i] = draw(d, 32) ? in->window - 104 + draw(d, 50) - 5
                                      : (int64_t)draw_bytes(d, 8);
    }
    in->codes =
        (hct_codes){is_64_bits ? (const void *)in->code_64 : (const void *)in->code_32,
                    is_64_bits, GROUPS};
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static input in;
    draws d = draws_of(data, size);
    int64_t first[2 * (GROUPS + 1)], second[2 * (GROUPS + 1)];

    in.n = draw(&d, draw(&d, 32) ? 40 : ROWS);
    in.window = draw(&d, 3) ? (int)draw(&d, 200) - 100
                            : HCT_LEAST_WINDOW +
                                  (int)draw(&d, HCT_GREATEST_WINDOW - HCT_LEAST_WINDOW);
    draw_rows(&d, &in);
    for (int i = 0; i < 2 * (GROUPS + 1); i++) {
        first[i] = draw_limb(&d);
        second[i] = draw_limb(&d);
    }
    check_sum(&in, 0, 0, first);
    check_sum(&in, 0, hct_cpu_has_avx2(), second);
    check_sum(&in, 1, 0, first);
    check_merge(&in, first, second);
    for (int slot = 0; slot <= GROUPS; slot++) {
        check_results(&in, first + 2 * slot);
    }
    check_statistics(&in);
    return 0;
}

FUZZ_MAIN("fuzz_group", fuzz_random_bytes)
