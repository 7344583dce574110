"""Texts that name months and no year still have this year and the one before it."""

import pytest

from hanoi_ct.statements import audit
from hanoi_ct.statements.reading import read_text
from hanoi_ct.statements.statement import Period, Statement


def test_the_year_before_an_untold_year_is_another_one():
    period = Period("XXXX-01", "XXXX-09")
    assert period.moved(-1) != period
    assert period.moved(-1).moved(1) == period
    assert (period.moved(-1).year, period.moved(-1).months) == (None, 9)


@pytest.mark.parametrize(
    ("text", "kind", "verdict"),
    [
        (
            "Kim ngạch xuất khẩu 9 tháng đạt 2.150 triệu USD, tăng 15% so với cùng kỳ năm trước "
            "(1.950 triệu USD).",
            "base",
            "impossible",
        ),
        (
            "Xuất khẩu 5 tháng đạt 1.480 triệu USD, tăng 9,6% so với cùng kỳ (1.350 triệu USD).",
            "base",
            "consistent",
        ),
        (
            "Kim ngạch xuất khẩu 8 tháng tăng 19%, cao gấp 2,1 lần mức tăng 9% của cùng kỳ năm "
            "trước.",
            "rate_ratio",
            "consistent",
        ),
    ],
)
def test_two_years_of_one_thing_are_compared(text, kind, verdict):
    (relation,) = audit(text).relations
    assert (relation.claim.kind, str(relation.verdict)) == (kind, verdict)


def test_records_tell_the_two_years_apart():
    text = "Xuất khẩu 5 tháng đạt 1.480 triệu USD, cùng kỳ năm trước đạt 1.350 triệu USD."
    now, before = read_text(text).statements
    assert now.period.moved(-1) == before.period
    assert Statement.from_record(before.to_record()).period == before.period
