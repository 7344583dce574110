"""Relations that a text makes between its statements, found by shared subject and period.

Nothing is computed here: a claim says which statements must stand to each other in which way; the
arithmetic and the verdict come after. A list of parts counts as complete only where the text says
so: a pair that is all there is (domestic and foreign firms, exports and imports), the four sections
of the industrial index, a named rest, a table that adds up.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from hanoi_ct.statements._balances import balances
from hanoi_ct.statements._cells import MONEY, ON_YEAR, Cell, cells_of, claim_of, owner_of, says
from hanoi_ct.statements._lexicon import table
from hanoi_ct.statements._quotients import multiples, quotients
from hanoi_ct.statements._remainders import remainders
from hanoi_ct.statements.statement import Claim, Period, Reading, Statement

__all__ = ["find_claims"]

_GAP = 3  # sentences without a part that end a list
_NAMED = re.compile(r"\s*[^.;:\n]{0,90}:\s*((?:[^.;:\n()0-9]|\.(?=\S)){5,600})")
_SAID_AGAIN = re.compile(
    r"[\s,]*[(\[]?\s*(?:(?:tương đương|quy đổi|tức|hay|equivalent to|or|~|≈|=)\s*)?"
    r"(?:với|là|about|khoảng|gần|hơn|trên)?\s*$",
    re.IGNORECASE,
)
_SECTIONS = ("mining", "manufacturing", "electricity", "water")


def find_claims(reading: Reading) -> list[Claim]:
    """The relations that a text makes between its statements.

    Parameters
    ----------
    reading : Reading

    Returns
    -------
    list of Claim
        Kinds and roles of the labels' scheme, in the order in which they are found; none twice.

    Notes
    -----
    The cost grows with the number of statements: each is compared with those of its own subject,
    its own list of parts and its own sentence, and lists are cut where three sentences name no
    part.

    Examples
    --------
    >>> from hanoi_ct.statements.reading import read_text
    >>> text = "Xuất khẩu 8 tháng đạt 9,2 tỷ USD, trong đó khu vực FDI 4,9 tỷ USD, chiếm 53%."
    >>> [(c.kind, dict(c.statements)) for c in find_claims(read_text(text))]
    [('share', {'part': ('2',), 'total': ('1',), 'share': ('3',)})]
    """
    cells = cells_of(reading.statements)
    lists = [*_lists(cells), *_table_lists(reading, cells)]
    claims: dict[tuple[str, str], Claim] = {}
    sources: Iterable[Iterator[Claim]] = (
        *(_of_one_cell(cell) for cell in cells),
        _of_other_years(cells),
        *(_of_a_list(*parts) for parts in lists),
        _of_times(cells),
        balances(cells),
        _of_plans(cells, lists),
        _of_same_totals(cells),
        _of_other_totals(cells, lists),
        _of_rates(reading),
        _of_fields(reading),
        _of_currencies(reading, cells),
        _of_named_lists(reading),
        quotients(reading),
        multiples(reading, cells),
        remainders(reading, cells),
    )
    for source in sources:
        for claim in source:
            claims.setdefault((claim.kind, repr(sorted(claim.statements.items()))), claim)
    return list(claims.values())


# ---- cells -----------------------------------------------------------------------------------


def _of_one_cell(cell: Cell) -> Iterator[Claim]:
    """Level, rate and increase of one thing; the same thing twice."""
    for difference in cell.differences:
        if difference.unit not in MONEY or difference.comparison not in ON_YEAR:
            continue
        level = cell.level(difference.unit)
        growth = next(
            (g for g in cell.growths if g.comparison in ON_YEAR and g.unit == "percent"), None
        )
        if level is not None and growth is not None:
            yield claim_of("increment", level=level, growth=growth, increment=difference)
    yield from _twice([s for s in cell.levels if s.status != "target"], lambda s: s.unit)
    yield from _twice(cell.growths, lambda s: s.comparison)
    yield from _twice(cell.shares, lambda s: s.unit)


def _twice(statements: Sequence[Statement], key: object) -> Iterator[Claim]:
    by_key: dict[object, list[Statement]] = {}
    for s in statements:
        by_key.setdefault(key(s), []).append(s)  # type: ignore[operator]
    for same in by_key.values():
        for before, after in itertools.pairwise(same):
            if before.sentence != after.sentence and _are_close(before, after):
                yield claim_of("same", pair=(before, after))


def _are_close(one: Statement, other: Statement) -> bool:
    """Whether two numbers may be meant as the same: far ones are of two things, misread as one."""
    a, b = (Decimal(s.value) * Decimal(s.scale) for s in (one, other))
    if one.type == "level":
        return abs(a - b) <= max(abs(a), abs(b)) / 10
    return abs(a - b) <= 2


def _of_other_years(cells: list[Cell]) -> Iterator[Claim]:
    """This year's level with last year's, the rate or the difference between them."""
    by_key = {(c.subject.casefold(), c.basis, c.period): c for c in cells}
    for cell in cells:
        if cell.period is None:
            continue
        before = by_key.get((cell.subject.casefold(), cell.basis, cell.period.moved(-1)))
        if before is None or before is cell:
            continue
        for level in cell.levels:
            base = before.level(level.unit)
            if base is None or level.status == "target":
                continue
            for growth in cell.growths:
                if growth.comparison in ON_YEAR and growth.unit == "percent":
                    yield claim_of("base", base=base, level=level, growth=growth)
            for difference in cell.differences:
                if difference.comparison in ON_YEAR and difference.unit == level.unit:
                    yield claim_of("difference", current=level, base=base, difference=difference)


# ---- lists of parts --------------------------------------------------------------------------


def _lists(cells: list[Cell]) -> list[tuple[Cell, list[Cell], bool]]:
    """A whole, its parts in one period, and whether the list is complete."""
    by_subject: dict[tuple[str, Period | None], Cell] = {}
    by_indicator: dict[tuple[str | None, Period | None, str], Cell] = {}
    for cell in cells:
        by_subject.setdefault((cell.subject.casefold(), cell.period), cell)
        if cell.first.whole is None and cell.first.part != "count":
            key = (cell.first.indicator, cell.period, owner_of(cell))
            if key not in by_indicator or (by_indicator[key].first.group and not cell.first.group):
                by_indicator[key] = cell
    open_lists: dict[tuple[int, str], list[Cell]] = {}
    wholes: dict[int, Cell] = {}
    for cell in cells:
        for whole in _wholes_of(cell, by_subject, by_indicator):
            if whole is cell:
                continue
            wholes[id(whole)] = whole
            kind = _list_kind(cell, whole)
            open_lists.setdefault((id(whole), kind), []).append(cell)
    found = []
    for (identity, _), parts in open_lists.items():
        for run in _runs(parts):
            found.append((wholes[identity], run, _is_complete(run)))
    return found


def _wholes_of(
    cell: Cell,
    by_subject: dict[tuple[str, Period | None], Cell],
    by_indicator: dict[tuple[str | None, Period | None, str], Cell],
) -> Iterator[Cell]:
    """What a subject is a part of: exports of foreign firms, of exports and of their trade."""
    first = cell.first
    if first.whole is not None:
        found = by_subject.get((first.whole.casefold(), cell.period))
        found = found or by_indicator.get((first.indicator, cell.period, ""))
        if found is not None:
            yield found
        return
    entry = table("indicators").get(first.indicator or "", {})
    if "part_of" in entry:
        whole = by_indicator.get((entry["part_of"], cell.period, owner_of(cell)))
        if whole is not None and (not _is_part(cell) or first.part == "owner"):
            yield whole
    if first.indicator is not None and _is_part(cell):
        whole = by_indicator.get((first.indicator, cell.period, ""))
        if whole is not None and not _is_part(whole):
            yield whole


def _is_part(cell: Cell) -> bool:
    """Whether a subject names its indicator and a part of it: xuất khẩu FDI, exports to China."""
    first = cell.first
    return bool(first.group) and first.part in ("owner", "market", "industry", "rest")


def _list_kind(cell: Cell, whole: Cell) -> str:
    """Parts of one kind make one list: owners, markets, industries; trade's two directions."""
    if cell.first.whole is None and cell.first.indicator != whole.first.indicator:
        return "indicators"
    return cell.first.part if cell.first.part in ("owner", "market", "province") else "parts"


