"""Figures of a tree as tables of other packages, and as pictures."""

import datetime

import numpy as np
import pytest
from arrays import same_bits

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy import Hierarchy, TreeValues

TREE = Hierarchy.from_parents({"T": None, "B": "T", "C": "T"})
NAMES = {"T": "Toàn ngành", "C": "Công nghiệp chế biến, chế tạo"}
MONTHS = ["2018-06", "2018-07", "2018-08"]
VALUES = np.array([[100.0, np.nan, 105.0], [100.0, np.nan, 103.0], [100.0, 105.0, 107.0]])


@pytest.fixture
def index():
    return TREE.aggregate(VALUES[1:], [1, 1], periods=MONTHS)


def rows(first, second, third):
    """Return the rows of a tidy table with three labels, missing values as None."""
    found = np.where(np.isnan(VALUES), None, VALUES.astype(object))
    return [
        (code, label, found[row, column])
        for row, code in enumerate(TREE.codes)
        for column, label in enumerate((first, second, third))
    ]


def test_values_must_fit_the_tree():
    with pytest.raises(ArgumentTypeError, match=r"^`hierarchy` of TreeValues must be .*; got None"):
        TreeValues(None, VALUES)
    with pytest.raises(ArgumentTypeError, match=r"^`values` of TreeValues must be real numbers"):
        TreeValues(TREE, [["a"]] * 3)
    for values in (VALUES[:2], VALUES[0], VALUES[:, :, np.newaxis]):
        with pytest.raises(
            ArgumentValueError, match=r"each of the 3 nodes and one column a period"
        ):
            TreeValues(TREE, values)
    with pytest.raises(ArgumentValueError, match=r"one label for each of the 3 periods; got 2$"):
        TreeValues(TREE, VALUES, MONTHS[:2])
    assert TreeValues(TREE, VALUES.tolist())["C"].tolist() == [100, 105, 107]


# ---- pandas -----------------------------------------------------------------------------


def test_months_become_periods_of_pandas(index):
    pandas = pytest.importorskip("pandas")
    wide = index.to_pandas()
    assert same_bits(wide.to_numpy(), VALUES.T)
    assert wide.index.equals(pandas.period_range("2018-06", periods=3, freq="M", name="period"))
    assert wide.columns.tolist() == list(TREE.codes)
    assert (wide.index.name, wide.columns.name) == ("period", "code")
    assert wide.loc["2018-08", "C"] == 107.0
    tidy = index.to_pandas(tidy=True)
    assert tidy.columns.tolist() == ["code", "period", "value"]
    assert tidy["period"].dtype == "period[M]"
    kept = tidy[(tidy["period"] == "2018-08") & (tidy["code"] == "B")]
    assert kept["value"].tolist() == [103.0]
    assert same_bits(tidy["value"].to_numpy().reshape(3, 3), VALUES)
    wide.iloc[0, 0] = 0.0
    assert index["T"][0] == 100.0  # the table is a copy


def test_a_table_of_pandas_has_its_nodes_down_where_it_is_said(index):
    pandas = pytest.importorskip("pandas")
    turned = index.to_pandas(orient="codes")
    pandas.testing.assert_frame_equal(turned, index.to_pandas(orient="periods").T)
    assert (turned.index.name, turned.columns.name) == ("code", "period")
    turned.iloc[0, 0] = 0.0
    assert index["T"][0] == 100.0


@pytest.mark.parametrize("name", ["to_pandas", "to_polars"])
def test_an_orientation_is_one_of_two_and_of_tables_that_are_not_tidy(index, name):
    pytest.importorskip(name.removeprefix("to_"))
    with pytest.raises(ArgumentValueError, match=rf"^`orient` of {name} must be .*; got 'index'"):
        getattr(index, name)(tidy=False, orient="index")
    with pytest.raises(ArgumentValueError, match=rf"^`orient` of {name} must be left out for a"):
        getattr(index, name)(tidy=True, orient="codes")


@pytest.mark.parametrize("orient", ["periods", "codes"])
def test_a_table_of_pandas_comes_back_as_data(index, orient):
    pytest.importorskip("pandas")
    frame = index.to_pandas(orient=orient)
    frame = frame[["C", "B"]] if orient == "periods" else frame.loc[["C", "B"]]
    again = TREE.aggregate(frame, [1, 1])
    assert same_bits(again.values, index.values)
    assert again["C"][2] == again.at("2018-08")["C"]
    assert again.to_pandas().index.equals(index.to_pandas().index)


