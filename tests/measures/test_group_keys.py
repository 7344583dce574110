"""Sums by keys of any type: against dictionaries of exact sums, in any order and container."""

import math
import pickle
import unicodedata
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import hanoi_ct
from hanoi_ct import group_sum
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

NAN = math.nan
VALUES = [0.1, 5.0, 0.2, 0.3, -1.5]
KEYS = ["mining", "energy", "mining", "mining", "water"]
YEARS = [2017, 2017, 2018, 2017, 2018]
SUMS = {"energy": 5.0, "mining": 0.6, "water": -1.5}
BOTH = {
    ("energy", 2017): 5.0,
    ("mining", 2017): 0.4,
    ("mining", 2018): 0.2,
    ("water", 2018): -1.5,
}


def exact_sums(values, keys):
    sums = {}
    for value, key in zip(values, keys, strict=True):
        sums[key] = sums.get(key, Fraction(0)) + Fraction(value)
    return {key: float(sums[key]) for key in sorted(sums)}


rows = st.lists(
    st.tuples(
        st.floats(-1e12, 1e12), st.text(max_size=2).map(lambda t: unicodedata.normalize("NFC", t))
    ),
    min_size=1,
    max_size=30,
)


@given(rows, st.randoms(use_true_random=False))
def test_sums_by_text_are_exact_in_any_order_of_rows(listed, random):
    values, keys = zip(*listed, strict=True)
    expected = exact_sums(values, keys)
    got = group_sum(list(values), list(keys))
    assert list(got.items()) == list(expected.items())
    shuffled = list(listed)
    random.shuffle(shuffled)
    values, keys = zip(*shuffled, strict=True)
    again = group_sum(np.array(values), np.array(keys, dtype=object))
    assert list(again.items()) == list(expected.items())


@given(
    st.lists(st.tuples(st.integers(-(2**62), 2**62), st.integers(-(10**12), 10**12)), min_size=1)
)
def test_sums_of_integers_by_integers_of_any_sign(listed):
    values, keys = zip(*listed, strict=True)
    expected = {key: sum(v for v, k in listed if k == key) for key in sorted(set(keys))}
    if all(abs(total) < 2**63 for total in expected.values()):
        assert dict(group_sum(np.array(values), np.array(keys))) == expected


def containers():
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    arrow, xarray = pytest.importorskip("pyarrow"), pytest.importorskip("xarray")
    return {
        "lists": (VALUES, KEYS),
        "arrays": (np.array(VALUES), np.array(KEYS)),
        "objects": (np.array(VALUES), np.array(KEYS, dtype=object)),
        "pandas": (pandas.Series(VALUES), pandas.Series(KEYS)),
        "pandas objects": (pandas.Series(VALUES), pandas.Series(KEYS, dtype=object)),
        "categories": (VALUES, pandas.Series(KEYS, dtype="category")),
        "categorical": (VALUES, pandas.Categorical(KEYS)),
        "index": (VALUES, pandas.Index(KEYS)),
        "arrow in pandas": (VALUES, pandas.Series(KEYS, dtype=pandas.ArrowDtype(arrow.string()))),
        "polars": (polars.Series(VALUES), polars.Series(KEYS)),
        "polars categories": (VALUES, polars.Series(KEYS, dtype=polars.Categorical)),
        "arrow": (arrow.array(VALUES), arrow.array(KEYS)),
        "arrow chunks": (VALUES, arrow.chunked_array([KEYS[:2], KEYS[2:]])),
        "arrow dictionary": (VALUES, arrow.array(KEYS).dictionary_encode()),
        "xarray": (xarray.DataArray(VALUES, dims="t"), xarray.DataArray(KEYS, dims="t")),
    }


def as_dict(got):
    """A result of any kind as a dictionary of its sums."""
    name = type(got).__name__
    if name == "GroupedFigures":
        return dict(got)
    if name == "Series":
        return got.to_dict()
    if name == "DataArray":
        return dict(zip(got[got.dims[0]].values.tolist(), got.values.tolist(), strict=True))
    found = got.to_dicts() if hasattr(got, "to_dicts") else got.to_pylist()
    rows = [list(row.values()) for row in found]
    return {row[0] if len(row) == 2 else tuple(row[:-1]): row[-1] for row in rows}


