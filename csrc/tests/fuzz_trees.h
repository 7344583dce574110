/* Trees for fuzz targets: parents before children, leaves at any level and in any order
 * of rows. */
#ifndef FUZZ_TREES_H
#define FUZZ_TREES_H

#include <hct/tree.h>

#include "fuzz_draw.h"

enum { MOST_NODES = 48 };

typedef struct {
    hct_tree tree;
    int64_t parent[MOST_NODES], leaf[MOST_NODES];
    ptrdiff_t n_leaves;
} forest;

/* `rows_in_order`: the leaves read rows 0, 1, .. in the order of nodes, as in a code list. */
static inline void
draw_forest(draws *d, forest *f, int rows_in_order)
{
    const ptrdiff_t n = draw(d, draw(d, 4) ? 14 : MOST_NODES + 1);
    const int nested = (int)draw(d, 2); /* in the order of printed lists, or any */

    f->n_leaves = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        ptrdiff_t up = i == 0 || draw(d, 10) == 0 ? -1 : draw(d, i);

        if (nested && up >= 0) { /* the node before, or one of those above it */
            up = i - 1;
            for (ptrdiff_t k = draw(d, 4); k > 0 && f->parent[up] >= 0; k--) {
                up = (ptrdiff_t)f->parent[up];
            }
        }
        f->parent[i] = up;
        f->leaf[i] = 0;
    }
    for (ptrdiff_t i = 0; i < n; i++) {
        if (f->parent[i] >= 0) {
            f->leaf[f->parent[i]] = -1;
        }
    }
    for (ptrdiff_t i = 0; i < n; i++) {
        f->leaf[i] = f->leaf[i] < 0 ? -1 : f->n_leaves++;
    }
    for (ptrdiff_t i = 0; !rows_in_order && i < n; i++) { /* exchange some rows */
        const ptrdiff_t k = draw(d, n);
        if (f->leaf[i] >= 0 && f->leaf[k] >= 0 && draw(d, 3) == 0) {
            const int64_t row = f->leaf[i];
            f->leaf[i] = f->leaf[k];
            f->leaf[k] = row;
        }
    }
    f->tree = (hct_tree){n, f->parent, f->leaf};
}

#endif
