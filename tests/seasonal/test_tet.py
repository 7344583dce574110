"""The dates of Tết and its regressors, against days counted one by one."""

import datetime

import numpy as np
import pytest
from moon import first_day_of_tet

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.seasonal.tet import first_day, regressors

ALL_MONTHS = np.arange("1976-01", "2051-01", dtype="M8[M]")


@pytest.mark.parametrize(
    ("year", "day"),
    [(1985, "1985-01-21"), (2007, "2007-02-17"), (2018, "2018-02-16"), (2030, "2030-02-02")],
)
def test_tet_is_that_of_hanois_meridian(year, day):
    assert first_day(year) == datetime.date.fromisoformat(day)
    assert first_day(1975) is None
    assert first_day(2051) is None


def test_every_first_day_follows_from_sun_and_moon():
    for year in range(1976, 2051):
        assert first_day(year) == first_day_of_tet(year)


def test_every_first_day_is_that_of_the_calendar_package():
    holidays = pytest.importorskip("holidays")
    named = holidays.country_holidays("VN", years=range(1976, 2051), language="en_US")
    days = [day for day in named if "Lunar New Year" in named.get_list(day)]
    assert sorted(days) == [first_day(year) for year in range(1976, 2051)]


@pytest.mark.parametrize("windows", [(10, 7, 10), (1, 1, 1), (21, 15, 31)])
def test_fractions_are_the_days_counted(windows):
    expected = np.zeros((len(ALL_MONTHS), 3))
    for year in range(1976, 2051):
        offset = -windows[0]
        for column, length in enumerate(windows):
            for _ in range(length):
                day = first_day(year) + datetime.timedelta(days=offset)
                expected[12 * (day.year - 1976) + day.month - 1, column] += 1 / length
                offset += 1
    found = regressors(ALL_MONTHS, windows=windows, centred=False)
    np.testing.assert_allclose(found, expected, rtol=0, atol=1e-14)
    centred = regressors(ALL_MONTHS, windows=windows).reshape(75, 12, 3)
    np.testing.assert_allclose(centred.mean(axis=0), 0, atol=1e-15)
    usual = expected.reshape(75, 12, 3).mean(axis=0)
    np.testing.assert_allclose(centred + usual, expected.reshape(75, 12, 3), atol=1e-14)


@pytest.mark.parametrize("months", [["1975-12", "1976-01"], ["2050-12", "2051-01"]])
def test_years_with_no_date_are_refused(months):
    with pytest.raises(ArgumentValueError, match=r"1976 to 2050.*tet=False"):
        regressors(months)


@pytest.mark.parametrize("months", [["2018-02", "2018-01"], ["2018-01", "2018-03"], ["2018"]])
def test_months_that_do_not_follow_each_other_are_refused(months):
    with pytest.raises(ArgumentValueError, match="months"):
        regressors(months)


@pytest.mark.parametrize("windows", [(0, 7, 10), (22, 7, 10), (10, 16, 10), (10, 7, 32)])
def test_windows_out_of_range_are_refused(windows):
    with pytest.raises(ArgumentValueError, match="`windows` must have 1 to"):
        regressors(["2018-01"], windows=windows)


@pytest.mark.parametrize("windows", [7, (10, 7), (10, 7.0, 10), "abc"])
def test_windows_that_are_not_three_whole_numbers_are_refused(windows):
    with pytest.raises(ArgumentTypeError, match="three whole numbers"):
        regressors(["2018-01"], windows=windows)
