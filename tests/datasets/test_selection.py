"""Which page's figure is used: the rule, and what it yields on the rows of the 2018-08 report."""

import pandas as pd
import pytest

from hanoi_ct import datasets
from hanoi_ct.datasets import choose
from hanoi_ct.errors import ArgumentValueError

MONTH = "2018-08"


@pytest.fixture(scope="module")
def tables():
    return datasets.Collection()


def of_period(table, start, end, **equal):
    rows = table[(table["period_start"] == start) & (table["period_end"] == end)]
    for column, value in equal.items():
        rows = rows[rows[column] == value]
    return rows


def brief(statements):
    return [(s.value, s.qualifier, s.published) for s in statements]


def pages(*stated, period=("2018-01", "2018-08")):
    """Rows that state one figure: (value, published) or (value, published, qualifier)."""
    return pd.DataFrame(
        {
            "period_start": pd.PeriodIndex([period[0]] * len(stated), freq="M"),
            "period_end": pd.PeriodIndex([period[1]] * len(stated), freq="M"),
            "value": [float(row[0]) for row in stated],
            "published": pd.array([row[1] or None for row in stated], dtype="string"),
            "qualifier": [row[2] if len(row) > 2 else "exact" for row in stated],
            "source_url": [f"page {i}" for i in range(len(stated))],
        },
        index=range(2, len(stated) + 2),
    )


# ---- the rule


def test_the_latest_page_known_is_used_and_the_others_are_listed():
    choice = choose(
        pages((1, "2018-09-20"), (2, "2018-09-03"), (3, "2018-09-10"), (2, "2018-09-21")),
        report_month=MONTH,
    )
    assert choice.chosen == datasets.Statement(2.0, "exact", "page 3", "2018-09-21", 5, "after")
    assert brief(choice.agreeing) == [(2.0, "exact", "2018-09-03")]
    assert brief(choice.others) == [(1.0, "exact", "2018-09-20"), (3.0, "exact", "2018-09-10")]
    assert choice.later == ()


def test_a_page_of_the_last_month_of_the_period_counts_as_after_it():
    choice = choose(pages((1, "2018-07-31"), (2, "2018-08-30"), (3, "2018-08")), report_month=MONTH)
    # A month alone may mean its last day, so it is later than the page of the 30th.
    assert [s.value for s in (choice.chosen, *choice.others)] == [3.0, 2.0, 1.0]
    assert [s.timing for s in (choice.chosen, *choice.others)] == ["after", "after", "before"]


def test_without_a_page_after_the_period_the_latest_before_it_is_used():
    plan = pages((7, "2017-12"), (8, "2018-07-02"), (9, ""), period=("2018-01", "2018-12"))
    choice = choose(plan, report_month=MONTH)
    assert [s.value for s in (choice.chosen, *choice.others)] == [8.0, 7.0, 9.0]
    assert choice.chosen.timing == "before"


def test_an_undated_page_is_used_only_if_no_dated_page_is_known():
    undated = pages((1, ""), (2, ""), (2, ""))
    choice = choose(undated, report_month=MONTH)
    assert (choice.chosen.value, choice.chosen.timing) == (2.0, "undated")
    assert brief(choice.others) == [(1.0, "exact", "")]
    late = choose(pages((1, ""), (2, "2019-01")), report_month=MONTH)
    assert late.chosen.value == 1.0
    assert brief(late.later) == [(2.0, "exact", "2019-01")]


@pytest.mark.parametrize("day", ["2018-09-05", "2018-09", ""])
def test_of_pages_of_one_date_a_plain_figure_goes_first_then_the_one_stated_more_often(day):
    choice = choose(pages((1, day, "about"), (2, day, "exact")), report_month=MONTH)
    assert choice.chosen.value == 2.0
    choice = choose(pages((1, day), (2, day), (2, day)), report_month=MONTH)
    assert choice.chosen.value == 2.0
    choice = choose(pages((1, day), (2, day)), report_month=MONTH)
    assert choice.chosen.row == 2


