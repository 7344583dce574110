/* Loops over the exact kernels. A row of values becomes one figure, or is added to one
 * state; states are rows of int64. Rows are independent, so that any split of the outer
 * dimension over threads gives the same bits.
 *
 * With `omit` set, NaN terms are counted, but leave the result alone.
 */
#include <hct/exact.h>
#include <hct/exact_running.h>

#include "loops.h"

static npy_int64
int64_at(char **args, npy_intp const *steps, int operand, npy_intp row)
{
    return *(npy_int64 *)(args[operand] + row * steps[operand]);
}

static const double *
row_of(char **args, npy_intp const *steps, int operand, npy_intp row)
{
    return (const double *)(args[operand] + row * steps[operand]);
}

_Static_assert(HCT_RUNNING_WORDS == 77, "signatures below name the number");

/* Values and how many of them are present: the two results of a row. */
static void
put_result(char **args, npy_intp const *steps, int operand, npy_intp row, double value,
           npy_int64 present)
{
    *(double *)(args[operand] + row * steps[operand]) = value;
    *(npy_int64 *)(args[operand + 1] + row * steps[operand + 1]) = present;
}

static npy_int64
count_present(int64_t *state, npy_intp n, npy_int64 omit)
{
    const npy_int64 present = n - state[HCT_WORD_NAN];

    if (omit) {
        state[HCT_WORD_NAN] = 0;
    }
    return present;
}

/* exact_sum, exact_mean: (n),()->(),() with x, omit. */
static void
sum_with(hct_exact_add_kernel *add, int divide, char **args, npy_intp const *dimensions,
         npy_intp const *steps)
{
    const npy_intp n = dimensions[1];
    int64_t state[HCT_SUM_WORDS];

    for (npy_intp row = 0; row < dimensions[0]; row++) {
        hct_exact_clear(state, HCT_EXACT_SUM);
        add(state, row_of(args, steps, 0, row), n, HCT_ELEMENTS(steps[4]));
        const npy_int64 present =
            count_present(state, n, int64_at(args, steps, 1, row));
        const npy_int64 terms = int64_at(args, steps, 1, row) ? present : n;
        put_result(args, steps, 2, row,
                   divide ? hct_exact_mean(state, terms) : hct_exact_round(state),
                   present);
    }
    hct_clear_fp_flags();
}

static void
loop_exact_sum(char **args, npy_intp const *dimensions, npy_intp const *steps,
               void *data)
{
    (void)data;
    sum_with(hct_exact_add, 0, args, dimensions, steps);
}

static void
loop_exact_sum_avx2(char **args, npy_intp const *dimensions, npy_intp const *steps,
                    void *data)
{
    (void)data;
    sum_with(hct_exact_add_avx2, 0, args, dimensions, steps);
}

static void
loop_exact_mean(char **args, npy_intp const *dimensions, npy_intp const *steps,
                void *data)
{
    (void)data;
    sum_with(hct_exact_add, 1, args, dimensions, steps);
}

static void
loop_exact_mean_avx2(char **args, npy_intp const *dimensions, npy_intp const *steps,
                     void *data)
{
    (void)data;
    sum_with(hct_exact_add_avx2, 1, args, dimensions, steps);
}

/* exact_dot: (n),(n),()->(),() with x, w, omit. */
static void
dot_with(hct_exact_add_products_kernel *add, char **args, npy_intp const *dimensions,
         npy_intp const *steps)
{
    const npy_intp n = dimensions[1];
    int64_t state[HCT_DOT_WORDS];

    for (npy_intp row = 0; row < dimensions[0]; row++) {
        hct_exact_clear(state, HCT_EXACT_DOT);
        add(state, row_of(args, steps, 0, row), HCT_ELEMENTS(steps[5]),
            row_of(args, steps, 1, row), HCT_ELEMENTS(steps[6]), n);
        const npy_int64 present =
            count_present(state, n, int64_at(args, steps, 2, row));
        put_result(args, steps, 3, row, hct_exact_round(state), present);
    }
    hct_clear_fp_flags();
}