def _runs(parts: list[Cell]) -> Iterator[list[Cell]]:
    """Lists are cut where some sentences name no part, and where a part is named again."""
    run: list[Cell] = []
    for part in sorted(parts, key=lambda c: c.first.start):
        if run and part.first.sentence - run[-1].first.sentence > _GAP:
            yield run
            run = []
        run.append(part)
        if part.first.part == "rest":
            yield run
            run = []
    if run:
        yield run


def _is_complete(parts: list[Cell]) -> bool:
    firsts = [part.first for part in parts]
    if any(s.part == "rest" for s in firsts):
        return True
    if {"exports", "imports"} == {s.indicator for s in firsts}:
        return True
    sections = {_section(s) for s in firsts}
    if sections >= set(_SECTIONS):
        return True
    groups = [f"{s.group} {(s.subject or '').casefold()}" for s in firsts]
    return _all_owners(groups) if all(s.part in ("owner", "") for s in firsts) else False


def _section(statement: Statement) -> str:
    words = (statement.subject or "").casefold()
    for section, names in table("places")["industry"].items():
        for name in names:
            if name.casefold() in words and (len(name) > 5 or name.casefold() == words):
                return str(section)
    names = {v: k for k, e in table("places")["industry_names"].items() for v in e.values()}
    return str(names.get(words, ""))


