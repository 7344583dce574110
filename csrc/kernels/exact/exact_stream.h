/* The fast layers of exact addition, shared by sums and products. Private to the
 * kernels; the method is explained in exact_stream.c and exact_bins.c. */
#ifndef HCT_EXACT_STREAM_H
#define HCT_EXACT_STREAM_H

#include "exact_chunks.inc.h"

/* Values handled at a time. With at most 2^51 a value, the integer sum of a block
 * stays below 2^62. */
enum { HCT_BLOCK = 2048, MAX_LEVELS = 4 };

/* Blocks after which sums move to the chunks, long before a limb could overflow:
 * |high| grows by 2^30 a block, low by 2^32. */
enum { BLOCKS_IN_SUMS = 1 << 20 };

/* One counter for each sign and exponent. */
enum { HCT_BINS = 4096 };

typedef struct {
    uint64_t *bin; /* HCT_BINS of them; contents are undefined until in_use */
    int in_use;
} hct_bins;

/* A run of values of similar size: its window of exponents, and the sums inside it. */
typedef struct {
    int max_levels; /* 0: the floating-point layer must not be used */
    int levels;     /* of the present window; 0: none yet */
    int top;        /* exponent of the highest level */
    int64_t high[MAX_LEVELS], low[MAX_LEVELS]; /* sums: high 2^32 + low units */
    int blocks;                                /* in these sums */
    int since_look; /* blocks since fewer levels were looked for */
    int bin_blocks; /* blocks still to be put into bins */
    int patience;   /* how many, next time */
} hct_stream;

/* Given:    room for HCT_BINS counters.
 * Returned: an empty table; nothing is cleared before the first use. */
hct_bins hct_bins_on(uint64_t *bin);

/* Adds n values of any kind to the table, some of them straight to the chunks. */
void hct_bins_add(hct_bins *bins, accumulator *a, const double *x, ptrdiff_t n);

/* Moves what the table holds to the chunks. */
void hct_bins_empty(hct_bins *bins, accumulator *a);

/* Given:    the most levels that pay on this processor.
 * Returned: a stream without a window. */
hct_stream hct_stream_new(int max_levels);

/* Adds a block of 1 .. HCT_BLOCK values; remaining says how many are still to come in
 * this call, these included. */
typedef void hct_stream_block_function(hct_stream *s, hct_bins *bins, accumulator *a,
                                       const double *x, ptrdiff_t n,
                                       ptrdiff_t remaining);
hct_stream_block_function hct_stream_block, hct_stream_block_avx2;

/* Moves what the stream holds to the chunks. */
void hct_stream_empty(hct_stream *s, accumulator *a);

/* Keeps word 4 of a state: stops at the first term that is neither
 * -0.0 nor NaN. */
void hct_note_signs_of_zero(int64_t *state, const double *x, ptrdiff_t n,
                            ptrdiff_t step);

/* What values hold: the highest and the lowest bit that is set in any of them, counted
 * from 2^-1074; zeros only have lowest > highest. */
typedef struct {
    int highest, lowest;
    int finite;
} hct_extent;

hct_extent hct_extent_of(const double *x, ptrdiff_t n, ptrdiff_t step);

/* AVX2 makes four levels cheaper than bins; without it two. */
enum { LEVELS_PORTABLE = 2, LEVELS_AVX2 = 4 };

#endif
