/* Means up random trees with missing leaves, against a recursion from the roots. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <hct/platform.h>
#include <hct/tree_missing.h>

#include "hct_test.h"

enum { NODES = 40, PERIODS = 45, STRIDE = 3, CUT = 8, LAYOUTS = 4 };

typedef struct {
    hct_tree tree;
    int64_t parent[NODES], leaf[NODES];
    ptrdiff_t n_leaves;
    double x[NODES][PERIODS], weight[NODES][PERIODS];
} sample;

typedef struct {
    hct_missing policy;
    ptrdiff_t lag; /* 1 or more: missing leaves are moved from so many periods before */
    int update;
} rule;

static uint64_t state = 1954;

static ptrdiff_t
below(ptrdiff_t n)
{
    return (ptrdiff_t)(hct_test_random(&state) % (uint64_t)n);
}

/* A tree of any shape, or a row of leaves below one root. */
static void
draw(sample *s, int weights_vary, int in_a_row)
{
    ptrdiff_t n = 1 + below(NODES);

    s->n_leaves = 0;
    for (ptrdiff_t i = 0; i < n; i++) {
        s->parent[i] = i == 0 || below(12) == 0 ? -1 : below(i < 6 ? i : 6);
        s->parent[i] = in_a_row ? -(i == 0) : s->parent[i];
        s->leaf[i] = 0;
    }
    for (ptrdiff_t i = 0; i < n; i++) {
        if (s->parent[i] >= 0) {
            s->leaf[s->parent[i]] = -1;
        }
    }
    for (ptrdiff_t i = 0; i < n; i++) {
        s->leaf[i] = s->leaf[i] < 0 ? -1 : s->n_leaves++;
    }
    for (ptrdiff_t i = 0; i < s->n_leaves; i++) {
        for (ptrdiff_t t = 0; t < PERIODS; t++) {
            int first = t == 0 || weights_vary;
            s->x[i][t] = below(4) == 0 ? NAN : 0.8 + (double)below(400) / 1000.0;
            s->weight[i][t] = first ? 1.0 + (double)below(90) : s->weight[i][0];
        }
    }
    s->tree = (hct_tree){n, s->parent, s->leaf};
}

/* Sees to an observed leaf below each root, as rules with a lag demand. */
static void
observe_each_root(sample *s)
{
    for (ptrdiff_t root = 0; root < s->tree.n_nodes; root++) {
        for (ptrdiff_t i = root; s->parent[root] < 0 && i < s->tree.n_nodes; i++) {
            ptrdiff_t up = i;
            while (up > root) {
                up = (ptrdiff_t)s->parent[up];
            }
            if (up == root && s->leaf[i] >= 0) {
                for (ptrdiff_t t = 0; t < PERIODS; t++) {
                    double *x = &s->x[s->leaf[i]][t];
                    *x = isnan(*x) ? 1.25 : *x;
                }
                break;
            }
        }
    }
}

/* ---- the slow twin: whole trees walked for every figure ------------------------------ */

typedef struct {
    double weight[NODES], reference[NODES]; /* of leaves, by node */
    double value[NODES];                    /* of nodes */
} period;

static double
whole_below(const sample *s, const period *p, ptrdiff_t node)
{
    double sum = 0.0;
    for (ptrdiff_t i = 0; i < s->tree.n_nodes; i++) {
        ptrdiff_t up = i;
        while (up > node) {
            up = (ptrdiff_t)s->parent[up];
        }
        if (s->leaf[i] >= 0 && up == node) {
            sum += p->weight[i] * p->reference[i];
        }
    }
    return sum;
}

/* What a node's observed children changed by; NaN if it has none. */
static double
own_change(const sample *s, const period *p, ptrdiff_t node, ptrdiff_t t, int skip)
{
    double moved = 0.0, observed = 0.0;

    if (s->leaf[node] >= 0) {
        return s->x[s->leaf[node]][t] / p->reference[node];
    }
    for (ptrdiff_t i = 0; i < s->tree.n_nodes; i++) {
        if (s->parent[i] == node) {
            double change = own_change(s, p, i, t, skip);
            if (!skip || !isnan(change)) {
                double whole = whole_below(s, p, i);
                moved += change * whole;
                observed += whole;
            }
        }
    }
    return observed > 0.0 ? moved / observed : NAN;
}

