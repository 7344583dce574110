"""Each published figure of a report against the row of the file that it names as its source."""

import csv
from decimal import Decimal
from importlib.resources import files

import pytest

from hanoi_ct.report import available_periods, build_report

FOLDER = files("hanoi_ct.datasets") / "data"
POWERS = {"billion_usd": 9, "million_usd": 6, "thousand_billion_vnd": 12, "billion_vnd": 9}
MONTHS = [month.period for month in available_periods()]


def file_rows(name):
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return dict(enumerate(csv.DictReader(file), 2))


@pytest.fixture(scope="module")
def rows():
    class Rows(dict):
        def __missing__(self, name):
            self[name] = file_rows(name)
            return self[name]

    return Rows()


def stated(row, unit):
    """The numbers that a row states in a unit, exactly."""
    if unit == "percent":
        in_percent = row.get("unit") == "percent" or "measure" in row
        columns = ["growth_pct", "mom_pct"] + ["value"] * in_percent
        return {Decimal(row[column]) for column in columns if row.get(column)}
    if not row["value"]:
        return set()
    shift = POWERS.get(row["unit"], 0) - POWERS.get(unit, 0)
    return {Decimal(row["value"]).scaleb(shift)}


def check_statement(row, value, qualifier, source, unit):
    assert Decimal(repr(value)) in stated(row, unit), (row, value, unit)
    assert source.page == row["source_url"]
    assert source.published == row["published"]
    if qualifier != "exact":
        assert qualifier == row["qualifier"]


@pytest.mark.parametrize("month", ["2018-08", *MONTHS[::16]])
def test_published_figures_are_those_of_their_rows(month, rows):
    report = build_report(month)
    published = [
        figure for figure in report.figures.values() if figure.quantity.kind == "published"
    ]
    assert published
    for figure in published:
        assert figure.quantity.sources, figure.key
        for place, source in enumerate(figure.quantity.sources):
            row = rows[source.dataset][source.row]
            # The words of hedging are those of the page that is used; others state the number.
            qualifier = "exact" if place else figure.quantity.qualifier
            check_statement(row, figure.quantity.value, qualifier, source, figure.quantity.unit)
            assert (row["period_start"], row["period_end"]) == (
                figure.quantity.period_start,
                figure.quantity.period_end,
            )
        for other in figure.quantity.others:
            row = rows[other.source.dataset][other.source.row]
            check_statement(row, other.value, other.qualifier, other.source, figure.quantity.unit)
            assert other.value != figure.quantity.value


@pytest.mark.parametrize("month", ["2018-08", "2019-06"])
def test_no_figure_set_aside_is_used(month, rows):
    aside = {
        (kept["table"], kept["source_url"], kept["item_en"], Decimal(kept["stated"]))
        for kept in rows["set_aside"].values()
    }
    for figure in build_report(month).figures.values():
        if figure.quantity.kind == "published":
            for source in figure.quantity.sources:
                item = rows[source.dataset][source.row].get("item_en", "")
                used = source.dataset, source.page, item, Decimal(repr(figure.quantity.value))
                assert used not in aside, figure.key


def test_figures_published_later_are_marked():
    report = build_report("2018-08")
    later = [figure for figure in report.figures.values() if figure.quantity.published_later]
    assert later
    for figure in later:
        for source in figure.quantity.sources:
            assert source.published[:7] > "2018-09" or figure.quantity.period_end > "2018-08"
    for figure in report.figures.values():
        if figure.quantity.kind == "published" and not figure.quantity.published_later:
            assert all(source.published[:7] <= "2018-09" for source in figure.quantity.sources), (
                figure.key
            )
