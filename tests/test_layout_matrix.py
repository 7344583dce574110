"""Every public function of arrays, with every argument laid out every way that NumPy knows.

One row a function: how it is called, with which arrays. A public function without a row
fails. The expected result is that of plain arrays, in C order and with memory of their
own; every other layout must give the same bits, leave its input alone, and, where the
function takes `out`, write the same into an `out` that overlaps an argument.
"""

import inspect
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
import xarray as xr

import hanoi_ct
import hanoi_ct.errors
from hanoi_ct import ExactSum, GroupSum

RANDOM = np.random.default_rng(1313)
PANEL = np.round(RANDOM.lognormal(4.6, 0.3, (6, 30)), 1)
VECTOR = np.round(RANDOM.lognormal(2.0, 0.5, 30), 1)
SHARES = np.linspace(0.05, 0.4, 30)
CODES = np.arange(30) % 4
MONTHS = [f"{2016 + i // 12}-{i % 12 + 1:02}" for i in range(30)]
PARENT = np.array([-1, 0, 0, 1, 1, 1, 2, 2, 2])


class Row(NamedTuple):
    """How a function is called; `arrays` are laid out, and `empty` says that none may be."""

    call: Callable[..., Any]
    arrays: tuple[np.ndarray, ...]
    empty: bool = True


def _sum_of(values):
    total = ExactSum()
    total.add(values)
    return total.value


def _group_sum_of(values, codes):
    total = GroupSum(4, statistics=["sum", "mean", "maximum"])
    total.add(values, codes)
    return total.sum, total.mean, total.maximum


def _regrouped(values, codes):
    total = GroupSum(4)
    total.add(values, codes)
    return total.regroup(np.array([0, 1, 0, -1]), 2).sum


