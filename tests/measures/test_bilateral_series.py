"""Series of bilateral indexes: by pairs, in every container, over holes."""

import numpy as np
import pytest

import hanoi_ct as h
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

NAN = float("nan")
RANDOM = np.random.default_rng(8)
P, Q = RANDOM.lognormal(1.0, 0.2, (2, 4, 6))
MONTHS = [f"2018-{m:02}" for m in range(1, 7)]
ITEMS = ["beer", "malt", "milk", "rice"]


def pair(s, t, formula="fisher", **options):
    return h.bilateral_index(P[:, s], P[:, t], Q[:, s], Q[:, t], formula, **options)


def test_the_three_comparisons():
    links = [pair(t - 1, t) for t in range(1, 6)]
    np.testing.assert_allclose(h.bilateral_series(P, Q), np.cumprod([1, *links]), rtol=1e-14)
    moved = h.bilateral_series(P, Q, comparison="period_on_period")
    np.testing.assert_allclose(moved, [1, *links], rtol=1e-14)
    fixed = h.bilateral_series(P, Q, comparison="fixed_base", base=2)
    expected = [1.0 if t == 2 else pair(2, t) for t in range(6)]
    np.testing.assert_allclose(fixed, expected, rtol=1e-14)
    assert h.bilateral_series(P, Q, base=3)[3] == 1
    lowe = h.bilateral_series(P, Q, "lowe", weight_period=4)
    np.testing.assert_allclose(lowe, h.bilateral_series(P, formula="lowe", qb=Q[:, 4]), rtol=1e-15)
    volumes = h.bilateral_series(P, Q, "tornqvist", of="quantities")
    assert volumes[1] == pytest.approx(pair(0, 1, "tornqvist", of="quantities"), rel=1e-14)


@pytest.mark.parametrize("call", [h.bilateral_series, h.multilateral_index])
def test_every_container(call):
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    arrow, xarray = pytest.importorskip("pyarrow"), pytest.importorskip("xarray")
    p, q = P.copy(), Q.copy()
    p[1, 3] = q[1, 3] = NAN
    options = {"missing": "omit"} if call is h.bilateral_series else {}
    expected = call(p, q, **options)
    index = pandas.PeriodIndex(MONTHS, freq="M", name="month")
    frames = [pandas.DataFrame(x.T, index=index, columns=ITEMS) for x in (p, q)]
    got = call(*frames, **options)
    assert got.index.equals(index)
    np.testing.assert_array_equal(got, expected)
    columns = [{"month": MONTHS, **dict(zip(ITEMS, x, strict=True))} for x in (p, q)]
    for make in (polars.DataFrame, arrow.table):
        got = call(*map(make, columns), **options)
        assert type(got) is type(make(columns[0]))
        np.testing.assert_array_equal(got["index"].to_numpy(), expected)
    dates = np.array(MONTHS, dtype="M8[ns]")
    arrays = [xarray.DataArray(x, {"item": ITEMS, "time": dates}, ("item", "time")) for x in (p, q)]
    got = call(*arrays, **options)
    assert got.dims == ("time",)
    np.testing.assert_array_equal(got, expected)
    long = pandas.DataFrame(
        [
            (item, month, p[i, t], q[i, t])
            for i, item in enumerate(ITEMS)
            for t, month in enumerate(MONTHS)
            if (i, t) != (1, 3)
        ],
        columns=["item", "month", "price", "sold"],
    ).sample(frac=1, random_state=1)
    named = {"price": "price", "quantity": "sold", "by": "item", "time": "month"}
    for table in (long, polars.from_pandas(long), arrow.Table.from_pandas(long)):
        got = call(table, **named, **options)
        figures = got if table is long else got["index"].to_numpy()
        np.testing.assert_array_equal(figures, expected)


@pytest.mark.parametrize("call", [h.bilateral_series, h.multilateral_index])
def test_errors_name_item_and_period(call):
    pandas = pytest.importorskip("pandas")
    index = pandas.PeriodIndex(MONTHS, freq="M")
    p, q = (pandas.DataFrame(x.T, index=index, columns=ITEMS) for x in (P, Q))
    bad = p.copy()
    bad.loc["2018-03", "malt"] = -1.0
    with pytest.raises(ArgumentValueError, match=r"^`prices` of .* -1.0 for 'malt' in 2018-03$"):
        call(bad, q)
    with pytest.raises(ArgumentValueError, match=r"^`prices` of .* got -1.0 at index \(1, 2\)"):
        call(bad.to_numpy().T, Q)
    with pytest.raises(ArgumentValueError, match="the same items in the same order; got 'beer' an"):
        call(p, q[ITEMS[::-1]])
    with pytest.raises(ArgumentValueError, match="the same periods"):
        call(p.iloc[1:], q.iloc[:-1])
    with pytest.raises(ArgumentTypeError, match="must be of one kind"):
        call(p, Q)
    with pytest.raises(ArgumentValueError, match="must have one shape"):
        call(P, Q[1:])


def test_refusals():
    call = h.bilateral_series
    for options, message in (
        ({"comparison": "best"}, "^`comparison` of bilateral_series must be one of"),
        ({"base": 6}, "^`base` of bilateral_series must be between 0 and 5"),
        ({"comparison": "period_on_period", "base": 1}, "must be left out"),
        ({"formula": "lowe", "weight_period": 1, "qb": Q[:, 0]}, "got both"),
    ):
        with pytest.raises(ArgumentValueError, match=message):
            call(P, Q, **options)
    with pytest.raises(ArgumentValueError, match=r"^`q0` of bilateral_index must be given"):
        call(P)
    holes = P.copy()
    holes[:, 2] = NAN
    assert np.isnan(call(holes, Q, missing="omit")).tolist() == [False, False] + 4 * [True]
    with pytest.raises(ArgumentValueError, match=r"given under missing='raise'; got nan at .*0, 2"):
        call(holes, Q, missing="raise")


def test_periods_may_be_said_by_their_labels():
    pandas = pytest.importorskip("pandas")
    for index in (
        pandas.PeriodIndex(MONTHS, freq="M"),
        pandas.to_datetime(MONTHS),
        pandas.Index(MONTHS),
    ):
        frames = [pandas.DataFrame(x.T, index=index, columns=ITEMS) for x in (P, Q)]
        options = {"comparison": "fixed_base"}
        got = h.bilateral_series(*frames, base="2018-03", **options)
        np.testing.assert_array_equal(got, h.bilateral_series(P, Q, base=2, **options))
        got = h.bilateral_series(*frames, "young", weight_period=index[4], **options)
        expected = h.bilateral_series(P, Q, "young", weight_period=4, **options)
        np.testing.assert_array_equal(got, expected)
        with pytest.raises(ArgumentValueError, match="got '2017-03': the periods are 2018-01"):
            h.bilateral_series(*frames, base="2017-03", **options)
