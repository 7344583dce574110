/* A fuzz target over texts and their numbers, against a comparison with every text before:
 * bytes of any kind, offsets of both widths that may be wrong, tables that grow from any
 * size, any seed of the hash. */
#include <hct/text_codes.h>

#include "fuzz_draw.h"

enum { ROWS = 120 };

typedef struct {
    unsigned char *bytes;
    int64_t n_bytes, wide[ROWS + 1];
    int32_t narrow[ROWS + 1];
    unsigned char valid[ROWS / 8 + 4];
    ptrdiff_t n, wrong; /* the first text that is none, or -1 */
    int is_64_bits, has_valid;
    int64_t valid_from;
} column;

static void
stop(const char *what, ptrdiff_t row)
{
    fprintf(stderr, "fuzz_text_codes: %s in row %td\n", what, row);
    abort();
}

static int
is_there(const column *c, ptrdiff_t i)
{
    const int64_t bit = c->valid_from + i;
    return !c->has_valid || (c->valid[bit / 8] >> bit % 8 & 1);
}

static void
draw_column(draws *d, column *c)
{
    static const ptrdiff_t longest[] = {2, 9, 20, 40};
    const ptrdiff_t most = longest[draw(d, 4)], letters = 1 + draw(d, 3);

    c->n = draw(d, ROWS + 1);
    c->is_64_bits = (int)draw(d, 2);
    c->has_valid = (int)draw(d, 2);
    c->valid_from = draw(d, 20);
    for (ptrdiff_t i = 0; i < c->n; i++) {
        c->wide[i + 1] = c->wide[i] + draw(d, most);
    }
    c->n_bytes = c->wide[c->n];
    c->bytes = malloc((size_t)c->n_bytes + (c->n_bytes == 0));
    for (int64_t i = 0; i < c->n_bytes; i++) {
        c->bytes[i] = (unsigned char)(draw(d, 32) ? draw(d, letters) : draw(d, 256));
    }
    for (size_t i = 0; i < sizeof c->valid; i++) {
        c->valid[i] = (unsigned char)draw(d, 256);
    }
    if (draw(d, 8) == 0) { /* an offset that is wrong, or may be */
        c->wide[draw(d, c->n + 1)] = (int32_t)draw_bytes(d, draw(d, 2) ? 1 : 4);
    }
    c->wrong = -1;
    for (ptrdiff_t i = c->n; i-- > 0;) {
        if (is_there(c, i) && (c->wide[i] < 0 || c->wide[i] > c->wide[i + 1] ||
                               c->wide[i + 1] > c->n_bytes)) {
            c->wrong = i;
        }
    }
    for (ptrdiff_t i = 0; i <= c->n; i++) {
        c->narrow[i] = (int32_t)c->wide[i];
    }
}

static int
is_same(const column *c, ptrdiff_t i, ptrdiff_t j)
{
    const int64_t length = c->wide[i + 1] - c->wide[i];

    return c->wide[j + 1] - c->wide[j] == length &&
           memcmp(c->bytes + c->wide[i], c->bytes + c->wide[j], (size_t)length) == 0;
}

static void
check(const column *c, const int32_t *code, const int32_t *first, int32_t n_distinct)
{
    int32_t n = 0;

    for (ptrdiff_t i = 0; i < (c->wrong < 0 ? c->n : c->wrong); i++) {
        int32_t number = 0;

        if (!is_there(c, i)) {
            if (code[i] != -1) {
                stop("a number of no text", i);
            }
            continue;
        }
        while (number < n && !is_same(c, i, first[number])) {
            number++;
        }
        if (code[i] != number || (number == n && first[n] != i)) {
            stop("another number", i);
        }
        n += number == n;
    }
    if (n != n_distinct) {
        stop("another number of distinct texts", c->n);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    draws d = draws_of(data, size);
    column c = {.n = 0};

    draw_column(&d, &c);
    const size_t room = (size_t)c.n + (c.n == 0);
    int32_t *code = malloc(room * sizeof *code), *first = malloc(room * sizeof *first);
    const hct_texts texts = {c.bytes,
                             c.n_bytes,
                             c.is_64_bits ? (const void *)c.wide : c.narrow,
                             c.is_64_bits,
                             c.has_valid ? c.valid : NULL,
                             c.valid_from};
    hct_distinct_texts distinct = {NULL, 1 + (int)draw(&d, 9), draw_bytes(&d, 8), first,
                                   0};
    ptrdiff_t row = 0;

    do {
        distinct.slot = calloc((size_t)1 << distinct.bits, sizeof *distinct.slot);
        row = hct_number_texts(&texts, row, c.n, &distinct, code);
        free(distinct.slot);
        distinct.bits += 1 + (int)draw(&d, 3);
    } while (row >= 0 && row < c.n);
    if (row != (c.wrong < 0 ? c.n : -1 - c.wrong)) {
        stop("another end", row);
    }
    check(&c, code, first, distinct.n_distinct);
    free(code);
    free(first);
    free(c.bytes);
    return 0;
}

FUZZ_MAIN("fuzz_text_codes", fuzz_random_bytes)
