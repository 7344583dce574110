"""Expenditure brought to the prices of links, against its definition in fractions."""

import random
from fractions import Fraction

import numpy as np
import pandas
import pytest

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy import Hierarchy, uprate

CODES = ["rice", "tea", "fuel"]
YEARS = range(2014, 2020)
MONTHS = [f"{year}-{month:02}" for year in YEARS for month in range(1, 13)]
DRAW = random.Random(8)
PRICES = {code: [DRAW.randint(80, 140) for _ in MONTHS] for code in CODES}
SPENT = {year: {code: DRAW.randint(1, 99) for code in CODES} for year in (2014, 2015, 2017)}


def expected(lag, link, spent=SPENT):
    """Return the weights by year and month of the first month after each link."""
    found = {}
    for at, month in enumerate(MONTHS):
        if int(month[5:]) != link:
            continue
        year, first = (int(month[:4]) + 1, 1) if link == 12 else (int(month[:4]), link + 1)
        served = [each for each in spent if each <= year - lag]
        if not served:
            continue
        rows = [i for i, label in enumerate(MONTHS) if label.startswith(str(max(served)))]
        found[year if link == 12 else f"{year}-{first:02}"] = {
            code: value
            * Fraction(PRICES[code][at])
            / (Fraction(sum(PRICES[code][i] for i in rows), 12))
            for code, value in spent[max(served)].items()
        }
    return found


@pytest.mark.parametrize("lag", [1, 2, 3])
@pytest.mark.parametrize("link", [12, 1, 6])
def test_many_years_against_the_definition(lag, link):
    got = uprate(SPENT, PRICES, lag=lag, link=link, periods=MONTHS)
    wanted = expected(lag, link)
    assert list(got) == list(wanted)
    for label, weights in wanted.items():
        assert got[label] == pytest.approx({c: float(w) for c, w in weights.items()}, rel=1e-14)


def test_any_container_gives_the_same():
    got = uprate(SPENT, PRICES, periods=MONTHS)
    frame = pandas.DataFrame(PRICES, index=MONTHS)
    by_period = frame.set_axis(pandas.PeriodIndex(MONTHS, freq="M"))
    for prices in (frame, frame.T, by_period, by_period.T):
        assert uprate(SPENT, prices) == got
    table = pandas.DataFrame(SPENT).T
    assert uprate(table, frame) == got
    assert uprate(table.stack(), frame) == got
    assert uprate(dict(reversed(SPENT.items())), frame) == got


def test_codes_without_expenditure_need_no_prices_and_the_weights_chain():
    prices = {**PRICES, "tea": [np.nan] * len(MONTHS)}
    spent = {year: {"rice": 5, "tea": 0, "fuel": 2} for year in SPENT}
    got = uprate(spent, prices, periods=MONTHS)
    assert all(set(weights) == {"rice", "fuel"} for weights in got.values())
    tree = Hierarchy.from_parents({"all": None, **dict.fromkeys(CODES, "all")})
    weights = uprate(SPENT, PRICES, periods=MONTHS)
    index = tree.chain_linked(PRICES, weights, periods=MONTHS)["all"]
    june = uprate(SPENT, PRICES, link=6, periods=MONTHS)
    linked = tree.chain_linked(PRICES, june, link=6, periods=MONTHS)
    assert linked.periods[0] == "2016-06"
    at = MONTHS.index("2015-12")  # weights of 2016: Lowe's index of quantities of 2014
    quantity = {c: Fraction(SPENT[2014][c] * 12, sum(PRICES[c][:12])) for c in CODES}
    cost = [sum(quantity[c] * PRICES[c][t] for c in CODES) for t in range(at, at + 13)]
    np.testing.assert_allclose(index[:13], [float(100 * c / cost[0]) for c in cost], rtol=1e-13)


