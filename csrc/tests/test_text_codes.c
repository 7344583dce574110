/* Tests of the numbers of texts: every text against all before it. */
#include <stdlib.h>

#include <hct/text_codes.h>

#include "hct_test.h"

enum { MOST = 400, BYTES = 8000 };

/* A column that is built text by text. Its bytes end where the last text does, so that the
 * address sanitizer sees what is read behind them. */
typedef struct {
    unsigned char *bytes;
    int64_t offset[MOST + 1];
    int32_t short_offset[MOST + 1];
    unsigned char valid[MOST / 8 + 2];
    int n;
} column;

static void
start(column *c)
{
    memset(c, 0, sizeof *c);
    c->bytes = malloc(1);
}

static void
append(column *c, const char *text, int length)
{
    const int64_t end = c->offset[c->n] + length;

    c->bytes = realloc(c->bytes, (size_t)end + (end == 0));
    memcpy(c->bytes + c->offset[c->n], text, (size_t)length);
    c->n++;
    c->offset[c->n] = end;
    c->short_offset[c->n] = (int32_t)end;
}

/* The numbers, by as many calls as the table needs to grow from 2^bits slots. */
static int
numbers_of(const column *c, int is_64_bits, int has_valid, int bits, int32_t *code,
           int32_t *first)
{
    const void *offset = is_64_bits ? (const void *)c->offset : c->short_offset;
    const hct_texts texts = {
        c->bytes, c->offset[c->n], offset, is_64_bits, has_valid ? c->valid : NULL, 3};
    hct_distinct_texts distinct = {NULL, bits, UINT64_C(0x123456789abcdef), first, 0};
    ptrdiff_t row = 0;

    do {
        distinct.slot = calloc((size_t)1 << distinct.bits, sizeof(hct_text_slot));
        row = hct_number_texts(&texts, row, c->n, &distinct, code);
        free(distinct.slot);
        distinct.bits++;
    } while (row >= 0 && row < c->n);
    CHECK_INT(row, c->n);
    return distinct.n_distinct;
}

static void
check(const column *c, int is_64_bits, int has_valid, int bits)
{
    int32_t code[MOST], first[MOST];
    const int n_distinct = numbers_of(c, is_64_bits, has_valid, bits, code, first);
    int n = 0;

    for (int i = 0; i < c->n; i++) {
        const int bit = i + 3;
        const int64_t length = c->offset[i + 1] - c->offset[i];
        int j = 0;

        if (has_valid && !(c->valid[bit / 8] >> bit % 8 & 1)) {
            CHECK_INT(code[i], -1);
            continue;
        }
        for (; j < n; j++) {
            const int64_t *other = c->offset + first[j];
            if (other[1] - other[0] == length &&
                memcmp(c->bytes + c->offset[i], c->bytes + other[0], (size_t)length) ==
                    0) {
                break;
            }
        }
        CHECK_INT(code[i], j);
        if (j == n) {
            CHECK_INT(first[n], i);
            n++;
        }
    }
    CHECK_INT(n_distinct, n);
}

static void
check_every_way(const column *c)
{
    for (int is_64_bits = 0; is_64_bits < 2; is_64_bits++) {
        for (int has_valid = 0; has_valid < 2; has_valid++) {
            check(c, is_64_bits, has_valid, 1);
            check(c, is_64_bits, has_valid, 10);
        }
    }
}

/* Lengths about those of a word, zeros within and behind, and beginnings in common. */
static void
test_texts_that_look_alike(void)
{
    static const char text[] = "\0\0abcdefghabcdefghabcdefgh\0\0\0abcdefghabcdefgi";
    column c;

    start(&c);
    check_every_way(&c);
    for (int round = 0; round < 2; round++) {
        for (int length = 0; length <= 20; length++) {
            for (int from = 0; from < 4; from++) {
                append(&c, text + from, length);
            }
            append(&c, text + 29, length < 16 ? length : 16);
        }
    }
    for (int i = 0; i < c.n; i += 3) {
        c.valid[(i + 3) / 8] |= (unsigned char)(1 << (i + 3) % 8);
    }
    check_every_way(&c);
    free(c.bytes);
}

static void
test_random_texts(void)
{
    uint64_t seed = 7;

    for (int trial = 0; trial < 60; trial++) {
        const uint64_t letters = 1 + hct_test_random(&seed) % 3;
        const uint64_t longest = 1 + hct_test_random(&seed) % 19;
        column c;

        start(&c);
        for (int i = 0; i < MOST && c.offset[c.n] < BYTES; i++) {
            char text[20];
            const int length = (int)(hct_test_random(&seed) % (longest + 1));
            for (int k = 0; k < length; k++) {
                text[k] = (char)('a' + hct_test_random(&seed) % letters);
            }
            append(&c, text, length);
        }
        for (size_t i = 0; i < sizeof c.valid; i++) {
            c.valid[i] = (unsigned char)hct_test_random(&seed);
        }
        check_every_way(&c);
        free(c.bytes);
    }
}

/* Half of the slots at most are taken; the rows before the stop have their number. */
static void
test_stop_at_half(void)
{
    int32_t code[MOST], first[MOST];
    hct_text_slot slot[16];
    column c;

    start(&c);
    for (int i = 0; i < 20; i++) {
        const char letter = (char)('a' + i / 2);
        append(&c, &letter, 1);
    }
    const hct_texts texts = {c.bytes, c.offset[c.n], c.offset, 1, NULL, 0};
    hct_distinct_texts distinct = {slot, 4, 0, first, 0};
    memset(slot, 0, sizeof slot);
    CHECK_INT(hct_number_texts(&texts, 0, c.n, &distinct, code), 14);
    CHECK_INT(distinct.n_distinct, 7);
    for (int i = 0; i < 14; i++) {
        CHECK_INT(code[i], i / 2);
    }
    free(c.bytes);
}

static void
test_texts_outside_of_the_bytes(void)
{
    static const int64_t wrong[][3] = {{0, 2, 1}, {0, 2, 4}, {0, 2, INT64_MIN}};
    static const int64_t before[] = {-1, 2, 3};
    int32_t code[2], first[2];
    hct_text_slot slot[16];

    for (int i = 0; i < 4; i++) {
        const int64_t *offset = i < 3 ? wrong[i] : before;
        const hct_texts texts = {(const unsigned char *)"abc", 3, offset, 1, NULL, 0};
        hct_distinct_texts distinct = {slot, 4, 1, first, 0};

        memset(slot, 0, sizeof slot);
        CHECK_INT(hct_number_texts(&texts, 0, 2, &distinct, code), i < 3 ? -2 : -1);
    }
}

int
main(void)
{
    test_texts_that_look_alike();
    test_random_texts();
    test_stop_at_half();
    test_texts_outside_of_the_bytes();
    return hct_test_report("test_text_codes");
}
