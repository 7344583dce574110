"""The figures of January to August 2018 against exact arithmetic on the packaged rows."""

import csv
import itertools
from decimal import Decimal
from fractions import Fraction

import pytest
from report_data import close, ends, rows, table, year_to_date

from hanoi_ct import datasets
from hanoi_ct.indicators.divisions import of_the_month, weight_bound
from hanoi_ct.indicators.lookup import Tables
from hanoi_ct.indicators.production import rate
from hanoi_ct.report import build_report
from hanoi_ct.report.document import Bullets, LineChart, Paragraph, Table, VerdictBlock
from hanoi_ct.statements.formatting import figure_text, placeholder_keys


@pytest.fixture(scope="module")
def figures():
    return build_report("2018-08").figures


def printed(figure, language, style="value"):
    """A figure as printed, with plain spaces."""
    return figure_text(figure, language, style).replace("\N{NO-BREAK SPACE}", " ")


def between(figure, low, high):
    assert close(figure.quantity.low, low), (figure.quantity.low, float(low))
    assert close(figure.quantity.high, high), (figure.quantity.high, float(high))


def percent(x):
    return Fraction(x) / 100


# ---- section 1


def test_production_is_what_the_pages_state(figures):
    assert set(year_to_date("TOTAL", "2018-08")) == {Fraction("7.4")}
    assert figures["production.total"].quantity.value == 7.4
    assert figures["production.total.before"].quantity.value == 6.5
    for code, growth in {"B": -8.9, "C": 7.4, "D": 6.7, "E": 8.5}.items():
        assert figures[f"production.section.{code}"].quantity.value == growth
        assert Fraction(str(growth)) in year_to_date(code, "2018-08")
        assert figures[f"production.section.{code}"].quantity.kind == "published"


def test_difference_and_two_years_together(figures):
    difference = figures["production.difference"]
    assert difference.quantity.value == 0.9
    assert (difference.quantity.low, difference.quantity.high) == (0.8, 1.0)
    assert difference.quantity.unit == "percentage_points"
    two_years = figures["production.two_years"]
    assert close(two_years.quantity.value, (percent("107.4") * percent("106.5") - 1) * 100)
    between(
        two_years,
        (percent("107.35") * percent("106.45") - 1) * 100,
        (percent("107.45") * percent("106.55") - 1) * 100,
    )
    assert printed(two_years, "vi", "interval") == "14,27% đến 14,49%"
    average = (Decimal("1.074") * Decimal("1.065")).sqrt() * 100 - 100
    assert abs(Decimal(figures["production.average"].quantity.value) - average) < Decimal("1e-9")


def test_months_of_two_years_and_those_published_later(figures):
    later = {
        key for key, figure in figures.items() if figure.quantity.published_later and "total" in key
    }
    assert later == {"production.total.2018-09", "production.total.2018-11"}
    stated = {row["period_end"] for row in rows("hanoi_iip_reported", activity_code="TOTAL")}
    for key in figures:
        if key.startswith("production.total.20"):
            assert key.removeprefix("production.total.") in stated
    # Two pages differ on the half-year: the later is used, the other listed with its page.
    half_year = figures["production.total.2018-06"]
    assert half_year.quantity.value == 8.1
    assert [(other.value, other.source.published) for other in half_year.quantity.others] == [
        (8.0, "2018-06-26")
    ]


# ---- section 2


def test_only_the_published_divisions_are_of_the_month(figures):
    stated = {
        row["activity_code"]: float(row["value"])
        for row in rows("hanoi_iip_reported", period_start="2018-01", period_end="2018-08")
        if len(row["activity_code"]) == 3
    }
    assert stated == {"C11": 17.2, "C15": 16.6}
    for key, figure in figures.items():
        if key.startswith("division."):
            code = key.removeprefix("division.")
            assert (figure.quantity.period_end == "2018-08") == (code in stated), key


