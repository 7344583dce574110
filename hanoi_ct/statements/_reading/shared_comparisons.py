"""A comparison that is printed once for several rates, or as the time of the rate it is held with.

"Tăng lần lượt 2,1% và 18,9% so với tháng trước và cùng kỳ"; "tăng 2% so với mức giảm 0,8% của
cùng kỳ năm trước": each clause gets its own, and is read like any other.
"""

from __future__ import annotations

import itertools
from dataclasses import replace

from hanoi_ct.statements._reading.clauses import Clause, Event
from hanoi_ct.statements._reading.comparisons import Against
from hanoi_ct.statements._reading.items import Item

__all__ = ["share_all_comparisons"]

_JOINS = ("và", ",", "and", "&")
_RATES = ("percent", "percentage_points", "times")
_ONTO = ("lên", "lên tới", "lên đến", "lên mức", "xuống", "xuống còn", "xuống mức", "còn", "to")
_SIDES = ("link.volume", "link.worth", "link.price")
_AGAIN = ("tương đương", "hay", "tức", "tức là", "nghĩa là", "or", "equivalent to", "equal to")


def share_all_comparisons(events: list[Event]) -> None:
    """Give every rate the comparison, or the time, that is printed for it elsewhere."""
    share_comparisons(events)
    share_comparison_behind(events)
    share_comparison_of_sides(events)
    share_with_the_amount(events)
    share_time_of_the_other_rate(events)
    share_times_behind(events)


def share_comparisons(events: list[Event]) -> None:
    """ "Tăng lần lượt 2,1% và 18,9% so với tháng trước và cùng kỳ": to each rate its own."""
    for place, event in enumerate(events[1:], start=1):
        before, second = events[place - 1].clause, event.clause
        if before is None or second is None or not second.right or place + 1 >= len(events):
            continue
        third = events[place + 1]
        after = third.clause.left if third.clause is not None else third.left
        said = any(item.has("verb.corresponding") for item in before.left)
        if not said or before.right or second.joined not in _JOINS or len(after) < 2:
            continue
        first, other = second.right[-1], after[1]
        both = first.kind == "compare" and after[0].says("và", "and")
        if both and other.kind in ("time", "compare"):
            before.right.append(first)
            when = other.value if other.kind == "compare" else Against("time", other.value)
            second.right[-1] = replace(other, kind="compare", value=when)
            del after[:2]


def share_comparison_of_sides(events: list[Event]) -> None:
    """ "Tăng 7,2% về lượng, nhưng giảm 14,9% về trị giá so với tháng 1": of both sides."""
    for before, after in itertools.pairwise(e.clause for e in events):
        if before is None or after is None or _compares([*before.left, *before.right]):
            continue
        rates = before.quantity.unit == after.quantity.unit == "percent"
        sides = all(any(i.has(*_SIDES) for i in c.right[:3]) for c in (before, after))
        told = [i for i in after.right if i.kind == "compare"]
        if rates and sides and told and not _compares(after.left):
            before.right.append(told[0])


def share_comparison_behind(events: list[Event]) -> None:
    """ "Xe con (giảm 36%), xe tải (tăng 15%) so với tháng trước": it is that of each bracket."""
    for place, event in enumerate(events):
        left = event.clause.left if event.clause is not None else event.left
        if not left or left[0].kind != "compare" or left[0].value.what == "plan":
            continue
        found: list[Clause] = []
        step = place - 1
        while step >= 2 and (clause := _rate_in_bracket(events, step)) is not None:
            found.append(clause)
            step -= 4  # before the bracket and the amount that it stands behind
            step -= step >= 0 and events[step].kind == "stop"
        for clause in found:
            clause.right.append(left[0])
        if not found and (pair := _rate_and_amount(events, place - 1)):
            found = pair[1:]
            found[0].right.append(left[0])
            joins = sum(item.text in _JOINS for item in pair[0].left[:2])
            pair[0].left.insert(joins, left[0])  # behind it the bracket would be of that time
        if found and (event.clause is None or (left[1:2] and left[1].text in _JOINS)):
            del left[0]