static void
loop_exact_dot(char **args, npy_intp const *dimensions, npy_intp const *steps,
               void *data)
{
    (void)data;
    dot_with(hct_exact_add_products, args, dimensions, steps);
}

static void
loop_exact_dot_avx2(char **args, npy_intp const *dimensions, npy_intp const *steps,
                    void *data)
{
    (void)data;
    dot_with(hct_exact_add_products_avx2, args, dimensions, steps);
}

/* Whether words are as many as a state of the kind that they name has. Whoever calls may
 * pass any number; the buffers here, and what the kernels read, are of fixed size. */
static int
are_a_state(const char *words, npy_intp step, npy_intp n)
{
    const npy_int64 kind =
        n > 0 ? *(const npy_int64 *)(words + HCT_WORD_KIND * step) : 0;

    return (n == HCT_SUM_WORDS && kind == HCT_EXACT_SUM) ||
           (n == HCT_DOT_WORDS && kind == HCT_EXACT_DOT);
}

static void
write_no_state(npy_intp words, char *to, npy_intp step)
{
    for (npy_intp i = 0; i < words; i++) {
        *(npy_int64 *)(to + i * step) = 0;
    }
}

static void
read_state(const char *from, npy_intp step, npy_intp words, int64_t *state)
{
    for (npy_intp i = 0; i < words; i++) {
        state[i] = *(const npy_int64 *)(from + i * step);
    }
}

static void
write_state(const int64_t *state, npy_intp words, char *to, npy_intp step)
{
    for (npy_intp i = 0; i < words; i++) {
        *(npy_int64 *)(to + i * step) = state[i];
    }
}

/* exact_add: (n),(72)->(72) with x and the state to add to. */
static void
add_with(hct_exact_add_kernel *add, char **args, npy_intp const *dimensions,
         npy_intp const *steps)
{
    int64_t state[HCT_SUM_WORDS];

    for (npy_intp row = 0; row < dimensions[0]; row++) {
        if (!are_a_state(args[1] + row * steps[1], steps[4], HCT_SUM_WORDS)) {
            write_no_state(HCT_SUM_WORDS, args[2] + row * steps[2], steps[5]);
            continue;
        }
        read_state(args[1] + row * steps[1], steps[4], HCT_SUM_WORDS, state);
        add(state, row_of(args, steps, 0, row), dimensions[1], HCT_ELEMENTS(steps[3]));
        write_state(state, HCT_SUM_WORDS, args[2] + row * steps[2], steps[5]);
    }
    hct_clear_fp_flags();
}

static void
loop_exact_add(char **args, npy_intp const *dimensions, npy_intp const *steps,
               void *data)
{
    (void)data;
    add_with(hct_exact_add, args, dimensions, steps);
}

static void
loop_exact_add_avx2(char **args, npy_intp const *dimensions, npy_intp const *steps,
                    void *data)
{
    (void)data;
    add_with(hct_exact_add_avx2, args, dimensions, steps);
}

/* exact_add_products: (n),(n),(140)->(140) with x, w and the state to add to. */
static void
add_products_with(hct_exact_add_products_kernel *add, char **args,
                  npy_intp const *dimensions, npy_intp const *steps)
{
    int64_t state[HCT_DOT_WORDS];

    for (npy_intp row = 0; row < dimensions[0]; row++) {
        if (!are_a_state(args[2] + row * steps[2], steps[6], HCT_DOT_WORDS)) {
            write_no_state(HCT_DOT_WORDS, args[3] + row * steps[3], steps[7]);
            continue;
        }
        read_state(args[2] + row * steps[2], steps[6], HCT_DOT_WORDS, state);
        add(state, row_of(args, steps, 0, row), HCT_ELEMENTS(steps[4]),
            row_of(args, steps, 1, row), HCT_ELEMENTS(steps[5]), dimensions[1]);
        write_state(state, HCT_DOT_WORDS, args[3] + row * steps[3], steps[7]);
    }
    hct_clear_fp_flags();
}

