"""Where a label stands among the labels of periods, whatever they are written as."""

import datetime

import numpy as np
import pytest

from hanoi_ct._inputs.periods import position, span
from hanoi_ct.errors import ArgumentValueError

MONTHS = ["2018-07", "2018-08", "2018-09"]
LISTS = [
    MONTHS,
    [f"{month}-01" for month in MONTHS],
    [datetime.date(2018, month, 28) for month in (7, 8, 9)],
    [np.datetime64(month) for month in MONTHS],
]


@pytest.mark.parametrize("periods", LISTS)
def test_a_month_is_found_in_labels_of_any_kind(periods):
    assert position("2018-08", periods, "period", "at") == 1
    assert position(periods[2], periods, "period", "at") == 2
    assert span(("2018-07", "2018-08"), periods, "period", "at") == slice(0, 2)


def test_a_date_is_found_in_the_period_that_holds_it():
    assert position("2018-08-15", MONTHS, "period", "at") == 1
    assert position(datetime.date(2018, 5, 2), ["2018Q1", "2018Q2"], "period", "at") == 1
    assert position("2018-05", ["2017", "2018"], "period", "at") == 1


@pytest.mark.parametrize("label", ["2018", "2018Q3", "2018-10", "8", "base", None])
def test_a_label_of_several_periods_or_none_is_refused(label):
    with pytest.raises(ArgumentValueError, match="must be one of the periods, 2018-07 to 2018-09"):
        position(label, MONTHS, "period", "at")
    with pytest.raises(ArgumentValueError, match="must be one of the periods"):
        position("2018", ["2018-07"], "period", "at")
