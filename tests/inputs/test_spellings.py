"""A name is one name in both spellings of Unicode, wherever functions match names."""

import unicodedata

import numpy as np
import pytest

import hanoi_ct as h

pd = pytest.importorskip("pandas")
xr = pytest.importorskip("xarray")
pl = pytest.importorskip("polars")
pa = pytest.importorskip("pyarrow")

NFC = "Điện tử"
NFD = unicodedata.normalize("NFD", NFC)
MONTHS = pd.period_range("2018-01", periods=3, freq="M")
FIGURES = np.array([[1.0, 2.0], [3.0, 4.0], [7.0, 5.0]])


def series(name):
    return pd.Series([1.0, 2.0], index=[name, "b"])


def frame(name):
    return pd.DataFrame(FIGURES, MONTHS, [name, "b"])


def array(name):
    months = pd.date_range("2018-01-01", periods=3, freq="MS")
    return xr.DataArray(FIGURES, {"time": months, "item": [name, "b"]}, ("time", "item"))


def polars(name):
    return pl.DataFrame({"month": ["2018-01", "2018-02", "2018-03"], name: FIGURES[:, 0]})


def table(name):
    return polars(name).to_arrow()


def numbers(result):
    if isinstance(result, pa.Array):
        return result.to_numpy(zero_copy_only=False)
    if hasattr(result, "to_pandas") and not hasattr(result, "dims"):
        result = result.to_pandas()
    if hasattr(result, "select_dtypes"):
        result = result.select_dtypes("number")
    return np.asarray(result)


PAIRS = {
    "additive_contribution": h.additive_contribution,
    "difference": h.difference,
    "printed_growth": lambda a, b: h.printed_growth(a, b, 1),
    "ratio": h.ratio,
    "relative_change": h.relative_change,
}
OF_ITEMS = {
    "exact_dot": lambda a, b: h.exact_dot(a, b, axis=0),
    "exact_weighted_mean": lambda a, b: h.exact_weighted_mean(a, b, axis=0),
    "export_similarity": h.export_similarity,
    "generalized_mean": h.generalized_mean,
    "index_of_relatives": h.index_of_relatives,
    "lilien": h.lilien,
    "mean_contributions": h.mean_contributions,
    "structural_change": h.structural_change,
}


@pytest.mark.parametrize("make", [series, frame, array, polars, table])
@pytest.mark.parametrize("name", PAIRS)
def test_two_arguments_element_by_element(make, name):
    call = PAIRS[name]
    got, right = call(make(NFC), make(NFD)), call(make(NFC), make(NFC))
    assert type(got) is type(right)
    np.testing.assert_array_equal(numbers(got), numbers(right))


@pytest.mark.parametrize("make", [series, frame])
@pytest.mark.parametrize("name", OF_ITEMS)
def test_two_arguments_over_items(make, name):
    call = OF_ITEMS[name]
    np.testing.assert_array_equal(
        numbers(call(make(NFC), make(NFD))), numbers(call(make(NFC), make(NFC)))
    )


@pytest.mark.parametrize(
    "index",
    [
        lambda name: pd.CategoricalIndex([name, "b"]),
        lambda name: pd.MultiIndex.from_tuples([(name, 1), ("b", 2)]),
        lambda name: pd.Index([name, "b"], dtype=object),
    ],
)
def test_an_index_of_any_kind(index):
    a, b = pd.Series([1.0, 2.0], index(NFC)), pd.Series([2.0, 2.0], index(NFD))
    assert h.ratio(a, b).tolist() == [0.5, 1.0]
    other = pd.Series([2.0, 2.0], index("Dien tu"))
    with pytest.raises(h.errors.HanoiCTError, match="must have the same labels"):
        h.ratio(a, other)


def test_panels_and_trees_of_arrays():
    right = h.multilateral_index(frame(NFC), frame(NFC))
    np.testing.assert_array_equal(h.multilateral_index(frame(NFC), frame(NFD)), right)
    got = h.elementary_index(frame(NFC), groups=pd.Series(["x", "y"], index=[NFD, "b"]))
    assert list(got.columns) == ["x", "y"]
    parent = pd.Series([-1, 0, 0], index=["T", NFD, "b"])
    assert h.aggregate(frame(NFC), series(NFD), parent)["T"].tolist() == [5 / 3, 11 / 3, 17 / 3]


def test_names_of_columns_and_dimensions():
    rows = {NFC: ["a", "a", NFC, NFD], "t": ["2018-01", "2018-02"] * 2, "v": [1.0, 2.0, 4.0, 5.0]}
    for long in (pd.DataFrame(rows), pl.DataFrame(rows), pa.table(rows)):
        got = h.panel_growth(long, value="v", by=NFD, time="t", lag=1)
        np.testing.assert_array_equal(numbers(got), [np.nan, 1, np.nan, 0.25])
    months = pd.date_range("2018-01-01", periods=3, freq="MS")
    data = xr.DataArray([1.0, 2.0, 4.0], {NFC: months}, (NFC,))
    assert h.growth(data, 1, axis=NFD).values[1:].tolist() == [1.0, 1.0]
    assert h.exact_sum(data, axis=NFD) == 7.0
    assert h.ratio(data, data.rename({NFC: NFD})).dims == (NFC,)
    shift = h.share_shift(series(NFC), series(NFD) * [3, 1], source=NFD, target="b")
    assert shift.shifted


def test_indexes_of_columns():
    values = pd.Series([1.0, 2.0], [NFC, "b"])
    keys = pd.Series(["x", "x"], [NFD, "b"])
    assert h.group_sum(values, keys).tolist() == [3.0]
    assert h.group_sum([1.0, 2.0], {"k": keys, "l": keys.set_axis([NFC, "b"])}).tolist() == [3.0]
    month = pd.Series(["2018-01", "2018-02"], [NFC, "b"])
    assert h.panel_growth(values, keys, month, 1).tolist()[1] == 1.0


def test_two_columns_that_look_alike_are_told_apart_by_their_spelling():
    both = pd.DataFrame({NFC: [1.0, 2.0], NFD: [1.0, 4.0], "t": ["2018-01", "2018-02"]})
    assert h.panel_growth(both, value=NFC, time="t", lag=1).tolist()[1] == 1.0
    assert h.panel_growth(both, value=NFD, time="t", lag=1).tolist()[1] == 3.0


def test_frames_are_spliced_under_one_spelling_alone():
    with pytest.raises(h.errors.HanoiCTError, match="in NFC in one and in NFD in the other"):
        h.splice(frame(NFC), frame(NFD))