static void
loop_exact_add_products(char **args, npy_intp const *dimensions, npy_intp const *steps,
                        void *data)
{
    (void)data;
    add_products_with(hct_exact_add_products, args, dimensions, steps);
}

static void
loop_exact_add_products_avx2(char **args, npy_intp const *dimensions,
                             npy_intp const *steps, void *data)
{
    (void)data;
    add_products_with(hct_exact_add_products_avx2, args, dimensions, steps);
}

/* exact_merge: (s),(s)->(s) with two states of one kind; zeros, which are no state, where
 * they are not. */
static void
loop_exact_merge(char **args, npy_intp const *dimensions, npy_intp const *steps,
                 void *data)
{
    const npy_intp words = dimensions[1];
    int64_t state[HCT_DOT_WORDS], other[HCT_DOT_WORDS];

    (void)data;
    for (npy_intp row = 0; row < dimensions[0]; row++) {
        char *to = args[2] + row * steps[2];
        if (!are_a_state(args[0] + row * steps[0], steps[3], words) ||
            !are_a_state(args[1] + row * steps[1], steps[4], words)) {
            write_no_state(words, to, steps[5]);
            continue;
        }
        read_state(args[0] + row * steps[0], steps[3], words, state);
        read_state(args[1] + row * steps[1], steps[4], words, other);
        hct_exact_merge(state, other);
        write_state(state, words, to, steps[5]);
    }
}

/* exact_round: (s),()->() with a state and what to divide by; 0: the sum itself. */
static void
loop_exact_round(char **args, npy_intp const *dimensions, npy_intp const *steps,
                 void *data)
{
    int64_t state[HCT_DOT_WORDS];

    (void)data;
    for (npy_intp row = 0; row < dimensions[0]; row++) {
        const npy_int64 count = int64_at(args, steps, 1, row);
        if (!are_a_state(args[0] + row * steps[0], steps[3], dimensions[1])) {
            *(double *)(args[2] + row * steps[2]) = NPY_NAN;
            continue;
        }
        read_state(args[0] + row * steps[0], steps[3], dimensions[1], state);
        *(double *)(args[2] + row * steps[2]) =
            count == 0 ? hct_exact_round(state) : hct_exact_mean(state, count);
    }
    hct_clear_fp_flags();
}

/* exact_to_integer: (s)->(),() with a state; the sum, whether it fits. */
static void
loop_exact_to_integer(char **args, npy_intp const *dimensions, npy_intp const *steps,
                      void *data)
{
    int64_t state[HCT_DOT_WORDS];

    (void)data;
    for (npy_intp row = 0; row < dimensions[0]; row++) {
        int64_t value = 0;
        int fits = 0;
        if (are_a_state(args[0] + row * steps[0], steps[3], dimensions[1])) {
            read_state(args[0] + row * steps[0], steps[3], dimensions[1], state);
            fits = hct_exact_to_integer(state, &value);
        }
        *(npy_int64 *)(args[1] + row * steps[1]) = value;
        *(npy_int64 *)(args[2] + row * steps[2]) = fits;
    }
}

/* exact_is_canonical: (s)->() with words that claim to be a state. */
static void
loop_exact_is_canonical(char **args, npy_intp const *dimensions, npy_intp const *steps,
                        void *data)
{
    int64_t state[HCT_DOT_WORDS];
    const npy_intp words = dimensions[1];

    (void)data;
    for (npy_intp row = 0; row < dimensions[0]; row++) {
        const int fits = words <= HCT_DOT_WORDS;
        if (fits) {
            read_state(args[0] + row * steps[0], steps[2], words, state);
        }
        *(npy_int64 *)(args[1] + row * steps[1]) =
            fits && hct_exact_is_canonical(state, words);
    }
}