def test_a_later_hedged_figure_goes_before_earlier_plain_ones():
    rows = pages((1, "2018-09", "about"), (2, "2018-08", "exact"), (2, "2018-08", "exact"))
    assert choose(rows, report_month=MONTH).chosen.value == 1.0


def test_a_page_known_by_its_year_counts_as_one_of_its_december():
    half_year = pages((1, "2018"), (2, "2018-08"), period=("2018-01", "2018-06"))
    choice = choose(half_year, report_month="2018-06")
    assert (choice.chosen, brief(choice.later)) == (
        None,
        [(1.0, "exact", "2018"), (2.0, "exact", "2018-08")],
    )
    assert choose(half_year, report_month="2018-11").chosen.published == "2018"


def test_pages_after_the_month_that_follows_the_report_are_later():
    rows = pages((1, "2018-09-30"), (1, "2018-10-01"), (2, "2018-10"))
    choice = choose(rows, report_month=MONTH)
    assert choice.chosen.published == "2018-09-30"
    assert choice.agreeing == choice.others == ()
    assert brief(choice.later) == [(2.0, "exact", "2018-10"), (1.0, "exact", "2018-10-01")]


def test_a_figure_of_a_later_period_is_later_even_if_published_in_the_following_month():
    rows = pages((1, "2018-09-28"), period=("2018-01", "2018-09"))
    choice = choose(rows, report_month=MONTH)
    assert choice.chosen is None
    assert brief(choice.later) == [(1.0, "exact", "2018-09-28")]


def test_what_is_missing_states_nothing():
    rows = pages((1, "2018-08"), (2, "2018-09"))
    rows.loc[2, "value"] = float("nan")
    assert choose(rows, report_month=MONTH).chosen.value == 2.0
    assert choose(rows.iloc[:0], report_month=MONTH) is None
    assert choose(rows.iloc[:1], report_month=MONTH) is None


def test_the_order_of_rows_decides_nothing_but_ties():
    rows = pages((1, "2018-09"), (2, "2018-08"), (3, "2018-07"), (4, ""), (5, "2019-01"))
    expected = choose(rows, report_month=MONTH)
    assert choose(rows.iloc[::-1], report_month=pd.Period(MONTH)) == expected


def test_refusals():
    rows = pages((1, "2018-08"), (2, "2018-09"))
    with pytest.raises(ArgumentValueError, match=r"^`column` of choose must be .*; got 'growth'$"):
        choose(rows, "growth", report_month=MONTH)
    rows["period_end"] = pd.PeriodIndex(["2018-08", "2018-07"], freq="M")
    message = (
        r"^`rows` of choose must state one figure; "
        r"got several values of period_end: 2018-07, 2018-08$"
    )
    with pytest.raises(ArgumentValueError, match=message):
        choose(rows, report_month=MONTH)
    for month in ("2018-13", "2018", "8/2018", "201808"):
        with pytest.raises(ArgumentValueError, match=rf"must be written YYYY-MM; got '{month}'$"):
            choose(pages((1, "2018-08")), report_month=month)


# ---- the rows of the 2018-08 report

HANOIMOI = "https://hanoimoi.vn/print/563502.html"
ARTICLE = "article-2018-09"


@pytest.mark.parametrize(
    ("code", "value", "source", "row"),
    [
        ("TOTAL", 7.4, ARTICLE, 300),
        ("B", -8.9, HANOIMOI, 301),
        ("C", 7.4, HANOIMOI, 302),
        ("D", 6.7, HANOIMOI, 303),
        ("E", 8.5, HANOIMOI, 304),
        ("C11", 17.2, ARTICLE, 305),
        ("C15", 16.6, ARTICLE, 306),
    ],
)
def test_production(tables, code, value, source, row):
    rows = of_period(
        tables.load("hanoi_iip_reported"),
        "2018-01",
        "2018-08",
        activity_code=code,
        measure="ytd_growth_pct",
    )
    choice = choose(rows, report_month=MONTH)
    chosen = choice.chosen
    assert (chosen.value, chosen.source_url, chosen.row) == (value, source, row)
    # The statistics office's total of 30 August agrees with the department's of September.
    agreeing = [HANOIMOI] if code == "TOTAL" else []
    assert [s.source_url for s in choice.agreeing] == agreeing
    assert choice.others == choice.later == ()


