/* Parts in the change of means, and of superlative indexes, against the formulas in long
 * double, node by node; and logarithmic means by themselves. */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include <hct/platform.h>
#include <hct/tree_parts.h>

#include "forest.h"
#include "hct_test.h"
#include "kernels/trees/logarithmic.inc.h"

/* As precise as the tests ask, whether long double is longer than double or not. */
static const double TOLERANCE = 1e-13;

static void
check_near(double got, long double want, double scale)
{
    if (isnan(got) || isnan(want)) {
        CHECK_TRUE(isnan(got) && isnan(want));
        return;
    }
    CHECK_TRUE(fabsl((long double)got - want) <= (long double)(TOLERANCE * scale));
}

/* ---- the formulas ----------------------------------------------------------------- */

static long double
log_mean(long double u, long double v)
{
    if (isnan(u) || isnan(v)) {
        return (long double)NAN;
    }
    if (u <= 0.0L || v <= 0.0L) {
        return 0.0L;
    }
    const long double low = u < v ? u : v, gap = fabsl(u - v);
    return gap == 0.0L ? u : gap / log1pl(gap / low);
}

/* F of hct/tree_parts.h. */
static long double
weight_factor(double order, long double u, long double v)
{
    const long double r = order, low = u < v ? u : v, high = u < v ? v : u;

    if (isnan(u) || isnan(v)) {
        return (long double)NAN;
    }
    if (order == 1.0) {
        return 1.0L;
    }
    if (high == 0.0L || low < 0.0L || (low == 0.0L && order <= 0.0)) {
        return 0.0L;
    }
    if (order == 0.0) {
        return 1.0L / log_mean(u, v);
    }
    if (high == low) {
        return powl(u, r - 1.0L);
    }
    return low == 0.0L ? powl(high, r - 1.0L) / r
                       : powl(low, r) * expm1l(r * log1pl((high - low) / low)) /
                             (r * (high - low));
}

static long double
moved_by(double before, double parent_before, double parent_after)
{
    return before == 0.0
               ? 0.0L
               : before * ((long double)parent_after / (long double)parent_before);
}

/* A mean in one period: the columns of its panels, by node. */
typedef struct {
    double before[MAX_NODES], after[MAX_NODES], weight[MAX_NODES];
} column;

static column
column_of(const hct_mean *m, ptrdiff_t n_nodes, ptrdiff_t t)
{
    column c;

    for (ptrdiff_t i = 0; i < n_nodes; i++) {
        c.before[i] = m->before[i * m->bs.series_stride + t * m->bs.period_stride];
        c.after[i] = m->after[i * m->as.series_stride + t * m->as.period_stride];
        c.weight[i] = m->weight[i * m->ws.series_stride + t * m->ws.period_stride];
    }
    return c;
}

static void
shares_of_mean(const forest *f, const column *c, double order, long double *share)
{
    for (ptrdiff_t i = 0; i < f->tree.n_nodes; i++) {
        const ptrdiff_t p = (ptrdiff_t)f->parent[i];
        long double sum = 0.0L, own = (long double)NAN;

        if (p < 0) {
            share[i] = isnan(c->before[i] + c->after[i]) ? (long double)NAN : 1.0L;
            continue;
        }
        for (ptrdiff_t k = 0; k < f->tree.n_nodes; k++) {
            if (f->parent[k] == p && !isnan(c->before[k] + c->after[k])) {
                const long double moved =
                    moved_by(c->before[k], c->before[p], c->after[p]);
                const long double factor = weight_factor(order, c->after[k], moved);
                const long double size =
                    order == 1.0 ? 1.0L : (long double)c->before[k] + c->after[k];
                sum += isnan(factor) ? 0.0L : c->weight[k] * factor * size;
                own = k == i ? c->weight[k] * factor : own;
            }
        }
        const long double whole =
            order == 1.0 ? 1.0L : (long double)c->before[p] + c->after[p];
        share[i] = share[p] * own * (sum == 0.0L ? 0.0L : whole / sum);
    }
}

