/* What every fuzz target shares.
 *
 * A target defines LLVMFuzzerTestOneInput, which libFuzzer (clang -fsanitize=fuzzer)
 * calls with inputs that evolve towards new paths, and FUZZ_MAIN, which elsewhere, with
 * -DHCT_FUZZ_WITHOUT_LIBFUZZER, makes a main() that gives it random inputs for a time.
 */
#ifndef HCT_FUZZ_H
#define HCT_FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Makes a random input of at most FUZZ_ROOM bytes and returns its size. */
enum { FUZZ_ROOM = 4096 };
typedef size_t fuzz_input(uint64_t *seed, uint8_t *data);

static inline double
fuzz_clock(void)
{
    struct timespec now;

    timespec_get(&now, TIME_UTC);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static inline int
fuzz_for_seconds(const char *name, fuzz_input *make, int argc, char **argv)
{
    static uint8_t data[FUZZ_ROOM];
    const double seconds = argc > 1 ? atof(argv[1]) : 2.0;
    const double begin = fuzz_clock();
    uint64_t seed = argc > 2 ? strtoull(argv[2], NULL, 10) : (uint64_t)begin;
    long inputs = 0;

    printf("%s: %g seconds from seed %llu\n", name, seconds, (unsigned long long)seed);
    fflush(stdout); /* a finding stops the program */
    do {
        LLVMFuzzerTestOneInput(data, make(&seed, data));
        inputs++;
    } while (fuzz_clock() - begin < seconds);
    printf("%s: %ld random inputs agree with the oracle, %.0f in a second of work\n",
           name, inputs, (double)inputs / ((double)clock() / CLOCKS_PER_SEC));
    return 0;
}

#if defined(HCT_FUZZ_WITHOUT_LIBFUZZER)
#define FUZZ_MAIN(name, make)                                                          \
    int main(int argc, char **argv)                                                    \
    {                                                                                  \
        return fuzz_for_seconds(name, make, argc, argv);                               \
    }
#else /* named, so that it counts as used */
#define FUZZ_MAIN(name, make) fuzz_input *const fuzz_random_input = make;
#endif

#endif