/* exact_cumsum, exact_moving_sum: (n),()->(n) with x and the period or window. */
typedef void running_kernel(const double *x, ptrdiff_t n, ptrdiff_t step,
                            ptrdiff_t length, double *out, ptrdiff_t out_step);

static void
running_with(running_kernel *kernel, char **args, npy_intp const *dimensions,
             npy_intp const *steps)
{
    for (npy_intp row = 0; row < dimensions[0]; row++) {
        kernel(row_of(args, steps, 0, row), dimensions[1], HCT_ELEMENTS(steps[3]),
               (ptrdiff_t)int64_at(args, steps, 1, row),
               (double *)(args[2] + row * steps[2]), HCT_ELEMENTS(steps[4]));
    }
    hct_clear_fp_flags();
}

static void
loop_exact_cumsum(char **args, npy_intp const *dimensions, npy_intp const *steps,
                  void *data)
{
    (void)data;
    running_with(hct_exact_cumsum, args, dimensions, steps);
}

static void
loop_exact_moving_sum(char **args, npy_intp const *dimensions, npy_intp const *steps,
                      void *data)
{
    (void)data;
    running_with(hct_exact_moving_sum, args, dimensions, steps);
}

/* exact_widen_extent: (n),(3)->(3) with x and the extent so far. */
static void
loop_exact_widen_extent(char **args, npy_intp const *dimensions, npy_intp const *steps,
                        void *data)
{
    int64_t extent[3];

    (void)data;
    for (npy_intp row = 0; row < dimensions[0]; row++) {
        read_state(args[1] + row * steps[1], steps[4], 3, extent);
        hct_exact_widen_extent(row_of(args, steps, 0, row), dimensions[1],
                               HCT_ELEMENTS(steps[3]), extent);
        write_state(extent, 3, args[2] + row * steps[2], steps[5]);
    }
}

/* exact_running_begin: (3),()->(77) with the extent and the most terms in one sum. */
static void
loop_exact_running_begin(char **args, npy_intp const *dimensions, npy_intp const *steps,
                         void *data)
{
    int64_t extent[3], words[HCT_RUNNING_WORDS];

    (void)data;
    for (npy_intp row = 0; row < dimensions[0]; row++) {
        read_state(args[0] + row * steps[0], steps[3], 3, extent);
        hct_exact_running_begin(extent, (ptrdiff_t)int64_at(args, steps, 1, row),
                                words);
        write_state(words, HCT_RUNNING_WORDS, args[2] + row * steps[2], steps[4]);
    }
}

/* exact_running_sums: (n),(n),(77)->(n),(77) with what enters, what leaves, the words. */
static void
loop_exact_running_sums(char **args, npy_intp const *dimensions, npy_intp const *steps,
                        void *data)
{
    int64_t words[HCT_RUNNING_WORDS];

    (void)data;
    for (npy_intp row = 0; row < dimensions[0]; row++) {
        read_state(args[2] + row * steps[2], steps[7], HCT_RUNNING_WORDS, words);
        hct_exact_running_sums(
            words, row_of(args, steps, 0, row), HCT_ELEMENTS(steps[5]),
            row_of(args, steps, 1, row), HCT_ELEMENTS(steps[6]), dimensions[1],
            (double *)(args[3] + row * steps[3]), HCT_ELEMENTS(steps[8]));
        write_state(words, HCT_RUNNING_WORDS, args[4] + row * steps[4], steps[9]);
    }
    hct_clear_fp_flags();
}

