/* Random forests, and panels in every layout, for the tests of trees. */
#ifndef HCT_FOREST_H
#define HCT_FOREST_H

#include <stdlib.h>

#include <hct/tree.h>

#include "hct_test.h"

enum { MAX_NODES = 60, MAX_PERIODS = 530 };

typedef struct {
    hct_tree tree;
    int64_t parent[MAX_NODES], leaf[MAX_NODES], root[MAX_NODES];
    ptrdiff_t n_leaves;
} forest;

static uint64_t state = 2018;

static inline ptrdiff_t
below(ptrdiff_t n)
{
    return (ptrdiff_t)(hct_test_random(&state) % (uint64_t)n);
}

/* Parents by chance among the nodes before; now and then a further root, where there may be
 * several. */
static inline void
grow(forest *f, ptrdiff_t n_nodes, int several_roots)
{
    f->n_leaves = 0;
    for (ptrdiff_t i = 0; i < n_nodes; i++) {
        f->parent[i] = i == 0 || (several_roots && below(15) == 0) ? -1 : below(i);
        f->root[i] = f->parent[i] < 0 ? i : f->root[f->parent[i]];
        f->leaf[i] = 0;
    }
    for (ptrdiff_t i = 0; i < n_nodes; i++) {
        if (f->parent[i] >= 0) {
            f->leaf[f->parent[i]] = -1;
        }
    }
    for (ptrdiff_t i = 0; i < n_nodes; i++) {
        f->leaf[i] = f->leaf[i] < 0 ? -1 : f->n_leaves++;
    }
    f->tree = (hct_tree){n_nodes, f->parent, f->leaf};
}

/* A panel with room for its strides; node_first lays the nodes side by side. */
typedef struct {
    double *start, *memory;
    hct_strides by;
} panel;

enum layout { PERIODS_SIDE_BY_SIDE, NODES_SIDE_BY_SIDE, SPREAD, REVERSED, N_LAYOUTS };

static inline panel
new_panel(ptrdiff_t rows, ptrdiff_t periods, enum layout layout)
{
    const size_t room = (size_t)(6 * rows * periods + 1);
    panel p = {NULL, malloc(room * sizeof(double)), {periods, 1}};

    for (size_t i = 0; i < room; i++) {
        p.memory[i] = -7.25;
    }
    p.start = p.memory;
    if (layout == NODES_SIDE_BY_SIDE) {
        p.by = (hct_strides){1, rows};
    }
    else if (layout == SPREAD) {
        p.by = (hct_strides){3 * periods, 2};
    }
    else if (layout == REVERSED && rows * periods > 0) {
        p.by = (hct_strides){-periods, -1};
        p.start = p.memory + rows * periods - 1;
    }
    return p;
}

static inline double *
at(panel p, ptrdiff_t row, ptrdiff_t t)
{
    return p.start + row * p.by.series_stride + t * p.by.period_stride;
}

#endif