h = hanoi_ct
ROWS = {
    "ExactSum": Row(_sum_of, (PANEL,)),
    "GroupSum": Row(_group_sum_of, (VECTOR, CODES)),
    "acceleration": Row(h.acceleration, (PANEL,)),
    "additive_contribution": Row(h.additive_contribution, (SHARES, VECTOR)),
    "aggregate": Row(lambda x, w, **o: h.aggregate(x, w, PARENT, **o), (PANEL, VECTOR[:6]), False),
    "annual_mean": Row(lambda x: h.annual_mean(x, MONTHS, partial=True), (PANEL,), False),
    "average_growth": Row(h.average_growth, (SHARES, VECTOR)),
    "base_effect": Row(h.base_effect, (PANEL,)),
    "bilateral_contributions": Row(
        h.bilateral_contributions, (PANEL, PANEL[::-1].copy(), VECTOR, SHARES), False
    ),
    "bilateral_index": Row(h.bilateral_index, (PANEL, PANEL[::-1].copy(), VECTOR, SHARES), False),
    "bilateral_series": Row(h.bilateral_series, (PANEL, PANEL[::-1].copy()), False),
    "carry_over": Row(h.carry_over, (PANEL,)),
    "chain": Row(lambda x, **o: h.chain(x / 100, **o), (PANEL,)),
    "chained_contributions": Row(
        lambda x, w, total: h.chained_contributions(x, w, total, MONTHS),
        (PANEL, PANEL, PANEL.mean(axis=0)),
        False,
    ),
    "concentration": Row(h.concentration, (PANEL,)),
    "constant_market_share": Row(
        h.constant_market_share,
        (PANEL, PANEL[::-1].copy(), PANEL * 3 + 1, PANEL[::-1] * 4 + 1),
    ),
    "contributions": Row(
        lambda x, w, **o: h.contributions(x, w, PARENT, **o), (PANEL, VECTOR[:6]), False
    ),
    "decumulate": Row(h.decumulate, (PANEL,)),
    "denton": Row(lambda x, y: h.denton(x, y, 12), (PANEL, VECTOR[:2] * 200), False),
    "difference": Row(h.difference, (PANEL, VECTOR)),
    "elementary_index": Row(lambda x: h.elementary_index(x), (PANEL,), False),
    "exact_cumsum": Row(h.exact_cumsum, (PANEL,)),
    "exact_dot": Row(h.exact_dot, (PANEL, VECTOR)),
    "exact_mean": Row(lambda x: h.exact_mean(x, axis=-1), (PANEL,)),
    "exact_moving_sum": Row(lambda x: h.exact_moving_sum(x, 5), (PANEL,)),
    "exact_sum": Row(lambda x: h.exact_sum(x, axis=0), (PANEL,)),
    "exact_weighted_mean": Row(h.exact_weighted_mean, (VECTOR, SHARES), False),
    "export_similarity": Row(h.export_similarity, (PANEL, PANEL[::-1].copy())),
    "extended_mean": Row(h.extended_mean, (PANEL, VECTOR)),
    "factor_weights": Row(h.factor_weights, (PANEL, SHARES), False),
    "generalized_mean": Row(h.generalized_mean, (PANEL, SHARES), False),
    "group_sum": Row(lambda x, c: h.group_sum(x, c, 4), (VECTOR, CODES)),
    "growth": Row(lambda x, **o: h.growth(x, 12, **o), (PANEL,)),
    "growth_behind_ytd": Row(h.growth_behind_ytd, (VECTOR, VECTOR[::-1].copy(), SHARES)),
    "growth_interval_behind_ytd": Row(
        lambda a, b, s: h.growth_interval_behind_ytd((a, a + 0.1), (b, b + 0.1), (s, s)),
        (VECTOR, VECTOR[::-1].copy(), SHARES),
    ),
    "implied_base": Row(h.implied_base, (VECTOR, SHARES)),
    "implied_increase": Row(h.implied_increase, (VECTOR, SHARES)),
    "implied_price_change": Row(h.implied_price_change, (VECTOR, SHARES)),
    "index_of_relatives": Row(
        lambda x, w: h.index_of_relatives(x, w, w * 2), (VECTOR, SHARES), False
    ),
    "lilien": Row(h.lilien, (PANEL, PANEL[::-1].copy())),
    "mean_contributions": Row(h.mean_contributions, (PANEL, SHARES), False),
    "moving_growth": Row(h.moving_growth, (PANEL,)),
    "moving_mean": Row(lambda x, **o: h.moving_mean(x, 9, **o), (PANEL,)),
    "moving_sum": Row(h.moving_sum, (PANEL,)),
    "multilateral_contributions": Row(
        lambda p, q: h.multilateral_contributions(p, q, window=13),
        (PANEL, PANEL[::-1].copy()),
        False,
    ),
    "multilateral_index": Row(
        lambda p, q: h.multilateral_index(p, q, window=13), (PANEL, PANEL[::-1].copy()), False
    ),
    "panel_growth": Row(lambda x, s: h.panel_growth(x, s, np.arange(30)), (VECTOR, CODES)),
    "panel_lag": Row(lambda x, s: h.panel_lag(x, s, np.arange(30)), (VECTOR, CODES)),
    "panel_moving_growth": Row(
        lambda x, s: h.panel_moving_growth(x, s, np.arange(30), 2), (VECTOR, CODES)
    ),
    "panel_moving_mean": Row(
        lambda x, s: h.panel_moving_mean(x, s, np.arange(30), 3), (VECTOR, CODES)
    ),
    "panel_moving_sum": Row(
        lambda x, s: h.panel_moving_sum(x, s, np.arange(30), 3), (VECTOR, CODES)
    ),
    "panel_ytd": Row(
        lambda x, s: h.panel_ytd(x, s, np.arange(30), periods_per_year=4), (VECTOR, CODES)
    ),
    "panel_ytd_growth": Row(
        lambda x, s: h.panel_ytd_growth(x, s, np.arange(30), periods_per_year=4), (VECTOR, CODES)
    ),
    "printed_growth": Row(lambda a, b, **o: h.printed_growth(a, b, 2, **o), (PANEL, VECTOR)),
    "printed_interval": Row(lambda x: h.printed_interval(x, 1), (PANEL,)),
    "printed_ratio": Row(lambda a, b, **o: h.printed_ratio(a, b, 2, **o), (PANEL, VECTOR)),
    "printed_share": Row(lambda a, b, **o: h.printed_share(a, b, 2, **o), (PANEL, VECTOR)),
    "ratio": Row(h.ratio, (PANEL, VECTOR)),
    "rebase": Row(lambda x, **o: h.rebase(x, slice(2, 9), **o), (PANEL,), False),
    "reconcile": Row(
        lambda x, y: h.reconcile(x, y, [-1, 0, 0, -1, 3, 3], 12),
        (PANEL, 12 * (np.kron(np.eye(2), [[0, 1, 1], [0, 1, 0], [0, 0, 1]]) @ PANEL[:, :2])),
        False,
    ),
    "relative_change": Row(h.relative_change, (PANEL, VECTOR)),
    "required_growth": Row(h.required_growth, (VECTOR, VECTOR[::-1].copy(), SHARES)),
    "round_half_up": Row(lambda x, **o: h.round_half_up(x, 0, **o), (PANEL,)),
    "round_to_add_up": Row(h.round_to_add_up, (PANEL,)),
    "scale_weights": Row(h.scale_weights, (PANEL,), False),
    "share_shift": Row(
        lambda a, b: h.share_shift(a, b, source=0, target=1), (VECTOR, VECTOR[::-1].copy()), False
    ),
    "shift_share": Row(
        h.shift_share, (VECTOR, VECTOR[::-1].copy(), VECTOR * 3 + 1, VECTOR[::-1] * 4 + 1)
    ),
    "splice": Row(lambda a, b: h.splice(a, b, 20), (PANEL, PANEL[::-1].copy()), False),
    "stacked_growth": Row(h.stacked_growth, (VECTOR, SHARES)),
    "structural_change": Row(h.structural_change, (PANEL, PANEL[::-1].copy())),
    "temporal_disaggregate": Row(
        lambda x, y: tuple(h.temporal_disaggregate(x, y, 4, rho=0.5, constant=False)),
        (VECTOR, VECTOR[5:12].copy()),
        False,
    ),
    "transmute_weights": Row(h.transmute_weights, (PANEL, SHARES), False),
    "unchain": Row(lambda x: h.unchain(x, MONTHS), (PANEL,), False),
    "ytd": Row(h.ytd, (PANEL,)),
    "ytd_contributions": Row(lambda x: h.ytd_contributions(x, first_period=3), (PANEL,)),
    "ytd_growth": Row(h.ytd_growth, (PANEL,)),
}

