"""What the compiled core offers: ufuncs, generalised ufuncs and a few functions; names
ending in `_portable` are the same loops without AVX2, for tests and benchmarks."""

from typing import Any

from numpy import ufunc
from numpy.typing import NDArray

HAS_AVX2: int

# Constants of csrc/include/hct, which have no second home in Python.
SUM_WORDS: int
DOT_WORDS: int
DOT_BASE: int
EXACT_SUM: int
EXACT_DOT: int
PLUS_INFINITY_WORD: int
NAN_WORD: int
ZERO_WORD: int
CHUNKS_WORD: int
OTHER_TERMS: int
CHUNK_BITS: int
LEAST_EXPONENT: int
PRODUCT_BITS: int
LIMB_BITS: int
WINDOW_BITS: int
WINDOW_ROOM: int
WINDOW_DIGITS: int
LEAST_WINDOW: int
LEAST_LEVEL_WINDOW: int
GREATEST_LEVEL_WINDOW: int
MOST_GROUPS: int
PRINTED_PLACES_MAX: int
ROUNDING_DECIMALS_MIN: int
ROUNDING_DECIMALS_MAX: int
NO_EXTENT: tuple[int, int, int]

pair_sums: ufunc
pair_sums_portable: ufunc
growth: ufunc
growth_portable: ufunc
ytd: ufunc
ytd_portable: ufunc
ytd_growth: ufunc
ytd_growth_portable: ufunc

difference: ufunc
ratio: ufunc
additive_contribution: ufunc
implied_base: ufunc
implied_increase: ufunc
stacked_growth: ufunc
average_growth: ufunc
implied_price_change: ufunc
relative_change: ufunc
required_growth: ufunc
round_half_up: ufunc
round_half_up_portable: ufunc
printed_ratio: ufunc
shortest_decimal: ufunc
printed_growth: ufunc
tree_sum: ufunc
tree_sum_portable: ufunc
tree_aggregate: ufunc
tree_aggregate_portable: ufunc
tree_contributions: ufunc
tree_contributions_portable: ufunc

exact_sum: ufunc
exact_sum_portable: ufunc
exact_mean: ufunc
exact_mean_portable: ufunc
exact_dot: ufunc
exact_dot_portable: ufunc
exact_add: ufunc
exact_add_portable: ufunc
exact_add_products: ufunc
exact_add_products_portable: ufunc
exact_merge: ufunc
exact_round: ufunc
exact_to_integer: ufunc
exact_is_canonical: ufunc
exact_cumsum: ufunc
exact_moving_sum: ufunc
exact_widen_extent: ufunc
exact_running_begin: ufunc
exact_running_sums: ufunc
change: ufunc
log_growth: ufunc
annualised_growth: ufunc
ytd_observed: ufunc
ytd_growth_observed: ufunc
decumulate: ufunc
chain: ufunc
chain_links: ufunc
ribe: ufunc
unchain: ufunc
moving: ufunc
moving_portable: ufunc
moving_observed: ufunc
moving_observed_portable: ufunc
moving_growth_observed: ufunc
moving_growth_observed_portable: ufunc
index_contributions: ufunc
index_contributions_portable: ufunc
tree_parts: ufunc
tree_parts_portable: ufunc
tree_superlative: ufunc
tree_superlative_portable: ufunc
tree_missing: ufunc
tree_missing_portable: ufunc
tree_moved: ufunc
tree_cascade: ufunc
tree_cascade_portable: ufunc

product_halves: ufunc
product_halves_portable: ufunc
product_integers: ufunc
exact_extent: ufunc
group_round: ufunc
group_to_integer: ufunc
group_from_digits: ufunc
group_value_of_key: ufunc
group_to_state: ufunc

def group_add(
    values: NDArray[Any],
    codes: NDArray[Any],
    n_groups: int,
    window: int,
    limbs: NDArray[Any],
    rows: NDArray[Any],
    spills: NDArray[Any],
    /,
) -> tuple[int, int, int]: ...
def group_add_portable(
    values: NDArray[Any],
    codes: NDArray[Any],
    n_groups: int,
    window: int,
    limbs: NDArray[Any],
    rows: NDArray[Any],
    spills: NDArray[Any],
    /,
) -> tuple[int, int, int]: ...
def group_add_integers(
    values: NDArray[Any],
    exponents: NDArray[Any],
    codes: NDArray[Any],
    n_groups: int,
    window: int,
    limbs: NDArray[Any],
    rows: NDArray[Any],
    spills: NDArray[Any],
    /,
) -> tuple[int, int, int]: ...
def group_add_spills(limbs: NDArray[Any], spills: NDArray[Any], n_spills: int, /) -> None: ...
def group_merge(limbs: NDArray[Any], other: NDArray[Any], spills: NDArray[Any], /) -> int: ...
def group_merge_at(
    limbs: NDArray[Any], other: NDArray[Any], slots: NDArray[Any], spills: NDArray[Any], /
) -> int: ...
def group_count(
    values: NDArray[Any], codes: NDArray[Any], n_groups: int, count: NDArray[Any], /
) -> int: ...
def group_extremes(
    values: NDArray[Any],
    codes: NDArray[Any],
    n_groups: int,
    least: NDArray[Any],
    greatest: NDArray[Any],
    /,
) -> int: ...
def group_check(codes: NDArray[Any], n_groups: int, /) -> int: ...
def number_texts(
    data: Any,
    offsets: Any,
    valid: Any,
    is_64_bits: bool,
    first_element: int,
    from_row: int,
    n_rows: int,
    slots: NDArray[Any],
    seed: int,
    first: NDArray[Any],
    n_distinct: int,
    codes: NDArray[Any],
    /,
) -> tuple[int, int]: ...

order_of_rows: ufunc
number_runs: ufunc
extents_of_series: ufunc
spread_rows: ufunc
gather_rows: ufunc
