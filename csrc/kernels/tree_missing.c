/* Weighted means up a tree when leaves are missing. Contract: hct/tree_missing.h.
 *
 * A period needs the one before: imputed values enter the references, and weights are
 * updated by them. So periods are outermost, and each is two passes over the nodes:
 * up, which sums what is observed and divides, and down, which completes what is
 * missing. To make the leaves of a period contiguous a block of periods is turned
 * into rows of leaves first, completed there, and turned back into out: a block is a
 * cache line of the usual layout, so memory is read and written once.
 *
 * The sum of all weights below a node, observed or not, is never summed again: it is
 * the node's weight, times the node's index in the reference period; and since the
 * completed leaves of a node change on average as the node, updated weights sum to
 * the node's updated weight.
 */
#include <math.h>
#include <string.h>

#include <hct/platform.h>
#include <hct/tree_missing.h>

enum { LANES = 4, RUN = 128 /* a multiple of LANES */ };

/* Everything a period needs, one entry a node or a leaf, contiguous. */
typedef struct {
    const hct_tree *tree;
    hct_missing policy;
    int update;
    double *moved, *observed; /* sums of w x and w r over observed children */
    double *whole;            /* sum of w r over all leaves */
    double *change;           /* moved over observed */
    double *weight;           /* of leaves */
    const double *reference;  /* of leaves, NULL for 1 */
    const int64_t *length;    /* of the run that starts, and that ends, at a node */
} state;

/* A run is a node with children, or leaves that stand together below one parent and
 * together in x. Only its first and last entries are read. */
static void
find_runs(const hct_tree *tree, int64_t *length)
{
    for (ptrdiff_t first = 0, next; first < tree->n_nodes; first = next) {
        next = first + 1;
        while (tree->leaf[first] >= 0 && next < tree->n_nodes &&
               tree->leaf[next] == tree->leaf[next - 1] + 1 &&
               tree->parent[next] == tree->parent[first]) {
            next++;
        }
        length[first] = length[next - 1] = next - first;
    }
}

/* Adds n products to LANES chains, so that they vectorise in a fixed order. */
HCT_INLINE void
add_lanes(const double *parts, ptrdiff_t n, double *restrict lanes)
{
    ptrdiff_t i = 0;

    for (; i + LANES <= n; i += LANES) {
        for (int k = 0; k < LANES; k++) {
            lanes[k] += parts[i + k];
        }
    }
    for (int k = 0; i < n; i++, k++) {
        lanes[k] += parts[i];
    }
}

/* x, or +0.0 where value is NaN, without a branch and in SSE2: NaN are the patterns
 * above that of infinity, so the subtraction borrows for them alone. */