# What takes no arrays of figures: tables of a printed text, their results, and classes of
# records, whose own tests say how they are read.
APART = {
    "AddedUp": "a result",
    "BasePrices": "a result",
    "Disaggregation": "a result",
    "GroupedFigures": "a result",
    "__version__": "a string",
    "Concentration": "a result",
    "MarketShare": "a result",
    "Shift": "a result",
    "ShiftShare": "a result",
    "TargetOutlook": "a result",
    "target_outlook": "numbers alone: tests/measures/test_trade.py",
    "printed_contribution": "figures with their decimals: tests/measures/test_printed_tables.py",
    "printed_mean": "figures with their decimals: tests/measures/test_printed_tables.py",
    "printed_ytd": "figures with their decimals: tests/measures/test_printed_tables.py",
    "base_prices": "long tables alone: tests/measures/test_base_prices.py",
    "show_versions": "takes nothing",
}


class Subclass(np.ndarray):
    """An array of a class of its own."""


def _misaligned(x):
    raw = np.zeros(x.nbytes + 1, dtype=np.uint8)
    view = raw[1:].view(x.dtype).reshape(x.shape)
    view[...] = x
    return view


def _strided(x):
    wide = np.full([3 * n for n in x.shape], 7, dtype=x.dtype)
    view = wide[tuple(slice(1, None, 3) for _ in x.shape)]
    view[...] = x
    return view


def _reversed(x):
    flip = (slice(None, None, -1),) * x.ndim
    return np.ascontiguousarray(x[flip])[flip]


def _read_only(x):
    copy = x.copy()
    copy.flags.writeable = False
    return copy


def _moved_axes(x):
    return (
        np.ascontiguousarray(np.moveaxis(x, 0, -1)[..., np.newaxis])[..., 0].T if x.ndim > 1 else x
    )


LAYOUTS = {
    "Fortran order": np.asfortranarray,
    "reversed": _reversed,
    "strided": _strided,
    "misaligned": _misaligned,
    "byte-swapped": lambda x: x.astype(x.dtype.newbyteorder()),
    "read-only": _read_only,
    "subclass": lambda x: x.view(Subclass),
    "transposed": _moved_axes,
    "inside a larger array": lambda x: np.pad(x, 2)[(slice(2, -2),) * x.ndim],
}


