/* Loops over what group sums need beside the functions of group.c. */
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

void
hct_loop_product_halves(char **args, npy_intp const *dimensions, npy_intp const *steps,
                        void *data)
{
    (void)data;
    halves_with(hct_product_halves, args, dimensions, steps);
}

void
hct_loop_product_halves_avx2(char **args, npy_intp const *dimensions,
                             npy_intp const *steps, void *data)
{
    (void)data;
    halves_with(hct_product_halves_avx2, args, dimensions, steps);
}

/* product_integers: elementwise x, w -> high, low, exponent. */
void
hct_loop_product_integers(char **args, npy_intp const *dimensions,
                          npy_intp const *steps, void *data)
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
void
hct_loop_exact_extent(char **args, npy_intp const *dimensions, npy_intp const *steps,
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
void
hct_loop_group_round(char **args, npy_intp const *dimensions, npy_intp const *steps,
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

/* group_to_state: (2),(),(s)->(s) with limbs, their window and the state to add to. */
void
hct_loop_group_to_state(char **args, npy_intp const *dimensions, npy_intp const *steps,
                        void *data)
{
    const npy_intp words = dimensions[2];
    int64_t limbs[2], state[HCT_DOT_WORDS];

    (void)data;
    for (npy_intp row = 0; row < dimensions[0]; row++) {
        read_limbs(args, steps, row, steps[4], limbs);
        for (npy_intp i = 0; i < words; i++) {
            state[i] = *(npy_int64 *)(args[2] + row * steps[2] + i * steps[5]);
        }
        hct_group_to_state(limbs, (int)*(npy_int64 *)(args[1] + row * steps[1]), state);
        for (npy_intp i = 0; i < words; i++) {
            *(npy_int64 *)(args[3] + row * steps[3] + i * steps[6]) = state[i];
        }
    }
}
