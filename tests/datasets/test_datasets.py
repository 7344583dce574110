"""The packaged tables: form, ranges, codes, sources, and arithmetic known to hold in them."""

import csv
import re
import subprocess
import sys
import unicodedata
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from hanoi_ct import datasets
from hanoi_ct.errors import ArgumentValueError, MissingDependencyError

FOLDER = files("hanoi_ct.datasets") / "data"
NAMES = datasets.list()


def records(name):
    """The rows of a file as text, read without the package's own reader."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# ---- what there is


def test_the_catalogue_lists_the_files():
    assert {f"{name}.csv" for name in NAMES} == {path.name for path in FOLDER.iterdir()}
    assert len(NAMES) == 19


@pytest.mark.parametrize("name", NAMES)
def test_a_description_agrees_with_its_file(name):
    described, rows = datasets.describe(name), records(name)
    assert list(described.schema.names) == list(rows[0])
    assert described.rows == len(rows)
    starts = [row.get("period_start") or row.get("month") or row.get("year", "") for row in rows]
    ends = [row.get("period_end") or row.get("month") or row.get("year", "") for row in rows]
    assert (described.first, described.last) == (min(starts), max(ends))


@pytest.mark.parametrize("name", NAMES)
def test_every_description_is_complete_in_both_languages(name):
    described = datasets.describe(name)
    words = [described.title, described.row, described.coverage, described.collected]
    words += [column.meaning for column in described.columns] + list(described.conflicts)
    for vi, en in words:
        assert vi
        assert en
        assert vi != en
        assert unicodedata.is_normalized("NFC", vi)
    for column in described.columns:
        # A figure has a unit, unless it is a plain number such as a year or a count.
        assert bool(column.unit.en) == bool(column.unit.vi)
        assert (column.kind == "number") <= bool(column.unit.en), column.name


def test_a_description_prints_in_both_languages():
    described = datasets.describe("hanoi_trade_reported")
    english = str(described)
    assert repr(described) == english
    assert english.startswith("hanoi_trade_reported\nExports and imports of Hanoi\nXuất khẩu")
    assert "Rows: 374 (2007-01 – 2026-02)" in english
    assert "+20.7, not +19" in english
    vietnamese = described.text("vi")
    assert "Số dòng: 374" in vietnamese
    assert "+20,7, không phải +19" in vietnamese
    assert max(map(len, english.splitlines() + vietnamese.splitlines())) <= 96


def test_the_list_of_tables_is_a_tuple_of_names_that_prints_titles():
    assert isinstance(NAMES, tuple)
    assert NAMES[0] == "hanoi_iip_reported"
    lines = str(NAMES).splitlines()
    assert [line.split()[0] for line in lines] == list(NAMES)
    assert "Industrial production of Hanoi | Chỉ số sản xuất công nghiệp Hà Nội" in lines[0]


def test_an_unknown_name_gives_the_nearest():
    for call in (datasets.load, datasets.describe):
        with pytest.raises(ArgumentValueError, match=r"\(nearest: hanoi_iip_reported.*'hanoi_iip'"):
            call("hanoi_iip")
    with pytest.raises(
        ArgumentValueError, match=r"\(\d+ are listed by datasets.list\); got 'zzz'$"
    ):
        datasets.describe("zzz")


def test_the_documentation_lists_the_tables():
    page = (Path(__file__).resolve().parents[2] / "docs" / "data.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(\w+)` \| (\d+) \|", page, flags=re.MULTILINE)
    sizes = {name: datasets.describe(name).rows for name in NAMES}
    assert {name: int(rows) for name, rows in listed} == sizes
    assert f"{len(NAMES)}\ntables of CSV, {sum(sizes.values()):,} rows" in page


# ---- without pandas

WITHOUT_PANDAS = """
import sys
sys.modules["pandas"] = None  # as if it were not installed
from hanoi_ct import datasets
"""


def run(code):
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_PANDAS + code], capture_output=True, check=True, timeout=60
    )
    return done.stdout.decode("utf-8").strip()


def test_describing_needs_no_pandas():
    assert run("print(datasets.describe(datasets.list()[0]).rows)") == "967"


def test_loading_without_pandas_can_be_caught():
    message = run(
        "from hanoi_ct.errors import HanoiCTError\n"
        "try:\n    datasets.load('hanoi_iip_reported')\n"
        "except HanoiCTError as error:\n    print(error)"
    )
    assert message.startswith("reading tables needs pandas; install it with: pip install ")
    assert issubclass(MissingDependencyError, ImportError)


# ---- form of the files


@pytest.mark.parametrize("name", NAMES)
def test_files_are_plain_utf8_in_nfc(name):
    data = (FOLDER / f"{name}.csv").read_bytes()
    text = data.decode("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert not text.startswith("\ufeff")
    assert not re.search("\r|\u00a0|  ", text)
    assert text.endswith("\n")
    for row in records(name):
        assert None not in row  # no field too many
        assert None not in row.values()  # and none too few
        assert all(field == field.strip() for field in row.values())


@pytest.mark.parametrize("name", NAMES)
def test_every_row_names_its_page_and_comes_once(name):
    rows = records(name)
    source = next(column for column in rows[0] if "source_url" in column)
    for row in rows:
        for page in row[source].split(" "):
            assert page == "article-2018-09" or re.fullmatch(r"https?://[^\s/]+/.*", page), row
    assert len({tuple(row.values()) for row in rows}) == len(rows)


def test_the_rows_of_the_article():
    found = []
    for name in NAMES:
        for row in records(name):
            if row.get("source_url") == "article-2018-09":
                assert row["published"] == "2018-09"
                found.append((row["period_end"], row.get("value", ""), row.get("growth_pct", "")))
    figures = [one for one in found if any(one[1:])]
    august_2018 = {(value, growth) for end, value, growth in figures if end == "2018-08"}
    assert august_2018 == {
        ("7.4", ""), ("17.2", ""), ("16.6", ""), ("9200", "19.0"), ("17", ""), ("7", ""),
        ("2000", ""), ("3660", "7.1"), ("4", ""), ("3", ""), ("47", ""), ("11", ""), ("20", ""),
    }  # fmt: skip
    # Beside the figures stand the eleven points of its agenda.
    assert (len(figures), len(found)) == (16, 27)
    assert sorted(figures)[:2] == [("2017-08", "", "8.5"), ("2017-08", "6.5", "")]


# ---- dtypes


@pytest.mark.parametrize("name", NAMES)
def test_dtypes(name):
    frame, rows = datasets.load(name), records(name)
    expected = {
        "month": "period[M]", "number": "float64", "integer": "Int64", "yes_no": "boolean",
        "choice": "category", "text": "string", "date": "string",
    }  # fmt: skip
    for column in datasets.describe(name).columns:
        assert frame[column.name].dtype == expected[column.kind], column.name
        # Every field is there as stated; what is blank is missing, not zero or "".
        for value, row in zip(frame[column.name], rows, strict=True):
            field = row[column.name]
            if not field:
                assert pd.isna(value)
            elif column.kind in ("number", "integer"):
                assert value == float(field)
            elif column.kind == "yes_no":
                assert value == (field == "yes")
            else:
                assert str(value) == field
    assert frame.index.name == "row"
    assert list(frame.index) == list(range(2, len(rows) + 2))


def test_published_keeps_its_precision_and_has_a_month_beside_it():
    frame = datasets.load("hanoi_other_reported")
    assert frame["published_month"].dtype == "period[M]"
    assert set(frame["published"].str.len().dropna()) == {4, 7, 10}
    assert frame["published"].isna().any()
    # Of a year alone no month is known.
    blank = frame["published"].str.len().fillna(0) < 7
    assert frame["published_month"].isna().equals(blank.astype(bool))
    stated = frame[~blank]
    assert (stated["published"].str[:7] == stated["published_month"].astype(str)).all()


def test_loading_again_gives_a_new_table_and_a_collection_the_same():
    frame = datasets.load("conflicts")
    frame.loc[2, "lowest"] = -1.0
    assert datasets.load("conflicts").loc[2, "lowest"] == 18.8
    tables = datasets.Collection()
    assert tables.load("conflicts") is tables.load("conflicts")


# ---- codes, periods and ranges


def test_activity_codes_are_those_of_vsic():
    vsic = records("vsic2018_divisions")
    assert [row["code"] for row in vsic if row["level"] == "1"] == list("BCDE")
    divisions = [row for row in vsic if row["level"] == "2"]
    numbers = [*range(5, 34), *range(35, 40)]
    assert [row["code"] for row in divisions] == [f"{number:02d}" for number in numbers]
    columns = datasets.describe("hanoi_iip_reported").columns
    codes = next(column.choices for column in columns if column.name == "activity_code")
    expected = {"TOTAL", "D_E", *"BCDE"} | {row["section"] + row["code"] for row in divisions}
    assert set(codes) == expected
    assert len(codes) == len(expected)


def test_each_activity_code_has_one_title():
    titles = {}
    for name in ("hanoi_iip_reported", "vietnam_iip_sections", "vietnam_iip_divisions"):
        for row in records(name):
            titles.setdefault(row["activity_code"], set()).add(
                (row["activity_vi"], row["activity_en"])
            )
    assert all(len(found) == 1 for found in titles.values())
    # The tables shorten some titles ("Motor vehicles"); a division's own words stay.
    for row in records("vsic2018_divisions"):
        if row["code"] in ("11", "15"):
            ((vi, _),) = titles["C" + row["code"]]
            assert vi == row["name_vi"]


@pytest.mark.parametrize(
    ("name", "measures"),
    [
        ("hanoi_iip_reported", {"mom_growth_pct", "yoy_growth_pct", "ytd_growth_pct"}),
        ("vietnam_iip_divisions", {"mom_growth_pct", "yoy_growth_pct", "ytd_growth_pct"}),
        (
            "vietnam_iip_sections",
            {"mom_growth_pct", "yoy_growth_pct", "ytd_growth_pct", "contribution_pp"},
        ),
    ],
)
def test_production_rates(name, measures):
    frame = datasets.load(name)
    assert set(frame["measure"]) == measures
    assert frame["value"].between(-80, 150).all()
    months = frame["period_end"].astype("int64") - frame["period_start"].astype("int64") + 1
    assert set(months[frame["measure"] == "mom_growth_pct"]) == {1}
    assert set(months[frame["measure"] == "yoy_growth_pct"]) <= {1, 3}
    from_january = frame["measure"].isin(["ytd_growth_pct", "contribution_pp"])
    assert (frame["period_start"][from_january].dt.month == 1).all()
    assert (months >= 1).all()


# ---- arithmetic known to hold

SECTIONS = "BCDE"


def test_national_contributions_add_to_the_total():
    complete = [
        row for row in records("vietnam_iip_contributions_wide") if row["complete"] == "yes"
    ]
    assert len(complete) == 31
    for row in complete:
        parts = [Decimal(row[f"contrib_{section}"]) for section in SECTIONS]
        total = Decimal(row["growth_total"])
        assert abs(total - sum(parts)) <= Decimal("0.05"), row
        assert sum(parts) == Decimal(row["sum_of_contributions"])
        assert total - sum(parts) == Decimal(row["total_minus_sum"])
        for section in SECTIONS:
            growth, part = Decimal(row[f"growth_{section}"]), Decimal(row[f"contrib_{section}"])
            assert growth * part >= 0, row


def test_the_wide_contributions_restate_pages():
    stated = {}
    for row in records("vietnam_iip_sections"):
        if row["period_start"].endswith("-01"):
            key = row["period_end"], row["activity_code"], row["measure"]
            stated.setdefault(key, set()).add(Decimal(row["value"]))
    for row in records("vietnam_iip_contributions_wide"):
        month = f"{row['year']}-{int(row['months']):02d}"
        for section in ("TOTAL", *SECTIONS):
            name = section.lower() if section == "TOTAL" else section
            for prefix, measure in [("growth", "ytd_growth_pct"), ("contrib", "contribution_pp")]:
                value = row.get(f"{prefix}_{name}")
                assert not value or Decimal(value) in stated[month, section, measure], row


def test_the_preferred_monthly_exports_restate_pages():
    stated = {
        (row["period_end"], row["value"], row["basis"])
        for row in records("vietnam_exports")
        if row["flow"] == "export" and row["period_start"] == row["period_end"]
    }
    for row in records("vietnam_exports_monthly_best"):
        estimate, customs = row["first_estimate_bn_usd"], row["customs_bn_usd"]
        assert not estimate or (row["month"], estimate, "estimate_or_unstated") in stated, row
        assert not customs or (row["month"], customs, "customs") in stated, row
        assert row["best_bn_usd"] == (customs or estimate)
        assert row["best_basis"] == ("customs" if customs else "estimate_or_unstated")


def test_february_2010_output_by_ownership():
    rows = {
        row["ownership"]: row
        for row in records("hanoi_output_by_ownership")
        if row["period_start"] == row["period_end"] == "2010-02"
    }
    column = "value_bn_vnd_1994_prices"
    now = {part: Decimal(rows[part][column]) for part in ("STATE", "NONSTATE", "FDI")}
    assert sum(now.values()) == Decimal("6005.9") == Decimal(rows["TOTAL"][column])
    for measure, rebuilt in [("mom_growth_pct", "-20.98"), ("yoy_growth_pct", "-5.82")]:
        base = sum(value / (1 + Decimal(rows[part][measure]) / 100) for part, value in now.items())
        growth = (sum(now.values()) / base - 1) * 100
        assert growth.quantize(Decimal("0.01")) == Decimal(rebuilt)
        assert abs(growth - Decimal(rows["TOTAL"][measure])) < Decimal("0.05")


def test_output_value_beside_mining_and_manufacturing_grew_like_electricity_and_water():
    rows = {
        row["item_en"]: row
        for row in records("hanoi_other_reported")
        if row["indicator"] == "industrial_output_value_current_prices"
    }

    def now_and_base(item):
        value, growth = Decimal(rows[item]["value"]), Decimal(rows[item]["growth_pct"])
        return value, value / (1 + growth / 100)

    rest_now, rest_base = now_and_base("total industry")
    for item in ("mining and quarrying (B)", "manufacturing (C)"):
        now, base = now_and_base(item)
        rest_now, rest_base = rest_now - now, rest_base - base
    growth = (rest_now / rest_base - 1) * 100
    assert growth.quantize(Decimal("0.1")) == Decimal("7.0")
    electricity = Decimal(rows["electricity, gas, steam (D)"]["growth_pct"])
    water = Decimal(rows["water supply, sewerage, waste (E)"]["growth_pct"])
    assert electricity < growth < water


def test_trades_of_craft_villages_add_to_the_total():
    rows = [row for row in records("hanoi_other_reported") if row["indicator"] == "craft_villages"]
    trades = [int(row["value"]) for row in rows if row["breakdown"] == "trade"]
    assert (len(trades), sum(trades)) == (13, 297)


@pytest.mark.parametrize(
    ("year", "quarters", "whole"),
    [(2019, [6.7, 8.0, 8.7, 10.1], 8.5), (2023, [0.9, 3.7, 3.0, 4.3], 3.0)],
)
def test_the_year_lies_within_its_quarters(year, quarters, whole):
    frame = datasets.load("hanoi_iip_reported")
    total = frame[frame["activity_code"] == "TOTAL"]

    def stated(start, end, *measures):
        period = (total["period_start"] == start) & (total["period_end"] == end)
        return set(total[period & total["measure"].isin(measures)]["value"])

    for quarter, value in enumerate(quarters):
        first = 3 * quarter + 1
        months = f"{year}-{first:02d}", f"{year}-{first + 2:02d}"
        assert value in stated(*months, "yoy_growth_pct", "ytd_growth_pct")
    assert whole in stated(f"{year}-01", f"{year}-12", "ytd_growth_pct", "yoy_growth_pct")
    assert min(quarters) < whole < max(quarters)
    # Quarters weigh about the same, so the year is near their plain mean.
    assert abs(np.mean(quarters) - whole) < 0.2


@pytest.mark.parametrize(
    ("end", "left_over"),
    [("2007-09", "0.00"), ("2010-03", "-0.06"), ("2013-06", "0.01"), ("2013-09", "0.00")],
)
def test_contributions_to_the_citys_product_add_to_its_growth(end, left_over):
    rows = [row for row in records("hanoi_other_reported") if row["period_end"] == end]
    parts = [row["value"] for row in rows if row["indicator"] == "grdp_growth_contribution_pp"]
    assert len(parts) == 3
    (total,) = (
        row["growth_pct"]
        for row in rows
        if (row["indicator"], row["breakdown"]) == ("grdp_growth", "total")
    )
    assert Decimal(total) - sum(map(Decimal, parts)) == Decimal(left_over)


def test_figures_set_aside_are_in_their_tables():
    aside = records("set_aside")
    assert {row["table"] for row in aside} <= set(NAMES)
    for row in aside:
        (stated,) = (
            other
            for other in records(row["table"])
            if all(
                other[key] == row[key]
                for key in ("period_start", "period_end", "item_en", "source_url")
            )
            and other["flow"] == "export"
        )
        assert stated[row["column"]] == row["stated"]


def keys_in_conflict():
    """The key under which conflicts.csv lists a figure, and the figure, for every row."""
    for name, data_set in [
        ("hanoi_iip_reported", "hanoi_iip"),
        ("vietnam_iip_sections", "vietnam_iip"),
        ("vietnam_iip_divisions", "vietnam_iip"),
    ]:
        for row in records(name):
            yield data_set, row, row["activity_code"], row["measure"], row["value"]
    for column, figure in [("value", "value"), ("growth_pct", "growth")]:
        for row in records("hanoi_other_reported"):
            item = f"{row['breakdown']}|{row['item_en']}"
            yield f"hanoi_other_{figure}", row, row["indicator"], item, row[column]
        for row in records("vietnam_exports"):
            item = f"total {row['flow']}s"
            yield f"vietnam_{row['flow']}_{figure}", row, "total", item, row[column]
        for name, place in [
            ("hanoi_trade_reported", "hanoi"),
            ("vietnam_trade_breakdown", "vietnam"),
        ]:
            for row in records(name):
                data_set = f"{place}_{row['flow']}_{figure}"
                yield data_set, row, row["breakdown"], row["item_en"], row[column]


def test_conflicts_are_all_keys_with_several_values():
    stated = {}
    for data_set, row, key, item, value in keys_in_conflict():
        if value:
            period = row["period_start"], row["period_end"]
            stated.setdefault((data_set, *period, key, item), set()).add(Decimal(value))
    expected = {
        key: (min(values), max(values), max(values) - min(values), len(values))
        for key, values in stated.items()
        if len(values) > 1
    }
    listed = {
        (
            row["data_set"],
            row["period_start"],
            row["period_end"],
            row["key"],
            row["measure_or_item"],
        ): (
            Decimal(row["lowest"]),
            Decimal(row["highest"]),
            Decimal(row["spread"]),
            int(row["n_values"]),
        )
        for row in records("conflicts")
    }
    assert listed == expected
