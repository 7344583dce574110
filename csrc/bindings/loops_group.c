/* Loops over what group sums need beside the functions of group.c. */
#include <string.h>

#include <hct/exact.h>
#include <hct/group_sum.h>

#include "loops.h"

/* product_halves: elementwise x, w -> high, low. The kernel wants contiguous values;
 * others are copied in runs. */
enum { RUN = 512 };

static void
halves_with(hct_product_halves_kernel *kernel, char **args, npy_intp const *dimensions,
            npy_intp const *steps)
{
    const npy_intp n = dimensions[0];
    double x[RUN], w[RUN], high[RUN], low[RUN];

    if (steps[0] == 8 && steps[1] == 8 && steps[2] == 8 && steps[3] == 8) {
        kernel((const double *)args[0], (const double *)args[1], n, (double *)args[2],
               (double *)args[3]);
        hct_clear_fp_flags();
        return;
    }
    for (npy_intp i = 0; i < n; i += RUN) {
        const npy_intp length = n - i < RUN ? n - i : RUN;
        for (npy_intp j = 0; j < length; j++) {
            x[j] = *(const double *)(args[0] + (i + j) * steps[0]);
            w[j] = *(const double *)(args[1] + (i + j) * steps[1]);
        }
        kernel(x, w, length, high, low);
        for (npy_intp j = 0; j < length; j++) {
            *(double *)(args[2] + (i + j) * steps[2]) = high[j];
            *(double *)(args[3] + (i + j) * steps[3]) = low[j];
        }
    }
    hct_clear_fp_flags();
}

static void
loop_product_halves(char **args, npy_intp const *dimensions, npy_intp const *steps,
                    void *data)
{
    (void)data;
    halves_with(hct_product_halves, args, dimensions, steps);
}

static void
loop_product_halves_avx2(char **args, npy_intp const *dimensions, npy_intp const *steps,
                         void *data)
{
    (void)data;
    halves_with(hct_product_halves_avx2, args, dimensions, steps);
}

/* product_integers: elementwise x, w -> high, low, exponent. */
static void
loop_product_integers(char **args, npy_intp const *dimensions, npy_intp const *steps,
                      void *data)
{
    (void)data;
    for (npy_intp i = 0; i < dimensions[0]; i++) {
        int64_t high, low, exponent;
        hct_product_integers(*(const double *)(args[0] + i * steps[0]),
                             *(const double *)(args[1] + i * steps[1]), &high, &low,
                             &exponent);
        *(npy_int64 *)(args[2] + i * steps[2]) = high;
        *(npy_int64 *)(args[3] + i * steps[3]) = low;
        *(npy_int64 *)(args[4] + i * steps[4]) = exponent;
    }
}

/* exact_extent: (n)->(),() with x; the lowest and the highest bit. */
static void
loop_exact_extent(char **args, npy_intp const *dimensions, npy_intp const *steps,
                  void *data)
{
    (void)data;
    for (npy_intp row = 0; row < dimensions[0]; row++) {
        int64_t lowest, highest;
        hct_exact_extent((const double *)(args[0] + row * steps[0]), dimensions[1],
                         HCT_ELEMENTS(steps[3]), &lowest, &highest);
        *(npy_int64 *)(args[1] + row * steps[1]) = lowest;
        *(npy_int64 *)(args[2] + row * steps[2]) = highest;
    }
}

static void
read_limbs(char **args, npy_intp const *steps, npy_intp row, npy_intp core_step,
           int64_t *limbs)
{
    limbs[0] = *(const npy_int64 *)(args[0] + row * steps[0]);
    limbs[1] = *(const npy_int64 *)(args[0] + row * steps[0] + core_step);
}

/* group_round: (2),()->() with limbs and their window. */
static void
loop_group_round(char **args, npy_intp const *dimensions, npy_intp const *steps,
                 void *data)
{
    int64_t limbs[2];

    (void)data;
    for (npy_intp row = 0; row < dimensions[0]; row++) {
        read_limbs(args, steps, row, steps[3], limbs);
        *(double *)(args[2] + row * steps[2]) =
            hct_group_round(limbs, (int)*(npy_int64 *)(args[1] + row * steps[1]));
    }
    hct_clear_fp_flags();
}

/* A limb touches three chunks, the upper ones with zeros where it is small: at the top of a
 * state there must be room for these behind it. */
enum { BEYOND = 6 };

/* Whether so many words of a kind are a state that the limbs of a window fit. */
static int
holds_window(npy_intp words, npy_int64 kind, npy_int64 window)
{
    const int is_sum = words == HCT_SUM_WORDS && kind == HCT_EXACT_SUM;
    const int is_dot = words == HCT_DOT_WORDS && kind == HCT_EXACT_DOT;
    const npy_int64 lowest = is_dot ? -32 * HCT_DOT_BASE : 0;
    const npy_int64 bits = 32 * (is_dot ? HCT_DOT_CHUNKS : HCT_SUM_CHUNKS);
    const npy_int64 position = window - 104 + 1074;

    return (is_sum || is_dot) && window > -4096 && window < 4096 &&
           position >= lowest && position + 52 < lowest + bits + 64;
}