@pytest.mark.parametrize(
    ("start", "end", "chosen", "others", "later"),
    [
        ("2017-01", "2017-08", 6.5, [], []),
        ("2018-01", "2018-04", 8.1, [], []),
        ("2018-01", "2018-06", 8.1, [8.0], []),
        ("2018-01", "2018-09", None, [], [7.41, 7.4]),
        ("2018-01", "2018-11", None, [], [7.4]),
    ],
)
def test_production_of_other_periods(tables, start, end, chosen, others, later):
    rows = of_period(
        tables.load("hanoi_iip_reported"),
        start,
        end,
        activity_code="TOTAL",
        measure="ytd_growth_pct",
    )
    choice = choose(rows, report_month=MONTH)
    assert (choice.chosen.value if choice.chosen else None) == chosen
    assert [s.value for s in choice.others] == others
    assert [s.value for s in choice.later] == later


def test_exports_of_the_report_are_the_reports_own_and_not_later(tables):
    trade = tables.load("hanoi_trade_reported")
    rows = of_period(trade, "2018-01", "2018-08", flow="export", breakdown="total")
    level = choose(rows, report_month=MONTH)
    assert brief([level.chosen]) == [(9200.0, "nearly", "2018-09")]
    assert level.chosen.source_url == ARTICLE
    rate = choose(rows, "growth_pct", report_month=MONTH)
    # "Nearly 9.2 billion, up 19%": the hedge is on the level.
    assert brief([rate.chosen]) == [(19.0, "exact", "2018-09")]
    assert level.later == rate.later == level.others == rate.others == ()


def test_exports_of_the_year_before(tables):
    trade = tables.load("hanoi_trade_reported")
    rows = of_period(trade, "2017-01", "2017-08", flow="export", breakdown="total")
    level = choose(rows, report_month=MONTH)
    assert brief([level.chosen]) == [(7624.0, "about", "2017-08")]
    assert level.agreeing == ()
    rate = choose(rows, "growth_pct", report_month=MONTH)
    assert brief([rate.chosen, *rate.agreeing]) == [
        (8.5, "exact", "2018-09"),
        (8.5, "exact", "2017-08"),
    ]


def test_national_exports(tables):
    rows = of_period(tables.load("vietnam_exports"), "2018-01", "2018-08", flow="export")
    level = choose(rows, report_month=MONTH)
    assert brief([level.chosen]) == [(155.4, "exact", "2018-09")]
    assert brief(level.others) == [(158.4, "exact", "2018-09"), (155.41, "about", "2018-08")]
    rate = choose(rows, "growth_pct", report_month=MONTH)
    assert brief([rate.chosen, *rate.agreeing]) == [
        (14.5, "exact", "2018-09"),
        (14.5, "exact", "2018-08"),
        (14.5, "exact", "2018-08"),
    ]
    assert brief(rate.others) == [(16.7, "exact", "2018-09")]


@pytest.mark.parametrize(
    ("year", "code", "chosen", "others", "later"),
    [
        (2018, "TOTAL", 11.2, [], []),
        (2018, "C", 13.3, [], [13.1]),
        (2017, "TOTAL", 6.7, [], []),
        (2017, "B", -3.8, [-6.9, -6.9], []),
    ],
)
def test_national_production(tables, year, code, chosen, others, later):
    rows = of_period(
        tables.load("vietnam_iip_sections"),
        f"{year}-01",
        f"{year}-08",
        activity_code=code,
        measure="ytd_growth_pct",
    )
    choice = choose(rows, report_month=MONTH)
    assert choice.chosen.value == chosen
    assert [s.value for s in choice.others] == others
    assert [s.value for s in choice.later] == later


