/* Decimals behind doubles: from a double to the decimal it denotes, and back.
 *
 * A figure that was typed as 7.35 reaches us as a double near it. What it denotes is
 * the shortest decimal that reads back as the same double; of several of that length,
 * the one nearest to the double, and of two equally near, the even one. It is what
 * Python, JavaScript and Java print. All arithmetic here is on integers of up to 128
 * bits: no printf, no strtod, no locale.
 *
 * Reference: Steele and White (1990), How to Print Floating-Point Numbers Accurately,
 *            PLDI; Regan (2013), The Shortest Decimal String That Round-Trips May Not
 *            Be The Nearest, exploringbinary.com.
 */
#ifndef HCT_DECIMAL_H
#define HCT_DECIMAL_H

#include <stdint.h>

#ifndef __SIZEOF_INT128__
#error "hanoi_ct needs the 128-bit integers of gcc or clang on a 64-bit machine"
#endif
__extension__ typedef unsigned __int128 hct_uint128;

/* digits * 10^exponent; a sign is kept apart. */
typedef struct {
    uint64_t digits;
    int exponent;
} hct_decimal;

/* The sizes whose shortest decimal hct_shortest_decimal finds, from .. below. */
#define HCT_DECIMAL_MIN 1e-5
#define HCT_DECIMAL_MAX 1e32

/* 10^n for n of 0 .. 21. */
hct_uint128 hct_power_of_ten(int n);

/* Given:     a, HCT_DECIMAL_MIN <= a < HCT_DECIMAL_MAX.
 * Returned:  the shortest decimal that reads back as a; 15 to 17 digits, of which the
 *            last may be zeros.
 * Cost:      up to three attempts of one 128-bit division each, about 30 ns.
 */
hct_decimal hct_shortest_decimal(double a);

/* Given:     digits below 2^63; places of -15 .. 18, and digits * 10^-places below
 *            2^127.
 * Returned:  the double nearest to digits / 10^places, of two the even one.
 * Cost:      one 128-bit division, about 20 ns.
 */
double hct_from_decimal(uint64_t digits, int places);

#endif
