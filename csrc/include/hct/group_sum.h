/* Exact sums by group, over rows in any order.
 *
 * One window of exponents serves all groups. A total is a pair of 64-bit limbs,
 *
 *     total = (high 2^52 + low) 2^(window - 104),
 *
 * so that one row costs one 16-byte load, addition and store. limbs[2 * slot] is high,
 * limbs[2 * slot + 1] low; slot 0 takes the rows that are left out, group g has slot
 * g + 1. A double that is a multiple of 2^(window - 104) below 2^(window - 2) fits the
 * window. Rows that do not fit are handed back to the caller, who adds them in another
 * window: the totals of several windows, added up, are the exact sum, whichever row
 * went where.
 */
#ifndef HCT_GROUP_SUM_H
#define HCT_GROUP_SUM_H

#include <stddef.h>
#include <stdint.h>

/* Windows in which doubles can be added by floating-point levels; outside of them, and
 * under directed rounding or flushing of subnormals, rows go through integers. */
enum { HCT_LEAST_LEVEL_WINDOW = -970, HCT_GREATEST_LEVEL_WINDOW = 1000 };

/* The windows whose limbs a state of products holds. */
enum { HCT_LEAST_WINDOW = -2162 + 104, HCT_GREATEST_WINDOW = 2080 };

/* The bits of a low limb; the unit of a window lies HCT_WINDOW_BITS below it, so that the
 * window of that number has the unit 1. A double below 2^(window - HCT_WINDOW_ROOM) fits. */
enum { HCT_LIMB_BITS = 52, HCT_WINDOW_BITS = 2 * HCT_LIMB_BITS, HCT_WINDOW_ROOM = 2 };

enum { HCT_MOST_GROUPS = INT32_MAX - 1 };

/* Which group a row belongs to: n codes of 32 or 64 bits. A negative code leaves its
 * row out. n_groups is at most HCT_MOST_GROUPS. */
typedef struct {
    const void *code;
    int is_64_bits;
    int64_t n_groups;
} hct_codes;

/* What the kernels hand back. A limb that leaves +-2^62 is carried from low to high, and
 * from high to here: as slot and amount, worth amount 2^(window - 52), which is the low
 * limb of the window 52 above. */
typedef struct {
    int64_t *row; /* rows that did not fit, in order; room for n */
    ptrdiff_t n_rows;
    int64_t *spill; /* pairs of slot and amount; room for n pairs */
    ptrdiff_t n_spills;
} hct_group_rest;

/* Add n doubles to the totals of their groups.
 *
 * Given:
 *   x, codes, n     n >= 0 rows, contiguous
 *   window          HCT_LEAST_WINDOW .. HCT_GREATEST_WINDOW
 *   limbs           2 * (n_groups + 1) numbers; all zero at first
 *   rest            its room
 * Returned:
 *   limbs           with every row added that fits
 *   rest            the rows that do not (NaN and infinities among them), unless their
 *                   code is negative; and what was spilled
 * Status:    -1, or the first row whose code is n_groups or more: then the rows before
 *            its block of 512 were added, and no others.
 * Missing:   a NaN does not fit.
 * Order:     none: the totals are the same for every order of the rows.
 * Cost:      0.7 to 2 ns a row up to some 10^4 groups, then what memory costs.
 */
typedef ptrdiff_t hct_group_add_kernel(const double *x, hct_codes codes, ptrdiff_t n,
                                       int window, int64_t *limbs,
                                       hct_group_rest *rest);
hct_group_add_kernel hct_group_add, hct_group_add_avx2;

/* Add n integers, m[i] * 2^exponent[i], to the totals of their groups.
 *
 * Given:     m, any int64_t; exponent, n of them, or NULL for zeros; the rest as above.
 *            A term fits if it is a multiple of 2^(window - 104) below 2^(window - 1).
 * Returned, status, order: as above.
 * Cost:      2 to 3 ns a row.
 */