static void
geometric_shares(const forest *f, const column *c, double order, long double *share)
{
    for (ptrdiff_t i = 0; i < f->tree.n_nodes; i++) {
        const ptrdiff_t p = (ptrdiff_t)f->parent[i];
        long double sum = 0.0L, own = (long double)NAN;

        if (p < 0) {
            share[i] = isnan(c->before[i] + c->after[i]) ? (long double)NAN : 1.0L;
            continue;
        }
        for (ptrdiff_t k = 0; k < f->tree.n_nodes; k++) {
            if (f->parent[k] == p && !isnan(c->before[k] + c->after[k])) {
                const long double moved =
                    moved_by(c->before[k], c->before[p], c->after[p]);
                const long double part =
                    order == 0.0 ? (long double)c->weight[k]
                                 : c->weight[k] * log_mean(c->after[k], moved) *
                                       weight_factor(order, c->after[k], moved);
                sum += isnan(part) ? 0.0L : part;
                own = k == i ? part : own;
            }
        }
        share[i] = share[p] * own / sum;
    }
}

static int
is_leaf(const forest *f, ptrdiff_t node)
{
    return f->leaf[node] >= 0;
}

/* Shares of leaves, and changes of all nodes, of a superlative index. */
static void
superlative_parts(const forest *f, const column c[2], const column *shown, double order,
                  long double *share, long double *change)
{
    const ptrdiff_t n = f->tree.n_nodes;
    long double each[2][MAX_NODES], growth = 1.0L, total = 0.0L;

    for (int m = 0; m < 2; m++) {
        geometric_shares(f, &c[m], m == 0 ? order : -order, each[m]);
        growth *= sqrtl((long double)c[m].after[0] / (long double)c[m].before[0]);
    }
    for (ptrdiff_t i = 0; i < n; i++) {
        share[i] = (long double)NAN;
        change[i] = is_leaf(f, i) ? (long double)NAN : 0.0L;
        for (int m = 0; is_leaf(f, i) && m < 2; m++) {
            const long double relative =
                (long double)c[m].after[i] / (long double)c[m].before[i];
            const long double mean = log_mean(relative, growth);
            const long double part = each[m][i] / mean;
            if (!isnan(part)) {
                share[i] = (isnan(share[i]) ? 0.0L : share[i]) + part;
                change[i] =
                    (isnan(change[i]) ? 0.0L : change[i]) + part * (relative - 1.0L);
                total += part;
            }
        }
    }
    for (ptrdiff_t i = n - 1; i >= 0; i--) {
        if (is_leaf(f, i)) {
            share[i] /= total;
            change[i] /= total;
        }
        if (f->parent[i] >= 0 && !isnan(change[i])) {
            change[f->parent[i]] += change[i];
        }
        if (isnan(shown->before[i] + shown->after[i])) {
            change[i] = (long double)NAN;
        }
    }
}

/* ---- means as a test has them ------------------------------------------------------ */

typedef struct {
    panel before, after, weight;
    hct_mean mean;
} levels;

static double
uniform(void)
{
    return (double)(hct_test_random(&state) >> 11) * 0x1p-53;
}

/* Mean of any order of the children that are there; NaN if none is. */
static void
fill_means(const forest *f, panel p, panel w, ptrdiff_t t, hct_strides ws, double order)
{
    for (ptrdiff_t i = f->tree.n_nodes - 1; i >= 0; i--) {
        long double sum = 0.0L, whole = 0.0L;

        if (is_leaf(f, i)) {
            continue;
        }
        for (ptrdiff_t k = 0; k < f->tree.n_nodes; k++) {
            const double x = *at(p, k, t);
            const double weight = w.start[k * ws.series_stride + t * ws.period_stride];
            if (f->parent[k] == i && !isnan(x)) {
                sum += weight * (order == 0.0 ? logl(x) : powl(x, order));
                whole += weight;
            }
        }
        const long double mean = sum / whole;
        *at(p, i, t) = (double)(order == 0.0 ? expl(mean) : powl(mean, 1.0L / order));
    }
}