def parts(result):
    """A result as a list of plain arrays."""
    if isinstance(result, tuple):
        return [np.asarray(part) for part in result]
    return [np.asarray(result)]


def assert_same(got, expected, what):
    for a, b in zip(parts(got), parts(expected), strict=True):
        assert a.shape == b.shape, what
        assert a.dtype == b.dtype, what
        if a.dtype.kind == "f":
            nan = np.isnan(a) & np.isnan(b)
            bits = np.ascontiguousarray(a).view(np.uint64) == np.ascontiguousarray(b).view(
                np.uint64
            )
            assert (nan | bits).all(), what
        else:
            assert (a == b).all(), what


def or_refusal(call):
    """What a call returns, or 0.0 where it refuses its arguments in a short line of words."""
    try:
        return call()
    except hanoi_ct.errors.HanoiCTError as error:
        message = str(error)
    assert len(message) < 400
    assert "\n" not in message
    return 0.0


def test_every_public_function_has_a_row():
    public = set(hanoi_ct.__all__)
    assert public - set(ROWS) - set(APART) == set(), "give it a row, or say why it has none"
    assert set(ROWS) - public == set()


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_argument_in_every_layout(name, layout):
    call, arrays, _ = ROWS[name]
    expected = call(*(array.copy() for array in arrays))
    for i, array in enumerate(arrays):
        laid_out = LAYOUTS[layout](array)
        before = np.array(laid_out)
        given = [a.copy() for a in arrays]
        given[i] = laid_out
        assert_same(call(*given), expected, f"argument {i} {layout}")
        assert (np.array(laid_out) == before).all(), "the input was written to"
    assert_same(call(*map(LAYOUTS[layout], arrays)), expected, f"all {layout}")


@pytest.mark.parametrize("name", ROWS)
def test_one_value_repeated_without_memory_of_its_own(name):
    call, arrays, _ = ROWS[name]
    for i, array in enumerate(arrays):
        row = np.broadcast_to(array[..., :1], array.shape)  # strides of zero
        given = [a.copy() for a in arrays]
        given[i] = row
        expected = [a.copy() for a in given]
        assert_same(call(*given), call(*expected), f"argument {i}")


@pytest.mark.parametrize("name", [name for name, row in ROWS.items() if row.empty])
def test_no_value_at_all(name):
    call, arrays, _ = ROWS[name]
    if "panel_" in name:
        pytest.skip("rows and periods of a long table are as many: see test_panel.py")
    empty = [array[..., :0] for array in arrays]
    for part in parts(call(*empty)):
        assert part.dtype.kind in "fib"


@pytest.mark.parametrize("name", ROWS)
def test_a_number_is_taken_or_refused_in_words(name):
    call, arrays, _ = ROWS[name]
    result = or_refusal(lambda: call(*(array.reshape(-1)[0] for array in arrays)))
    assert all(np.ndim(part) <= 1 for part in parts(result))


WITH_OUT = [
    name
    for name in ROWS
    if inspect.isfunction(inspect.unwrap(getattr(hanoi_ct, name)))
    and "out" in inspect.signature(getattr(hanoi_ct, name)).parameters
]


def test_functions_with_out_are_found():
    assert {"growth", "aggregate", "difference", "round_half_up", "rebase"} <= set(WITH_OUT)


@pytest.mark.parametrize("name", WITH_OUT)
@pytest.mark.parametrize("shift", range(-3, 4))
def test_out_over_every_argument_shifted(name, shift):
    call, arrays, _ = ROWS[name]
    expected = call(*(array.copy() for array in arrays))
    for i, array in enumerate(arrays):
        size = max(expected.size, array.size)
        memory = np.zeros(size + 6)
        given = [a.copy() for a in arrays]
        given[i] = memory[3 : 3 + array.size].reshape(array.shape)
        given[i][...] = array
        out = memory[3 + shift : 3 + shift + expected.size].reshape(expected.shape)
        assert call(*given, out=out) is out
        assert_same(out, expected, f"out over argument {i}, shifted by {shift}")