def test_other_divisions_show_their_latest_earlier_rate(figures):
    for code in ("C10", "C13", "C27", "C30"):
        months = [
            row["period_end"]
            for row in rows("hanoi_iip_reported", activity_code=code, measure="ytd_growth_pct")
            if row["period_end"] < "2018-08"
        ]
        figure = figures[f"division.{code}"]
        assert figure.quantity.period_end == max(months)
        assert Fraction(str(figure.quantity.value)) in year_to_date(code, max(months))


def test_the_bound_on_the_weight(figures):
    bound = figures["divisions.largest_weight"]
    assert close(bound.quantity.value, Fraction("7.45") / Fraction("16.55") * 100)
    assert printed(bound, "en") == "45.0%"
    for weight in (10, 20, 30):
        w = Fraction(weight, 100)
        rest = [
            (total - w * part) / (1 - w)
            for total, part in itertools.product(
                ends("7.4"), (Fraction("16.55"), Fraction("17.25"))
            )
        ]
        between(figures[f"divisions.rest_at_{weight}"], min(rest), max(rest))
        assert figures[f"divisions.weight_{weight}"].quantity.kind == "assumed"


def test_contributions_and_the_unexplained_part_add_up_to_the_published_total(figures):
    parts = [figures[f"contribution.{code}"].quantity.value for code in "BCDE"]
    explained = figures["contribution.explained"].quantity.value
    unexplained = figures["contribution.unexplained"].quantity.value
    assert close(explained, sum(map(Fraction, parts)))
    assert close(sum(map(Fraction, [*parts, unexplained])), Fraction("7.4"))
    for code in "BCDE":
        weight, rate = figures[f"weight.{code}"], figures[f"production.section.{code}"]
        contribution = figures[f"contribution.{code}"]
        assert close(
            contribution.quantity.value,
            Fraction(weight.quantity.value) * Fraction(rate.quantity.value) / 100,
        )
        assert weight.quantity.kind == contribution.quantity.kind == "estimated"
    assert close(
        sum(Fraction(figures[f"weight.{code}"].quantity.value) for code in "BCDE"), Fraction(100)
    )


def test_shares_of_output_value(figures):
    total, mining, manufacturing = Fraction(372108), Fraction(808), Fraction(359789)
    rest = total - mining - manufacturing
    for code, value in {"B": mining, "C": manufacturing, "D_E": rest}.items():
        assert close(figures[f"output.section.{code}"].quantity.value, value)
        assert close(figures[f"output.share.{code}"].quantity.value, value / total * 100)
    shown = [printed(figures[f"output.share.{code}"], "en") for code in ("B", "C", "D_E")]
    assert shown == ["0.22%", "96.69%", "3.09%"]


# ---- section 3


def test_the_implied_base_and_increase(figures):
    # "nearly 9.2": within a unit of its last digit
    value, growth = (Fraction(9100), Fraction(9200)), ends("19", "1")
    base = [v / (1 + g / 100) for v, g in itertools.product(value, growth)]
    between(figures["exports.base"], min(base), max(base))
    assert printed(figures["exports.base"], "vi", "interval") == "7.615 đến 7.764 triệu USD"
    increase = [v * (g / 100) / (1 + g / 100) for v, g in itertools.product(value, growth)]
    between(figures["exports.increase"], min(increase), max(increase))
    assert printed(figures["exports.increase"], "en", "interval") == "1,420 to 1,502 million USD"


def test_the_published_base_agrees_only_in_a_corner(figures):
    assert "exports.base.gap.tight" not in figures
    level, growth = figures["exports.corner.level"], figures["exports.corner.growth"]
    base = Fraction("7623.5"), Fraction("7624.5")
    assert level.quantity.low == 9.1
    # The audit narrows by halving, from outside.
    assert 0 <= level.quantity.high - base[1] * Fraction("1.195") / 1000 < Fraction(1, 10**5)
    assert 0 <= (9100 / base[1] - 1) * 100 - Fraction(growth.quantity.low) < Fraction(1, 1000)
    assert growth.quantity.high == 19.5
    assert printed(level, "vi", "interval") == "9,100 đến 9,112 tỷ USD"
    assert printed(growth, "vi", "interval") == "19,35% đến 19,50%"
    loose = figures["exports.base.loose"]
    assert close(loose.quantity.low, Fraction(9000) / Fraction("1.20"))
    assert loose.quantity.low < 7624 < loose.quantity.high