def _all_owners(groups: list[str]) -> bool:
    """Domestic and foreign firms; or state, non-state and foreign ones."""
    foreign = sum(says(g, "nước ngoài", "fdi", "foreign", "ngoại") for g in groups)
    domestic = sum(says(g, "trong nước", "domestic") for g in groups)
    if foreign == 1 and domestic == 1 and len(groups) == 2:
        return True
    private = sum(says(g, "ngoài nhà nước", "non-state", "non state", "tư nhân") for g in groups)
    state = sum(
        says(g, "nhà nước", "state") and not says(g, "ngoài nhà nước", "non-state", "non state")
        for g in groups
    )
    local = sum(says(g, "địa phương") for g in groups)
    return len(groups) == 3 and foreign == 1 and state == 1 and private + local == 1


def _of_a_list(whole: Cell, parts: list[Cell], complete: bool) -> Iterator[Claim]:
    yield from _sums(whole, parts, complete)
    yield from _shares(whole, parts, complete)
    comparison = next((g.comparison for g in whole.growths if g.comparison in ON_YEAR), None)
    growth = whole.growth(comparison) if comparison else None
    yield from _contributions(growth, parts, complete)
    if growth is None:
        return
    rates = [(p.growth(growth.comparison), p) for p in parts]
    known = [(rate, p) for rate, p in rates if rate is not None]
    if len(known) != len(parts) or len(parts) < 2 or not complete:
        return
    unit = next((s.unit for p in parts for s in p.levels), None)
    levels = [p.level(unit) for p in parts]
    if all(level is not None for level in levels):
        yield claim_of(
            "weighted_growth",
            True,
            growth=growth,
            levels=[s for s in levels if s is not None],
            growths=[rate for rate, _ in known],
        )
    else:
        yield claim_of("minmax", True, growth=growth, growths=[rate for rate, _ in known])


def _sums(whole: Cell, parts: list[Cell], complete: bool) -> Iterator[Claim]:
    """Levels and increases of the parts against those of the whole."""
    for total in whole.levels[:1]:
        levels = [p.level(total.unit) for p in parts]
        known = [s for s in levels if s is not None]
        if len(known) >= 2 and (complete is False or len(known) == len(parts)):
            closed = complete and len(known) == len(parts)
            markets = any(p.first.part == "market" for p in parts)
            if closed or (not markets and _nearly(total, known)):
                yield claim_of("sum", closed, total=total, parts=known)
            elif len({s.sentence for s in known}) == 1:
                yield claim_of("part_of", False, total=total, parts=known)
    increases = [next(iter(p.differences), None) for p in parts]
    if complete and whole.differences and all(s is not None for s in increases) and len(parts) > 1:
        total = whole.differences[0]
        same = [s for s in increases if s is not None and s.comparison == total.comparison]
        if len(same) == len(parts) and {s.unit for s in same} == {total.unit}:
            yield claim_of("sum", True, total=total, parts=same)


def _nearly(total: Statement, parts: Sequence[Statement]) -> bool:
    """Whether the parts make up most of a whole: then the list may be meant as complete."""
    whole = Decimal(total.value) * Decimal(total.scale)
    added = sum((Decimal(s.value) * Decimal(s.scale) for s in parts), Decimal(0))
    return whole > 0 and Decimal("0.97") * whole <= added <= Decimal("1.03") * whole