HCT_INLINE double
unless_missing(double x, double value)
{
    const uint64_t infinity = UINT64_C(0x7ff0000000000000);
    uint64_t bits, of_value;

    memcpy(&bits, &x, sizeof bits);
    memcpy(&of_value, &value, sizeof of_value);
    bits &= ((infinity - (of_value & ~(UINT64_C(1) << 63))) >> 63) - 1;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* Sums over a run of leaves, by way of a buffer: the choice between a product and
 * zero vectorises alone, and the sums do, but not both in one loop. */
HCT_INLINE void
sum_run(const double *x, const double *weight, const double *reference, ptrdiff_t n,
        int skip, double *moved, double *observed)
{
    double m[LANES] = {0.0}, o[LANES] = {0.0}, part[RUN], base[RUN];

    for (ptrdiff_t first = 0; first < n; first += RUN) {
        const ptrdiff_t count = n - first < RUN ? n - first : RUN;
        for (ptrdiff_t i = 0; i < count; i++) {
            const double value = x[first + i], w = weight[first + i];
            const double whole = reference ? w * reference[first + i] : w;
            part[i] = skip ? unless_missing(w * value, value) : w * value;
            base[i] = skip ? unless_missing(whole, value) : whole;
        }
        add_lanes(part, count, m);
        add_lanes(base, count, o);
    }
    *moved += ((m[0] + m[1]) + m[2]) + m[3];
    *observed += ((o[0] + o[1]) + o[2]) + o[3];
}

/* Up: what each node's observed children changed by. */
HCT_INLINE void
pass_up(const state *s, const double *x, int skip)
{
    const hct_tree *tree = s->tree;

    for (ptrdiff_t i = 0; i < tree->n_nodes; i += (ptrdiff_t)s->length[i]) {
        s->moved[i] = s->observed[i] = 0.0;
    }
    for (ptrdiff_t end = tree->n_nodes, i; end > 0; end = i) {
        i = end - (ptrdiff_t)s->length[end - 1];
        const ptrdiff_t leaf = (ptrdiff_t)tree->leaf[i];
        const ptrdiff_t parent = (ptrdiff_t)tree->parent[i];

        if (leaf >= 0) {
            if (parent >= 0) {
                sum_run(x + leaf, s->weight + leaf,
                        s->reference ? s->reference + leaf : NULL, end - i, skip,
                        &s->moved[parent], &s->observed[parent]);
            }
            continue;
        }
        s->change[i] = s->observed[i] > 0.0 ? s->moved[i] / s->observed[i] : NAN;
        if (parent >= 0 && !(skip && isnan(s->change[i]))) {
            s->moved[parent] += s->change[i] * s->whole[i];
            s->observed[parent] += s->whole[i];
        }
    }
}

/* Whether weights move by a change. Where nothing below a root is observed they all
 * stay: what they are to each other is known all the same. */
static int
moves_weights(const state *s, double change)
{
    return s->update && (s->policy == HCT_MISSING_PROPAGATE || !isnan(change));
}

/* A missing leaf moves as its parent; under HCT_MISSING_REWEIGHT only its weight. */
HCT_INLINE void
complete_run(const state *s, double *x, ptrdiff_t leaf, ptrdiff_t n, double change)
{
    const double *reference = s->reference ? s->reference + leaf : NULL;
    double *restrict weight = s->weight + leaf;
    const int impute = s->policy == HCT_MISSING_IMPUTE;
    const int update = moves_weights(s, change);

    for (ptrdiff_t i = 0; i < n; i++) {
        const double value = x[i];
        const double moved = reference ? reference[i] * change : change;
        const double full = value != value ? moved : value;
        x[i] = impute ? full : value;
        weight[i] = update ? weight[i] * full : weight[i];
    }
}

/* Down: a node without a change of its own moves as its parent. shown: the nodes'
 * values; a node that only carries weight is shown as missing. */
HCT_INLINE void
pass_down(const state *s, double *x, double *shown, ptrdiff_t stride,
          const double *node_weight, ptrdiff_t node_weight_stride)
{
    const hct_tree *tree = s->tree;
    const int skip = s->policy != HCT_MISSING_PROPAGATE;

    for (ptrdiff_t i = 0; i < tree->n_nodes; i += (ptrdiff_t)s->length[i]) {
        const ptrdiff_t leaf = (ptrdiff_t)tree->leaf[i];
        const ptrdiff_t parent = (ptrdiff_t)tree->parent[i];
        const double above = skip && parent >= 0 ? s->change[parent] : NAN;

        if (leaf >= 0) {
            complete_run(s, x + leaf, leaf, (ptrdiff_t)s->length[i], above);
            continue;
        }
        const double own = s->change[i];
        s->change[i] = isnan(own) ? above : own;
        double value = s->policy == HCT_MISSING_IMPUTE ? s->change[i] : own;
        if (s->reference != NULL) {
            value *= s->whole[i] / node_weight[i * node_weight_stride];
        }
        shown[i * stride] = value;
        s->whole[i] *= moves_weights(s, s->change[i]) ? s->change[i] : 1.0;
    }
}

/* ---- a block of periods, to and fro ------------------------------------------------- */

HCT_INLINE void
read_block(const double *x, hct_strides xs, ptrdiff_t n_leaves, ptrdiff_t n,
           double *restrict values)
{
    for (ptrdiff_t i = 0; i < n_leaves; i++) {
        for (ptrdiff_t t = 0; t < n; t++) {
            values[t * n_leaves + i] = x[i * xs.series_stride + t * xs.period_stride];
        }
    }
}

HCT_INLINE void
write_block(const hct_tree *tree, const double *values, ptrdiff_t n_leaves, ptrdiff_t n,
            double *restrict out, hct_strides os)
{
    for (ptrdiff_t i = 0; i < tree->n_nodes; i++) {
        const double *leaf = values + tree->leaf[i];
        for (ptrdiff_t t = 0; tree->leaf[i] >= 0 && t < n; t++) {
            out[i * os.series_stride + t * os.period_stride] = leaf[t * n_leaves];
        }
    }
}

static void
gather(const double *from, ptrdiff_t stride, ptrdiff_t n, double *to)
{
    for (ptrdiff_t i = 0; i < n; i++) {
        to[i] = from[i * stride];
    }
}

/* References and whole weights of a period, taken from the results of an earlier one. */
static void
refer_to(state *s, const double *earlier, ptrdiff_t stride, const double *node_weight,
         ptrdiff_t node_weight_stride, double *reference)
{
    for (ptrdiff_t i = 0; i < s->tree->n_nodes; i++) {
        const double value = earlier ? earlier[i * stride] : 1.0;
        if (s->tree->leaf[i] >= 0) {
            reference[s->tree->leaf[i]] = value;
        }
        s->whole[i] = node_weight[i * node_weight_stride] * value;
    }
    s->reference = earlier ? reference : NULL;
}

HCT_INLINE void
missing(const hct_tree *tree, const double *x, hct_strides xs, ptrdiff_t n_leaves,
        const double *weight, hct_strides ws, const double *node_weight, hct_strides ns,
        ptrdiff_t n_periods, hct_missing_rule rule, double *out, hct_strides os,
        hct_missing_scratch scratch)
{
    const ptrdiff_t m = tree->n_nodes;
    /* With a lag the block after the first row of values holds the references. */
    const ptrdiff_t block = rule.lag > 0 ? 1 : HCT_MISSING_BLOCK;
    double *const reference = scratch.values + n_leaves;
    state s = {tree,
               rule.policy,
               rule.update,
               scratch.nodes,
               scratch.nodes + m,
               scratch.nodes + 2 * m,
               scratch.nodes + 3 * m,
               scratch.weight,
               NULL,
               scratch.length};

    find_runs(tree, scratch.length);
    gather(weight, ws.series_stride, n_leaves, s.weight);
    gather(node_weight, ns.series_stride, m, s.whole);
    for (ptrdiff_t first = 0; first < n_periods; first += block) {
        const ptrdiff_t n = block < n_periods - first ? block : n_periods - first;
        const double *from = x + first * xs.period_stride;
        double *to = out + first * os.period_stride;

        if (n == HCT_MISSING_BLOCK && xs.period_stride == 1) {
            read_block(from, (hct_strides){xs.series_stride, 1}, n_leaves,
                       HCT_MISSING_BLOCK, scratch.values);
        }
        else {
            read_block(from, xs, n_leaves, n, scratch.values);
        }
        for (ptrdiff_t t = first; t < first + n; t++) {
            double *values = scratch.values + (t - first) * n_leaves;
            const double *of_node = node_weight + t * ns.period_stride;
            const ptrdiff_t back = t >= rule.lag ? rule.lag : t > 0;

            if (!rule.update && ws.period_stride != 0) {
                gather(weight + t * ws.period_stride, ws.series_stride, n_leaves,
                       s.weight);
                gather(of_node, ns.series_stride, m, s.whole);
            }
            if (rule.lag > 0) {
                refer_to(&s, back > 0 ? out + (t - back) * os.period_stride : NULL,
                         os.series_stride, of_node, ns.series_stride, reference);
            }
            if (rule.policy == HCT_MISSING_PROPAGATE) {
                pass_up(&s, values, 0);
            }
            else {
                pass_up(&s, values, 1);
            }
            pass_down(&s, values, out + t * os.period_stride, os.series_stride, of_node,
                      ns.series_stride);
        }
        if (n == HCT_MISSING_BLOCK && os.period_stride == 1) {
            write_block(tree, scratch.values, n_leaves, HCT_MISSING_BLOCK, to,
                        (hct_strides){os.series_stride, 1});
        }
        else {
            write_block(tree, scratch.values, n_leaves, n, to, os);
        }
    }
}

void
hct_tree_missing(const hct_tree *tree, const double *x, hct_strides xs,
                 ptrdiff_t n_leaves, const double *weight, hct_strides ws,
                 const double *node_weight, hct_strides ns, ptrdiff_t n_periods,
                 hct_missing_rule rule, double *out, hct_strides os,
                 hct_missing_scratch scratch)
{
    missing(tree, x, xs, n_leaves, weight, ws, node_weight, ns, n_periods, rule, out,
            os, scratch);
}

HCT_TARGET_AVX2 void
hct_tree_missing_avx2(const hct_tree *tree, const double *x, hct_strides xs,
                      ptrdiff_t n_leaves, const double *weight, hct_strides ws,
                      const double *node_weight, hct_strides ns, ptrdiff_t n_periods,
                      hct_missing_rule rule, double *out, hct_strides os,
                      hct_missing_scratch scratch)
{
    missing(tree, x, xs, n_leaves, weight, ws, node_weight, ns, n_periods, rule, out,
            os, scratch);
}