def test_a_double_link_has_weights_after_both():
    got = uprate(SPENT, PRICES, link=(12, 1), periods=MONTHS)
    for label, weights in (expected(2, 12) | expected(2, 1)).items():
        assert got[label] == pytest.approx({c: float(w) for c, w in weights.items()}, rel=1e-14)
    assert list(got)[:3] == [2016, "2016-02", 2017]
    since = uprate(SPENT, PRICES, link={2014: 12, 2018: (12, 1)}, periods=MONTHS)
    assert [label for label in since if isinstance(label, str)] == ["2018-02", "2019-02"]
    tree = Hierarchy.from_parents({"all": None, **dict.fromkeys(CODES, "all")})
    index = tree.chain_linked(PRICES, got, link=(12, 1), periods=MONTHS)
    # From January to February 2018 the expenditure of 2015 at the prices of January serves.
    weights = got["2018-02"]
    january, february = MONTHS.index("2018-01"), MONTHS.index("2018-02")
    ratio = sum(w * PRICES[c][february] / PRICES[c][january] for c, w in weights.items())
    place = list(index.periods).index("2018-02")
    assert index["all"][place] / index["all"][place - 1] == pytest.approx(
        ratio / sum(weights.values()), rel=1e-13
    )


def test_years_of_expenditure_from_april_to_march():
    spent = {2015: {"rice": 60, "tea": 40}, 2017: {"rice": 50, "tea": 50}}
    got = uprate(spent, PRICES, link=3, year_start=4, periods=MONTHS)
    assert list(got) == [2017, 2018, 2019, 2020]  # from April of the year before on
    first, march = MONTHS.index("2014-04"), MONTHS.index("2016-03")
    for code, value in spent[2015].items():
        mean = Fraction(sum(PRICES[code][first : first + 12]), 12)
        assert got[2017][code] == pytest.approx(float(value * PRICES[code][march] / mean))
    tree = Hierarchy.from_parents({"all": None, "rice": "all", "tea": "all"})
    prices = {code: PRICES[code] for code in ("rice", "tea")}
    index = tree.chain_linked(prices, got, link=3, year_start=4, periods=MONTHS)
    assert index.periods[0] == "2016-03"
    december = uprate(spent, PRICES, link=12, year_start=4, periods=MONTHS)
    assert next(iter(december)) == "2017-01"  # in the year 2017, which began in April 2016


@pytest.mark.parametrize(
    ("weights", "x", "options", "error", "message"),
    [
        (SPENT, PRICES, {"lag": 0}, ArgumentValueError, "`lag` of uprate must be"),
        (SPENT, PRICES, {"link": 13}, ArgumentValueError, "`link` of uprate must be"),
        ({"2015-03": {"tea": 1}}, PRICES, {}, ArgumentValueError, "must be years; got 2015-03"),
        ({"2015-01": {"tea": 1}}, PRICES, {}, ArgumentValueError, "must be years; got 2015-01"),
        ({2015: {"salt": 1}}, PRICES, {}, ArgumentValueError, "'salt'"),
        ({2015: {"tea": -1}}, PRICES, {}, ArgumentValueError, "not negative"),
        ({2019: {"tea": 1}}, PRICES, {}, ArgumentValueError, "must be of a year that `x` covers"),
        ({2010: {"tea": 1}}, PRICES, {}, ArgumentValueError, "must be of a year that `x` covers"),
        (SPENT, [[1, 2]], {}, ArgumentTypeError, "`x` of uprate must be price indexes by code"),
        (
            SPENT,
            {**PRICES, "tea": [np.nan, *PRICES["tea"][1:]]},
            {},
            ArgumentValueError,
            "got nan for 'tea' in 2014-01",
        ),
    ],
)
def test_what_uprate_refuses(weights, x, options, error, message):
    with pytest.raises(error, match=message):
        uprate(weights, x, periods=MONTHS, **options)
    with pytest.raises(ArgumentValueError, match="must be months or quarters"):
        uprate(SPENT, {"tea": [1, 2]}, periods=["2018", "2019"])
