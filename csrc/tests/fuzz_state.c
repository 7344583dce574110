/* A fuzz target over the words of exact states that come from elsewhere.
 *
 * Which words are a state is decided by the words of hct/exact.h; what is one must round,
 * divide, take terms and merge as the big integer that it stands for. Memory ends where
 * the words do.
 */
#include <hct/exact.h>

#include "big_integer.h"
#include "exact_terms.h"
#include "fuzz_draw.h"

static void
stop(const char *what)
{
    fprintf(stderr, "fuzz_state: %s\n", what);
    abort();
}

static const int64_t LARGEST = INT64_MAX / 2; /* so that two of them can be merged */

static int
is_state(const int64_t *word, ptrdiff_t n)
{
    const int is_sum = n == HCT_SUM_WORDS && word[0] == HCT_EXACT_SUM;
    const int is_dot = n == HCT_DOT_WORDS && word[0] == HCT_EXACT_DOT;
    int something = 0;

    if (!is_sum && !is_dot) {
        return 0;
    }
    for (int i = 1; i <= 3; i++) {
        if (word[i] < 0 || word[i] > LARGEST) {
            return 0;
        }
    }
    something |= word[1] != 0 || word[2] != 0;
    for (ptrdiff_t i = 5; i < n; i++) {
        const int64_t least = i == n - 1 ? -LARGEST : 0;
        const int64_t most = i == n - 1 ? LARGEST : INT64_C(0xffffffff);
        if (word[i] < least || word[i] > most) {
            return 0;
        }
        something |= word[i] != 0;
    }
    return word[4] == 2 || ((word[4] == 0 || word[4] == 1) && !something);
}

static void
take_state(big *b, const int64_t *word, ptrdiff_t n)
{
    const int base = n == HCT_DOT_WORDS ? HCT_DOT_BASE : 0;

    b->plus_infinity += word[1] != 0;
    b->minus_infinity += word[2] != 0;
    b->nan += word[3] != 0;
    b->terms += word[4] != 0;
    b->minus_zeros += word[4] == 1;
    for (ptrdiff_t i = 5; i < n; i++) {
        const int exponent = 32 * ((int)(i - 5) - base) - 1074;
        const uint64_t size =
            word[i] < 0 ? (uint64_t)0 - (uint64_t)word[i] : (uint64_t)word[i];

        big_add_digits(b->digit[word[i] < 0], size & 0xffffffff, exponent);
        big_add_digits(b->digit[word[i] < 0], size >> 32, exponent + 32);
    }
}

static void
compare(const char *what, const int64_t *word, ptrdiff_t n, const big *want,
        uint64_t count)
{
    if (!hct_exact_is_canonical(word, n)) {
        stop("no state any more");
    }
    if (!hct_test_same(hct_exact_round(word), big_round(want)) ||
        !hct_test_same(hct_exact_mean(word, (int64_t)count),
                       big_round_quotient(want, count))) {
        stop(what);
    }
}

/* A state, of which some words are then replaced. */
static int64_t *
draw_words(draws *d, ptrdiff_t n)
{
    static const int64_t odd[] = {0,
                                  1,
                                  2,
                                  3,
                                  -1,
                                  INT64_MAX,
                                  INT64_MIN,
                                  INT64_MAX / 2,
                                  INT64_MAX / 2 + 1,
                                  0xffffffff,
                                  0x100000000};
    int64_t *word = calloc((size_t)n + 1, sizeof *word), state[HCT_DOT_WORDS];
    const int is_dot = n > HCT_SUM_WORDS;
    double x[8];

    hct_exact_clear(state, is_dot ? HCT_EXACT_DOT : HCT_EXACT_SUM);
    fill_terms(&d->seed, (int)draw(d, TERM_KINDS), x, 8);
    hct_exact_add(state, x, draw(d, 9), 1);
    const ptrdiff_t words = is_dot ? HCT_DOT_WORDS : HCT_SUM_WORDS;
    memcpy(word, state, (size_t)(n < words ? n : words) * sizeof *word);
    for (ptrdiff_t k = draw(d, 8); k > 0 && n > 0; k--) {
        const ptrdiff_t i = draw(d, 2) ? draw(d, n < 8 ? n : 8) : draw(d, n);
        const int kind = (int)draw(d, 4);
        word[i] = kind == 0   ? odd[draw(d, 11)]
                  : kind == 1 ? (int64_t)draw_bytes(d, 8)
                              : (int64_t)draw_bytes(d, 4);
    }
    return realloc(word, (size_t)n * sizeof *word + (n == 0));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    draws d = draws_of(data, size);
    const ptrdiff_t way = draw(&d, 8);
    const ptrdiff_t n = way == 0  ? draw(&d, HCT_DOT_WORDS + 1)
                        : way < 4 ? HCT_SUM_WORDS
                                  : HCT_DOT_WORDS;
    int64_t *word = draw_words(&d, n), *second = draw_words(&d, n);
    const uint64_t count = 1 + (draw_bytes(&d, 6) >> draw(&d, 48));
    const int known = is_state(word, n);
    big total;

    if (hct_exact_is_canonical(word, n) != known) {
        stop("what is a state");
    }
    if (known) {
        double x[4];

        big_clear(&total);
        take_state(&total, word, n);
        compare("a foreign state", word, n, &total, count);
        fill_terms(&d.seed, (int)draw(&d, TERM_KINDS), x, 4);
        hct_exact_add(word, x, 4, 1);
        for (int i = 0; i < 4; i++) {
            big_add(&total, x[i]);
        }
        if (hct_exact_is_canonical(word, n)) { /* not grown to where none may merge */
            compare("a foreign state with terms", word, n, &total, count);
        }
    }
    if (known && is_state(second, n) && is_state(word, n)) {
        take_state(&total, second, n);
        hct_exact_merge(word, second);
        if (hct_exact_is_canonical(word, n)) {
            compare("foreign states that were merged", word, n, &total, count);
        }
    }
    free(word);
    free(second);
    return 0;
}

FUZZ_MAIN("fuzz_state", fuzz_random_bytes)
