"""The report's month without season and Tết: from rates in a row, or the count of them."""

from typing import NamedTuple

import numpy as np
import pytest
from seasonal_series import made

from hanoi_ct.indicators.adjusted import adjusted_month
from hanoi_ct.indicators.lookup import Tables
from hanoi_ct.indicators.production import DATASET
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.sections.adjusted import adjusted
from hanoi_ct.seasonal import seasonal_adjust


class Rows(NamedTuple):
    """The rows of a table, as `Records` gives them."""

    fields: list

    def by_row(self):
        return enumerate(self.fields, 2)


def tables(rates):
    """Tables with published rates on the month before, one decimal each."""
    rows = [
        {
            "period_start": str(month),
            "period_end": str(month),
            "activity_code": "TOTAL",
            "measure": "mom_growth_pct",
            "value": float(value),
            "qualifier": "exact",
            "source_url": f"https://example.org/{month}",
            "published": str(month),
        }
        for month, value in rates.items()
    ]
    return lambda name: Rows(rows if name == DATASET else [])


def test_rates_of_four_years_are_adjusted():
    series, _ = made("2014-09", 4)
    rates = (100 * series.pct_change().iloc[1:]).round(1)
    found = adjusted_month(Tables(tables(rates), "2018-08"))
    assert found.months == 48
    levels = 100 * np.cumprod(np.r_[1.0, 1 + rates.to_numpy() / 100])
    expected = 100 * seasonal_adjust(series * 0 + levels).growth.iloc[-1]
    assert found.growth.value == pytest.approx(expected, abs=1e-9)
    assert found.growth.low < found.growth.value < found.growth.high
    book = FigureBook()
    (paragraph,) = adjusted(Tables(tables(rates), "2018-08"), book)
    assert "{production.month.adjusted:change}" in paragraph.text.vi
    assert book.has("production.month.adjusted")


def test_a_gap_ends_the_row_and_too_few_are_said():
    series, _ = made("2014-09", 4)
    rates = (100 * series.pct_change().iloc[1:]).round(1).drop("2016-02")
    source = Tables(tables(rates), "2018-08")
    found = adjusted_month(source)
    assert (found.growth, found.months, found.needed) == (None, 31, 36)
    (paragraph,) = adjusted(source, FigureBook())
    assert "của ba năm liên tục" in paragraph.text.vi
    assert "three years in a row" in paragraph.text.en
    assert adjusted_month(Tables(tables(rates), "2020-01")).months == 0


def test_months_that_cannot_be_adjusted_are_not_called_too_few():
    series, _ = made("2014-09", 4)
    source = Tables(tables(0 * series.iloc[1:]), "2018-08")  # no change in any month
    assert adjusted_month(source).growth is None
    (paragraph,) = adjusted(source, FigureBook())
    assert "could not be adjusted" in paragraph.text.en
    assert "không điều chỉnh được" in paragraph.text.vi