def test_every_container_gives_the_same_sums():
    for name, (values, keys) in containers().items():
        got = as_dict(group_sum(values, keys))
        assert list(got.items()) == list(SUMS.items()), name


def test_the_kind_of_the_keys_or_values_comes_back():
    kinds = {name: type(group_sum(*both)).__name__ for name, both in containers().items()}
    assert kinds["lists"] == kinds["arrays"] == kinds["categorical"] == "GroupedFigures"
    assert {kinds[name] for name in ("pandas", "categories", "arrow in pandas")} == {"Series"}
    assert kinds["polars"] == kinds["polars categories"] == "DataFrame"
    assert kinds["arrow"] == kinds["arrow dictionary"] == "Table"
    assert kinds["xarray"] == "DataArray"


def test_several_columns_make_a_key():
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    arrow = pytest.importorskip("pyarrow")
    frame = pandas.DataFrame({"section": KEYS, "year": YEARS})
    for keys in (
        (KEYS, YEARS),
        [np.array(KEYS), np.array(YEARS)],
        list(zip(KEYS, YEARS, strict=True)),
        {"section": KEYS, "year": YEARS},
        frame,
        (frame["section"].astype("category"), frame["year"]),
        polars.from_pandas(frame),
        arrow.Table.from_pandas(frame),
    ):
        assert as_dict(group_sum(VALUES, keys)) == BOTH
    got = group_sum(pandas.Series(VALUES), frame, statistics=["sum", "count"])
    assert got.index.names == ["section", "year"]
    assert got.loc[("mining", 2017)].to_dict() == {"sum": 0.4, "count": 2}
    assert group_sum(VALUES, polars.from_pandas(frame)).columns == ["section", "year", "sum"]


def test_categories_keep_their_order_and_those_without_rows_are_no_groups():
    pandas = pytest.importorskip("pandas")
    kinds = pandas.Categorical(KEYS, categories=["water", "none", "mining", "energy"])
    assert list(group_sum(VALUES, kinds)) == ["water", "mining", "energy"]
    both = group_sum(VALUES, (kinds, YEARS))
    assert next(iter(both)) == ("water", 2018)


def test_names_in_two_spellings_of_unicode_are_one_key():
    composed = "Đà Nẵng"
    apart = unicodedata.normalize("NFD", composed)
    assert composed != apart
    pandas = pytest.importorskip("pandas")
    for keys in (
        [composed, apart, "Hà Nội"],
        np.array([composed, apart, "Hà Nội"]),
        pandas.Series([composed, apart, "Hà Nội"]),
        pandas.Categorical([composed, apart, "Hà Nội"]),
        ([composed, apart, "Hà Nội"], ["x", "x", "x"]),
    ):
        got = as_dict(group_sum([1, 2, 4], keys))
        assert sorted(got.values()) == [3, 4]
        assert all(unicodedata.is_normalized("NFC", str(key)) for key in got)
    indexes = hanoi_ct.elementary_index([[1.0, 2.0], [1.0, 8.0]], groups=[composed, apart])
    assert list(indexes) == [composed]
    assert indexes[composed].round(12).tolist() == [1.0, 4.0]


@pytest.mark.parametrize(
    "keys",
    [
        ["a", None, "b", "c", "d"],
        np.array(["a", None, "b", "c", "d"], dtype=object),
        [1.0, NAN, 2.0, 3.0, 4.0],
        np.array(["2018-01", "NaT", "2018-02", "2018-03", "2018-04"], dtype="datetime64[M]"),
    ],
)
def test_a_row_without_a_key_is_an_error_never_left_out(keys):
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    message = r"^`codes` of group_sum must name a group in every row; got none at row 1: "
    for column in (keys, pandas.Series(keys), polars.Series(pandas.Series(keys))):
        with pytest.raises(ArgumentValueError, match=message):
            group_sum(VALUES, column)


