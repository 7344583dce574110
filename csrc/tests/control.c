/* Faults made on purpose, to see that the sanitizers of `make test-sanitized` and
 * `make test-threads` report them: tests/faults/control.py calls one of these. */
#include <limits.h>
#include <stdlib.h>

int hct_control_memory(void), hct_control_arithmetic(void), hct_control_race(void);

/* Reads what was freed. */
int
hct_control_memory(void)
{
    int *volatile some = malloc(sizeof *some);

    *some = 1;
    free(some);
    return *some;
}

int
hct_control_arithmetic(void)
{
    volatile int most = INT_MAX;
    return most + 1;
}

/* Of two threads that call it, one may lose what the other counts. */
int
hct_control_race(void)
{
    static int count;

    for (int i = 0; i < 1000 * 1000; i++) {
        *(volatile int *)&count += 1;
    }
    return count;
}