def test_what_more_than_twice_can_mean(figures):
    ratio = figures["exports.rate_ratio"]
    assert close(ratio.quantity.value, Fraction(19) / Fraction("8.5"))
    between(ratio, Fraction("18.5") / Fraction("8.55"), Fraction("19.5") / Fraction("8.45"))
    assert close(figures["exports.multiple"].quantity.value, Fraction("1.19"))
    assert close(figures["exports.difference"].quantity.value, Fraction("10.5"))
    of_levels = figures["exports.growth.of_levels"]
    assert close(of_levels.quantity.value, (Fraction(9200) / 7624 - 1) * 100)
    assert of_levels.quantity.printed == 20.7


# ---- section 4


def test_national_shares_leave_out_the_partner_countries_figures(figures):
    shares = {
        key: f for key, f in figures.items() if key.startswith("markets.") and "value" not in key
    }
    assert close(
        shares["markets.asean.2017-01.2017-04"].quantity.value,
        Fraction("6.7") / Fraction("61.3") * 100,
    )
    assert close(
        shares["markets.china.2018-01.2018-10"].quantity.value,
        Fraction("32.1") / (Fraction("143.45") + Fraction("56.82")) * 100,
    )
    assert shares["markets.asean.2018-01.2018-10"].quantity.published_later
    assert not any("2017-12" in key for key in shares)
    assert close(
        shares["markets.china.2018-01.2018-02"].quantity.value,
        Fraction("6.2") / Fraction("33.62") * 100,
    )
    assert not {50.6, 46.5, 9.4} & {figure.quantity.value for figure in figures.values()}


# ---- sections 5 to 8


def test_zones_and_counts(figures):
    assert [
        figures[f"zones.{name}"].quantity.value for name in ("new", "enlarged", "decisions")
    ] == [
        17,
        7,
        24,
    ]
    average = figures["zones.average"]
    assert close(average.quantity.value, Fraction(2000) / 24)
    between(average, Fraction("1999.5") / 24, Fraction("2000.5") / 24)
    base = figures["zones.revenue.base"]
    between(base, Fraction(3660) / Fraction("1.0715"), Fraction(3670) / Fraction("1.0705"))
    assert printed(figures["zones.revenue"], "vi") == "trên 3,66 tỷ USD"
    counts = {
        "trade_centres.projects": 4,
        "trade_centres.districts": 3,
        "agenda.limitations": 11,
        "agenda.recommendations": 20,
        "agenda.groups": 3,
        "late_projects.count": 47,
    }
    assert {key: figures[key].quantity.value for key in counts} == counts
    assert all(figures[key].quantity.low is None for key in counts)  # counts are exact


# ---- section 9


def required(total, part, share):
    return ((1 + total) - (1 + part) * share) / (1 - share) - 1


def test_what_the_rest_of_the_year_needs(figures):
    plan = (percent("7.5"), percent("8"))
    # Months rising to 1.45 times January, or equal ones.
    shares = (Fraction(448, 720), Fraction(8, 12))
    need = [required(t, percent("19"), s) * 100 for t, s in itertools.product(plan, shares)]
    between(figures["exports.needed"], min(need), max(need))
    assert printed(figures["exports.needed"], "en") == "−15.5% to −10.1%"
    rounded = [
        required(t, percent(g), s) * 100
        for t, g, s in itertools.product(plan, ("18.5", "19.5"), shares)
    ]
    between(figures["exports.needed.rounding"], min(rounded), max(rounded))
    assert figures["exports.share"].quantity.kind == "assumed"


def test_value_added_against_the_plan(figures):
    assert figures["value_added.growth"].quantity.value == 7.72
    assert figures["value_added.growth"].quantity.period_end == "2018-06"
    plan, shares = (percent("8.2"), percent("8.7")), (Fraction(324, 720), Fraction(1, 2))
    need = [required(t, percent("7.72"), s) * 100 for t, s in itertools.product(plan, shares)]
    between(figures["value_added.needed"], min(need), max(need))
    assert figures["value_added.growth.2018-09"].quantity.published_later