/* That, or what the nearest node above with a change of its own changed by. */
static double
full_change(const sample *s, const period *p, ptrdiff_t node, ptrdiff_t t, int skip)
{
    double change = own_change(s, p, node, t, skip);
    while (skip && isnan(change) && s->parent[node] >= 0) {
        node = (ptrdiff_t)s->parent[node];
        change = own_change(s, p, node, t, skip);
    }
    return change;
}

static void
slow_twin(const sample *s, rule how, double out[NODES][PERIODS])
{
    const int skip = how.policy != HCT_MISSING_PROPAGATE;
    period p;

    for (ptrdiff_t t = 0; t < PERIODS; t++) {
        const ptrdiff_t back = how.lag == 0 ? 0 : t >= how.lag ? how.lag : t > 0;
        for (ptrdiff_t i = 0; i < s->tree.n_nodes; i++) {
            p.reference[i] = back > 0 ? out[i][t - back] : 1.0;
            if (s->leaf[i] >= 0 && (!how.update || t == 0)) {
                p.weight[i] = s->weight[s->leaf[i]][t];
            }
        }
        for (ptrdiff_t i = 0; i < s->tree.n_nodes; i++) {
            double own = own_change(s, &p, i, t, skip);
            double full = full_change(s, &p, i, t, skip);
            double shown = how.policy == HCT_MISSING_IMPUTE ? full : own;
            period ones = p;
            for (ptrdiff_t k = 0; k < NODES; k++) {
                ones.reference[k] = 1.0;
            }
            p.value[i] = full;
            out[i][t] = shown * whole_below(s, &p, i) / whole_below(s, &ones, i);
            if (s->leaf[i] >= 0) {
                double imputed = how.policy == HCT_MISSING_IMPUTE && s->parent[i] >= 0
                                     ? p.reference[i] * full
                                     : NAN;
                double x = s->x[s->leaf[i]][t];
                out[i][t] = isnan(x) ? imputed : x;
            }
        }
        for (ptrdiff_t i = 0; how.update && i < s->tree.n_nodes; i++) {
            p.weight[i] *= skip && isnan(p.value[i]) ? 1.0 : p.value[i];
        }
    }
}

/* ---- comparison --------------------------------------------------------------------- */

/* What is observed of the leaves is in `seen`, to the byte, if it was asked for. */
static void
check_seen(const sample *s, const unsigned char *seen, hct_strides by)
{
    for (ptrdiff_t i = 0; i < s->n_leaves; i++) {
        for (ptrdiff_t t = 0; t < PERIODS; t++) {
            CHECK_TRUE(seen[i * by.series_stride + t * by.period_stride] ==
                       !isnan(s->x[i][t]));
        }
    }
}

