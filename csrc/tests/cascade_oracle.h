/* The oracle of the tests of cascades: one period of a tree in whole numbers. */
#ifndef CASCADE_ORACLE_H
#define CASCADE_ORACLE_H

#include <hct/tree_cascade.h>

#include "decimal_oracle.h"

__extension__ typedef __int128 wide;

enum { CASCADE_NODES = 64 };

typedef struct {
    int64_t figure
        [CASCADE_NODES]; /* units of the last decimal, by node; leaves are given */
    int missing[CASCADE_NODES];
    wide weight[CASCADE_NODES]; /* by node; those of leaves, or of all, are given */
} cascade_column;

/* Floor of (2 sum + whole) / (2 whole) for the size of a sum, one bit at a time. */
static inline int64_t
cascade_mean(wide sum, wide whole)
{
    const wide twice = 2 * (sum < 0 ? -sum : sum) + whole;
    int64_t mean = 0;

    for (int bit = 52; bit >= 0; bit--) {
        const int64_t higher = mean | INT64_C(1) << bit;
        mean = whole <= (twice / higher) / 2 ? higher : mean;
    }
    return sum < 0 ? -mean : mean;
}

/* Fills what the nodes above the leaves are. */
static inline void
cascade_by_hand(const hct_tree *tree, int own, hct_missing policy, cascade_column *c)
{
    for (ptrdiff_t i = tree->n_nodes - 1; i >= 0; i--) {
        wide sum = 0, whole = 0, below = 0;
        int lost = 0;

        for (ptrdiff_t k = i + 1; k < tree->n_nodes; k++) {
            if (tree->parent[k] != i) {
                continue;
            }
            below += c->weight[k];
            if (!c->missing[k]) {
                sum += c->weight[k] * c->figure[k];
                whole += c->weight[k];
            }
            else if (policy == HCT_MISSING_PROPAGATE && c->weight[k] > 0) {
                lost = 1;
            }
        }
        if (tree->leaf[i] < 0) {
            c->missing[i] = lost || whole == 0;
            c->figure[i] = c->missing[i] ? 0 : cascade_mean(sum, whole);
            c->weight[i] = own ? c->weight[i] : below;
        }
    }
    for (ptrdiff_t i = 0; policy == HCT_MISSING_IMPUTE && i < tree->n_nodes; i++) {
        if (c->missing[i] && tree->parent[i] >= 0) {
            c->missing[i] = c->missing[tree->parent[i]];
            c->figure[i] = c->figure[tree->parent[i]];
        }
    }
}

static inline double
cascade_shown(const cascade_column *c, ptrdiff_t node, int decimals)
{
    const int64_t units = c->figure[node];
    const double size = oracle_read((uint64_t)(units < 0 ? -units : units), -decimals);

    return c->missing[node] ? NAN : units < 0 ? -size : size;
}

/* Hundredths of units, of a random number: small ones; large, of fifteen digits, or whole
 * units up to the bound of the kernel. */
static inline int64_t
cascade_hundredths(uint64_t random, int large)
{
    if (!large) {
        return (int64_t)(random % 2000);
    }
    return random % 2 ? (int64_t)(random / 2 % UINT64_C(1000000000000000))
                      : 100 * (int64_t)(random % (uint64_t)HCT_CASCADE_FIGURE);
}

/* The double of a figure with two decimals more, which rounds to those units. */
static inline double
cascade_given(int64_t hundredths, int decimals, int64_t *units)
{
    const int64_t size = hundredths < 0 ? -hundredths : hundredths;

    *units = hundredths < 0 ? -((size + 50) / 100) : (size + 50) / 100;
    const double x = oracle_read((uint64_t)size, -decimals - 2);
    return hundredths < 0 ? -x : x;
}

#endif
