/* A fuzz target over the sums of two periods, against their stated order, to
 * the bit: any values, any length, both copies. */
#include <hct/pair_sums.h>
#include <hct/platform.h>

#include "fuzz_draw.h"

enum { LONGEST = 900, BLOCK = 256, LANES = 4, STEP = 2 * LANES };

/* A sum, and apart from it what rounding has taken. */
static void
add(double x, double *sum, double *lost)
{
    const double both = *sum + x, part = both - *sum;

    *lost += (*sum - (both - part)) + (x - part);
    *sum = both;
}

/* Blocks of lanes, then the items that are left, as the header states. */
static double
plain_sum(ptrdiff_t n, const double *a, const double *b)
{
    const ptrdiff_t whole = n / STEP * STEP;
    double sum = 0.0, lost = 0.0;

    for (ptrdiff_t begin = 0; begin < whole; begin += BLOCK) {
        double lane[STEP] = {0.0};

        for (ptrdiff_t i = begin; i < whole && i < begin + BLOCK; i++) {
            lane[i % STEP] += a[i] * b[i];
        }
        for (int k = 0; k < LANES; k++) {
            lane[k] += lane[k + LANES];
        }
        add((lane[0] + lane[2]) + (lane[1] + lane[3]), &sum, &lost);
    }
    for (ptrdiff_t i = whole; i < n; i++) {
        add(a[i] * b[i], &sum, &lost);
    }
    return isnan(lost) ? sum : sum + lost;
}

static int
all_positive(ptrdiff_t n, const double *a, const double *b)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        if (!(a[i] > 0.0 && b[i] > 0.0)) {
            return 0;
        }
    }
    return 1;
}

static void
check(const char *what, double got, double want)
{
    if (!hct_test_same(got, want)) {
        fprintf(stderr, "fuzz_pair_sums: %s is %.17g, want %.17g\n", what, got, want);
        abort();
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hct_pair_sums_kernel *const kernels[] = {hct_pair_sums_of, hct_pair_sums_of_avx2};
    draws d = draws_of(data, size);
    const ptrdiff_t n = draw(&d, LONGEST);
    double *x[4];

    d.values = draw_bytes(&d, 1);
    for (int k = 0; k < 4; k++) { /* memory ends where the items do */
        x[k] = malloc((size_t)n * sizeof(double) + 1);
        for (ptrdiff_t i = 0; i < n; i++) {
            x[k][i] = draw_value(&d);
        }
    }
    for (int k = 0; k < 1 + hct_cpu_has_avx2(); k++) {
        const hct_pair_sums got = kernels[k](n, x[0], x[1], x[2], x[3]);

        check("p0 q0", got.p0q0, plain_sum(n, x[0], x[2]));
        check("p1 q0", got.p1q0, plain_sum(n, x[1], x[2]));
        check("p0 q1", got.p0q1, plain_sum(n, x[0], x[3]));
        check("p1 q1", got.p1q1, plain_sum(n, x[1], x[3]));
        check("prices positive", got.prices_positive, all_positive(n, x[0], x[1]));
        check("quantities", got.quantities_positive, all_positive(n, x[2], x[3]));
    }
    for (int k = 0; k < 4; k++) {
        free(x[k]);
    }
    return 0;
}

FUZZ_MAIN("fuzz_pair_sums", fuzz_random_bytes)