@pytest.mark.parametrize("name", WITH_OUT)
@pytest.mark.parametrize("layout", ["Fortran order", "reversed", "strided", "misaligned"])
def test_out_in_every_layout(name, layout):
    call, arrays, _ = ROWS[name]
    expected = call(*(array.copy() for array in arrays))
    out = LAYOUTS[layout](np.zeros(expected.shape))
    assert call(*(array.copy() for array in arrays), out=out) is out
    assert_same(np.array(out), expected, layout)


@pytest.mark.parametrize("name", WITH_OUT)
def test_an_out_that_cannot_take_the_result_is_refused(name):
    call, arrays, _ = ROWS[name]
    shape = call(*arrays).shape
    wrong = [_read_only(np.zeros(shape)), np.zeros(shape, ">f8"), np.zeros(shape, np.float32),
             np.zeros((*shape, 2)), np.zeros(shape).view(Subclass), [0.0]]  # fmt: skip
    for out in wrong:
        with pytest.raises(hanoi_ct.errors.HanoiCTError, match=r"^`out` of "):
            call(*arrays, out=out)


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.filterwarnings("error")
def test_infinities_and_missing_values_make_no_warning(name):
    call, arrays, _ = ROWS[name]
    for alien in (np.nan, np.inf, -np.inf):
        for i, array in enumerate(arrays):
            if array.dtype.kind != "f":
                continue
            given = [a.copy() for a in arrays]
            given[i][..., 1] = alien
            given[i][..., -2] = -alien
            or_refusal(lambda given=given: call(*given))


def _is_first(array):
    return np.arange(array.size).reshape(array.shape) == 0


# What users pass by mistake, or from another library, in place of an array.
ODD = {
    "None": lambda x: None,
    "text": lambda x: "abc",
    "bytes": lambda x: b"12",
    "a dict": lambda x: {"a": 1.0},
    "a set": lambda x: {1.0, 2.0},
    "a generator": lambda x: (value for value in x.ravel()),
    "a type": lambda x: float,
    "a masked array": np.ma.array,
    "complex numbers": lambda x: x + 0j,
    "an array of text": lambda x: x.astype(str),
    "dates": lambda x: np.full(x.shape, np.datetime64("2020-01-01")),
    "objects": lambda x: x.astype(object),
    "objects and None": lambda x: np.where(_is_first(x), None, x.astype(object)),
    "records": lambda x: np.zeros(3, dtype=[("a", float)]),
    "more dimensions": lambda x: x.reshape(1, 1, *x.shape),
    "a Series": lambda x: pd.Series(x.ravel()),
    "a Series of one label": lambda x: pd.Series(x.ravel(), index=[0] * x.size),
    "an empty Series": lambda x: pd.Series([], dtype=float),
    "a DataFrame": lambda x: pd.DataFrame(x.T),
    "an empty DataFrame": lambda x: pd.DataFrame(),
    "NA": lambda x: pd.NA,
    "a LazyFrame": lambda x: pl.LazyFrame({"v": x.ravel()}),
    "a polars Series": lambda x: pl.Series(x.ravel()),
    "a polars DataFrame": lambda x: pl.DataFrame({"v": x.ravel()}),
    "an Arrow array": lambda x: pa.array(x.ravel()),
    "an Arrow table": lambda x: pa.table({"v": x.ravel()}),
    "a DataArray": xr.DataArray,
    "a Dataset": lambda x: xr.Dataset({"v": ("x", x.ravel())}),
}
# Rows whose calls compute with their arguments first.
DIRECT = {
    "chain": h.chain,
    "growth_interval_behind_ytd": lambda a, b, s: h.growth_interval_behind_ytd(
        (a, a), (b, b), (s, s)
    ),
    "index_of_relatives": lambda x, w: h.index_of_relatives(x, w, w, formula="fisher"),
}


@pytest.mark.parametrize("name", ROWS)
@pytest.mark.filterwarnings("error")
def test_whatever_is_passed_is_taken_or_refused_in_words(name):
    call, arrays, _ = ROWS[name]
    call = DIRECT.get(name, call)
    for i in range(len(arrays)):
        for kind, make in ODD.items():
            given = [array.copy() for array in arrays]
            given[i] = make(given[i])
            try:
                or_refusal(lambda given=given: call(*given))
            except (TypeError, ValueError, AttributeError, LookupError, Warning) as error:
                pytest.fail(f"argument {i}, {kind}: {type(error).__name__}: {error}")
