/* Numbers of texts: 0, 1, 2 ... in the order in which distinct texts first appear.
 *
 * Texts lie as Arrow keeps them: the bytes of all of them one after another, and where
 * each begins. Two are the same if their bytes are; what else makes names one (NFC, blanks
 * around them) is asked of the distinct ones, which are few.
 *
 * Memory is the caller's and grows with the distinct texts: the table of slots starts
 * small, and where half of it is taken the kernel stops and says how far it has come.
 */
#ifndef HCT_TEXT_CODES_H
#define HCT_TEXT_CODES_H

#include <stddef.h>
#include <stdint.h>

/* A column of texts. Text i is bytes[offset[i]] .. bytes[offset[i + 1] - 1]. */
typedef struct {
    const unsigned char *bytes;
    int64_t n_bytes;
    const void *offset; /* one more than there are texts, of 32 or 64 bits */
    int is_64_bits;
    const unsigned char
        *valid;         /* a bit a text, the lowest first; NULL: all are there */
    int64_t valid_from; /* which bit is that of text 0 */
} hct_texts;

/* Texts of so many bytes are kept in their slot; of longer ones it holds a hash. */
enum { HCT_TEXT_IN_SLOT = 8 };

typedef struct {
    uint64_t key;   /* the bytes of the text, or its hash */
    int32_t number; /* its number and 1; 0: the slot is free */
    int32_t length; /* in bytes, or HCT_TEXT_IN_SLOT + 1 of longer ones */
} hct_text_slot;

/* The distinct texts so far. */
typedef struct {
    hct_text_slot *slot;
    int bits;       /* there are 2^bits slots, bits from 1 to 32 */
    uint64_t seed;  /* of the hash; any: who does not know it cannot choose texts that
                     * all fall on one slot */
    int32_t *first; /* by number: the row where it first appeared; room for n */
    int32_t n_distinct;
} hct_distinct_texts;

/* Number the texts of the rows from .. n - 1.
 *
 * Given:     texts       of n rows, n at most INT32_MAX - 1
 *            distinct    at first none; all slots zero. After a stop: the same, with
 *                        more slots, all zero again
 * Returned:  code        of each row from `from` on, its number; -1 of one that is not
 *                        there
 *            distinct    with the new ones, fewer than half as many as slots
 * Status:    n, or the row before which half of the slots were taken: call again from
 *            there; or -1 - row of the first text that ends before it begins, or lies
 *            outside of the bytes.
 * Cost:      2 to 4 ns a row of short texts of some hundred distinct ones.
 */
ptrdiff_t hct_number_texts(const hct_texts *texts, ptrdiff_t from, ptrdiff_t n,
                           hct_distinct_texts *distinct, int32_t *code);

#endif
