/* The whole C test harness: a few checkers that name the place and the values.
 *
 * A test file defines functions that call the checkers and a main() that calls
 * them and returns hct_test_report(). No Python, no library.
 */
#ifndef HCT_TEST_H
#define HCT_TEST_H

#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static int hct_checks_run = 0;
static int hct_checks_failed = 0;

static inline uint64_t
hct_test_bits(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

/* Two doubles are the same when their bits are; any NaN equals any NaN. */
static inline int
hct_test_same(double a, double b)
{
    return (a != a && b != b) || hct_test_bits(a) == hct_test_bits(b);
}

#define CHECK_TRUE(condition)                                                          \
    do {                                                                               \
        hct_checks_run++;                                                              \
        if (!(condition)) {                                                            \
            hct_checks_failed++;                                                       \
            printf("%s:%d: %s: false: %s\n", __FILE__, __LINE__, __func__,             \
                   #condition);                                                        \
        }                                                                              \
    } while (0)

#define CHECK_INT(got, want)                                                           \
    do {                                                                               \
        long long got_ = (long long)(got), want_ = (long long)(want);                  \
        hct_checks_run++;                                                              \
        if (got_ != want_) {                                                           \
            hct_checks_failed++;                                                       \
            printf("%s:%d: %s: %s is %lld, want %lld\n", __FILE__, __LINE__, __func__, \
                   #got, got_, want_);                                                 \
        }                                                                              \
    } while (0)

/* Equality to the bit. */
#define CHECK_SAME(got, want)                                                          \
    do {                                                                               \
        double got_ = (got), want_ = (want);                                           \
        hct_checks_run++;                                                              \
        if (!hct_test_same(got_, want_)) {                                             \
            hct_checks_failed++;                                                       \
            printf("%s:%d: %s: %s is %.17g (%016" PRIx64 "), want %.17g (%016" PRIx64  \
                   ")\n",                                                              \
                   __FILE__, __LINE__, __func__, #got, got_, hct_test_bits(got_),      \
                   want_, hct_test_bits(want_));                                       \
        }                                                                              \
    } while (0)

/* The closing line names what ran, so that a file whose tests were left out of
 * main() is seen. */
static inline int
hct_test_report(const char *subject)
{
    printf("%s: %d passed, %d failed\n", subject, hct_checks_run - hct_checks_failed,
           hct_checks_failed);
    return hct_checks_failed != 0 || hct_checks_run == 0;
}

/* A small deterministic generator (splitmix64) for randomised tests. */
static inline uint64_t
hct_test_random(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

#endif
