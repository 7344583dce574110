/* Numbers of texts. Contract: hct/text_codes.h.
 *
 * Trick. A short text is read as one word of eight bytes, those behind it masked away: it
 * is its own key, so that one comparison of words, and one of lengths, tells it from every
 * other. Reading eight bytes needs them to be there, which the last texts of a column may
 * lack: these are copied.
 */
#include <string.h>

#include <hct/platform.h>
#include <hct/text_codes.h>

/* Odd, with bits all over: multiplying carries what tells texts apart to the upper bits. */
static const uint64_t spread = UINT64_C(0x9e3779b97f4a7c15);

/* A text: where it begins and its bytes. */
typedef struct {
    const unsigned char *at;
    int64_t length;
} text;

HCT_INLINE int64_t
offset_of(const hct_texts *texts, ptrdiff_t i, const int is_64_bits)
{
    return is_64_bits ? ((const int64_t *)texts->offset)[i]
                      : ((const int32_t *)texts->offset)[i];
}

/* 0 if the text does not lie within the bytes. */
HCT_INLINE int
find_text(const hct_texts *texts, ptrdiff_t i, const int is_64_bits, text *found)
{
    const int64_t begin = offset_of(texts, i, is_64_bits);
    const int64_t end = offset_of(texts, i + 1, is_64_bits);

    if (begin < 0 || begin > end || end > texts->n_bytes) {
        return 0;
    }
    found->at = texts->bytes + begin;
    found->length = end - begin;
    return 1;
}

/* The bytes of a text of at most eight as a word; zeros behind them. */
HCT_INLINE uint64_t
word_of(text t, const unsigned char *end)
{
    uint64_t word = 0;

#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    if (end - t.at >= 8) {
        memcpy(&word, t.at, 8);
        return t.length == 0 ? 0 : word & UINT64_MAX >> (64 - 8 * t.length);
    }
#else
    (void)end;
#endif
    memcpy(&word, t.at, (size_t)t.length);
    return word;
}

/* Of a text of more than eight bytes: word by word, the last one as far as the end. */
HCT_INLINE uint64_t
hash_of(text t, uint64_t seed)
{
    uint64_t hash = seed ^ (uint64_t)t.length, word;

    for (int64_t i = 0; i < t.length; i += 8) {
        memcpy(&word, t.at + (i + 8 <= t.length ? i : t.length - 8), 8);
        hash = (hash ^ word) * spread;
        hash ^= hash >> 32;
    }
    return hash;
}

/* Whether the text is the one of a slot with the same key and length. */
HCT_INLINE int
is_same(const hct_texts *texts, text t, int32_t row, const int is_64_bits)
{
    text other = t;

    (void)find_text(texts, row, is_64_bits, &other); /* it did when it was entered */
    return t.length == other.length && memcmp(t.at, other.at, (size_t)t.length) == 0;
}

__extension__ typedef unsigned __int128 uint128;

/* Two halves of a product: every bit of the key moves the upper ones. */
HCT_INLINE uint64_t
mixed(uint64_t key, uint64_t seed)
{
    const uint128 product = (uint128)(key ^ seed) * (spread ^ seed << 1);
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* What the slot of a text holds, but for its number. */
HCT_INLINE hct_text_slot
slot_for(const hct_texts *texts, text t, uint64_t seed)
{
    const int is_short = t.length <= HCT_TEXT_IN_SLOT;
    const hct_text_slot wanted = {
        is_short ? word_of(t, texts->bytes + texts->n_bytes) : hash_of(t, seed), 0,
        is_short ? (int32_t)t.length : HCT_TEXT_IN_SLOT + 1};
    return wanted;
}

/* The slot of a text, or the free one where it belongs. */
HCT_INLINE hct_text_slot *
find_slot(const hct_texts *texts, text t, hct_text_slot wanted, hct_distinct_texts d,
          const int is_64_bits)
{
    const uint64_t mask = (UINT64_C(1) << d.bits) - 1;
    uint64_t i = mixed(wanted.key, d.seed) & mask;

    for (;; i = (i + 1) & mask) {
        hct_text_slot *slot = d.slot + i;

        if (slot->key == wanted.key && slot->length == wanted.length &&
            slot->number != 0 &&
            (t.length <= HCT_TEXT_IN_SLOT ||
             is_same(texts, t, d.first[slot->number - 1], is_64_bits))) {
            return slot;
        }
        if (slot->number == 0) {
            return slot;
        }
    }
}

/* Enter the distinct texts so far into slots that are all free. */
HCT_INLINE void
enter_known(const hct_texts *texts, hct_distinct_texts d, const int is_64_bits)
{
    for (int32_t number = 0; number < d.n_distinct; number++) {
        text t = {texts->bytes, 0};

        (void)find_text(texts, d.first[number], is_64_bits, &t);
        hct_text_slot wanted = slot_for(texts, t, d.seed);
        hct_text_slot *slot = find_slot(texts, t, wanted, d, is_64_bits);
        wanted.number = number + 1;
        *slot = wanted;
    }
}

HCT_INLINE int
is_there(const hct_texts *texts, ptrdiff_t row)
{
    const int64_t bit = texts->valid_from + row;
    return texts->valid == NULL || (texts->valid[bit >> 3] >> (bit & 7) & 1);
}

HCT_INLINE ptrdiff_t
number_texts(const hct_texts *given, ptrdiff_t from, ptrdiff_t n,
             hct_distinct_texts *distinct, int32_t *restrict code, const int is_64_bits)
{
    /* Copies: what is written through pointers cannot change them. */
    const hct_texts texts = *given;
    hct_distinct_texts d = *distinct;
    const int32_t most = (int32_t)((INT64_C(1) << d.bits) / 2 - 1);
    ptrdiff_t row = from;

    enter_known(&texts, d, is_64_bits);
    for (; row < n; row++) {
        text t;

        if (!is_there(&texts, row)) {
            code[row] = -1;
            continue;
        }
        if (!find_text(&texts, row, is_64_bits, &t)) {
            row = -1 - row;
            break;
        }
        hct_text_slot wanted = slot_for(&texts, t, d.seed);
        hct_text_slot *slot = find_slot(&texts, t, wanted, d, is_64_bits);
        if (slot->number == 0) {
            if (d.n_distinct >= most) {
                break;
            }
            d.first[d.n_distinct++] = (int32_t)row;
            wanted.number = d.n_distinct;
            *slot = wanted;
        }
        code[row] = slot->number - 1;
    }
    distinct->n_distinct = d.n_distinct;
    return row;
}

ptrdiff_t
hct_number_texts(const hct_texts *texts, ptrdiff_t from, ptrdiff_t n,
                 hct_distinct_texts *distinct, int32_t *code)
{
    return texts->is_64_bits ? number_texts(texts, from, n, distinct, code, 1)
                             : number_texts(texts, from, n, distinct, code, 0);
}