# ---- section 10


def test_figures_beside(figures):
    prices = figures["output.prices"]
    assert close(prices.quantity.value, (Fraction("1.089") / Fraction("1.077") - 1) * 100)
    assert printed(prices, "vi", "signed") == "+1,1%"
    assert figures["consumption"].quantity.value == 1.0
    assert close(figures["consumption.gap"].quantity.value, Fraction("6.4"))
    assert figures["national.production"].quantity.value == 11.2
    assert close(figures["national.production.difference"].quantity.value, Fraction("-3.8"))


def test_hanois_share_of_national_exports(figures):
    national = figures["national.exports"]
    assert (national.quantity.value, national.quantity.qualifier) == (155.4, "exact")
    assert {other.value for other in national.quantity.others} == {155.41, 158.4}
    share = figures["national.share"]
    assert close(share.quantity.value, Fraction("9.2") / Fraction("155.4") * 100)
    assert printed(share, "en") == "5.92%"
    before = Fraction("9.2") / Fraction("1.19") / (Fraction("155.4") / Fraction("1.145")) * 100
    assert close(figures["national.share.before"].quantity.value, before)
    assert printed(figures["national.share.change"], "vi", "signed_number") == "+0,22"


# ---- every figure


def test_every_figure_has_its_kind_and_its_source(figures):
    for key, figure in figures.items():
        assert figure.key == key
        if figure.quantity.kind == "published":
            assert figure.quantity.sources, key
            assert figure.formula is None, key
        elif figure.quantity.kind != "assumed":
            assert figure.quantity.sources, key
            assert figure.formula is not None, key
        if figure.quantity.kind == "assumed":
            assert not figure.quantity.sources, key
        for name in figure.inputs:
            assert name in figures, (key, name)
        if (
            figure.quantity.value is not None
            and figure.quantity.low is not None
            and figure.quantity.kind != "estimated"
        ):
            assert figure.quantity.low <= figure.quantity.value <= figure.quantity.high, key


def test_sources_name_the_line_of_the_file(figures):
    for figure in figures.values():
        for source in figure.quantity.sources:
            row = rows(source.dataset)[source.row - 2]
            assert row["source_url"] == source.page
            assert (row["period_start"], row["period_end"]) <= ("2021-12", "2021-12")


# ---- other months


def blocks(report, kind):
    return [b for section in report.sections for b in section.blocks if isinstance(b, kind)]


def test_the_bound_counts_only_divisions_that_outgrew_the_total():
    """In June 2018 ten divisions are published, three of them shrank."""
    tables = Tables(datasets.Collection().records, "2018-06")
    total = rate(tables, "TOTAL", tables.year_to_date)
    stated = [
        Fraction(row["value"])
        for row in rows("hanoi_iip_reported", period_start="2018-01", period_end="2018-06")
        if len(row["activity_code"]) == 3
    ]
    assert len(stated) == 10
    slowest = min(rate for rate in stated if rate - Fraction("0.05") > Fraction("8.15"))
    bound = weight_bound(total, of_the_month(tables))
    assert close(bound.largest_weight.value, Fraction("8.15") / (slowest - Fraction("0.05")) * 100)
    assert "C29" not in {division.code for division in bound.fastest}
    # A weight of at most 89 % says nothing: the report leaves it out.
    assert "divisions.largest_weight" not in build_report("2018-06").figures


def test_equal_printed_rates_share_a_rank():
    report = build_report("2018-06")
    ranking = next(t for t in blocks(report, Table) if t.key == "divisions.ranking")
    ranks = [row.cells[0].en for row in ranking.rows]
    assert ranks[:3] == ["1", "1", "3"]
    rates = [report.figures[row.cells[2].key].quantity.value for row in ranking.rows]
    assert rates == sorted(rates, reverse=True)