/* group_to_state: (2),(),(s)->(s) with limbs, their window and the state to add to. */
static void
loop_group_to_state(char **args, npy_intp const *dimensions, npy_intp const *steps,
                    void *data)
{
    const npy_intp words = dimensions[2];
    int64_t limbs[2], state[HCT_DOT_WORDS + BEYOND];

    (void)data;
    for (npy_intp row = 0; row < dimensions[0]; row++) {
        const npy_int64 window = *(npy_int64 *)(args[1] + row * steps[1]);
        const npy_int64 kind =
            words == 0 ? 0 : *(npy_int64 *)(args[2] + row * steps[2]);
        if (!holds_window(words, kind, window)) {
            for (npy_intp i = 0; i < words; i++) { /* no state: zeros, which are none */
                *(npy_int64 *)(args[3] + row * steps[3] + i * steps[6]) = 0;
            }
            continue;
        }
        read_limbs(args, steps, row, steps[4], limbs);
        memset(state, 0, sizeof state);
        for (npy_intp i = 0; i < words; i++) {
            state[i] = *(npy_int64 *)(args[2] + row * steps[2] + i * steps[5]);
        }
        hct_group_to_state(limbs, (int)window, state);
        for (npy_intp i = 0; i < words; i++) {
            *(npy_int64 *)(args[3] + row * steps[3] + i * steps[6]) = state[i];
        }
    }
}

/* group_to_integer: (2)->(),() with the limbs of whole numbers; the total, whether it
 * fits. */
static void
loop_group_to_integer(char **args, npy_intp const *dimensions, npy_intp const *steps,
                      void *data)
{
    int64_t limbs[2], value;

    (void)data;
    for (npy_intp row = 0; row < dimensions[0]; row++) {
        read_limbs(args, steps, row, steps[3], limbs);
        *(npy_int64 *)(args[2] + row * steps[2]) = hct_group_to_integer(limbs, &value);
        *(npy_int64 *)(args[1] + row * steps[1]) = value;
    }
}

/* group_from_digits: (3)->(2). */
static void
loop_group_from_digits(char **args, npy_intp const *dimensions, npy_intp const *steps,
                       void *data)
{
    int64_t digits[HCT_WINDOW_DIGITS], limbs[2];

    (void)data;
    for (npy_intp row = 0; row < dimensions[0]; row++) {
        for (int i = 0; i < HCT_WINDOW_DIGITS; i++) {
            digits[i] = *(npy_int64 *)(args[0] + row * steps[0] + i * steps[2]);
        }
        hct_group_from_digits(digits, limbs);
        for (int i = 0; i < 2; i++) {
            *(npy_int64 *)(args[1] + row * steps[1] + i * steps[3]) = limbs[i];
        }
    }
}

/* group_value_of_key: elementwise. */
static void
loop_group_value_of_key(char **args, npy_intp const *dimensions, npy_intp const *steps,
                        void *data)
{
    (void)data;
    for (npy_intp i = 0; i < dimensions[0]; i++) {
        *(double *)(args[1] + i * steps[1]) =
            hct_group_value_of_key(*(npy_int64 *)(args[0] + i * steps[0]));
    }
}

const hct_ufunc hct_group_ufuncs[] = {
    {"product_halves",
     "product_halves_portable",
     NULL,
     "product_halves(x, w): x * w as an exact sum of two doubles, or NaN.",
     2,
     2,
     HCT_TYPES(HCT_D, HCT_D, HCT_D, HCT_D),
     {loop_product_halves, loop_product_halves_avx2}},
    {"product_integers",
     NULL,
     NULL,
     "product_integers(x, w): x * w as (high 2^54 + low) 2^exponent.",
     2,
     3,
     HCT_TYPES(HCT_D, HCT_D, HCT_L, HCT_L, HCT_L),
     {loop_product_integers, NULL}},
    {"exact_extent",
     NULL,
     "(n)->(),()",
     "exact_extent(x): the lowest and the highest bit, from 2^-1074.",
     1,
     2,
     HCT_TYPES(HCT_D, HCT_L, HCT_L),
     {loop_exact_extent, NULL}},
    {"group_round",
     NULL,
     "(2),()->()",
     "group_round(limbs, window): the nearest double.",
     2,
     1,
     HCT_TYPES(HCT_L, HCT_L, HCT_D),
     {loop_group_round, NULL}},
    {"group_to_state",
     NULL,
     "(2),(),(s)->(s)",
     "group_to_state(limbs, window, state): the state with the total added.",
     3,
     1,
     HCT_TYPES(HCT_L, HCT_L, HCT_L, HCT_L),
     {loop_group_to_state, NULL}},
    {"group_to_integer",
     NULL,
     "(2)->(),()",
     "group_to_integer(limbs): a total of whole numbers, and whether it fits 64 bits.",
     1,
     2,
     HCT_TYPES(HCT_L, HCT_L, HCT_L),
     {loop_group_to_integer, NULL}},
    {"group_from_digits",
     NULL,
     "(3)->(2)",
     "group_from_digits(digits): the limbs of three digits of 32 bits.",
     1,
     1,
     HCT_TYPES(HCT_L, HCT_L),
     {loop_group_from_digits, NULL}},
    {"group_value_of_key",
     NULL,
     NULL,
     "group_value_of_key(key): the double for which a key of extremes stands.",
     1,
     1,
     HCT_TYPES(HCT_L, HCT_D),
     {loop_group_value_of_key, NULL}},
    {.name = NULL},
};