ptrdiff_t hct_group_add_integers(const int64_t *m, const int64_t *exponent,
                                 hct_codes codes, ptrdiff_t n, int window,
                                 int64_t *limbs, hct_group_rest *rest);

/* Given:    limbs of the window 52 above, and what was spilled.
 * Returned: limbs, with the spilled amounts added. A high limb has room for 2^50 spills
 *           of its slot. */
void hct_group_add_spills(int64_t *limbs, const int64_t *spill, ptrdiff_t n_spills);

/* Given:    limbs and other limbs of one window, 2 * n_slots numbers each.
 * Returned: limbs, the sum of both, with low limbs carried into [0, 2^52); rest, the high
 *           limbs that left +-2^61. rest->spill needs room for 2 n_slots
 *           pairs. */
void hct_group_merge(int64_t *limbs, const int64_t *other, ptrdiff_t n_slots,
                     hct_group_rest *rest);

/* The same where the slots of other limbs are added up to fewer, or in another order.
 *
 * Given:    limbs; other limbs of the same window, 2 * n_other numbers, and the slot to
 *           which each of them goes: negative leaves it out.
 * Returned: as above; rest->spill needs room for 2 n_other pairs. */
void hct_group_merge_at(int64_t *limbs, const int64_t *other, const int64_t *slot,
                        ptrdiff_t n_other, hct_group_rest *rest);

/* Given:    the limbs of one total, and its window, at least HCT_LEAST_LEVEL_WINDOW.
 * Returned: the nearest double, ties to even; a total of zero is +0.0. */
double hct_group_round(const int64_t *limbs, int window);

/* Given:    the limbs of one total and a state of hct/exact.h, of products if the window
 *           lies below HCT_LEAST_LEVEL_WINDOW. Where a window reaches the last chunks of
 *           a state, zeros are added behind it: up to 5 words.
 * Returned: state, with the total added. */
void hct_group_to_state(const int64_t *limbs, int window, int64_t *state);

/* Given:    the limbs of one total of window HCT_WINDOW_BITS.
 * Returned: value, the total, if it lies in int64_t; else 0.
 * Status:   1 if it does, else 0. */
int hct_group_to_integer(const int64_t *limbs, int64_t *value);

/* Given:    digits, HCT_WINDOW_DIGITS numbers between -2^32 and 2^32, the lowest first,
 *           each worth 2^32 times the one before.
 * Returned: limbs, their sum in the window whose unit is that of the lowest. */
enum { HCT_WINDOW_DIGITS = 3 };
void hct_group_from_digits(const int64_t *digits, int64_t *limbs);

/* Count the rows of each group.
 *
 * Given:    codes, n; x, of which a NaN is not counted, or NULL; count, n_groups + 1
 *           numbers by slot.
 * Returned: count, increased.
 * Status:   as above. */
ptrdiff_t hct_group_count(const double *x, hct_codes codes, ptrdiff_t n,
                          int64_t *count);

/* Least and greatest value of each group.
 *
 * Given:    x, codes, n; least and greatest, n_groups + 1 keys each by slot, at first
 *           INT64_MAX and INT64_MIN. A key orders doubles as integers do:
 *           bits ^ (bits >> 63 & INT64_MAX), so that -0.0 is less than 0.0 and the
 *           result does not depend on the order of the rows. NaN are passed over.
 * Returned: both, brought up to date.
 * Status:   as above. */
ptrdiff_t hct_group_extremes(const double *x, hct_codes codes, ptrdiff_t n,
                             int64_t *least, int64_t *greatest);

/* The same for integers, which are their own keys. */
ptrdiff_t hct_group_integer_extremes(const int64_t *x, hct_codes codes, ptrdiff_t n,
                                     int64_t *least, int64_t *greatest);

/* Given:    a key of hct_group_extremes.
 * Returned: the double that it stands for. */
double hct_group_value_of_key(int64_t key);

/* Given:    codes, n.
 * Returned: -1, or the first row whose code is n_groups or more. */
ptrdiff_t hct_group_check(hct_codes codes, ptrdiff_t n);

#endif
