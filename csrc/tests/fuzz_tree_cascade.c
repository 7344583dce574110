/* A fuzz target over means of rounded means up trees, against whole numbers one period at a
 * time, to the bit, in every layout. */
#include "cascade_oracle.h"
#include "fuzz_trees.h"

_Static_assert((int)MOST_NODES <= (int)CASCADE_NODES,
               "room for a column of the oracle");

typedef struct {
    forest f;
    int own, varies, decimals, large;
    hct_missing policy;
} input;

static int64_t
draw_whole(draws *d, int64_t most)
{
    return (int64_t)(draw_bytes(d, most > 65536 ? 8 : 2) % (uint64_t)most);
}

/* Weights of one period, or of all. */
static void
draw_weights(draws *d, const input *in, int64_t *units)
{
    for (ptrdiff_t i = 0; i < in->f.tree.n_nodes; i++) {
        units[i] = draw(d, 5) == 0 ? 0 : draw_whole(d, in->large ? INT64_MAX : 9);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    draws d = draws_of(data, size);
    const ptrdiff_t n_periods = draw(&d, 70);
    int64_t children[MOST_NODES], next[MOST_NODES];
    int64_t room[2 * MOST_NODES * HCT_CASCADE_COLUMNS];
    input in;

    draw_forest(&d, &in.f, (int)draw(&d, 3));
    in.own = (int)draw(&d, 2);
    in.varies = (int)draw(&d, 2);
    in.decimals = (int)draw(&d, 20) - 8;
    in.large = (int)draw(&d, 2);
    in.policy = (hct_missing)draw(&d, 3);

    const ptrdiff_t n = in.f.tree.n_nodes, columns = in.varies ? n_periods : 1;
    int64_t *units = malloc((size_t)(n * columns + 1) * sizeof *units);
    panel x = new_panel((int)draw(&d, PANEL_LAYOUTS), in.f.n_leaves, n_periods);
    panel want = new_panel(0, n, n_periods);

    for (ptrdiff_t t = 0; t < n_periods; t++) {
        cascade_column c = {{0}, {0}, {0}};
        int64_t *now = units + (in.varies ? t * n : 0);

        if (t == 0 || in.varies) {
            draw_weights(&d, &in, now);
        }
        for (ptrdiff_t i = 0; i < n; i++) {
            c.weight[i] = now[i];
            if (in.f.leaf[i] >= 0) {
                const int64_t figure = cascade_hundredths(draw_bytes(&d, 8), in.large);
                double *to = at(&x, (ptrdiff_t)in.f.leaf[i], t);

                *to = cascade_given(draw(&d, 4) ? figure : -figure, in.decimals,
                                    &c.figure[i]);
                c.missing[i] = draw(&d, 6) == 0;
                *to = c.missing[i] ? NAN : *to;
            }
        }
        cascade_by_hand(&in.f.tree, in.own, in.policy, &c);
        for (ptrdiff_t i = 0; i < n; i++) {
            *at(&want, i, t) = cascade_shown(&c, i, in.decimals);
        }
    }
    for (int avx2 = 0; avx2 < 2; avx2++) {
        panel out = new_panel((int)draw(&d, PANEL_LAYOUTS), n, n_periods);

        (avx2 ? hct_tree_cascade_avx2 : hct_tree_cascade)(
            &in.f.tree, x.first, x.at, units, (hct_strides){1, in.varies ? n : 0},
            in.own, n_periods, in.decimals, in.policy, out.first, out.at, children,
            next, room);
        check_panel("fuzz_tree_cascade", &out, &want);
        free_panel(&out);
    }
    free_panel(&x);
    free_panel(&want);
    free(units);
    return 0;
}

FUZZ_MAIN("fuzz_tree_cascade", fuzz_random_bytes)