static void
run(const sample *s, rule how, int weights_vary, int layout,
    hct_tree_missing_kernel *kernel, double got[NODES][PERIODS])
{
    static unsigned char flags[STRIDE * NODES * PERIODS];
    static double x[STRIDE * NODES * PERIODS], out[STRIDE * NODES * PERIODS];
    static double node_weight[NODES][PERIODS];
    double first[NODES], doubles[3 * NODES], values[33 * (NODES + 3)];
    int64_t lists[2][NODES];
    const ptrdiff_t steps[LAYOUTS][2] = {
        {PERIODS, 1}, {1, NODES}, {2 * PERIODS, 2}, {PERIODS, 1}};
    const hct_strides by = {steps[layout][0], steps[layout][1]};
    const ptrdiff_t n = s->tree.n_nodes;

    for (ptrdiff_t i = 0; i < s->n_leaves; i++) {
        for (ptrdiff_t t = 0; t < PERIODS; t++) {
            x[i * by.series_stride + t * by.period_stride] = s->x[i][t];
        }
    }
    hct_tree_sum(&s->tree, &s->weight[0][0], (hct_strides){PERIODS, 1}, PERIODS,
                 &node_weight[0][0], (hct_strides){PERIODS, 1});
    for (ptrdiff_t i = 0; i < n; i++) {
        first[i] = node_weight[i][0];
    }
    if (how.lag > 0) {
        /* in two calls, as long work is cut */
        hct_tree_moved(&s->tree, x, by, first, 0, CUT, how.lag, out, by, doubles);
        hct_tree_moved(&s->tree, x, by, first, CUT, PERIODS, how.lag, out, by, doubles);
    }
    else {
        /* full blocks of periods, or a period at a time */
        const hct_missing_scratch room = {doubles, lists[0], lists[1], values,
                                          (below(2) ? 33 : 2) * (NODES + 3)};
        const ptrdiff_t at = CUT * by.period_stride;
        const int asked = layout == LAYOUTS - 1 || below(2);
        hct_seen seen = {asked ? flags : NULL, by};

        memset(flags, 7, sizeof flags);
        kernel(&s->tree, x, by, &node_weight[0][0],
               (hct_strides){PERIODS, weights_vary}, CUT, how.policy, how.update, 0,
               out, by, seen, room);
        seen.flags = asked ? flags + at : NULL;
        kernel(&s->tree, x + at, by, &node_weight[0][weights_vary ? CUT : 0],
               (hct_strides){PERIODS, weights_vary}, PERIODS - CUT, how.policy,
               how.update, 1, out + at, by, seen, room);
        if (asked) {
            check_seen(s, flags, by);
        }
    }
    for (ptrdiff_t i = 0; i < n; i++) {
        for (ptrdiff_t t = 0; t < PERIODS; t++) {
            got[i][t] = out[i * by.series_stride + t * by.period_stride];
        }
    }
}

static int
near(double got, double want)
{
    return (isnan(got) && isnan(want)) || fabs(got - want) <= 1e-12 * fabs(want);
}

static void
test_every_rule_equals_the_recursion(void)
{
    static const rule rules[] = {
        {HCT_MISSING_PROPAGATE, 0, 0}, {HCT_MISSING_PROPAGATE, 0, 1},
        {HCT_MISSING_REWEIGHT, 0, 0},  {HCT_MISSING_REWEIGHT, 0, 1},
        {HCT_MISSING_IMPUTE, 0, 0},    {HCT_MISSING_IMPUTE, 0, 1},
        {HCT_MISSING_IMPUTE, 1, 0},    {HCT_MISSING_IMPUTE, 12, 0},
    };

    for (int round = 0; round < 160; round++) {
        const rule how = rules[round % 8];
        const int vary = !how.update && how.lag == 0 && round % 16 < 8;
        static sample s;
        static double want[NODES][PERIODS], got[NODES][PERIODS], first[NODES][PERIODS];

        draw(&s, vary, round % 5 == 0);
        if (how.lag > 0) {
            observe_each_root(&s);
        }
        slow_twin(&s, how, want);
        for (int layout = 0; layout < LAYOUTS; layout++) {
            const int other = layout == LAYOUTS - 1 || (round / 8 % 2 && layout > 0);
            const int avx2 = other && hct_cpu_has_avx2();
            run(&s, how, vary, layout, avx2 ? hct_tree_missing_avx2 : hct_tree_missing,
                got);
            for (ptrdiff_t i = 0; i < s.tree.n_nodes; i++) {
                for (ptrdiff_t t = 0; t < PERIODS; t++) {
                    CHECK_TRUE(near(got[i][t], want[i][t]));
                    first[i][t] = layout == 0 ? got[i][t] : first[i][t];
                    CHECK_SAME(got[i][t], first[i][t]);
                    if (s.leaf[i] >= 0 && !isnan(s.x[s.leaf[i]][t])) {
                        CHECK_SAME(got[i][t], s.x[s.leaf[i]][t]);
                    }
                }
            }
        }
    }
}

int
main(void)
{
    test_every_rule_equals_the_recursion();
    return hct_test_report("tree_missing");
}
