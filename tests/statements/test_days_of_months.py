"""An English date with its day first is a time, and its day no number of the text."""

import pytest

from hanoi_ct.statements import audit


@pytest.mark.parametrize(
    "text",
    [
        "[2] hanoimoi.vn, published 5 November 2018.",
        "Published 21 September 2018, the page says that exports rose 5%.",
        "As of 30 June 2024, the zones had 5 projects.",
    ],
)
def test_the_day_of_a_date_is_read_with_it(text):
    assert not {u.text for u in audit(text).reading.unread} & {"5 ", "21", "30", "5"}


def test_a_number_before_a_month_without_a_year_stays_a_number():
    found = audit("Exports rose 5 percent. Output of 12 May Company was 30 tonnes.")
    assert "12" in " ".join(u.text for u in found.reading.unread)