def _shares(whole: Cell, parts: list[Cell], complete: bool) -> Iterator[Claim]:
    for part in parts:
        for share in part.shares:
            for level in part.levels:
                total = whole.level(level.unit)
                if total is not None and level.status != "target":
                    yield claim_of("share", part=level, total=total, share=share)
                    break
    shares = [next(iter(p.shares), None) for p in parts]
    known = [s for s in shares if s is not None]
    if complete and len(known) == len(parts) >= 2:
        yield claim_of("share_sum", True, parts=known)


def _contributions(growth: Statement | None, parts: list[Cell], complete: bool) -> Iterator[Claim]:
    given = [p.contributions[0] for p in parts if p.contributions]
    if growth is not None and len(given) >= 2:
        yield claim_of("contribution_sum", complete, growth=growth, contributions=given)
    both = [
        (p.contributions[0], p.growths[0])
        for p in parts
        if p.contributions and p.growths and Decimal(p.growths[0].value) != 0
    ]
    if len(both) >= 2:
        yield claim_of(
            "weight_sum",
            complete and len(both) == len(parts),
            contributions=[c for c, _ in both],
            growths=[g for _, g in both],
        )


def _table_lists(reading: Reading, cells: list[Cell]) -> list[tuple[Cell, list[Cell], bool]]:
    """The rows of a table under its total, column by column, where they add up in one of them."""
    totals = [c for c in cells if _is_total(c.subject)]
    found: list[tuple[Cell, list[Cell], bool]] = []
    if not totals:
        return found
    rows = [c for c in cells if c.first.whole is None and c.first.indicator is None]
    for total in totals:
        after = [c for c in rows if c.period == total.period and c.first.start > total.first.end]
        parts = [c for c in after if not _is_total(c.subject)]
        if 2 <= len(parts) <= 60 and total.levels:
            found.append((total, parts, True))
    complete = any(_adds_up(total, parts) for total, parts, _ in found)
    return [
        (_as_table(total), [_as_table(p) for p in parts], complete) for total, parts, _ in found
    ]


def _as_table(cell: Cell) -> Cell:
    """In a table the index of a row stands for its growth rate."""
    cell.growths = cell.growths or [r for r in cell.ratios if r.unit == "percent"]
    return cell


def _is_total(subject: str) -> bool:
    return subject.casefold().strip(" :") in (
        "tổng số", "tổng cộng", "tổng", "total", "chung", "toàn tỉnh", "tổng mức", "toàn thành phố",
    )  # fmt: skip


def _adds_up(total: Cell, parts: list[Cell]) -> bool:
    whole = total.levels[0]
    levels = [p.level(whole.unit) for p in parts]
    if any(s is None for s in levels):
        return False
    added = sum((Decimal(s.value) * Decimal(s.scale) for s in levels if s), Decimal(0))
    value = Decimal(whole.value) * Decimal(whole.scale)
    return value != 0 and abs(added - value) <= abs(value) / 500


# ---- times, balances, plans ------------------------------------------------------------------


def _of_times(cells: list[Cell]) -> Iterator[Claim]:
    """A cumulated period against the quarters or months that make it up."""
    by_subject: dict[tuple[str, str | None, int | None], list[Cell]] = {}
    for cell in cells:
        if cell.period is not None:
            year = cell.period.year
            by_subject.setdefault((cell.subject.casefold(), cell.basis, year), []).append(cell)
    for same in by_subject.values():
        if len(same) < 3 or len(same) > 40:
            continue
        for whole in same:
            parts = _partition(whole, same)
            if not parts:
                continue
            level = whole.levels[:1]
            levels = [p.level(level[0].unit) for p in parts] if level else []
            known = [s for s in levels if s is not None]
            if level and len(known) == len(parts):
                yield claim_of("sum", True, total=level[0], parts=known)
            growth = next((g for g in whole.growths if g.comparison in ON_YEAR), None)
            rates = [next((g for g in p.growths if g.comparison in ON_YEAR), None) for p in parts]
            growths = [g for g in rates if g is not None]
            if growth is not None and len(growths) == len(parts):
                yield claim_of("minmax", True, growth=growth, growths=growths)


def _partition(whole: Cell, cells: list[Cell]) -> list[Cell]:
    """Shorter periods that follow each other and fill a longer one."""
    assert whole.period is not None
    by_start: dict[str, Cell] = {}
    for cell in cells:
        assert cell.period is not None
        if cell is not whole and cell.period.months < whole.period.months:
            by_start.setdefault(cell.period.start, cell)
    parts: list[Cell] = []
    month = int(whole.period.start[-2:])
    prefix = whole.period.start[:-2]
    while month <= int(whole.period.end[-2:]):
        cell_at = by_start.get(f"{prefix}{month:02d}")
        if cell_at is None or cell_at.period is None:
            return []
        parts.append(cell_at)
        month += cell_at.period.months
    return parts if len(parts) > 1 and month == int(whole.period.end[-2:]) + 1 else []


