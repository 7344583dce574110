"""Quantities in words and back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.quantities.quantity import published, stated
from hanoi_ct.quantities.units import SCALES, UNITS
from hanoi_ct.quantities.wording import canonical, converted, format, hedge_for, parse

numbers = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(-(10**9), 10**9),
    st.integers(0, 4),
)


@given(
    numbers,
    st.sampled_from(sorted(UNITS)),
    st.sampled_from([0, *(scale.power for scale in SCALES)]),
    st.sampled_from(["", "trên", "gần", "ước"]),
    st.sampled_from(["vi", "en"]),
)
def test_parse_undoes_format(number, unit, power, hedge, lang):
    decimals = max(0, -number.as_tuple().exponent)
    scale = Decimal(10) ** power
    quantity = stated(number, unit, decimals, scale=scale, hedge=hedge)
    printed = format(quantity, lang)
    again = parse(printed, lang)
    assert (again.number, again.unit, again.scale) == (number, unit, scale)
    assert again.decimals == decimals
    assert again.rule == quantity.rule
    assert format(again, lang) == printed


@pytest.mark.parametrize(
    ("quantity", "vi", "en"),
    [
        (published(9200.0, "million_usd", qualifier="nearly"), "gần 9.200 triệu USD", None),
        (published(7.4, "percent", at_least=1), "7,4%", "7.4%"),
        (published(372108.0, "billion_vnd"), "372.108 tỷ đồng", "372,108 billion VND"),
        (published(17.0, "projects"), "17 dự án", "17 projects"),
        (published(-0.9, "percentage_points"), "−0,9 điểm phần trăm", "−0.9 percentage points"),
    ],
)
def test_what_the_tables_hold_is_printed_as_in_the_report(quantity, vi, en):
    assert format(quantity) == vi
    assert en is None or format(quantity, "en") == en
    assert parse(vi).exact == canonical(quantity).exact


@pytest.mark.parametrize(
    ("text", "lang", "exact", "unit"),
    [
        ("US$36.7 billion", "en", "36700000000", "USD"),
        ("VND5.8 quadrillion", "en", "5800000000000000", "VND"),
        ("27,8 nghìn tỷ đồng", "vi", "27800000000000", "VND"),
        ("567.634,2 tỷ đồng", "vi", "567634200000000", "VND"),
        ("14 Tr.USD", "vi", "14000000", "USD"),
        ("giảm 3,6 %", "vi", "-3.6", "percent"),
        ("tăng hơn 11%", "vi", "11", "percent"),
        ("1 234,5 tấn", "vi", "1234.5", "tonne"),
        ("2 lần", "vi", "2", "times"),
        ("24", "vi", "24", "count"),
    ],
)
def test_what_people_write(text, lang, exact, unit):
    quantity = parse(text, lang)
    assert quantity.exact == Decimal(exact)
    assert quantity.unit == unit


@pytest.mark.parametrize(
    "text", ["", "tỷ USD", "9,2 và 3 tỷ", "9,2 tỷ bánh", "mèo 9,2%", "1.23.4%"]
)
def test_what_is_not_one_quantity_is_refused(text):
    with pytest.raises(ArgumentValueError, match="must"):
        parse(text)


def test_only_text_is_parsed():
    with pytest.raises(ArgumentTypeError, match="must be a str"):
        parse(9.2)


def test_percent_points_and_times_do_not_mix():
    with pytest.raises(ArgumentValueError, match="percent and times"):
        converted(parse("2 điểm phần trăm"), "percent", "growth")
    assert converted(parse("119%"), "times", "level").number == Decimal("1.19")
    assert converted(parse("1,19 lần"), "percent", "growth").number == 19


@given(numbers, st.integers(0, 3))
def test_the_hedge_is_true(true, decimals):
    printed = round(true, decimals)
    word = hedge_for(true, printed)
    if word and printed:
        assert true in stated(printed, "USD", decimals, hedge=word).interval("loose")