const hct_ufunc hct_exact_ufuncs[] = {
    {"exact_sum",
     "exact_sum_portable",
     "(n),()->(),()",
     "exact_sum(x, omit): rounded exact sum, and how many values are present.",
     2,
     2,
     HCT_TYPES(HCT_D, HCT_L, HCT_D, HCT_L),
     {loop_exact_sum, loop_exact_sum_avx2}},
    {"exact_mean",
     "exact_mean_portable",
     "(n),()->(),()",
     "exact_mean(x, omit): rounded exact mean, and how many values are present.",
     2,
     2,
     HCT_TYPES(HCT_D, HCT_L, HCT_D, HCT_L),
     {loop_exact_mean, loop_exact_mean_avx2}},
    {"exact_dot",
     "exact_dot_portable",
     "(n),(n),()->(),()",
     "exact_dot(x, w, omit): rounded exact sum of x * w, and how many pairs.",
     3,
     2,
     HCT_TYPES(HCT_D, HCT_D, HCT_L, HCT_D, HCT_L),
     {loop_exact_dot, loop_exact_dot_avx2}},
    {"exact_add",
     "exact_add_portable",
     "(n),(72)->(72)",
     "exact_add(x, state): the state with x added.",
     2,
     1,
     HCT_TYPES(HCT_D, HCT_L, HCT_L),
     {loop_exact_add, loop_exact_add_avx2}},
    {"exact_add_products",
     "exact_add_products_portable",
     "(n),(n),(140)->(140)",
     "exact_add_products(x, w, state): the state with x * w added.",
     3,
     1,
     HCT_TYPES(HCT_D, HCT_D, HCT_L, HCT_L),
     {loop_exact_add_products, loop_exact_add_products_avx2}},
    {"exact_merge",
     NULL,
     "(s),(s)->(s)",
     "exact_merge(state, other): the state of both.",
     2,
     1,
     HCT_TYPES(HCT_L, HCT_L, HCT_L),
     {loop_exact_merge, NULL}},
    {"exact_round",
     NULL,
     "(s),()->()",
     "exact_round(state, count): the rounded sum, or mean of count values.",
     2,
     1,
     HCT_TYPES(HCT_L, HCT_L, HCT_D),
     {loop_exact_round, NULL}},
    {"exact_to_integer",
     NULL,
     "(s)->(),()",
     "exact_to_integer(state): the sum rounded down, and whether it fits 64 bits.",
     1,
     2,
     HCT_TYPES(HCT_L, HCT_L, HCT_L),
     {loop_exact_to_integer, NULL}},
    {"exact_is_canonical",
     NULL,
     "(s)->()",
     "exact_is_canonical(state): whether the words are a state.",
     1,
     1,
     HCT_TYPES(HCT_L, HCT_L),
     {loop_exact_is_canonical, NULL}},
    {"exact_cumsum",
     NULL,
     "(n),()->(n)",
     "exact_cumsum(x, period): rounded exact running sums.",
     2,
     1,
     HCT_TYPES(HCT_D, HCT_L, HCT_D),
     {loop_exact_cumsum, NULL}},
    {"exact_moving_sum",
     NULL,
     "(n),()->(n)",
     "exact_moving_sum(x, window): rounded exact moving sums.",
     2,
     1,
     HCT_TYPES(HCT_D, HCT_L, HCT_D),
     {loop_exact_moving_sum, NULL}},
    {"exact_widen_extent",
     NULL,
     "(n),(3)->(3)",
     "exact_widen_extent(x, extent): the extent of bits with that of x.",
     2,
     1,
     HCT_TYPES(HCT_D, HCT_L, HCT_L),
     {loop_exact_widen_extent, NULL}},
    {"exact_running_begin",
     NULL,
     "(3),()->(77)",
     "exact_running_begin(extent, most): a sum of at most so many terms at a time.",
     2,
     1,
     HCT_TYPES(HCT_L, HCT_L, HCT_L),
     {loop_exact_running_begin, NULL}},
    {"exact_running_sums",
     NULL,
     "(n),(n),(77)->(n),(77)",
     "exact_running_sums(entering, leaving, words): sums, and the words after them.",
     3,
     2,
     HCT_TYPES(HCT_D, HCT_D, HCT_L, HCT_D, HCT_L),
     {loop_exact_running_sums, NULL}},
    {.name = NULL},
};