@pytest.mark.parametrize(
    ("indicator", "breakdown", "column", "value", "qualifier", "source"),
    [
        ("industrial_output_value_current_prices", "total", "value", 372108, "exact", HANOIMOI),
        ("industrial_output_value_current_prices", "total", "growth_pct", 8.9, "exact", HANOIMOI),
        (
            "industrial_output_value_constant_2010_prices",
            "total",
            "growth_pct",
            7.7,
            "exact",
            HANOIMOI,
        ),
        ("manufacturing_consumption_index", "total", "growth_pct", 1.0, "exact", HANOIMOI),
        ("fdi", "total", "value", 6300, "about", "es.vietnamplus.vn"),
        ("new_enterprises", "count", "value", 16500, "nearly", "es.vietnamplus.vn"),
        ("new_enterprises", "count", "growth_pct", 0.2, "exact", "es.vietnamplus.vn"),
        ("industrial_zones", "new_projects_count", "value", 17, "exact", ARTICLE),
        ("industrial_zones", "adjusted_projects_count", "value", 7, "exact", ARTICLE),
        ("industrial_zones", "total_capital", "value", 2000, "exact", ARTICLE),
        ("industrial_zones", "revenue", "value", 3660, "over", ARTICLE),
        ("industrial_zones", "revenue", "growth_pct", 7.1, "exact", ARTICLE),
        ("trade_centre_projects", "count", "value", 4, "exact", ARTICLE),
        ("trade_centre_projects", "district_count", "value", 3, "exact", ARTICLE),
        ("report_agenda", "limitations_count", "value", 11, "exact", ARTICLE),
        ("report_agenda", "recommendations_count", "value", 20, "exact", ARTICLE),
        ("report_agenda", "recommendation_groups_count", "value", 3, "exact", ARTICLE),
        ("slow_projects", "count", "value", 47, "exact", ARTICLE),
    ],
)
def test_other_figures(tables, indicator, breakdown, column, value, qualifier, source):
    rows = of_period(
        tables.load("hanoi_other_reported"),
        "2018-01",
        "2018-08",
        indicator=indicator,
        breakdown=breakdown,
    )
    choice = choose(rows, column, report_month=MONTH)
    assert (choice.chosen.value, choice.chosen.qualifier) == (value, qualifier)
    assert source in choice.chosen.source_url
    assert choice.agreeing == choice.others == choice.later == ()


def test_plans_of_the_year_are_used_and_not_later(tables):
    rows = of_period(
        tables.load("hanoi_other_reported"),
        "2018-01",
        "2018-12",
        indicator="plan_target",
        breakdown="export_growth_min",
    )
    choice = choose(rows, report_month=MONTH)
    assert (choice.chosen.value, choice.chosen.timing) == (7.5, "before")
    assert all(later.timing == "after" for later in choice.later)


def test_revised_value_added_of_the_half_year_is_shown_apart(tables):
    rows = of_period(
        tables.load("hanoi_other_reported"),
        "2018-01",
        "2018-06",
        indicator="grdp_growth",
        item_en="industry and construction value added",
    )
    choice = choose(rows, "growth_pct", report_month=MONTH)
    assert brief([choice.chosen]) == [(7.72, "exact", "2018-07-02")]
    assert brief(choice.later) == [(7.88, "exact", "2019-07-03")]


def test_no_retail_sales_of_the_city_are_stated_for_the_eight_months(tables):
    other = tables.load("hanoi_other_reported")
    retail = other[other["indicator"].str.startswith("retail")]
    assert of_period(retail, "2018-01", "2018-08").empty