enum spoiled { SOUND, GAPS, ZEROS };

/* Levels of leaves by chance, near or far from each other, with means above them. */
static levels
new_levels(const forest *f, ptrdiff_t periods, enum layout layout, double order,
           int weights_vary, enum spoiled how, double spread)
{
    const ptrdiff_t nodes = f->tree.n_nodes,
                    weight_periods = weights_vary ? periods : 1;
    levels l = {new_panel(nodes, periods, layout),
                new_panel(nodes, periods, (enum layout)((layout + 1) % N_LAYOUTS)),
                new_panel(nodes, weight_periods, layout),
                {0}};
    hct_strides ws = l.weight.by;

    ws.period_stride = weights_vary ? ws.period_stride : 0;
    for (ptrdiff_t i = 0; i < nodes; i++) {
        for (ptrdiff_t t = 0; t < weight_periods; t++) {
            *at(l.weight, i, t) = 0.5 + uniform();
        }
        for (ptrdiff_t t = 0; t < periods; t++) {
            const double start = 100.0 * exp(uniform() - 0.5);
            *at(l.before, i, t) = start;
            *at(l.after, i, t) = start * exp(spread * (uniform() - 0.4));
            if (how == GAPS && below(6) == 0) {
                *at(below(2) ? l.before : l.after, i, t) = NAN;
            }
            if (how == ZEROS && below(4) == 0) {
                *at(below(2) ? l.before : l.after, i, t) = 0.0;
                *at(l.before, i, t) *= (double)below(2);
            }
        }
    }
    for (ptrdiff_t t = 0; t < periods; t++) {
        fill_means(f, l.before, l.weight, t, ws, order);
        fill_means(f, l.after, l.weight, t, ws, order);
    }
    l.mean = (hct_mean){l.before.start, l.after.start, l.weight.start,
                        l.before.by,    l.after.by,    ws,
                        order};
    return l;
}

static void
free_levels(levels l)
{
    free(l.before.memory);
    free(l.after.memory);
    free(l.weight.memory);
}

static const double spreads[] = {0.2, 1e-6, 3.0};

/* ---- tests ------------------------------------------------------------------------- */

static void
test_logarithmic_means_equal_the_formula(void)
{
    double u[64], v[64], mean[64], inverse[64], quotient[64];

    for (int round = 0; round < 600; round++) {
        const double scale = round % 3 == 2 ? ldexp(1.0, (int)below(1800) - 900) : 1.0;
        for (int i = 0; i < 64; i++) {
            u[i] = scale * exp(uniform());
            v[i] = u[i] * exp((round % 2 ? 1e-5 : 3.0) * (uniform() - 0.5));
            v[i] = below(9) ? v[i] : u[i];
        }
        logarithmic_means(u, v, 64, mean);
        inverse_logarithmic_means(u, v, 64, inverse);
        means_over_products(u, v, 64, quotient);
        for (int i = 0; i < 64; i++) {
            const long double want = log_mean(u[i], v[i]);
            const long double over = want / (long double)u[i] / (long double)v[i];
            check_near(mean[i], want, (double)want / 64.0);
            check_near(inverse[i], 1.0L / want, (double)(1.0L / want) / 64.0);
            if (over < (long double)DBL_MAX && over > (long double)DBL_MIN) {
                check_near(quotient[i], over, (double)over / 64.0);
            }
        }
    }
}

