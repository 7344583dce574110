/* Cascades up random trees, against whole numbers one period at a time. */
#include <hct/platform.h>

#include "cascade_oracle.h"
#include "forest.h"

enum { NODES = 50, PERIODS = 70 };
_Static_assert((int)NODES <= (int)CASCADE_NODES, "room for a column of the oracle");

typedef struct {
    forest f;
    cascade_column column[PERIODS]; /* of what is given */
    int64_t units[NODES * PERIODS]; /* weights, a row a node */
    int own, varies, decimals;
    hct_missing policy;
    ptrdiff_t periods;
} sample;

/* `large`: figures of fifteen digits, and weights that leave 64 bits when added. */
static panel
draw_sample(sample *s, enum layout layout, int large)
{
    panel x;

    grow(&s->f, 1 + below(NODES), 1);
    s->periods = below(4) == 0 ? below(4) : below(PERIODS + 1);
    s->own = (int)below(2);
    s->varies = (int)below(2);
    s->decimals = (int)below(6) - 2;
    s->policy = (hct_missing)below(3);
    x = new_panel(s->f.n_leaves, s->periods, layout);
    for (ptrdiff_t t = 0; t < s->periods; t++) {
        for (ptrdiff_t i = 0; i < s->f.tree.n_nodes; i++) {
            const int64_t drawn = cascade_hundredths(hct_test_random(&state), large);
            int64_t *units = &s->units[i * PERIODS + t];

            if (t == 0 || s->varies) {
                *units = below(5) == 0 ? 0
                         : large
                             ? (int64_t)(hct_test_random(&state) >> 1) / (1 + below(3))
                             : below(9);
            }
            else {
                *units = s->units[i * PERIODS];
            }
            s->column[t].weight[i] = *units;
            s->column[t].figure[i] = s->column[t].missing[i] = 0;
            if (s->f.leaf[i] >= 0) {
                double *to = at(x, (ptrdiff_t)s->f.leaf[i], t);
                *to = cascade_given(below(4) ? drawn : -drawn, s->decimals,
                                    &s->column[t].figure[i]);
                s->column[t].missing[i] = below(6) == 0;
                *to = s->column[t].missing[i] ? NAN : *to;
            }
        }
        cascade_by_hand(&s->f.tree, s->own, s->policy, &s->column[t]);
    }
    return x;
}

static void
check_sample(const sample *s, panel x, enum layout layout, ptrdiff_t cut,
             hct_tree_cascade_kernel *kernel)
{
    const ptrdiff_t nodes = s->f.tree.n_nodes;
    panel out = new_panel(nodes, s->periods, layout);
    int64_t children[NODES], next[NODES], room[2 * NODES * HCT_CASCADE_COLUMNS];
    const hct_strides us = {PERIODS, s->varies};

    for (int part = 0; part < 2; part++) { /* in two calls */
        const ptrdiff_t start = part ? cut : 0, n = part ? s->periods - cut : cut;

        kernel(&s->f.tree, at(x, 0, start), x.by, s->units + start * s->varies, us,
               s->own, n, s->decimals, s->policy, at(out, 0, start), out.by, children,
               next, room);
    }
    for (ptrdiff_t i = 0; i < nodes; i++) {
        for (ptrdiff_t t = 0; t < s->periods; t++) {
            CHECK_SAME(*at(out, i, t), cascade_shown(&s->column[t], i, s->decimals));
        }
    }
    free(out.memory);
}

static void
test_cascades_equal_whole_numbers(void)
{
    static sample s;

    for (int round = 0; round < 400; round++) {
        const enum layout layout = (enum layout)(round % N_LAYOUTS);
        panel x = draw_sample(&s, layout, round / 4 % 2);
        const enum layout other = (enum layout)(below(N_LAYOUTS));
        const ptrdiff_t cut = below(s.periods + 1);

        check_sample(&s, x, round % 3 ? layout : other, cut, hct_tree_cascade);
        if (hct_cpu_has_avx2()) {
            check_sample(&s, x, round % 3 ? layout : other, cut, hct_tree_cascade_avx2);
        }
        free(x.memory);
    }
}

/* Two leaves of one weight: their mean lies in the middle of two printed figures. */
static void
test_a_tie_goes_away_from_zero(void)
{
    static const int64_t parent[] = {-1, 0, 0}, leaf[] = {-1, 0, 1};
    static const int64_t weights[] = {0, INT64_MAX, INT64_MAX};
    static const double given[][2] = {{100.3, 100.6}, {-100.3, -100.6}, {-0.1, 0.0}};
    static const double mean[] = {100.5, -100.5, -0.1};
    const hct_tree tree = {3, parent, leaf};
    const hct_strides by = {1, 1}, once = {1, 0};
    int64_t children[3], next[3], room[6];

    for (int k = 0; k < 3; k++) {
        double out[3];
        hct_tree_cascade(&tree, given[k], by, weights, once, 0, 1, 1,
                         HCT_MISSING_PROPAGATE, out, by, children, next, room);
        CHECK_SAME(out[0], mean[k]);
    }
}

int
main(void)
{
    test_cascades_equal_whole_numbers();
    test_a_tie_goes_away_from_zero();
    return hct_test_report("tree_cascade");
}