def test_other_labels_stay_as_they_are():
    pandas = pytest.importorskip("pandas")
    days = [datetime.date(2018, 6, 30), datetime.date(2018, 7, 31), datetime.date(2018, 8, 31)]
    quarters = list(pandas.period_range("2018Q1", periods=3, freq="Q"))
    for labels in (None, [2016, 2017, 2018], ["a", "b", "c"], days, quarters):
        frame = TreeValues(TREE, VALUES, labels).to_pandas()
        assert frame.index.tolist() == (labels or [0, 1, 2])


# ---- polars -----------------------------------------------------------------------------


def test_months_become_dates_of_polars_and_missing_is_null(index):
    polars = pytest.importorskip("polars")
    frame = index.to_polars()
    days = [datetime.date(2018, month, 1) for month in (6, 7, 8)]
    assert frame.schema == {"code": polars.String, "period": polars.Date, "value": polars.Float64}
    assert frame.rows() == rows(*days)


def test_time_runs_down_a_wide_table_of_polars(index):
    polars = pytest.importorskip("polars")
    wide = index.to_polars(tidy=False)
    assert wide.columns == ["period", *TREE.codes]
    assert wide["period"].to_list() == [datetime.date(2018, month, 1) for month in (6, 7, 8)]
    assert wide["C"].to_list() == [100.0, 105.0, 107.0]
    assert wide["T"].to_list() == [100.0, None, 105.0]
    assert wide.schema["T"] == polars.Float64
    named = TREE.named(NAMES).aggregate(VALUES[1:], [1, 1], periods=MONTHS)
    assert named.to_polars(tidy=False).equals(wide)


def test_a_node_does_not_take_the_place_of_the_periods_in_polars():
    pytest.importorskip("polars")
    tree = Hierarchy.from_parents({"T": None, "period": "T", "C": "T"})
    values = TreeValues(tree, VALUES, MONTHS)
    with pytest.raises(ArgumentValueError, match="would be named 'period' twice"):
        values.to_polars(tidy=False)
    assert values.to_polars(tidy=False, orient="codes").columns == ["code", *MONTHS]


def test_a_wide_table_of_polars_has_a_column_a_period_where_it_is_said(index):
    polars = pytest.importorskip("polars")
    wide = index.to_polars(tidy=False, orient="codes")
    assert wide.columns == ["code", *MONTHS]
    assert wide["code"].to_list() == list(TREE.codes)
    tidy = index.to_polars()
    for month, day in zip(MONTHS, tidy["period"].unique().sort(), strict=True):
        assert wide[month].to_list() == tidy.filter(polars.col("period") == day)["value"].to_list()
    tree = TREE.named(NAMES)
    index = tree.aggregate(VALUES[1:], [1, 1], periods=MONTHS)
    named = index.to_polars(tidy=False, orient="codes")
    assert named.columns == ["code", "name", *MONTHS]
    assert named["name"].to_list() == [NAMES.get(code, "") for code in TREE.codes]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (None, [0, 1, 2]),
        (["a", "b", "c"], ["a", "b", "c"]),
        ([2017, 2018, "base"], ["2017", "2018", "base"]),
        ([datetime.date(2018, 8, day) for day in (1, 2, 3)],) * 2,
        (MONTHS, [datetime.date(2018, month, 1) for month in (6, 7, 8)]),
        (np.array(MONTHS, "datetime64[M]"), [datetime.date(2018, m, 1) for m in (6, 7, 8)]),
    ],
)
def test_labels_in_polars(labels, expected):
    pytest.importorskip("polars")
    assert TreeValues(TREE, VALUES, labels).to_polars().rows() == rows(*expected)


def test_quarters_of_pandas_are_text_in_polars():
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("polars")
    labels = pandas.period_range("2018Q1", periods=3, freq="Q")
    assert TreeValues(TREE, VALUES, labels).to_polars().rows() == rows("2018Q1", "2018Q2", "2018Q3")


# ---- xarray -----------------------------------------------------------------------------


def test_months_become_times_of_xarray(index):
    pytest.importorskip("xarray")
    array = index.to_xarray()
    assert array.dims == ("code", "period")
    assert same_bits(array.to_numpy(), VALUES)
    assert array["period"].dtype.kind == "M"
    assert array.sel(code="C", period="2018-08-01").item() == 107.0
    assert array["code"].to_numpy().tolist() == list(TREE.codes)
    plain = TreeValues(TREE, VALUES, ["a", "b", "c"]).to_xarray()
    assert plain["period"].to_numpy().tolist() == ["a", "b", "c"]


# ---- names, contributions, nothing at all -----------------------------------------------


