/* Writing a large result past the caches.
 *
 * A store into memory that is not in a cache first reads the line it belongs to. Where
 * whole lines are written, and the result is too large to be found in a cache by whoever
 * reads it next, that read is wasted: non-temporal stores do without. They pay for rows
 * of thousands of values. Lines that are written in part cost more than they save.
 */
#ifndef HCT_STREAM_INC_H
#define HCT_STREAM_INC_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <hct/platform.h>

#if defined(__SSE2__)
#include <emmintrin.h>
enum { CAN_STREAM = 1 };
#else
enum { CAN_STREAM = 0 };
#endif

/* Doubles in a line of the cache; the fewest values of a result, and of a row of it, that
 * are worth it. Results that are written from the first value to the last are prefetched
 * so well that only those beyond every cache gain. */
enum { LINE = 8, STREAM_SIZE = 1 << 21, STREAM_ROW = 1024, STREAM_WHOLE = 1 << 22 };

HCT_INLINE int
worth_streaming(ptrdiff_t n_rows, ptrdiff_t row)
{
    return row >= STREAM_ROW && n_rows >= STREAM_SIZE / row;
}

/* How many doubles lie between an aligned double and the next line. */
HCT_INLINE ptrdiff_t
before_line(const double *to)
{
    return (ptrdiff_t)(-((uintptr_t)to / sizeof(double)) % LINE);
}

/* Whether every row begins at a multiple of 16 bytes. */
HCT_INLINE int
may_stream_pairs(const double *out, ptrdiff_t row)
{
    return CAN_STREAM && (uintptr_t)out % (2 * sizeof(double)) == 0 && row % 2 == 0;
}

/* Two doubles to an address that is a multiple of 16 bytes. */
HCT_INLINE void
stream_pair(double *to, double first, double second)
{
#if defined(__SSE2__)
    _mm_stream_pd(to, _mm_set_pd(second, first));
#else
    to[0] = first;
    to[1] = second;
#endif
}

HCT_INLINE void
stream_line(double *to, const double *line)
{
#if defined(__SSE2__)
    for (int i = 0; i < LINE; i += 2) {
        _mm_stream_pd(to + i, _mm_loadu_pd(line + i));
    }
#else
    memcpy(to, line, LINE * sizeof(double));
#endif
}

/* Writes the first of n values to `to`: those before the first line as they come, whole
 * lines streamed. Returns how many; the rest is less than a line. */
HCT_INLINE ptrdiff_t
stream_lines(double *to, const double *values, ptrdiff_t n)
{
    const ptrdiff_t before = before_line(to);
    ptrdiff_t i = before < n ? before : n;

    memcpy(to, values, (size_t)i * sizeof(double));
    for (; i + LINE <= n; i += LINE) {
        stream_line(to + i, values + i);
    }
    return i;
}

/* Makes what was streamed visible to other threads, as ordinary stores are. */
HCT_INLINE void
end_of_stream(void)
{
#if defined(__SSE2__)
    _mm_sfence();
#endif
}

#endif
