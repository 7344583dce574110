/* The children of every node, listed by a counting sort. */
#ifndef HCT_CHILDREN_INC_H
#define HCT_CHILDREN_INC_H

#include <stddef.h>
#include <stdint.h>

/* Sorts the nodes by parent, each family in the order of the nodes: those of node p end
 * before children[next[p]] and begin where those of node p - 1 end. Roots are in none. */
static inline void
list_children(ptrdiff_t n_nodes, const int64_t *parent, int64_t *children,
              int64_t *next)
{
    int64_t start = 0;

    for (ptrdiff_t i = 0; i < n_nodes; i++) {
        next[i] = 0;
    }
    for (ptrdiff_t i = 0; i < n_nodes; i++) {
        if (parent[i] >= 0) {
            next[parent[i]]++;
        }
    }
    for (ptrdiff_t i = 0; i < n_nodes; i++) {
        const int64_t count = next[i];
        next[i] = start;
        start += count;
    }
    for (ptrdiff_t i = 0; i < n_nodes; i++) {
        if (parent[i] >= 0) {
            children[next[parent[i]]++] = i;
        }
    }
}

/* Where the children of a node begin in the list. */
static inline ptrdiff_t
first_child(const int64_t *next, ptrdiff_t node)
{
    return node == 0 ? 0 : (ptrdiff_t)next[node - 1];
}

#endif