def test_no_contributions_without_the_rates_of_all_sections():
    figures = build_report("2018-06").figures
    assert "weight.C" in figures
    assert not any(key.startswith("contribution.") for key in figures)


def test_a_year_without_a_stated_total_falls_back_on_the_table_by_year():
    figures = build_report("2012-12").figures
    assert "production.total" not in figures
    assert figures["production.annual"].quantity.value == 5.0
    assert figures["production.annual"].quantity.sources[0].dataset == "iip_annual_vietnam_hanoi"


def test_an_index_read_as_a_rate_is_set_aside():
    report = build_report("2019-06")
    assert "exports.growth" not in report.figures
    assert report.figures["exports.value"].quantity.value == 7.201
    assert 105.4 not in {figure.quantity.value for figure in report.figures.values()}


def test_a_total_that_only_later_pages_state_is_not_used_as_known():
    report = build_report("2020-06")
    assert report.figures["production.total"].quantity.published_later
    assert report.headline == ()
    lead = report.sections[0].blocks[0]
    assert lead.role == "later"


def test_two_levels_that_no_reading_reconciles():
    report = build_report("2022-02")
    block = next(b for b in blocks(report, VerdictBlock) if b.key == "exports.base")
    assert block.verdict == "impossible"
    # 2.67 billion, cut rather than rounded
    low = Fraction(2660) / Fraction("1.310")
    high = Fraction(2680) / Fraction("1.308")
    assert close(report.figures["exports.base.loose"].quantity.low, low)
    assert close(report.figures["exports.base.loose"].quantity.high, high)
    assert close(report.figures["exports.base.gap.loose"].quantity.value, 2335 - high)


def test_one_assumption_on_the_months_serves_every_period():
    figures = build_report("2018-04").figures
    shares = (Fraction(49 + 51 + 53 + 55, 720), Fraction(1, 3))
    between(figures["exports.share"], shares[0] * 100, shares[1] * 100)
    need = [required(percent(t), percent("11"), s) * 100 for t in ("7.5", "8") for s in shares]
    between(figures["exports.needed"], min(need), max(need))


def test_the_summary_speaks_only_of_figures_known_to_the_report():
    """In June 2020 the total of production is known from a page of 2021 alone."""
    report = build_report("2020-06")
    assert report.figures["production.total"].quantity.published_later
    for block in report.summary:
        if isinstance(block, LineChart):
            continue
        texts = block.items if isinstance(block, Bullets) else (block.text,)
        for text in texts:
            assert not any(
                report.figures[key].quantity.published_later for key in placeholder_keys(text)
            )
    assert not any(isinstance(block, Bullets) for block in report.summary)


def caveats(report, section):
    blocks = next(one.blocks for one in report.sections if one.key == section)
    return [b.text.en for b in blocks if isinstance(b, Paragraph)]


def test_two_comparable_periods_of_asean_would_be_told(tmp_path):
    """The packaged tables have none; with one more page the reason is no longer given."""
    reason = "no two of them are comparable for ASEAN"
    assert any(reason in text for text in caveats(build_report("2018-08"), "markets"))
    found = list(table("vietnam_trade_breakdown"))
    extra = next(r for r in found if r["item_en"] == "ASEAN" and r["period_end"] == "2017-04")
    found.append(
        extra | {"period_start": "2018-01", "period_end": "2018-04", "published": "2018-05"}
    )
    total = next(r for r in table("vietnam_exports") if r["period_end"] == "2017-04" and r["value"])
    totals = [
        *table("vietnam_exports"),
        total | {"period_start": "2018-01", "period_end": "2018-04"},
    ]
    for name, records in {"vietnam_trade_breakdown": found, "vietnam_exports": totals}.items():
        with (tmp_path / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, records[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(records)
    texts = caveats(build_report("2018-08", data=tmp_path), "markets")
    assert any("neither show nor refute" in text for text in texts)
    assert not any(reason in text for text in texts)


def test_value_added_that_only_later_pages_state_is_no_rate_so_far():
    figures = build_report("2007-03").figures
    assert "value_added.growth" not in figures
    assert figures["value_added.growth.2007-03"].quantity.published_later
