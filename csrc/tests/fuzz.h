/* What every fuzz target shares.
 *
 * A target defines LLVMFuzzerTestOneInput, which libFuzzer (clang -fsanitize=fuzzer)
 * calls with inputs that evolve towards new paths, and FUZZ_MAIN, which elsewhere, with
 * -DHCT_FUZZ_WITHOUT_LIBFUZZER, makes a main() that gives it the inputs of files and then
 * random ones for a time.
 */
#ifndef HCT_FUZZ_H
#define HCT_FUZZ_H

#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "hct_test.h"

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

/* Bytes without a form of their own, a few or many. */
static inline size_t
fuzz_random_bytes(uint64_t *seed, uint8_t *data)
{
    const size_t most = hct_test_random(seed) % 4 ? 64 : 1024;
    const size_t n = 8 + hct_test_random(seed) % most;

    for (size_t i = 0; i < n; i++) {
        data[i] = (uint8_t)hct_test_random(seed);
    }
    return n;
}

/* The input at work, which is kept in a file beside the program if it stops it. */
static struct {
    const char *program;
    const uint8_t *data;
    size_t size;
} fuzz_at_work;

void __sanitizer_set_death_callback(void (*callback)(void));

static inline void
fuzz_keep_input(void)
{
    char name[1024];

    snprintf(name, sizeof name, "%s-finding", fuzz_at_work.program);
    FILE *file = fopen(name, "wb");
    if (file != NULL) {
        fwrite(fuzz_at_work.data, 1, fuzz_at_work.size, file);
        fclose(file);
        fprintf(stderr, "the input is kept in %s\n", name);
    }
}

static inline void
fuzz_stopped(int signal_number)
{
    fuzz_keep_input();
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

static inline void
fuzz_try(const uint8_t *data, size_t size)
{
    fuzz_at_work.data = data;
    fuzz_at_work.size = size;
    LLVMFuzzerTestOneInput(data, size);
}

/* The inputs of files, such as those on which a kernel once erred. */
static inline void
fuzz_files(uint8_t *data, int n, char **names)
{
    for (int i = 0; i < n; i++) {
        FILE *file = fopen(names[i], "rb");

        if (file == NULL) {
            fprintf(stderr, "%s cannot be read\n", names[i]);
            exit(2);
        }
        const size_t size = fread(data, 1, FUZZ_ROOM, file);
        fclose(file);
        fuzz_try(data, size);
    }
}

/* Arguments: seconds, a seed (0 for one from the clock), and files of inputs. */
static inline int
fuzz_for_seconds(const char *name, fuzz_input *make, int argc, char **argv)
{
    static uint8_t data[FUZZ_ROOM];
    const double seconds = argc > 1 ? atof(argv[1]) : 2.0;
    const double begin = fuzz_clock();
    const uint64_t given = argc > 2 ? strtoull(argv[2], NULL, 10) : 0;
    uint64_t seed = given != 0 ? given : (uint64_t)(begin * 1e6);
    long inputs = 0;

    printf("%s: %g seconds from seed %llu\n", name, seconds, (unsigned long long)seed);
    fflush(stdout); /* a finding stops the program */
    fuzz_at_work.program = argv[0];
    signal(SIGABRT, fuzz_stopped);
#if defined(__SANITIZE_ADDRESS__)
    __sanitizer_set_death_callback(fuzz_keep_input);
#endif
    fuzz_files(data, argc > 3 ? argc - 3 : 0, argv + 3);
    do {
        fuzz_try(data, make(&seed, data));
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
