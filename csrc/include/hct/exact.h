/* Exact sums of doubles: a state that holds a sum without any rounding.
 *
 * A state is a plain array of int64_t, so that it can be copied, stored, sent and
 * merged without knowing C:
 *
 *   word 0        what the state is: HCT_EXACT_SUM or HCT_EXACT_DOT, which also
 *                 give its number of chunks, the chunk that weighs 2^-1074 and the
 *                 version of this layout
 *   words 1..3    how many terms were +inf, -inf and NaN
 *   word 4        0: no term but NaN yet; 1: every one was -0.0; 2: others came
 *   words 5..     chunks: the sum of the finite terms is
 *                 sum over i of chunk[i] * 2^(32 (i - base) - 1074)
 *
 * A state is canonical: every chunk but the last lies in [0, 2^32), the last carries
 * the sign. The chunks of a number are then unique, so that equal sums are equal
 * bytes. Every function below takes and leaves canonical states. The last chunk has
 * room for the sum of 2^63 terms of any size, so that nothing overflows on the way;
 * a sum beyond the largest double becomes infinite when it is rounded, not before.
 *
 * Results do not depend on the order of the terms, on how they were split into
 * states, or on the machine: there is one exact sum, and it is rounded once.
 */
#ifndef HCT_EXACT_H
#define HCT_EXACT_H

#include <stddef.h>
#include <stdint.h>

enum { HCT_EXACT_VERSION = 1 };

/* The bits of a chunk, and the exponent of the least double. */
enum { HCT_CHUNK_BITS = 32, HCT_LEAST_EXPONENT = -1074 };

#define HCT_EXACT_KIND(n_chunks, base)                                                 \
    ((int64_t)(n_chunks) << 32 | (int64_t)(base) << 16 | HCT_EXACT_VERSION)

/* Sums of doubles: chunks from 2^-1074 up. Sums of products of two doubles: from
 * 2^-2162, a whole number of chunks below, up; it takes plain doubles, too. */
enum { HCT_SUM_CHUNKS = 67, HCT_DOT_CHUNKS = 135, HCT_DOT_BASE = 34 };
#define HCT_EXACT_SUM HCT_EXACT_KIND(HCT_SUM_CHUNKS, 0)
#define HCT_EXACT_DOT HCT_EXACT_KIND(HCT_DOT_CHUNKS, HCT_DOT_BASE)

enum {
    HCT_WORD_KIND = 0,
    HCT_WORD_PLUS_INFINITY = 1,
    HCT_WORD_MINUS_INFINITY = 2,
    HCT_WORD_NAN = 3,
    HCT_WORD_SIGN_OF_ZERO = 4,
    HCT_WORD_CHUNKS = 5,
    HCT_SUM_WORDS = HCT_WORD_CHUNKS + HCT_SUM_CHUNKS,
    HCT_DOT_WORDS = HCT_WORD_CHUNKS + HCT_DOT_CHUNKS,
};

enum { HCT_NO_TERM = 0, HCT_ONLY_MINUS_ZERO = 1, HCT_OTHER_TERMS = 2 };

/* Given:    kind, HCT_EXACT_SUM or HCT_EXACT_DOT.
 * Returned: state, the sum of no terms; HCT_SUM_WORDS or HCT_DOT_WORDS words.
 * Cost:     one pass over the state. */
void hct_exact_clear(int64_t *state, int64_t kind);

/* Given:    words numbers that claim to be a state, from a file or another process.
 * Returned: 1 if they are a canonical state of this version, else 0.
 * Cost:     one pass over the state. */
int hct_exact_is_canonical(const int64_t *state, ptrdiff_t words);

/* Add n doubles to a state.
 *
 * Given:
 *   state         a canonical state of either kind
 *   x, n, step    n >= 0 doubles, step elements apart (any sign, or 0)
 * Returned:
 *   state         with every term added, exactly
 * Missing:   a NaN is a term like any other: counted in its word, so that the caller
 *            can leave it out of the result by setting that word to zero.
 * Order:     none: the result is the same for every order.
 * Cost:      0.2 to 0.8 ns a term from some thousand terms on, 2 to 10 ns below; 50 kB
 *            of stack. Where another library has set directed rounding or flushing of
 *            subnormals to zero, the floating-point layer is not used: 1 to 2 ns.
 * Reference: R. M. Neal (2015), Fast exact summation using small and large
 *            superaccumulators, arXiv:1505.05571, for the chunks; the layer above
 *            them is explained in kernels/exact_stream.c.
 */
typedef void hct_exact_add_kernel(int64_t *state, const double *x, ptrdiff_t n,
                                  ptrdiff_t step);
hct_exact_add_kernel hct_exact_add, hct_exact_add_avx2;