def _of_plans(cells: list[Cell], lists: list[tuple[Cell, list[Cell], bool]]) -> Iterator[Claim]:
    """The plan attained: of one thing at two times, of a whole and its parts."""
    attained: dict[str, list[tuple[Statement, Statement]]] = {}
    for cell in cells:
        if cell.attainments and cell.levels:
            pair = (cell.levels[0], cell.attainments[0])
            attained.setdefault(cell.subject.casefold(), []).append(pair)
    for pairs in attained.values():
        for before, after in itertools.pairwise(pairs):
            if before[0].unit == after[0].unit:
                yield claim_of(
                    "plan_equal",
                    levels=(before[0], after[0]),
                    attainments=(before[1], after[1]),
                )
    targets = {
        (c.subject.casefold(), c.period.year): s
        for c in cells
        for s in c.levels
        if s.status == "target" and c.period is not None and c.period.months == 12
    }
    for subject, pairs in attained.items():
        for level, attainment in pairs:
            year = level.period.year if level.period is not None else None
            plan = targets.get((subject, year))
            if plan is not None and plan.unit == level.unit and level.status != "target":
                yield claim_of("plan", plan=plan, level=level, attainment=attainment)
    for whole, parts, complete in lists:
        if not complete or not all(p.levels and p.attainments for p in parts) or len(parts) < 2:
            continue
        levels = [p.levels[0] for p in parts]
        attainments = [p.attainments[0] for p in parts]
        if whole.levels and whole.attainments:
            yield claim_of(
                "plan_total_parts",
                True,
                levels=(whole.levels[0], *levels),
                attainments=(whole.attainments[0], *attainments),
            )
        rest = next(
            (
                s
                for c in cells
                if c.subject == whole.subject and c.period != whole.period
                for s in c.levels
                if s.status == "target" and c.period is not None and c.period.end.endswith("12")
            ),
            None,
        )
        if rest is not None and whole.levels:
            yield claim_of(
                "plan_parts",
                True,
                sum=(whole.levels[0], rest),
                levels=levels,
                attainments=attainments,
            )


def _of_same_totals(cells: list[Cell]) -> Iterator[Claim]:
    """Two parts with their shares imply one total, printed or not."""
    by_kind: dict[tuple[str | None, Period | None, str | None], list[tuple[Statement, Statement]]]
    by_kind = {}
    for cell in cells:
        if cell.levels and cell.shares:
            level = cell.levels[0]
            key = (cell.first.indicator, cell.period, level.unit)
            by_kind.setdefault(key, []).append((level, cell.shares[0]))
    for key, pairs in by_kind.items():
        if key[0] is None:
            continue
        for before, after in itertools.pairwise(pairs):
            yield claim_of("same_total", part=(before[0], after[0]), share=(before[1], after[1]))


def _of_other_totals(
    cells: list[Cell], lists: list[tuple[Cell, list[Cell], bool]]
) -> Iterator[Claim]:
    """A share that does not belong to the printed total may belong to that of another basis."""
    for whole, parts, _ in lists:
        others = [
            c
            for c in cells
            if c.basis is not None
            and c.basis != whole.basis
            and c.first.indicator == whole.first.indicator
            and c.period == whole.period
            and c.first.whole is None
        ]
        for part in parts if others else ():
            for share, level in zip(part.shares[:1], part.levels[:1], strict=False):
                total = whole.level(level.unit)
                if total is None or _fits(level, total, share):
                    continue
                for other in others:
                    second = other.level(level.unit)
                    if second is not None:
                        yield claim_of("share", part=level, total=second, share=share)


def _fits(part: Statement, total: Statement, share: Statement) -> bool:
    """Whether a share agrees with part and total to two units of its last digit."""
    value = Decimal(part.value) * Decimal(part.scale) * 100
    of = Decimal(total.value) * Decimal(total.scale)
    if of == 0:
        return False
    exponent = Decimal(share.value).as_tuple().exponent
    unit = Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)
    return abs(value / of - Decimal(share.value)) <= 2 * unit


