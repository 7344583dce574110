/* What the kernels assume of the machine, checked where they are compiled.
 *
 * The kernels promise the same bits on every platform. That holds only under
 * IEEE 754 double arithmetic, evaluated in double, in the order written:
 * -ffp-contract=off is set by the build, the rest is refused here.
 */
#ifndef HCT_PLATFORM_H
#define HCT_PLATFORM_H

#include <float.h>
#include <stdint.h>

#if defined(__FAST_MATH__)
#error                                                                                 \
    "hanoi_ct must not be compiled with -ffast-math: its results are exact to the bit"
#endif
#if !defined(__SIZEOF_INT128__)
#error                                                                                 \
    "hanoi_ct needs a 64-bit machine and gcc or clang: its kernels count in 128-bit integers"
#endif
/* 1, as on s390x, computes floats in double, and doubles as they are. */
#if defined(FLT_EVAL_METHOD) && FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 1
#error                                                                                 \
    "hanoi_ct needs double arithmetic evaluated in double (on i386: -msse2 -mfpmath=sse)"
#endif

_Static_assert(sizeof(double) == 8 && DBL_MANT_DIG == 53 && DBL_MAX_EXP == 1024,
               "double must be IEEE 754 binary64");

/* Run-time AVX2. A hot loop is written once, as plain C, in a function marked
 * HCT_INLINE, and instantiated twice: once as it is and once in a function
 * marked HCT_TARGET_AVX2. Both perform the same operations in the same order,
 * so their results agree to the bit. */
#if defined(__GNUC__) && defined(__x86_64__)
#define HCT_HAVE_AVX2 1
#define HCT_TARGET_AVX2 __attribute__((target("avx2")))
#define HCT_INLINE static inline __attribute__((always_inline))
#else
#define HCT_HAVE_AVX2 0
#define HCT_TARGET_AVX2
#define HCT_INLINE static inline
#endif

/* Given:    nothing.
 * Returned: 1 if this processor, and the operating system, run AVX2; else 0.
 * Cost:     a table look-up. */
static inline int
hct_cpu_has_avx2(void)
{
#if HCT_HAVE_AVX2
    return __builtin_cpu_supports("avx2") != 0;
#else
    return 0;
#endif
}

#endif