def test_refusals():
    pandas = pytest.importorskip("pandas")
    values, keys = pandas.Series(VALUES), pandas.Series(KEYS)
    for call, error, message in (
        (lambda: group_sum(values, keys[::-1]), ArgumentValueError, "must have the same index"),
        (lambda: group_sum(VALUES, "abcde"), ArgumentTypeError, "must be a column of keys"),
        (lambda: group_sum(VALUES, KEYS[:2]), ArgumentValueError, r"of shape \(5,\); got 2$"),
        (lambda: group_sum(VALUES, (KEYS, YEARS[:2])), ArgumentValueError, "one length; got 5, 2"),
        (lambda: group_sum(VALUES, {}), ArgumentTypeError, "got no column"),
        (lambda: group_sum(VALUES, np.ones((5, 2))), ArgumentTypeError, "got 2 dimensions"),
        (lambda: group_sum(VALUES, [{}] * 5), ArgumentTypeError, "got {} in row 0, which cannot"),
        (lambda: group_sum(VALUES, [True, 1, 1, 1, 1]), ArgumentTypeError, "truth values among"),
        (lambda: group_sum(VALUES, KEYS, 3), ArgumentTypeError, "leave n_groups out to sum by"),
        (
            lambda: group_sum(VALUES, KEYS, min_count=-1),
            ArgumentValueError,
            "`min_count` of group_s",
        ),
        (
            lambda: group_sum(pandas.DataFrame({"a": VALUES}), KEYS),
            ArgumentTypeError,
            "must be one column; got a pandas DataFrame",
        ),
    ):
        with pytest.raises(error, match=message) as caught:
            call()
        assert len(str(caught.value)) <= 400


# ---- codes --------------------------------------------------------------------------


def test_row_33_codes_in_any_container_with_the_number_of_groups():
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    arrow = pytest.importorskip("pyarrow")
    for codes in (
        [0, 1, 0],
        pandas.Series([0, 1, 0]),
        polars.Series([0, 1, 0]),
        arrow.array([0, 1, 0]),
    ):
        assert group_sum(np.ones(3), codes, 2).tolist() == [2.0, 1.0]
        total = hanoi_ct.GroupSum(2)
        total.add(pandas.Series([1.0, 1.0, 1.0]), codes)
        assert total.sum.tolist() == [2.0, 1.0]
    with pytest.raises(ArgumentValueError, match="must have the same index"):
        group_sum(pandas.Series([1.0, 2.0]), pandas.Series([0, 1], index=[1, 0]), 2)


def test_row_26_a_group_of_missing_values_only():
    values, codes = [NAN, 100.0, NAN], [0, 1, 1]
    assert group_sum(values, codes, 2, missing="omit").tolist() == [0.0, 100.0]
    got = group_sum(values, codes, 2, missing="omit", min_count=1)
    np.testing.assert_array_equal(got, [NAN, 100.0])
    got = group_sum(values, codes, 3, missing="omit", min_count=2, statistics=["sum", "count"])
    np.testing.assert_array_equal(got["sum"], [NAN, NAN, NAN])
    assert got["count"].tolist() == [0, 1, 0]
    whole = group_sum([7, 9], [0, 0], 2, min_count=1)
    np.testing.assert_array_equal(whole, [16.0, NAN])
    assert group_sum([7, 9], [0, 1], 2, min_count=1).dtype == np.int64
    with pytest.raises(
        ArgumentValueError, match=r"integers in figures, .* must lie within 2\*\*53"
    ):
        group_sum([2**60], [0], 2, min_count=1)


# ---- decimals -----------------------------------------------------------------------


@given(
    st.lists(
        st.tuples(st.decimals(-(10**9), 10**9, places=4), st.integers(0, 2)),
        min_size=1,
        max_size=20,
    )
)
def test_decimals_are_added_as_decimals(listed):
    values, codes = zip(*listed, strict=True)
    got = group_sum(
        np.array(values, dtype=object), codes, 3, statistics=["sum", "mean", "minimum", "count"]
    )
    for group in range(3):
        own = [Fraction(v) for v, c in listed if c == group]
        assert got["count"][group] == len(own)
        assert got["sum"][group] == float(sum(own))
        if own:
            assert got["mean"][group] == float(sum(own) / len(own))
            assert got["minimum"][group] == float(min(own))
        else:
            assert np.isnan(got["mean"][group])


def test_columns_of_decimals():
    polars, arrow = pytest.importorskip("polars"), pytest.importorskip("pyarrow")
    tenths = [Decimal("0.1"), Decimal("0.2"), None]
    for values in (polars.Series(tenths), arrow.array(tenths)):
        got = as_dict(group_sum(values, ["a", "a", "b"], missing="omit"))
        assert got["a"] == 0.3
        got = as_dict(group_sum(values, ["a", "b", "b"]))
        assert got["a"] == 0.1
        assert got["b"] is None or np.isnan(got["b"])
        with pytest.raises(ArgumentValueError, match="got NaN in row 2"):
            group_sum(values, ["a", "a", "b"], missing="raise")