# ---- within a sentence -----------------------------------------------------------------------


def _by_sentence(reading: Reading) -> Iterator[list[Statement]]:
    group: list[Statement] = []
    for s in reading.statements:
        if group and s.sentence != group[-1].sentence:
            yield group
            group = []
        group.append(s)
    if group:
        yield group


def _of_rates(reading: Reading) -> Iterator[Claim]:
    """A rate said to be so many times last year's; values, volumes and prices."""
    for group in _by_sentence(reading):
        if len(group) > 40:
            continue
        rates = [s for s in group if s.type == "growth" and s.unit == "percent"]
        for ratio in (s for s in group if s.type == "ratio" and s.unit == "times"):
            now = [s for s in rates if s.start < ratio.start and s.subject == ratio.subject]
            before = [
                s
                for s in rates
                if s.subject == ratio.subject
                and s.period is not None
                and ratio.period is not None
                and s.period == ratio.period.moved(-1)
                and s.period != ratio.period
            ]
            if now and before:
                yield claim_of("rate_ratio", rates=(now[-1], before[0]), ratio=ratio)
        yield from _prices(rates)


_ASPECTS = {
    "value": ("giá trị", "trị giá", "kim ngạch", "value of"),
    "volume": ("lượng", "khối lượng", "sản lượng", "số lượng", "volume of", "quantity of"),
    "price": ("giá", "đơn giá", "giá bình quân", "giá xuất khẩu", "giá nhập khẩu", "price of"),
}


def _prices(rates: Sequence[Statement]) -> Iterator[Claim]:
    """Growth in value, volume and price of one thing."""
    found: dict[str, dict[str, Statement]] = {}
    for s in rates:
        subject = (s.subject or "").casefold()
        for role, words in _ASPECTS.items():
            word = next(
                (w for w in sorted(words, key=len, reverse=True) if subject.startswith(w)), ""
            )
            if word and not (role == "price" and subject.startswith("giá trị")):
                found.setdefault(subject.removeprefix(word).strip(), {}).setdefault(role, s)
    for roles in found.values():
        if len(roles) == 3 and len({s.period for s in roles.values()}) == 1:
            yield Claim("price_growth", {role: (s.id,) for role, s in roles.items()})


def _of_fields(reading: Reading) -> Iterator[Claim]:
    """Area, yield and output of a crop."""
    for group in _by_sentence(reading):
        units = {
            unit: [s for s in group if s.unit == unit and s.type == "level"]
            for unit in ("ha", "quintals_per_ha", "tonne")
        }
        if all(len(found) == 1 for found in units.values()):
            area, rate, output = (found[0] for found in units.values())
            yield Claim("yield", {"area": (area.id,), "output": (output.id,), "yield": (rate.id,)})


def _of_currencies(reading: Reading, cells: list[Cell]) -> Iterator[Claim]:
    """Amounts in two currencies side by side: one pair implies an exchange rate, two the same."""
    pairs = []
    for cell in cells:
        for before, after in zip(cell.levels, cell.levels[1:], strict=False):
            between = reading.text[before.end : after.start + len(after.hedge or "")]
            if {before.unit, after.unit} == {"VND", "USD"} and _SAID_AGAIN.match(between):
                pairs.append((before, after) if before.unit == "VND" else (after, before))
    if len(pairs) == 1:
        yield claim_of("fx_known", local=pairs[0][0], usd=pairs[0][1])
    if len(pairs) > 1:
        yield claim_of("fx_pairs", local=[p[0] for p in pairs], usd=[p[1] for p in pairs])


def _of_named_lists(reading: Reading) -> Iterator[Claim]:
    """A count and the names that follow it: "11 tỉnh thành ...: Bắc Giang, ..."."""
    for s in reading.statements:
        if s.type != "count" or "." in s.value or Decimal(s.value) > 40:
            continue
        after = _NAMED.match(reading.text[s.end : s.end + 800])
        if after is None:
            continue
        words = after.group(1)
        names = tuple(name.strip() for name in re.split(r",| và | and ", words) if name.strip(" …"))
        proper = sum(name[:1].isupper() for name in names)
        if len(names) >= 2 and proper * 2 >= len(names) and max(map(len, names)) < 60:
            is_open = "…" in words or "..." in reading.text[s.end : s.end + 800][: after.end() + 4]
            closed = not is_open and proper == len(names)
            yield Claim("count_list", {"count": (s.id,)}, closed=closed, named=names)