def test_names_go_with_the_codes(index):
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    pytest.importorskip("xarray")
    named = TREE.named(NAMES).aggregate(VALUES[1:], [1, 1], periods=MONTHS)
    expected = [NAMES.get(code, "") for code in TREE.codes]
    tidy = named.to_pandas(tidy=True)
    assert tidy.columns.tolist() == ["code", "name", "period", "value"]
    assert tidy["name"][::3].tolist() == expected
    assert named.to_polars()["name"].to_list()[::3] == expected
    assert named.to_xarray()["name"].to_numpy().tolist() == expected


def test_contributions_become_tables_of_their_subtree(index):
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    pytest.importorskip("xarray")
    parts = index.contributions(2)
    wide = parts.to_pandas()
    assert wide.loc["2018-08"].tolist() == pytest.approx([0.05, 0.015, 0.035])
    assert wide.loc["2018-07"].isna().all()
    assert parts.to_polars()["value"].null_count() == 6
    assert same_bits(parts.to_xarray().to_numpy(), parts.values)
    below = index.contributions(2, to="C")
    assert below.to_pandas().columns.tolist() == ["C"]


@pytest.mark.parametrize("labels", [[], MONTHS])
def test_an_empty_tree_gives_empty_tables(labels):
    pytest.importorskip("pandas")
    polars = pytest.importorskip("polars")
    pytest.importorskip("xarray")
    pyplot = pytest.importorskip("matplotlib.pyplot")
    nothing = TreeValues(Hierarchy([]), np.empty((0, len(labels))), labels)
    assert nothing.to_pandas().shape == (len(labels), 0)
    assert nothing.to_pandas(orient="codes").shape == (0, len(labels))
    assert nothing.to_polars(tidy=False).shape == (len(labels), 1)
    assert nothing.to_pandas(tidy=True).columns.tolist() == ["code", "period", "value"]
    assert nothing.to_polars().shape == (0, 3)
    assert nothing.to_polars().schema["code"] == polars.String
    assert nothing.to_xarray().shape == (0, len(labels))
    pyplot.switch_backend("Agg")
    assert not nothing.plot().get_lines()
    pyplot.close("all")


# ---- pictures ---------------------------------------------------------------------------


@pytest.fixture
def axes():
    pyplot = pytest.importorskip("matplotlib.pyplot")
    pyplot.switch_backend("Agg")
    yield pyplot.figure().gca()
    pyplot.close("all")


def test_a_plot_draws_the_series_of_its_codes(index, axes):
    assert index.plot("C", "B", ax=axes) is axes
    lines = axes.get_lines()
    assert [line.get_label() for line in lines] == ["C", "B"]
    assert same_bits(lines[0].get_ydata(), VALUES[2])
    assert same_bits(lines[1].get_ydata(), VALUES[1])  # a gap where a value is missing
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["C", "B"]
    assert [text.get_text() for text in axes.get_xticklabels()] == MONTHS


def test_a_plot_without_codes_draws_the_roots(index, axes):
    assert [line.get_label() for line in index.plot(ax=axes).get_lines()] == ["T"]


def test_a_waterfall_climbs_from_zero_to_the_total(axes):
    tree = Hierarchy.from_parents({"T": None, "B": "T", "C": "T", "D": "T"})
    index = tree.aggregate([[100, 70], [100, 125], [100, 102]], [1, 2, 1])
    assert index.contributions(1).plot_waterfall(1, ax=axes) is axes
    # Largest movement first: C +12.5, B -7.5, D +0.5 points, then the total, +5.5.
    assert [bar.get_height() for bar in axes.patches] == pytest.approx([12.5, -7.5, 0.5, 5.5])
    assert [bar.get_y() for bar in axes.patches] == pytest.approx([0, 12.5, 5, 0])
    axes.figure.canvas.draw()
    assert [text.get_text() for text in axes.get_xticklabels()] == ["C", "B", "D", "T"]
    colours = [bar.get_facecolor() for bar in axes.patches]
    assert colours[0] == colours[2] != colours[1]
    assert axes.get_ylabel() == "percentage points"


def test_a_waterfall_leaves_missing_contributions_out(axes):
    tree = Hierarchy.from_parents({"T": None, "B": "T", "C": "T"})
    index = tree.aggregate([[100, np.nan], [100, 125]], [1, 1], missing="reweight")
    index.contributions(1).plot_waterfall(1, ax=axes)
    axes.figure.canvas.draw()
    assert "B" not in [text.get_text() for text in axes.get_xticklabels()]
