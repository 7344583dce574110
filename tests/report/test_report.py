"""The report as a whole: it rests on the core, on the tables, and on any month they hold."""

import csv
from importlib.resources import files

import pytest

from hanoi_ct import _core
from hanoi_ct.datasets import Collection
from hanoi_ct.errors import ArgumentValueError, DataError
from hanoi_ct.report import available_periods, build_report


class CoreTouchedError(Exception):
    """Raised by a loop that a test has put in place of the core's."""


LOOPS = (
    "average_growth",
    "difference",
    "exact_sum",
    "implied_base",
    "implied_increase",
    "implied_price_change",
    "index_contributions",
    "printed_growth",
    "printed_ratio",
    "ratio",
    "relative_change",
    "required_growth",
    "round_half_up",
    "stacked_growth",
    "tree_aggregate",
    "tree_sum",
)


@pytest.mark.parametrize("name", LOOPS)
def test_the_report_fails_without_the_core(name, monkeypatch):
    def raising(*args, **kwargs):
        raise CoreTouchedError(name)

    monkeypatch.setattr(_core, name, raising)
    with pytest.raises(CoreTouchedError, match=name):
        build_report("2018-08")


def test_no_loop_of_the_report_is_left_out(monkeypatch):
    called = set()

    def watched(name, loop):
        def call(*args, **kwargs):
            called.add(name)
            return loop(*args, **kwargs)

        return call

    for name in dir(_core):
        loop = getattr(_core, name)
        if callable(loop):
            monkeypatch.setattr(_core, name, watched(name, loop))
    build_report("2018-08")
    assert called == set(LOOPS)


def test_a_wrong_loop_changes_the_report(monkeypatch):
    right = build_report("2018-08").figures["production.difference"]
    monkeypatch.setattr(_core, "difference", lambda a, b, *args, **kwargs: b - a)
    wrong = build_report("2018-08").figures["production.difference"]
    assert (right.quantity.value, wrong.quantity.value) == (0.9, -0.9)


def test_contributions_of_sections_come_from_the_tree(monkeypatch):
    right = build_report("2018-08").figures
    loop = _core.index_contributions

    def halved(*args, **kwargs):
        result = loop(*args, **kwargs)
        result[1:] /= 2.0
        return result

    monkeypatch.setattr(_core, "index_contributions", halved)
    wrong = build_report("2018-08").figures
    for code in "BCDE":
        key = f"contribution.{code}"
        assert wrong[key].quantity.value == pytest.approx(right[key].quantity.value / 2, abs=1e-12)
    assert wrong["contribution.explained"].quantity.value == (
        right["contribution.explained"].quantity.value
    )
    assert wrong["weight.C"].quantity.value == right["weight.C"].quantity.value


def write_table(folder, name, found):
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, found[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)


def read_table(name):
    source = files("hanoi_ct.datasets") / "data" / f"{name}.csv"
    with source.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_figures_follow_the_tables(tmp_path):
    """Nothing is typed in: another number in a table gives other figures everywhere."""
    found = read_table("hanoi_iip_reported")
    for row in found:
        if row["activity_code"] == "TOTAL" and row["period_end"] == "2018-08":
            row["value"] = "9.3"
    write_table(tmp_path, "hanoi_iip_reported", found)
    figures = build_report("2018-08", data=tmp_path).figures
    assert figures["production.total"].quantity.value == 9.3
    assert figures["production.difference"].quantity.value == 2.8
    assert figures["national.production.difference"].quantity.value == -1.9
    # A folder replaces the tables it holds, the others stay.
    assert figures["exports.growth"].quantity.value == 19.0


def test_a_division_published_later_falls_back_on_what_was_known(tmp_path):
    found = read_table("hanoi_iip_reported")
    (food,) = (
        row
        for row in found
        if (row["activity_code"], row["period_start"], row["period_end"], row["measure"])
        == ("C10", "2018-01", "2018-06", "ytd_growth_pct")
    )
    found.append(food | {"period_end": "2018-07", "value": "18.3", "published": "2018-12"})
    write_table(tmp_path, "hanoi_iip_reported", found)
    figure = build_report("2018-08", data=tmp_path).figures["division.C10"]
    assert (figure.quantity.value, figure.quantity.period_end) == (float(food["value"]), "2018-06")


def test_the_periods_that_the_tables_hold():
    periods = {one.period: one for one in available_periods()}
    assert list(periods) == sorted(periods)
    assert (periods["2018-08"].production, periods["2018-08"].trade) == (8, 1)
    assert "2018-07" not in periods


@pytest.mark.parametrize(
    ("period", "nearest"), [("2018-07", "2018-06"), ("2030-01", "2026-02"), ("1990-01", "2007-03")]
)
def test_an_unknown_period_names_the_nearest(period, nearest):
    with pytest.raises(ArgumentValueError, match=f"got {period}, the nearest is {nearest}$"):
        build_report(period)


@pytest.mark.parametrize("period", ["8/2018", "2018-13", "2018", "", None, 201808])
def test_a_period_must_be_a_month(period):
    with pytest.raises(ArgumentValueError, match="must be a month YYYY-MM, such as 2018-08; got"):
        build_report(period)


def test_a_folder_must_hold_tables(tmp_path):
    with pytest.raises(DataError, match="must be a folder of tables"):
        build_report("2018-08", data=tmp_path / "nowhere")


def test_a_collection_is_read_once(monkeypatch):
    collection, names = Collection(), []
    read = Collection.read
    monkeypatch.setattr(Collection, "read", lambda self, n: (names.append(n), read(self, n))[1])
    build_report("2018-08", data=collection)
    build_report("2017-08", data=collection)
    assert len(names) == len(set(names))


def test_a_report_shown_in_a_notebook_fits_a_screen():
    report = build_report("2018-08")
    assert len(repr(report)) < 1500
    assert "7.4%" in repr(report)
    shown = report._repr_html_()
    assert "7,4%" in shown
    assert len(shown) < 6000