static void
test_logarithmic_means_at_the_edges(void)
{
    static const double tiny = 0x1p-1074, huge = DBL_MAX;
    const double u[] = {tiny, huge, 0.0, 2.0, NAN, INFINITY, 4.0 * tiny, huge, 5.0};
    const double v[] = {tiny, huge, 0.0, -1.0, 1.0, 1.0, 4.0 * tiny, tiny, INFINITY};
    const double want[] = {tiny, huge, 0.0, 0.0, NAN, NAN, 4.0 * tiny, huge, NAN};
    double mean[9], inverse[9], quotient[9];

    logarithmic_means(u, v, 9, mean);
    inverse_logarithmic_means(u, v, 9, inverse);
    means_over_products(u, v, 9, quotient);
    for (int i = 0; i < 9; i++) {
        if (i == 7) {
            check_near(mean[i], log_mean(u[i], v[i]), mean[i]);
            continue;
        }
        CHECK_SAME(mean[i], want[i]);
        CHECK_TRUE(isnan(want[i]) ? isnan(inverse[i]) && isnan(quotient[i]) : 1);
        CHECK_TRUE(want[i] == 0.0 ? inverse[i] == 0.0 && quotient[i] == 0.0 : 1);
    }
}

static void
check_parts(const forest *f, ptrdiff_t periods, enum layout layout, double order,
            int weights_vary, enum spoiled how, double spread,
            hct_tree_parts_kernel *kernel)
{
    const ptrdiff_t nodes = f->tree.n_nodes;
    levels l = new_levels(f, periods, layout, order, weights_vary, how, spread);
    panel shares = new_panel(nodes, periods, layout);
    panel changes = new_panel(nodes, periods, (enum layout)((layout + 2) % N_LAYOUTS));
    double *base = malloc((size_t)(periods + 1) * sizeof(double));
    int64_t children[MAX_NODES], next[MAX_NODES];

    for (ptrdiff_t t = 0; t < periods; t++) {
        base[t] = below(10) == 0 ? -(double)below(2) : *at(l.before, 0, t);
    }
    kernel(nodes, f->parent, &l.mean, periods, HCT_PARTS_SHARE, base, 1, shares.start,
           shares.by, children, next);
    kernel(nodes, f->parent, &l.mean, periods, HCT_PARTS_CHANGE, base, 1, changes.start,
           changes.by, children, next);
    for (ptrdiff_t t = 0; t < periods; t++) {
        const column c = column_of(&l.mean, nodes, t);
        long double share[MAX_NODES];

        shares_of_mean(f, &c, order, share);
        for (ptrdiff_t i = 0; i < nodes; i++) {
            const long double over = base[t] > 0.0 ? base[t] : (long double)NAN;
            const long double change = (long double)c.after[i] - c.before[i];
            const double size = 1.0 + fabs((double)share[i]);
            check_near(*at(shares, i, t), share[i], size);
            check_near(*at(changes, i, t), share[i] * change / over,
                       size * fabs((double)(change / over)) + 1e-3);
        }
    }
    free_levels(l);
    free(shares.memory);
    free(changes.memory);
    free(base);
}

static void
test_parts_equal_the_formula(void)
{
    static const double orders[] = {0.0, 1.0, -1.0, 2.0, 0.3, -2.0};
    static const ptrdiff_t periods[] = {0, 1, 7, 128, 131};

    for (int round = 0; round < 360; round++) {
        const double order = orders[round % 6];
        const enum spoiled how = (enum spoiled)(below(order > 0.0 ? 3 : 2));
        const ptrdiff_t nodes = 1 + below(round % 5 < 3 ? 40 : 12);
        const enum layout layout = (enum layout)(round % N_LAYOUTS);
        forest f;

        grow(&f, nodes, 0);
        check_parts(&f, periods[round % 5], layout, order, round / 6 % 2, how,
                    spreads[round / 12 % 3], hct_tree_parts);
        if (hct_cpu_has_avx2()) {
            check_parts(&f, periods[round % 5], layout, order, round / 6 % 2, how,
                        spreads[round / 12 % 3], hct_tree_parts_avx2);
        }
    }
}

