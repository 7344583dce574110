"""What a text implies without printing it."""

import pytest

from hanoi_ct.statements import audit
from hanoi_ct.statements.solving import Statements
from hanoi_ct.statements.statement import Claim, Period, Reading, Statement


def statement(identifier, value, unit, kind, period, comparison=None, subject="x", **more):
    more = {"scale": "1e9" if unit == "USD" else "1", **more}
    return Statement(
        identifier,
        0,
        1,
        value,
        value,
        value,
        unit,
        type=kind,
        subject=subject,
        period=Period(*period),
        comparison=comparison,
        **more,
    )


def solved(*statements, claims=()):
    found = Statements(Reading("x", "vi", statements), claims).solve()
    return {each.kind: each for each in found}


EIGHT, SEVEN = ("2018-01", "2018-08"), ("2018-01", "2018-07")
YEAR = "same_period_last_year"


def test_base_and_increase():
    found = solved(
        statement("1", "9.2", "USD", "level", EIGHT, hedge="gần"),
        statement("2", "19", "percent", "growth", EIGHT, YEAR),
    )
    assert float(found["base"].tight.low) == pytest.approx(9.1e9 / 1.195)
    assert float(found["increment"].tight.high) == pytest.approx(9.2e9 * 0.195 / 1.195)
    assert "mức kỳ gốc (x): 7,615" in found["base"].words()
    assert "level of the base period" in found["base"].words("en")


def test_hidden_total_and_plan():
    found = solved(
        statement("1", "3.86", "USD", "level", EIGHT),
        statement("2", "12.22", "percent", "share", EIGHT, "total"),
        statement("3", "50.0", "percent", "attainment", EIGHT, "plan"),
    )
    assert found["hidden_total"].tight.low < 31.6e9 < found["hidden_total"].tight.high
    assert found["plan"].tight.low < 7.72e9 < found["plan"].tight.high


def test_weight_behind_a_contribution():
    found = solved(
        statement("1", "3.6", "percentage_points", "contribution", EIGHT, YEAR),
        statement("2", "4.2", "percent", "growth", EIGHT, YEAR),
    )
    assert found["weight"].tight.low < 3.6 / 4.2 < found["weight"].tight.high


def test_the_month_between_two_cumulative_figures():
    levels = (
        statement("1", "8.0", "USD", "level", SEVEN),
        statement("2", "9.2", "USD", "level", EIGHT),
    )
    rates = (
        statement("3", "18.0", "percent", "growth", SEVEN, YEAR),
        statement("4", "19.0", "percent", "growth", EIGHT, YEAR),
    )
    found = solved(*levels, *rates)
    assert found["month_level"].tight.low < 1.2e9 < found["month_level"].tight.high
    exact = 1.2 / (9.2 / 1.19 - 8.0 / 1.18) - 1
    assert found["month_growth"].tight.low < 100 * exact < found["month_growth"].tight.high
    flat = solved(*rates)["month_growth_flat"]
    assert flat.tight.low < 8 * 19 - 7 * 18 < flat.tight.high


def test_labour_of_may_2019():
    """Domain 4.6: +1.8 to April and +1.2 to May leave May a fall on a flat base."""
    found = solved(
        statement("1", "1.8", "percent", "growth", ("2019-01", "2019-04"), YEAR),
        statement("2", "1.2", "percent", "growth", ("2019-01", "2019-05"), YEAR),
    )
    may = found["month_growth_flat"].tight
    assert (float(may.low), float(may.high)) == pytest.approx((-1.65, -0.75))


def test_what_an_open_list_leaves():
    claims = [Claim("sum", {"total": ("1",), "parts": ("2",)}, closed=False)]
    found = solved(
        statement("1", "7.624", "USD", "level", EIGHT),
        statement("2", "6.326", "USD", "level", EIGHT, subject="y"),
        claims=claims,
    )
    assert found["remainder"].tight.low < 1.298e9 < found["remainder"].tight.high
    assert not solved(statement("1", "7", "USD", "level", EIGHT))


def test_targets_imply_nothing():
    assert not solved(
        statement("1", "9.2", "USD", "level", EIGHT, status="target"),
        statement("2", "19", "percent", "growth", EIGHT, YEAR, status="target"),
    )


def test_an_audit_solves_too():
    text = "Xuất khẩu 8 tháng năm 2018 đạt 9,2 tỷ USD, tăng 19% so với cùng kỳ năm trước."
    kinds = [implied.kind for implied in audit(text).statements.solve()]
    assert kinds == ["base", "increment"]