@given(
    st.lists(
        st.tuples(
            st.decimals(-(10**30), 10**30, places=9),
            st.integers(-1, 2),
            st.decimals(0, 10**25, places=3),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_decimals_beyond_64_bits_are_exact(listed):
    values, codes, weights = zip(*listed, strict=True)
    names = ["sum", "mean", "minimum", "maximum"]
    got = group_sum(values, codes, 3, statistics=names)
    with_weights = ["weighted_sum", "weight_sum", "weighted_mean"]
    got |= group_sum(values, codes, 3, weights=weights, statistics=with_weights)
    for group in range(3):
        own = [(Fraction(v), Fraction(w)) for v, c, w in listed if c == group]
        assert got["sum"][group] == float(sum(v for v, _ in own))
        assert got["weight_sum"][group] == float(sum(w for _, w in own))
        assert got["weighted_sum"][group] == float(sum(v * w for v, w in own))
        if own:
            assert got["mean"][group] == float(sum(v for v, _ in own) / len(own))
            assert got["minimum"][group] == float(min(v for v, _ in own))
            assert got["maximum"][group] == float(max(v for v, _ in own))
        if sum(w for _, w in own):
            right = sum(v * w for v, w in own) / sum(w for _, w in own)
            assert got["weighted_mean"][group] == float(right)


def test_codes_of_integers_of_any_type():
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    arrow = pytest.importorskip("pyarrow")
    for codes in (
        polars.Series([1, 0, 1], dtype=polars.Int128),
        polars.Series([1, 0, 1], dtype=polars.UInt128),
        pandas.Series([1, 0, 1], dtype="Int64"),
        pandas.Series([1, 0, 1], dtype="category"),
        pandas.Series([1, 0, 1], dtype=pandas.SparseDtype("int64", 0)),
        arrow.array([1, 0, 1]).dictionary_encode(),
        arrow.chunked_array([[1, 0], [1]], type=arrow.uint8()),
        np.array([1, 0, 1], dtype=object),
    ):
        assert group_sum([1.0, 2.0, 4.0], codes, 2).tolist() == [2.0, 5.0]
    for codes in (
        polars.Series([1, None, 1], dtype=polars.Int128),
        pandas.Series([1, None, 1], dtype="Int64"),
        arrow.array([1, None, 1]),
        [1, None, 1],
    ):
        with pytest.raises(ArgumentTypeError, match=r"got none in row 1: pass 64-bit integers, -1"):
            group_sum([1.0, 2.0, 4.0], codes, 2)
    assert group_sum([1.0, 2.0, 4.0], [1, -1, 1], 2).tolist() == [0.0, 5.0]


# ---- what comes back ----------------------------------------------------------------


def test_grouped_figures_show_themselves_and_go_to_other_kinds():
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    got = group_sum(VALUES, (KEYS, YEARS), statistics=["sum", "count"])
    assert got["mining", 2017] == {"sum": 0.4, "count": 2}
    assert repr(got).splitlines()[:2] == ["key_1   key_2  sum   count", "energy  2017   5.0   1"]
    assert (
        'mining</th><th style="text-align:left">2018</th><td>0.2</td><td>1</td>'
        in got._repr_html_()
    )
    assert got.to_pandas().loc[("mining", 2018), "sum"] == 0.2
    assert got.to_polars().columns == ["key_1", "key_2", "sum", "count"]
    assert got.statistics["count"].tolist() == [1, 2, 1, 1]
    single = group_sum(VALUES, ["<b>", *KEYS[1:]])
    assert "&lt;b&gt;" in single._repr_html_()
    assert pickle.loads(pickle.dumps(single)) == single
    many = group_sum(np.ones(50), np.arange(50))
    assert repr(many).endswith("... and 30 more groups")
    assert "and 30 more groups" in many._repr_html_()


def test_no_rows():
    assert dict(group_sum([], [])) == {}
    pandas = pytest.importorskip("pandas")
    empty = group_sum(pandas.Series([], dtype=float), pandas.Series([], dtype=str))
    assert empty.shape == (0,)