static void
check_superlative(const forest *f, ptrdiff_t periods, enum layout layout, double order,
                  int weights_vary, enum spoiled how, double spread, int alike,
                  hct_tree_superlative_kernel *kernel)
{
    const ptrdiff_t nodes = f->tree.n_nodes, room = nodes * (6 + below(250));
    levels l[3];
    hct_mean means[2];
    panel shares = new_panel(nodes, periods, layout);
    panel changes = new_panel(nodes, periods, (enum layout)((layout + 2) % N_LAYOUTS));
    double *family = malloc((size_t)room * sizeof(double));
    int64_t children[MAX_NODES], next[MAX_NODES];

    for (int m = 0; m < 3; m++) {
        l[m] = new_levels(f, periods, (enum layout)((layout + m) % N_LAYOUTS),
                          m == 1 ? -order : order, weights_vary, how, spread);
    }
    for (ptrdiff_t t = 0; alike && t < periods; t++) { /* leaves of one observation */
        for (ptrdiff_t i = 0; i < nodes; i++) {
            if (is_leaf(f, i)) {
                *at(l[1].before, i, t) = *at(l[0].before, i, t);
                *at(l[1].after, i, t) = *at(l[0].after, i, t);
            }
        }
        fill_means(f, l[1].before, l[1].weight, t, l[1].mean.ws, -order);
        fill_means(f, l[1].after, l[1].weight, t, l[1].mean.ws, -order);
    }
    means[0] = l[0].mean;
    means[1] = l[1].mean;
    kernel(nodes, f->parent, means, &l[2].mean, periods, HCT_PARTS_SHARE, shares.start,
           shares.by, children, next, family, room);
    kernel(nodes, f->parent, means, &l[2].mean, periods, HCT_PARTS_CHANGE,
           changes.start, changes.by, children, next, family, room);
    for (ptrdiff_t t = 0; t < periods; t++) {
        const column c[2] = {column_of(&means[0], nodes, t),
                             column_of(&means[1], nodes, t)};
        const column shown = column_of(&l[2].mean, nodes, t);
        long double share[MAX_NODES], change[MAX_NODES];

        superlative_parts(f, c, &shown, order, share, change);
        for (ptrdiff_t i = 0; i < nodes; i++) {
            check_near(*at(shares, i, t), share[i], 10.0);
            check_near(*at(changes, i, t), change[i], 10.0);
        }
    }
    for (int m = 0; m < 3; m++) {
        free_levels(l[m]);
    }
    free(shares.memory);
    free(changes.memory);
    free(family);
}

static void
test_superlative_parts_equal_the_formula(void)
{
    static const double orders[] = {1.0, 0.0, 2.0};
    static const ptrdiff_t periods[] = {0, 1, 7, 128, 131};

    for (int round = 0; round < 240; round++) {
        const ptrdiff_t nodes = 1 + below(round % 5 < 3 ? 40 : 12);
        const enum layout layout = (enum layout)(round % N_LAYOUTS);
        const enum spoiled how = (enum spoiled)(round / 2 % 2);
        forest f;

        grow(&f, nodes, 0);
        check_superlative(&f, periods[round % 5], layout, orders[round % 3],
                          round / 3 % 2, how, spreads[round / 12 % 3], round % 2,
                          hct_tree_superlative);
        if (hct_cpu_has_avx2()) {
            check_superlative(&f, periods[round % 5], layout, orders[round % 3],
                              round / 3 % 2, how, spreads[round / 12 % 3], round % 2,
                              hct_tree_superlative_avx2);
        }
    }
}