/* Add n products x[i] * w[i] to a state of kind HCT_EXACT_DOT, each one exactly: both
 * halves of every product enter.
 *
 * Given:
 *   state                a canonical state of kind HCT_EXACT_DOT
 *   x, x_step, w, w_step two vectors of n >= 0 doubles and their steps
 * Returned:
 *   state                with every product added, exactly; there is no range of
 *                        exponents in which a product is rounded, lost or overflows
 * Missing:   a pair with a NaN counts once in the word of NaN. An infinity times zero
 *            is an invalid product, not a missing one: it counts once as +inf and once
 *            as -inf, whose sum is NaN.
 * Order:     none.
 * Cost:      1 to 2 ns a pair; 5 to 8 ns where exponents add to less than -960 or more
 *            than 1000 within a block of 2048. 90 kB of stack.
 * Reference: T. J. Dekker (1971), A floating-point technique for extending the
 *            available precision, Numerische Mathematik 18, for the two halves.
 */
typedef void hct_exact_add_products_kernel(int64_t *state, const double *x,
                                           ptrdiff_t x_step, const double *w,
                                           ptrdiff_t w_step, ptrdiff_t n);
hct_exact_add_products_kernel hct_exact_add_products, hct_exact_add_products_avx2;

/* The two halves of every product.
 *
 * Given:
 *   x, w, n       two contiguous vectors of n >= 0 doubles
 * Returned:
 *   high, low     x[i] * w[i] == high[i] + low[i] exactly, high[i] being the rounded
 *                 product; or NaN and 0.0 for a pair out of range. In range are pairs
 *                 of finite values below 2^990 one of which is zero, or whose product
 *                 lies between 2^-960 and 2^1000. Under directed rounding or flushing
 *                 of subnormals every pair is out of range.
 * Cost:      1 to 2 ns a pair.
 * Reference: as above. */
typedef void hct_product_halves_kernel(const double *x, const double *w, ptrdiff_t n,
                                       double *high, double *low);
hct_product_halves_kernel hct_product_halves, hct_product_halves_avx2;

/* Given:    two finite doubles of any size.
 * Returned: integers with x w == (high 2^54 + low) 2^exponent, 54 being
 *           HCT_PRODUCT_BITS, |high| below 2^53, |low| below 2^55; zeros if one of x and w is not finite.
 * Cost:     2 ns. */
enum { HCT_PRODUCT_BITS = 54 };
void hct_product_integers(double x, double w, int64_t *high, int64_t *low,
                          int64_t *exponent);

/* The highest and the lowest bit that is set in any of n values.
 *
 * Given:    x, n, step.
 * Returned: both, counted from 2^-1074; highest < lowest if all values are zero; highest
 *           52, a bound, if all are subnormal; above 2097 if one is infinite or NaN.
 * Cost:     1 ns a value. */
void hct_exact_extent(const double *x, ptrdiff_t n, ptrdiff_t step, int64_t *lowest,
                      int64_t *highest);

/* Given:    two canonical states of the same kind.
 * Returned: state, the sum of both; the same bits whichever is added to the other.
 * Cost:     two passes over the chunks. */
void hct_exact_merge(int64_t *state, const int64_t *other);

/* Given:    a canonical state.
 * Returned: the double nearest to the sum, ties to even; +-inf beyond the largest
 *           double. NaN if a term was NaN or infinities of both signs came in; the
 *           infinity if only one did. A sum of no terms is +0.0, of terms -0.0 only is
 *           -0.0, and one that cancels to zero is +0.0.
 * Order:    integers only: the rounding mode of the processor plays no part.
 * Cost:     about 60 ns. */
double hct_exact_round(const int64_t *state);

/* Given:    a canonical state and the number of terms, 0 <= count.
 * Returned: the double nearest to sum / count, ties to even: one rounding, also where
 *           the sum itself is beyond the largest double. NaN for count 0; else for
 *           infinities, NaN and zeros as hct_exact_round.
 * Cost:     about 300 ns; some microseconds for a count of 2^32 and more. */
double hct_exact_mean(const int64_t *state, int64_t count);

/* The sum as an integer of 64 bits.
 *
 * Given:    a canonical state.
 * Returned: value, the sum rounded down, if it lies in int64_t; else 0.
 * Status:   1 if it does, else 0. Infinities and NaN that came in are not looked at.
 * Order:    integers only.
 * Cost:     one pass over the chunks above 2^64. */
int hct_exact_to_integer(const int64_t *state, int64_t *value);

/* Given:    (high 2^64 + low) 2^exponent, exponent >= -1074.
 * Returned: the nearest double, ties to even; +0.0 for zero.
 * Cost:     some ns. */
double hct_exact_round_128(int64_t high, uint64_t low, int exponent);

/* Given:    nothing.
 * Returned: 1 if floating-point addition rounds to nearest and keeps subnormals now, in
 *           this thread; 0 if directed rounding, flush-to-zero or denormals-are-zero is
 *           set. Anything in a process can set these: a library linked with
 *           -ffast-math does so when it is loaded.
 * Cost:     about 13 ns. */
int hct_exact_environment_is_default(void);

#endif
