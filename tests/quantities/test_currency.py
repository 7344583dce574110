"""Exchange rates with their dates: given by the user, never guessed."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.quantities.currency import Rates, convert
from hanoi_ct.quantities.quantity import stated
from hanoi_ct.statements import audit

TEXT = "Năm 2018, tổng vốn đầu tư đạt 2.310 tỷ đồng (tương đương 100,5 triệu USD)."


def money(number, unit, start="2018-01", end="2018-08", scale=10**9):
    return stated(
        Decimal(number), unit, 1, scale=Decimal(scale), period_start=start, period_end=end
    )


def test_a_period_has_its_own_rate_and_never_that_of_one_of_its_months():
    rates = Rates.of({"2018-08": 23300, 2019: (23000, 23300)})
    assert rates.at("2018-01", "2018-08") is None
    assert rates.at("2018-08", "2018-08").exact == 23300
    assert rates.at("2019-03", "2019-03").number_high == 23300
    assert rates.at("2018-12", "2019-01") is None
    months = Rates.of({"2020-01": 23100, "2020-02": (23200, 23250)})
    assert str(months.at("2020-01", "2020-02").interval()) == "[23100; 23250]"


@given(st.integers(1, 10**6), st.integers(15000, 26000), st.integers(0, 900))
def test_no_true_amount_is_left_out(amount, low, more):
    rates = {"2018": (low, low + more)}
    dong = money(amount, "VND")
    found = convert(dong, "USD", rates)
    ends = dong.interval()
    for true in (ends.low, ends.high):
        for rate in (low, low + more):
            assert found.low <= Fraction(true) / rate <= found.high
    back = convert(money(amount, "USD"), "VND", rates)
    assert back.low <= Fraction(amount * 10**9) * low <= back.high


def test_what_is_refused():
    with pytest.raises(ArgumentValueError, match="add 2018"):
        convert(money(1, "VND"), "USD", {"2017": 22700})
    with pytest.raises(ArgumentValueError, match=r"by year .* or month"):
        Rates.of({"8/2018": 23000})
    with pytest.raises(ArgumentValueError, match="above 0; got -1 for 2018"):
        Rates.of({"2018": -1})
    with pytest.raises(ArgumentValueError, match="lowest and the highest"):
        Rates.of({"2018": (23300, 22700)})
    with pytest.raises(ArgumentTypeError, match="must map a year"):
        Rates.of([23000])
    with pytest.raises(ArgumentValueError, match="USD or VND"):
        convert(money(1, "EUR"), "USD", {"2018": 23000})


@pytest.mark.parametrize(
    ("rates", "verdict"),
    [
        ({"2018": (22700, 23300)}, "consistent"),
        ({"2018": (23500, 23600)}, "impossible"),
        ({"2018": 22850}, "undecidable"),  # "about" one number: only the loose reading
    ],
)
def test_amounts_in_two_currencies_are_held_against_given_rates(rates, verdict):
    found = audit(TEXT, rates=rates).relations
    assert [(r.claim.kind, r.verdict) for r in found] == [("fx_known", verdict)]


def test_without_rates_one_pair_decides_nothing_and_is_not_shown():
    assert not audit(TEXT).relations
    assert not audit(TEXT, rates={"2017": 22700}).relations
