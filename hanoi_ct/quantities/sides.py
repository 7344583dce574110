"""The two sides of every relation between printed numbers, as exact intervals.

For each kind of relation one small function gives the interval of what is printed (left) and of
what the other numbers make of it (right). A quantity that stands twice in a formula enters once:
the total of two parts that grow is not computed from two independent sets of levels.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from hanoi_ct.quantities.interval import EVERYTHING, End, Interval, corners, total
from hanoi_ct.quantities.look import Look
from hanoi_ct.quantities.printed import Reading
from hanoi_ct.quantities.quantity import Quantity
from hanoi_ct.quantities.yearly import compound_rate, mean_rate

Sides = tuple[Interval, Interval]


HUNDRED = Interval.of(100)
ONE = Interval.of(1)


def base_of(level: Interval, growth: Interval) -> Interval:
    """The level of the base period: level / (1 + growth)."""
    return level / growth.shifted(1)


def increment_of(level: Interval, growth: Interval) -> Interval:
    """The absolute increase, growth entering once: level x growth / (1 + growth)."""
    if growth.low <= -1 or not (level.bounded and growth.bounded):
        return EVERYTHING
    return corners(lambda x, g: x * g / (1 + g), level, growth)


def weighted_growth(levels: Sequence[Interval], growths: Sequence[Interval]) -> Interval:
    """The growth of a total from the levels of its parts and their rates, each used once.

    Current levels X over their bases X / (1 + g) make a mean of the rates with the bases as
    weights. It rises with every rate; for given rates it is highest where the parts that grow
    faster than the mean have their largest levels and the others their smallest.
    """
    if not all(x.bounded for x in (*levels, *growths)):
        return EVERYTHING
    low = _extreme_mean(levels, [g.low for g in growths], highest=False)
    high = _extreme_mean(levels, [g.high for g in growths], highest=True)
    return EVERYTHING if low is None or high is None else Interval(low, high)


def _extreme_mean(
    levels: Sequence[Interval], rates: Sequence[End], *, highest: bool
) -> Fraction | None:
    """The lowest or highest growth of a total; None where nothing bounds it.

    In whole numbers, since fractions would be reduced at every step: with 1 + g = p / q, the base
    levels X q / p have the product of all p as denominator.
    """
    ratios = [rate.as_integer_ratio() for rate in rates]
    factors = [(n + d, d) for n, d in ratios]
    ends = [(x.low.as_integer_ratio(), x.high.as_integer_ratio()) for x in levels]
    if any(p <= 0 for p, _ in factors) or any(low[0] < 0 for low, _ in ends):
        return None
    unit = math.lcm(*(d for pair in ends for _, d in pair))
    common, shared = math.lcm(*(q for _, q in factors)), math.prod(p for p, _ in factors)
    parts = [
        (p * (common // q), low[0] * (unit // low[1]), high[0] * (unit // high[1]), shared // p * q)
        for (p, q), (low, high) in zip(factors, ends, strict=True)
    ]
    parts.sort(reverse=highest)
    # All at their smallest, then one after the other at its largest, as long as its rate lies
    # beyond the mean: a larger level draws the mean towards its own rate.
    current = sum(low for _, low, _, _ in parts)
    base = sum(low * weight for _, low, _, weight in parts)
    for factor, low, high, weight in parts:
        beyond = factor * base - common * shared * current
        if base and (beyond <= 0 if highest else beyond >= 0):
            break
        current += high - low
        base += (high - low) * weight
    return Fraction(current * shared - base, base) if base else None


def share_change(
    part: Interval, whole: Interval, growth: Interval, growth_of_whole: Interval
) -> Interval:
    """The change of a share, this year's part and total entering once, as a fraction.

    s - s0 = s x (1 - (1 + G) / (1 + g)), where s is this year's share, g the growth of the part
    and G that of the total.
    """
    operands = (part, whole, growth, growth_of_whole)
    if whole.low <= 0 or growth.low <= -1 or not all(x.bounded for x in operands):
        return EVERYTHING
    return corners(lambda x, t, g, h: x / t * (1 - (1 + h) / (1 + g)), *operands)


def contribution_of(
    part: Interval, whole: Interval, growth: Interval, growth_of_whole: Interval
) -> Interval:
    """What a part adds to the growth of its total, as a fraction.

    Its increase over the total of the base period: x g / (1 + g) x (1 + G) / X.
    """
    operands = (part, whole, growth, growth_of_whole)
    if whole.low <= 0 or growth.low <= -1 or not all(x.bounded for x in operands):
        return EVERYTHING
    return corners(lambda x, t, g, h: x * g / (1 + g) * (1 + h) / t, *operands)


# ---- one function a kind ----------------------------------------------------------


def _sum(look: Look) -> Sides:
    return look.amount("total"), total(look.amounts("parts"))


def _part_of(look: Look) -> Sides:
    return total(look.amounts("parts")), look.amount("total")


def _percent(fraction: Interval) -> Interval:
    return fraction.scaled(100)


def _share(look: Look) -> Sides:
    share, part = look.part("share"), look.amount("part")
    if part.high < 0 < share.low:
        part = -part  # "nhập siêu 2,9 tỷ, bằng 1,9 % kim ngạch xuất khẩu": the size of a deficit
    return _percent(share), _percent(part / look.amount("total"))


def _pair(look: Look) -> list[Interval]:
    """Two numbers, be they two statements or the two sides of one printed quotient."""
    quantities = look.quantities("pair")
    if len(quantities) == 1 and quantities[0].of is not None:
        one = quantities[0]
        second = _second(one)
        return [q.interval(look.reading, look.profile) for q in (one, second)]
    return look.amounts("pair")[:2]


def _second(quantity: Quantity) -> Quantity:
    """The second number of a printed quotient as a quantity of its own."""
    assert quantity.of is not None
    exponent = quantity.of.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return replace(quantity, number=quantity.of, decimals=decimals, of=None, number_high=None)


def _pair_share(look: Look) -> Sides:
    first, second = _pair(look)
    return _percent(look.part("share")), _percent(first / second)


def _pair_growth(look: Look) -> Sides:
    first, second = _pair(look)
    return look.rate("growth"), (first / second).shifted(-1)


def _growth(look: Look) -> Sides:
    return look.rate("growth"), (look.amount("level") / look.amount("base")).shifted(-1)


def _same_total(look: Look) -> Sides:
    totals = [
        amount / share
        for amount, share in zip(look.amounts("part"), look.parts("share"), strict=True)
    ]
    return totals[0], _common(totals[1:])


def _common(intervals: Sequence[Interval]) -> Interval:
    """What all have in common, or the hull of all where they have nothing in common."""
    found = intervals[0]
    for other in intervals[1:]:
        both = found.meet(other)
        found = both if both else found.hull(other)
    return found


def _share_sum(look: Look) -> Sides:
    return HUNDRED, _percent(total(look.parts("parts")))


def _sum_zero(look: Look) -> Sides:
    return Interval.of(0), total(look.amounts("parts"))


def _weighted_growth(look: Look) -> Sides:
    return look.rate("growth"), weighted_growth(look.amounts("levels"), look.rates("growths"))


def _minmax(look: Look) -> Sides:
    rates = look.rates("growths")
    return look.rate("growth"), Interval(min(r.low for r in rates), max(r.high for r in rates))


def _base(look: Look) -> Sides:
    return look.amount("base"), base_of(look.amount("level"), look.rate("growth"))


def _increment(look: Look) -> Sides:
    return look.amount("increment"), increment_of(look.amount("level"), look.rate("growth"))


def _contribution_sum(look: Look) -> Sides:
    return _percent(look.rate("growth")), total(look.amounts("contributions"))


def _weight_sum(look: Look) -> Sides:
    weights = []
    for contribution, growth in zip(
        look.amounts("contributions"), look.rates("growths"), strict=True
    ):
        weight = contribution / _percent(growth)
        # A weight lies between 0 and 1, whatever the rounding of a small rate would allow.
        weights.append(weight.meet(Interval.of(0, 1)) or weight)
    return total(weights), ONE


def _plan(look: Look) -> Sides:
    attained = _percent(look.part("attainment"))
    return attained, _percent(look.amount("level") / look.amount("plan"))


def _plans(look: Look) -> list[Interval]:
    return [
        level / attained
        for level, attained in zip(look.amounts("levels"), look.parts("attainments"), strict=True)
    ]


def _plan_equal(look: Look) -> Sides:
    plans = _plans(look)
    return plans[0], _common(plans[1:])


def _plan_total_parts(look: Look) -> Sides:
    plans = _plans(look)
    return plans[0], total(plans[1:])


def _plan_parts(look: Look) -> Sides:
    return total(look.amounts("sum")), total(_plans(look))


def _rest(look: Look) -> Sides:
    return look.amount("rest"), look.amount("plan") - look.amount("done")


def _pace(look: Look) -> Sides:
    """What is left to do, if it must exceed what is done by the rate that is named."""
    return look.amount("rest"), look.amount("done") * look.rate("growth").shifted(1)


def _balance(look: Look) -> Sides:
    return look.amount("balance"), look.amount("exports") - look.amount("imports")


def _balance_before(look: Look) -> Interval:
    exports, imports = look.rates("growths")
    return base_of(look.amount("exports"), exports) - base_of(look.amount("imports"), imports)


def _balance_base(look: Look) -> Sides:
    return look.amount("base_balance"), _balance_before(look)


def _balance_change(look: Look) -> Sides:
    exports, imports = look.rates("growths")
    change = increment_of(look.amount("exports"), exports) - increment_of(
        look.amount("imports"), imports
    )
    if look.quantities("balance"):
        other = look.amount("balance") - _balance_before(look)
        change = change.meet(other) or change
    return look.amount("change"), change


def _balance_growth(look: Look) -> Sides:
    now = look.amount("exports") - look.amount("imports")
    if look.quantities("balance"):
        now = now.meet(look.amount("balance")) or look.amount("balance")
    return look.rate("growth"), (now / _balance_before(look)).shifted(-1)


def _difference(look: Look) -> Sides:
    return look.amount("difference"), look.amount("current") - look.amount("base")


def _ratio(look: Look) -> Sides:
    ratio, quotient = look.amount("ratio"), look.amount("numerator") / look.amount("denominator")
    if look.quantities("ratio")[0].type == "count":
        ratio = _rounded(look.quantities("ratio")[0], ratio, look.reading)
    return ratio, _percent(quotient) if look.quantities("ratio")[0].unit == "percent" else quotient


def _rounded(quantity: Quantity, read: Interval, reading: Reading) -> Interval:
    """An average of counts, "193 lao động/ha": a quotient that was rounded, and no exact count."""
    unit = Fraction(quantity.scale) / 10**quantity.decimals
    half = unit / 2 if reading == "tight" else unit
    return Interval(read.low - half, read.high + half)


def _rate_ratio(look: Look) -> Sides:
    first, second = look.amounts("rates")[:2]
    times = first / second
    percent = look.quantities("ratio")[0].unit == "percent"
    return look.amount("ratio"), _percent(times) if percent else times


# Tonnes of output per hectare of area, in what the yield is printed in.
_YIELDS = {"quintals_per_ha": 10, "tonnes_per_ha": 1, "kg_per_ha": 1000}


def _yield(look: Look) -> Sides:
    factor = _YIELDS.get(look.quantities("yield")[0].unit, 10)
    return look.amount("yield"), (look.amount("output") / look.amount("area")).scaled(factor)


def _fx_known(look: Look) -> Sides:
    rate = look.amount("local") / look.amount("usd")
    known = look.amounts("rate")
    return rate, known[0] if known else EVERYTHING


def _fx_pairs(look: Look) -> Sides:
    """The first rate against what the others have in common, or one that it does not meet."""
    rates = [a / b for a, b in zip(look.amounts("local"), look.amounts("usd"), strict=True)]
    apart = [rate for rate in rates[1:] if not rates[0].meets(rate)]
    return rates[0], apart[0] if apart else _common(rates[1:])


def _price_growth(look: Look) -> Sides:
    value, volume = look.rate("value"), look.rate("volume")
    return look.rate("price"), (value.shifted(1) / volume.shifted(1)).shifted(-1)


def _same(look: Look) -> Sides:
    first, second = look.amounts("pair")[:2]
    return first, second


def _count_list(look: Look) -> Sides:
    return look.amount("count"), look.amount("named")


def _monthly_average(look: Look) -> Sides:
    return look.amount("average"), look.amount("total") / look.amount("months")


def _years(look: Look) -> int:
    return int(look.quantities("years")[0].exact)


def _compound_growth(look: Look) -> Sides:
    mean = compound_rate(look.amount("level"), look.amount("base"), _years(look))
    return look.rate("growth"), mean


def _mean_growth(look: Look) -> Sides:
    return look.rate("growth"), mean_rate(look.rates("growths"))


def _stock_flow(look: Look) -> Sides:
    inflow = total(look.amounts("inflows"))
    # "giảm 8.300 người" is printed as a fall: what left is its size
    outflow = total(-x if x.high <= 0 else x for x in look.amounts("outflows"))
    return look.amount("closing"), look.amount("opening") + inflow - outflow


def _rank(look: Look) -> Sides:
    """The number that is called the largest, against the largest of the others."""
    others = look.amounts("others")
    return Interval(max(x.low for x in others), max(x.high for x in others)), look.amount("largest")


def _share_change(look: Look) -> Sides:
    changed = share_change(
        look.amount("part"), look.amount("total"), look.rate("growth"), look.rate("growth_of_total")
    )
    return look.amount("change"), _percent(changed)


def _part_contribution(look: Look) -> Sides:
    added = contribution_of(
        look.amount("part"), look.amount("total"), look.rate("growth"), look.rate("growth_of_total")
    )
    return look.amount("contribution"), _percent(added)


SIDES: Mapping[str, Callable[[Look], Sides]] = {
    "sum": _sum,
    "part_of": _part_of,
    "share": _share,
    "same_total": _same_total,
    "pair_share": _pair_share,
    "share_sum": _share_sum,
    "sum_zero": _sum_zero,
    "weighted_growth": _weighted_growth,
    "minmax": _minmax,
    "growth": _growth,
    "pair_growth": _pair_growth,
    "increment": _increment,
    "base": _base,
    "contribution_sum": _contribution_sum,
    "weight_sum": _weight_sum,
    "plan": _plan,
    "plan_equal": _plan_equal,
    "plan_total_parts": _plan_total_parts,
    "plan_parts": _plan_parts,
    "rest": _rest,
    "pace": _pace,
    "balance": _balance,
    "balance_base": _balance_base,
    "balance_change": _balance_change,
    "balance_growth": _balance_growth,
    "difference": _difference,
    "ratio": _ratio,
    "rate_ratio": _rate_ratio,
    "yield": _yield,
    "fx_known": _fx_known,
    "fx_pairs": _fx_pairs,
    "price_growth": _price_growth,
    "same": _same,
    "monthly_average": _monthly_average,
    "compound_growth": _compound_growth,
    "mean_growth": _mean_growth,
    "count_list": _count_list,
    "stock_flow": _stock_flow,
    "rank": _rank,
    "share_change": _share_change,
    "part_contribution": _part_contribution,
}
