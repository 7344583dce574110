"""Dates drawn at random are the same dates in every container: one answer, or an error.

What is drawn is a rule (month ends, weeks of a weekday ...), a stretch, and what was done to it:
nothing, rows left out, one date moved, dates of two units, rows shuffled.
"""

import datetime
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hanoi_ct as h
from hanoi_ct.errors import HanoiCTError
from hanoi_ct.hierarchy import Hierarchy

pd = pytest.importorskip("pandas")
pl = pytest.importorskip("polars")
pa = pytest.importorskip("pyarrow")
xr = pytest.importorskip("xarray")

RULES = ["MS", "ME", "BMS", "BME", "QS", "QE", "6ME", "YS", "YE", "W-MON", "W-FRI", "D"]
SAID = {"MS": "M", "ME": "M", "BMS": "M", "BME": "M", "QS": "Q", "QE": "Q", "6ME": "6M",
        "YS": "Y", "YE": "Y", "W-MON": "W", "W-FRI": "W", "D": "D"}  # fmt: skip
TREE = Hierarchy.from_parents({"T": None, "B": "T", "C": "T"})


@st.composite
def stretches(draw, least=3):
    """Consecutive dates by a rule."""
    rule = draw(st.sampled_from(RULES))
    start = draw(st.dates(datetime.date(1990, 1, 1), datetime.date(2050, 12, 31)))
    return rule, pd.date_range(start, periods=draw(st.integers(least, 24)), freq=rule)


@st.composite
def dates_of_any_kind(draw):
    """Dates that may have gaps, an odd one among them, or be of two units."""
    _, dates = draw(stretches())
    done = draw(st.sampled_from(["nothing", "gaps", "odd date", "two units"]))
    listed = list(dates)
    if done == "gaps":
        left = draw(st.lists(st.booleans(), min_size=len(dates), max_size=len(dates)))
        listed = [date for date, keep in zip(dates, left, strict=True) if keep]
    elif done == "odd date":
        listed[draw(st.integers(0, len(dates) - 1))] += pd.Timedelta("1D")
    elif done == "two units":
        _, others = draw(stretches())
        listed += list(others)
    return pd.DatetimeIndex(sorted(set(listed)))


def figures(n):
    return np.arange(1.0, n + 1) ** 2 + 3.0


# ---- containers ---------------------------------------------------------------------


def plain(result):
    """Figures without their labels."""
    if isinstance(result, (pl.DataFrame, pa.Table)):
        result = result.to_pandas()
    return np.asarray(result["v"] if isinstance(result, pd.DataFrame) else result, dtype=float)


def in_frame(dates, dtype=None):
    return pl.DataFrame({"t": pl.Series(dates, dtype=dtype), "v": figures(len(dates))})


def in_table(dates, dtype):
    return pa.table({"t": pa.array(dates, dtype), "v": figures(len(dates))})


def in_series(index):
    return pd.Series(figures(len(index)), index)


def days(dates):
    return [date.date() for date in dates]


def text(dates):
    return [str(day) for day in days(dates)]


CONTAINERS = {
    "with freq": lambda d: in_series(pd.DatetimeIndex(d, freq="infer") if len(d) > 2 else d),
    "without freq": lambda d: in_series(pd.DatetimeIndex(d.to_numpy())),
    "with a zone": lambda d: in_series(d.tz_localize("Asia/Ho_Chi_Minh")),
    "seconds": lambda d: in_series(pd.DatetimeIndex(d.to_numpy().astype("datetime64[s]"))),
    "timestamps": lambda d: in_series(pd.Index(list(d), dtype=object)),
    "datetime.date": lambda d: in_series(pd.Index(days(d), dtype=object)),
    "text": lambda d: in_series(pd.Index(text(d))),
    "categories": lambda d: in_series(pd.CategoricalIndex(text(d))),
    "Arrow in pandas": lambda d: in_series(pd.Index(days(d), dtype=pd.ArrowDtype(pa.date32()))),
    "polars dates": lambda d: in_frame(days(d), pl.Date),
    "polars datetimes": lambda d: in_frame(days(d), pl.Datetime("ms")),
    "polars text": lambda d: in_frame(text(d), pl.String),
    "polars categories": lambda d: in_frame(text(d), pl.Categorical),
    "Arrow dates": lambda d: in_table(days(d), pa.date32()),
    "Arrow timestamps": lambda d: in_table(d.to_numpy().astype("M8[us]"), pa.timestamp("us")),
    "Arrow text": lambda d: in_table(text(d), pa.string()),
    "xarray": lambda d: xr.DataArray(figures(len(d)), {"t": d.to_numpy()}, ("t",)),
}  # fmt: skip
COLUMNS = {
    "pandas": lambda d: pd.Series(d),
    "NumPy": lambda d: d.to_numpy(),
    "NumPy days": lambda d: d.to_numpy().astype("datetime64[D]"),
    "datetime.date": days,
    "text": text,
    "polars": lambda d: pl.Series(days(d), dtype=pl.Date),
    "polars text": lambda d: pl.Series(text(d), dtype=pl.String),
    "Arrow": lambda d: pa.array(days(d), pa.date32()),
    "categories": lambda d: pd.Series(pd.Categorical(text(d))),
}