def _rate_in_bracket(events: list[Event], closing: int) -> Clause | None:
    """The rate that a bracket holds alone, with no comparison of its own."""
    opening, inside, closed = events[closing - 2 : closing + 1]
    if (opening.kind, inside.kind, closed.kind) != ("open", "clause", "close"):
        return None
    clause = inside.clause
    if clause is None or _compares(clause.right):
        return None
    led = any(item.has("verb.rise", "verb.fall") for item in opening.left[-2:])
    if led and not clause.left:
        return clause  # "giảm nhẹ (75 chiếc) so với tháng trước"
    changes = any(item.has("verb.rise", "verb.fall") for item in clause.left)
    rate = clause.quantity.unit == "percent"
    return clause if rate and (changes or clause.quantity.sign) else None


def _rate_and_amount(events: list[Event], closing: int) -> list[Clause]:
    """ "Tăng 7,22% (tăng 5.498 tấn) so cùng kỳ năm trước": the rate, and the amount behind it."""
    row = events[max(0, closing - 3) : closing + 1]
    if [event.kind for event in row] != ["clause", "open", "clause", "close"]:
        return []
    rate, amount = row[0].clause, row[2].clause
    if rate is None or amount is None or rate.right or row[1].left or _compares(amount.right):
        return []
    kinds = {rate.quantity.unit in _RATES, amount.quantity.unit in _RATES}
    changes = any(item.has("verb.rise", "verb.fall") for item in rate.left)
    again = any(item.has("verb.rise", "verb.fall", "verb.equal") for item in amount.left)
    bare = all(item.has(*_WIDENING) for item in amount.left)
    return [rate, amount] if len(kinds) == 2 and changes and (again or bare) else []


_WIDENING = ("hedge.under", "hedge.over", "hedge.about")


def share_with_the_amount(events: list[Event]) -> None:
    """ "Giảm 2,7% tương ứng giảm 259 triệu USD so với tháng 6": compared with the same time.

    The amount may stand first: "tăng 2.049 tấn, tức tăng 13,64% so với cùng kỳ".
    """
    for before, after in itertools.pairwise(e.clause for e in events):
        if before is None or after is None:
            continue
        amounts = [c.quantity.unit not in _RATES for c in (before, after)]
        if amounts[0] == amounts[1]:
            continue
        again = any(i.has("verb.corresponding") or i.says(*_AGAIN) for i in after.left[:3])
        changes = any(i.has("verb.rise", "verb.fall") for i in after.left)
        told = [item for item in after.right if item.kind == "compare"]
        known = any(i.kind in ("compare", "time") for i in before.right)
        changed = any(i.has("verb.rise", "verb.fall") for i in before.left)
        one_each = amounts[1] or changed
        if again and changes and told and one_each and not known and not _compares(before.left):
            before.right.append(told[0])
        onto = any(i.says(*_ONTO) for i in after.left[:2]) and not before.right
        if onto and amounts == [False, True]:  # "cut by 9.6% to $505 in the first two months"
            before.right += [item for item in after.right if item.kind == "time"][:1]


def share_time_of_the_other_rate(events: list[Event]) -> None:
    """ "Tăng 2% so với mức giảm 0,8% của cùng kỳ": the first is compared with that time too."""
    for before, after in itertools.pairwise(e.clause for e in events):
        if before is None or after is None or not before.right:
            continue
        last = before.right[-1]
        rates = before.quantity.unit == after.quantity.unit == "percent"
        if not rates or last.kind != "word" or not last.has("comparison.versus"):
            continue
        then = next((i for i in after.right[:3] if i.kind == "time"), None)
        if then is not None and then.value.refers in ("same", "last_year", "previous_month"):
            against = Against("time", then.value)
            before.right[-1] = replace(last, kind="compare", value=against)


def share_times_behind(events: list[Event]) -> None:
    """ "Mức tăng 9,7% và 7,0% của cùng kỳ năm 2015 và năm 2016": to each rate its own year."""
    for place in range(1, len(events) - 1):
        first, second, third = events[place - 1].clause, events[place].clause, events[place + 1]
        if first is None or second is None or first.right or second.joined not in _JOINS:
            continue
        after = third.clause.left if third.clause is not None else third.left
        alike = first.quantity.unit == second.quantity.unit == "percent"
        if not alike or len(second.right) != 2 or len(after) < 2 or not after[0].says("và", "and"):
            continue
        of, then, other = second.right[0], second.right[1], after[1]
        both = then.kind == other.kind == "time" and then.value.refers == "same"
        if both and then.value.year is not None and other.value.year is not None:
            first.right = [of, then]
            second.right = [of, replace(other, value=replace(then.value, year=other.value.year))]
            del after[:2]


def _compares(left: list[Item]) -> bool:
    return any(item.kind == "compare" for item in left)
