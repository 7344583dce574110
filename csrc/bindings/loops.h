/* Inner loops of the ufuncs, one file a subject, and the helpers they share.
 *
 * A loop is called by NumPy without the GIL. It turns byte strides into element
 * strides, calls a kernel, and never calls the Python API. NumPy has checked and
 * aligned the operands, so byte strides are multiples of sizeof(double).
 */
#ifndef HCT_LOOPS_H
#define HCT_LOOPS_H

#include <fenv.h>

#include "npyapi.h"

_Static_assert(_Alignof(double) == sizeof(double) &&
                   _Alignof(npy_int64) == sizeof(npy_int64),
               "strides of aligned arrays must be whole elements");

#define HCT_ELEMENTS(byte_stride) ((ptrdiff_t)(byte_stride) / (ptrdiff_t)sizeof(double))

/* NumPy turns floating-point flags left by a loop into warnings. What a kernel
 * does with infinities and NaN is its contract, not an accident to warn of. */
static inline void
hct_clear_fp_flags(void)
{
    feclearexcept(FE_ALL_EXCEPT);
}

typedef void hct_loop(char **args, npy_intp const *dimensions, npy_intp const *steps,
                      void *data);

hct_loop hct_loop_growth, hct_loop_growth_avx2;
hct_loop hct_loop_change, hct_loop_log_growth, hct_loop_annualised_growth;
hct_loop hct_loop_ytd, hct_loop_ytd_avx2;
hct_loop hct_loop_ytd_growth, hct_loop_ytd_growth_avx2;
hct_loop hct_loop_ytd_observed, hct_loop_ytd_growth_observed;
hct_loop hct_loop_decumulate, hct_loop_chain;
hct_loop hct_loop_order_of_rows, hct_loop_extents_of_series, hct_loop_number_runs;
hct_loop hct_loop_spread_rows, hct_loop_gather_rows;
hct_loop hct_loop_moving, hct_loop_moving_avx2;
hct_loop hct_loop_moving_observed, hct_loop_moving_growth_observed;
hct_loop hct_loop_tree_sum, hct_loop_tree_sum_avx2;
hct_loop hct_loop_tree_aggregate, hct_loop_tree_aggregate_avx2;
hct_loop hct_loop_tree_contributions, hct_loop_tree_contributions_avx2;
hct_loop hct_loop_index_contributions, hct_loop_index_contributions_avx2;
hct_loop hct_loop_tree_missing, hct_loop_tree_moved;

hct_loop hct_loop_difference, hct_loop_ratio, hct_loop_additive_contribution;
hct_loop hct_loop_implied_base, hct_loop_implied_increase;
hct_loop hct_loop_stacked_growth, hct_loop_average_growth;
hct_loop hct_loop_implied_price_change, hct_loop_relative_change;
hct_loop hct_loop_required_growth;

hct_loop hct_loop_round_half_up, hct_loop_round_half_up_avx2;

hct_loop hct_loop_printed_ratio, hct_loop_printed_growth;

hct_loop hct_loop_exact_sum, hct_loop_exact_sum_avx2;
hct_loop hct_loop_exact_mean, hct_loop_exact_mean_avx2;
hct_loop hct_loop_exact_dot, hct_loop_exact_dot_avx2;
hct_loop hct_loop_exact_add, hct_loop_exact_add_avx2;
hct_loop hct_loop_exact_add_products, hct_loop_exact_add_products_avx2;
hct_loop hct_loop_exact_merge, hct_loop_exact_round, hct_loop_exact_is_canonical;
hct_loop hct_loop_exact_cumsum, hct_loop_exact_moving_sum;

hct_loop hct_loop_product_halves, hct_loop_product_halves_avx2;
hct_loop hct_loop_product_integers, hct_loop_exact_extent;
hct_loop hct_loop_group_round, hct_loop_group_to_state;

#endif