def outcome(call):
    """What a call gives: figures, or that it refuses, in a short line of words."""
    try:
        return plain(call()).tolist()
    except HanoiCTError as error:
        return "refused" if len(str(error)) < 400 else f"refused at length: {error}"


def assert_one(outcomes):
    (first, right), *others = outcomes.items()
    for name, got in others:
        same = got == right or (
            "refused" not in (got, right) and np.array_equal(got, right, equal_nan=True)
        )
        assert same, f"{name}: {got}, {first}: {right}"


@pytest.mark.parametrize(
    "call",
    [
        lambda x, **o: h.growth(x, 1, **o),
        lambda x, **o: h.ytd(x, **o),
        lambda x, **o: h.moving_sum(x, 2, **o),
    ],
    ids=["growth", "ytd", "moving_sum"],
)
@settings(max_examples=40, deadline=None)
@given(dates=dates_of_any_kind(), said=st.booleans(), data=st.data())
def test_series_in_every_container(call, dates, said, data):
    options = {}
    if said:
        options["freq"] = data.draw(st.sampled_from(["M", "Q", "Y", "W", "D", "6M"]))
        options["gaps"] = data.draw(st.sampled_from(["raise", "missing"]))
    assert_one({name: outcome(lambda make=make: call(make(dates), **options))
                for name, make in CONTAINERS.items()})  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(dates=dates_of_any_kind(), said=st.booleans(), data=st.data())
def test_rows_of_long_tables_in_every_container_and_order(dates, said, data):
    options = {"freq": data.draw(st.sampled_from(["M", "Q", "Y", "W", "D"]))} if said else {}
    n = len(dates)
    order = np.array(data.draw(st.permutations(range(n))), dtype=int)
    series = np.zeros(n, dtype=int)
    for call in (
        lambda v, p: h.panel_growth(v, series, p, 1, **options),
        lambda v, p: h.panel_ytd(v, series, p, **options),
    ):
        outcomes = {}
        for name, column in COLUMNS.items():
            outcomes[name] = outcome(partial(call, figures(n), column(dates)))
            shuffled = outcome(partial(call, figures(n)[order], column(dates[order])))
            if shuffled != "refused":
                back = np.empty(n)
                back[order] = shuffled
                shuffled = back.tolist()
            outcomes[f"{name}, shuffled"] = shuffled
        assert_one(outcomes)


@settings(max_examples=40, deadline=None)
@given(dates=dates_of_any_kind())
def test_periods_of_trees_in_every_container(dates):
    n = len(dates)
    leaves = np.stack([figures(n), figures(n) + 1.0])
    columns = {name: make for name, make in COLUMNS.items() if name != "categories"}
    assert_one({
        name: outcome(
            lambda make=make: TREE.aggregate(leaves, [1, 2], periods=make(dates)).growth(1)["T"]
        )
        for name, make in columns.items()
    })  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(stretch=stretches(), data=st.data())
def test_rows_left_out_are_missing_where_the_unit_is_said(stretch, data):
    rule, dates = stretch
    n = len(dates)
    kept = np.array(data.draw(st.lists(st.booleans(), min_size=n, max_size=n)))
    if not kept.any():
        kept[0] = True
    options = {"freq": SAID[rule], "gaps": "missing"}
    if SAID[rule] == "W":  # a week that begins, or ends, on the day that all dates are
        options["freq"] = {"W-MON": "W", "W-FRI": "W-FRI"}[rule]
    wide = in_series(pd.DatetimeIndex(dates.to_numpy()))
    holes = wide.where(kept)
    for call in (lambda x: h.growth(x, 1, **options), lambda x: h.moving_sum(x, 2, **options)):
        right = plain(call(holes))[kept]
        whole = pd.DatetimeIndex(dates[kept])
        for name, make in CONTAINERS.items():
            x = make(whole)
            values = figures(n)[kept]
            if isinstance(x, pd.Series):
                x = pd.Series(values, x.index)
            elif isinstance(x, pl.DataFrame):
                x = x.with_columns(v=pl.Series(values))
            elif isinstance(x, pa.Table):
                x = x.set_column(1, "v", pa.array(values))
            else:
                x = x.copy(data=values)
            np.testing.assert_array_equal(plain(call(x)), right, err_msg=name)


@settings(max_examples=40, deadline=None)
@given(stretch=stretches(least=4), data=st.data())
def test_rows_out_of_order_are_refused_in_every_container(stretch, data):
    _, dates = stretch
    order = data.draw(st.permutations(range(len(dates))))
    shuffled = pd.DatetimeIndex(dates.to_numpy()[list(order)])
    expected = "refused" if list(order) != sorted(order) else None
    for name, make in CONTAINERS.items():
        got = outcome(lambda make=make: h.growth(make(shuffled), 1, freq="D", gaps="missing"))
        assert (got == "refused") == (expected == "refused"), name
