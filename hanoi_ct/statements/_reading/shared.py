"""What several numbers share: a verb, a unit, a row of names or times said once before them.

"Xuất khẩu và nhập khẩu lần lượt đạt 2,1 và 1,9 tỷ USD": each number gets its own name, the verb
and the unit, and the clauses are read like any others.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from decimal import Decimal

from hanoi_ct.statements._reading.clauses import Clause, Event
from hanoi_ct.statements._reading.hedges import read_lead
from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements._reading.lexicon import Phrase
from hanoi_ct.statements._reading.names import name_of

__all__ = [
    "join_quotients",
    "share_brackets",
    "share_contributions",
    "share_counts",
    "share_names",
    "share_units",
    "share_wholes",
]

_JOINS = ("và", ",", "and", "&")
_FROM = ("từ", "tăng từ", "giảm từ", "from")
_ONTO = ("lên", "lên tới", "lên đến", "lên mức", "xuống", "xuống còn", "xuống mức", "còn", "to")
_GROUPS = ("nhóm", "loại", "lĩnh vực", "groups")
_ROUNDING = Decimal("0.3")  # points that the rounding of one share may leave
_UNIT_BEHIND = "unit of the number behind"
_CHANGES = ("verb.rise", "verb.fall")
_LONGEST = 12  # numbers that share one name; also keeps the cost of a long sentence linear


def share_units(items: list[Item]) -> None:
    """Give a bare number the unit of the number that it is joined with.

    "27,5 và 26,3 tỷ USD"; "từ 12 lên 19 dự án".
    """
    for place in range(len(items) - 3, -1, -1):
        item, joint, after = items[place : place + 3]
        if item.kind != "quantity" or after.kind != "quantity":
            continue
        bare, full = item.value, after.value
        changed = place > 0 and joint.says(*_ONTO) and items[place - 1].says(*_FROM)
        quotient = joint.says("of", "out of") and item.text[:1].isdigit()
        row = joint.text == "," and _UNIT_BEHIND in (full.note or "") and full.unit != "count"
        joined = row or (joint.says("và", "and") and full.unit != "count")
        if not (changed or quotient or joined):
            continue
        if bare.unit is None and bare.scale == "1" and full.unit is not None:
            item.value = bare._replace(
                unit=full.unit,
                scale=full.scale,
                counted=full.counted,
                noun=full.noun,
                note="; ".join(filter(None, [bare.note, _UNIT_BEHIND])),
            )


def share_brackets(items: list[Item]) -> None:
    """Bare percentages in brackets behind amounts, which come to 100: they are shares.

    "Công nghiệp 3,37 tỷ kWh (69,9%), sinh hoạt 1,06 tỷ kWh (22%), còn lại 0,39 tỷ kWh (8,1%)".
    """
    row: list[Item] = []
    for place, item in enumerate(items):
        if item.kind == "line" or (item.kind == "sign" and item.text == "."):
            _mark_shares(row)
            row = []
        elif item.kind == "quantity" and item.value.unit == "percent" and not item.value.sign:
            around = items[place - 1 : place + 2]
            alone = len(around) == 3 and around[0].text == "(" and around[2].text == ")"
            if alone and place > 1 and items[place - 2].kind == "quantity":
                row.append(item)
    _mark_shares(row)


def share_contributions(events: list[Event]) -> None:
    """Contributions of one sentence that come to 100 are shares of the growth, no points.

    "Khu vực I đóng góp 4,8%; khu vực II đóng góp 52,6%; khu vực III đóng góp 42,6%".
    """
    clauses = [event.clause for event in events if event.clause is not None]
    row = [
        clause.item
        for clause in clauses
        if clause.quantity.unit == "percent"
        and any(item.has("verb.contribution") for item in clause.left)
    ]
    _mark_shares(row)


def _mark_shares(row: list[Item]) -> None:
    total = sum((Decimal(item.value.value) for item in row), Decimal(0))
    if len(row) > 1 and abs(total - 100) <= _ROUNDING * len(row):
        for item in row:
            item.value = item.value._replace(share=True)


def join_quotients(items: list[Item]) -> None:
    """ "693 ngàn ha/750 ngàn ha": one number of another, unless the second is called a plan."""
    for place in range(len(items) - 3, -1, -1):
        if place + 2 >= len(items):  # what stood behind was joined
            continue
        part, joint, whole = items[place : place + 3]
        if joint.text != "/" or part.kind != "quantity" or whole.kind != "quantity":
            continue
        one, other = part.value, whole.value
        alike = (one.unit, one.scale, one.of, one.high) == (other.unit, other.scale, None, None)
        planned = any(i.kind == "compare" for i in items[place + 3 : place + 5])
        if alike and one.unit not in ("percent", "times", None) and not planned:
            part.value = one._replace(of=other.value)
            part.end, part.text = whole.end, f"{part.text}/{whole.text}"
            del items[place + 1 : place + 3]


def share_counts(items: list[Item]) -> None:
    """Give the numbers behind "20 kiến nghị chia 3 nhóm: 8, 7 và 5" the noun that is counted."""
    counted = [k for k, i in enumerate(items) if i.kind == "quantity" and i.value.unit == "count"]
    for whole, groups in itertools.pairwise(counted):
        number = items[groups].value
        if not items[groups].text[:1].isdigit() or number.noun not in _GROUPS:
            continue
        row = _row_of_numbers(items, groups + 1)
        if len(row) == int(number.value) and groups - whole < 8:
            noun = items[whole].value.noun
            for item in row:
                item.value = item.value._replace(unit="count", counted="entity", noun=noun)


def _row_of_numbers(items: list[Item], place: int) -> list[Item]:
    """Bare whole numbers that a colon or "lần lượt" opens, and commas or "và" join."""
    row: list[Item] = []
    opened = False
    for item in items[place : place + 3 + 2 * _LONGEST]:
        if item.kind == "quantity":
            if not opened or item.value.unit is not None or not item.value.value.isdigit():
                break
            row.append(item)
        elif row and (item.text in _JOINS or item.says("và", "and")):
            continue
        elif item.text == ":" or item.has("verb.corresponding"):
            opened = True
        elif row or item.kind in ("line", "sign"):
            break
    return row


def share_names(events: list[Event], language: str) -> None:
    """Give each of several numbers its own name or time from a row that stands before them."""
    clauses = [event.clause for event in events if event.clause is not None]
    behind = any(
        item.has("verb.corresponding")
        for event in events
        for item in (*event.left, *(_around(event.clause) if event.clause else ()))
    )
    rows: list[list[Item]] = []
    place, last = 0, -1  # `last`: the place behind the chain that was handed the rows
    while place < len(clauses):
        chain = _chain(clauses, place, language)
        first = clauses[place]
        said = behind or any(item.has("verb.corresponding") for item in first.left)
        if len(chain) > 1:
            for clause in chain if said and len(chain) > 2 else ():
                clause.in_a_row = True
            if said and not _has_row(chain, rows, language):
                rows = _rows_of(clauses[place - len(chain) : place], language) or rows
            rows, handed = _hand_out(chain, rows, said or place == last, language)
            last = place + len(chain) if handed else last
            named = handed or bool(name_of(first.left, language))
            for clause in chain if named and behind and language == "en" else ():
                clause.in_a_row = True
        place += len(chain)


def _around(clause: Clause) -> list[Item]:
    """What stands behind a number, and what another one begins with: "..., respectively, with"."""
    return [*clause.left[:2], *clause.right]


def _chain(clauses: list[Clause], place: int, language: str) -> list[Clause]:
    """A number and those joined to it without a name or time of their own."""
    chain = [clauses[place]]
    for clause in clauses[place + 1 : place + _LONGEST]:
        if clause.joined not in _JOINS and (clause.joined != ";" or clause.left):
            break
        if any(item.kind == "time" for item in clause.left) or name_of(clause.left, language):
            break
        if clause.quantity.unit != chain[0].quantity.unit:
            break
        chain.append(clause)
    return chain


def share_wholes(events: list[Event]) -> None:
    """ "With 53.6% and 11.5% of the total": what is said behind the second is said of both.

    The whole, a plan, or a direction: "11.8% and 13.8% rises in volume and in value".
    """
    for before, after in itertools.pairwise(e.clause for e in events):
        if before is None or after is None or before.right or after.joined not in ("và", "and"):
            continue
        same = before.quantity.unit == after.quantity.unit == "percent"
        if not same or not all(item.text in _JOINS for item in after.left):
            continue
        first = after.right[:3]
        plan = any(i.kind == "compare" and i.value.what == "plan" for i in first)
        if plan or any(i.has("comparison.whole") for i in first):
            before.right = list(after.right)
        elif not before.left or not any(i.has("verb.rise", "verb.fall") for i in before.left[-3:]):
            _share_direction(before, after)


def _share_direction(before: Clause, after: Clause) -> None:
    """Give the first of two rates the direction behind the second, and each its own aspect."""
    verb = next((k for k, i in enumerate(after.right[:3]) if i.has(*_CHANGES)), None)
    if verb is None:
        return
    aspects = [k for k, i in enumerate(after.right) if i.has("link.volume", "link.worth")]
    before.right = after.right[: verb + 1]
    if len(aspects) == 2:
        about = after.right[aspects[0] - 1 : aspects[0] + 1]
        before.right = [*before.right, *about]
        after.right = [*after.right[: verb + 1], about[0], *after.right[aspects[1] :]]


def _hand_out(
    chain: list[Clause], rows: list[list[Item]], said: bool, language: str
) -> tuple[list[list[Item]], bool]:
    """The rows of names or times, given to a chain where they are its own; whether they were."""
    first = chain[0]
    lead = read_lead(first.left, first.item.start)
    before = first.left[: len(first.left) - lead.length]
    verbs = [item for item in lead.items if not item.has("verb.corresponding")]
    times = [item for item in before if item.kind == "time"]
    names = _names(before, language)
    if said and len(chain) == 2 and len(names) == 1:
        names = _both_ways(names[0]) or names
    if said and len(names) == len(chain):
        rows = [[*times, *name] for name in names]
    elif len(times) == len(chain) and (said or len(chain) == 2) and not _compared(chain):
        rest = [item for item in before if item.kind != "time" and item.text not in _JOINS]
        rows = [[time, *rest] for time in times]
    elif names or not said or len(rows) != len(chain):
        return rows, False
    elif len(times) == 1:  # "(năm 2019 tương ứng là 23%; 37% và 40%)": one time for all
        rows = [[*times, *(i for i in row if i.kind != "time")] for row in rows]
    for clause, row in zip(chain, rows, strict=True):
        own = [item for item in clause.left if item.text not in _JOINS and clause is not first]
        clause.left = [*row, *(own if read_lead(own, clause.item.start).verb else [*verbs, *own])]
        clause.joined = ";"
    return rows, True


_TRADE_BOTH = re.compile(r"(.*?\bxuất)(\s*[,-]?\s*(?:và\s+)?)(nhập khẩu.*)", re.IGNORECASE)


def _both_ways(name: list[Item]) -> list[list[Item]]:
    """ "Xuất, nhập khẩu lần lượt đạt 214 và 187 triệu USD": exports, then imports."""
    item = next((i for i in name if i.has("indicator")), None)
    if item is None or item.phrases["indicator"].value != "trade_total":
        return []
    found = _TRADE_BOTH.fullmatch(item.text)
    if found is None:
        return []
    middle = item.start + found.end(1)
    after = item.start + found.start(3)
    out, into = ({"indicator": Phrase("indicator", key, 1)} for key in ("exports", "imports"))
    first = replace(item, end=middle, text=found.group(1), phrases=out)
    second = replace(item, start=after, text=found.group(3), phrases=into)
    return [[first], [second]]


def _has_row(chain: list[Clause], rows: list[list[Item]], language: str) -> bool:
    """Whether a chain brings its own names or times, or there are some from before for it."""
    first = chain[0]
    times = sum(item.kind == "time" for item in first.left)
    own = times > 1 or bool(name_of(first.left, language))  # one time holds for all of them
    return own or len(rows) == len(chain)


def _rows_of(before: list[Clause], language: str) -> list[list[Item]]:
    """The names and times of the numbers before, where each has its own.

    "Tháng 7 đạt 4.120 tỷ đồng, 7 tháng đạt 28.340 tỷ đồng, tăng lần lượt 11,9% và 12,4%".
    """
    rows = []
    for clause in before:
        times = [item for item in clause.left if item.kind == "time"]
        row = [*times, *name_of(clause.left, language)]
        if not row:
            return []
        rows.append(row)
    return rows


def _compared(chain: list[Clause]) -> bool:
    """Whether a number before the last has its own comparison: then nothing is handed out."""
    return any(item.kind == "compare" for clause in chain[:-1] for item in clause.right)


def _names(before: list[Item], language: str) -> list[list[Item]]:
    """The names of a row, in order."""
    pieces: list[list[Item]] = [[]]
    worth = ("với kim ngạch", "với giá trị", "với mức", "với tốc độ")
    with_what = next((k for k, i in enumerate(before) if i.says("với", *worth)), len(before))
    for item in before[:with_what] if with_what > 2 else before:
        if item.text in _JOINS or item.says("và", "and"):
            pieces.append([])
        elif item.says("là", "gồm", "như") and len(pieces) == 1 and pieces[0]:
            pieces = [[]]  # "ba thị trường lớn nhất là Mỹ, Nhật Bản": their names follow
        elif item.kind != "time":
            pieces[-1].append(item)
    return [name for name in (name_of(piece, language) for piece in pieces) if name]