/* One computation in every layout, by both codes, and in two cuts of the periods. */
static void
test_layouts_and_cuts_give_the_same_bits(void)
{
    static const double orders[] = {0.0, 1.0, -1.0, 0.3};
    enum { PERIODS = 21, NODES = 30 };

    for (int round = 0; round < 40; round++) {
        const double order = orders[round % 4];
        panel first = {NULL, NULL, {0, 0}}, first_sup = first;
        forest f;
        grow(&f, NODES, 0);
        const uint64_t seed = state;

        for (int k = 0; k < 2 * N_LAYOUTS; k++) {
            const enum layout layout = (enum layout)(k % N_LAYOUTS);
            const int portable = k < N_LAYOUTS || !hct_cpu_has_avx2();
            int64_t children[NODES], next[NODES];
            double family[6 * NODES], ones[PERIODS];
            panel out = new_panel(NODES, PERIODS, layout),
                  sup = new_panel(NODES, PERIODS, layout);
            const ptrdiff_t cut = k * 2;

            state = seed;
            levels l = new_levels(&f, PERIODS, layout, order, 0, GAPS, 0.5);
            levels m = new_levels(&f, PERIODS, layout, -order, 0, GAPS, 0.5);
            for (int t = 0; t < PERIODS; t++) {
                ones[t] = 1.0;
            }
            for (int part = 0; part < 2; part++) {
                const ptrdiff_t start = part ? cut : 0, n = part ? PERIODS - cut : cut;
                hct_mean each[2] = {l.mean, m.mean};
                for (int i = 0; i < 2; i++) {
                    each[i].before += start * each[i].bs.period_stride;
                    each[i].after += start * each[i].as.period_stride;
                }
                (portable ? hct_tree_parts : hct_tree_parts_avx2)(
                    NODES, f.parent, &each[0], n, HCT_PARTS_CHANGE, ones, 1,
                    at(out, 0, start), out.by, children, next);
                (portable ? hct_tree_superlative : hct_tree_superlative_avx2)(
                    NODES, f.parent, each, &each[0], n, HCT_PARTS_CHANGE,
                    at(sup, 0, start), sup.by, children, next, family, 6 * NODES);
            }
            for (ptrdiff_t i = 0; k > 0 && i < NODES; i++) {
                for (ptrdiff_t t = 0; t < PERIODS; t++) {
                    CHECK_SAME(*at(out, i, t), *at(first, i, t));
                    CHECK_SAME(*at(sup, i, t), *at(first_sup, i, t));
                }
            }
            free_levels(l);
            free_levels(m);
            if (k == 0) {
                first = out;
                first_sup = sup;
            }
            else {
                free(out.memory);
                free(sup.memory);
            }
        }
        free(first.memory);
        free(first_sup.memory);
    }
}

/* A root that is the mean of a leaf that rose by half and one without weight. */
static void
test_a_leaf_without_weight_adds_nothing_whatever_its_level(void)
{
    static const int64_t parent[] = {-1, 0, 0};
    static const double before[] = {2.0, 2.0, 0.0}, after[] = {3.0, 3.0, -4.0};
    static const double weight[] = {1.0, 1.0, 0.0}, base[] = {2.0};
    static const double orders[] = {0.0, -1.0, 0.5, -2.0, 1.0};
    const hct_strides by = {1, 1};
    int64_t children[3], next[3];

    for (int k = 0; k < 5; k++) {
        const hct_mean mean = {before, after, weight, by, by, {1, 0}, orders[k]};
        double out[3];
        hct_tree_parts(3, parent, &mean, 1, HCT_PARTS_CHANGE, base, 1, out, by,
                       children, next);
        check_near(out[0], 0.5L, 1.0);
        check_near(out[1], 0.5L, 1.0);
        CHECK_TRUE(out[2] == 0.0);
    }
}

int
main(void)
{
    test_logarithmic_means_equal_the_formula();
    test_logarithmic_means_at_the_edges();
    test_parts_equal_the_formula();
    test_superlative_parts_equal_the_formula();
    test_layouts_and_cuts_give_the_same_bits();
    test_a_leaf_without_weight_adds_nothing_whatever_its_level();
    return hct_test_report("tree_parts");
}
