"""Lists of parts: which cells are the parts of which whole, and whether the list is complete."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from hanoi_ct.statements._linking.cells import Cell, owner_of, says
from hanoi_ct.statements._linking.groups import is_all_there_is
from hanoi_ct.statements._reading.lexicon import table
from hanoi_ct.statements.figures_read import added_up
from hanoi_ct.statements.statement import Period, Reading, Statement

__all__ = ["lists", "table_lists"]

_MOST = 20  # named rests of one sentence that are looked at
_VAGUE = Decimal("0.1")  # of a total; numbers rounder than that add up to anything
_GAP = 3  # sentences without a part that end a list
_PAIRS = ({"exports", "imports"}, {"visitors_foreign", "visitors_domestic"})
_SECTIONS = ("mining", "manufacturing", "electricity", "water")


_ByIndicator = dict[tuple[str | None, Period | None, str, str | None], Cell]


def _whole_called(
    by_indicator: _ByIndicator, indicator: str | None, cell: Cell, owner: str = ""
) -> Cell | None:
    """The whole of an indicator at the time of a cell: of its basis, if it has one."""
    of_basis = by_indicator.get((indicator, cell.period, owner, cell.basis))
    return of_basis or by_indicator.get((indicator, cell.period, owner, None))


def lists(cells: list[Cell]) -> list[tuple[Cell, list[Cell], bool]]:
    """A whole, its parts in one period, and whether the list is complete."""
    by_subject: dict[tuple[str, Period | None], Cell] = {}
    by_indicator: _ByIndicator = {}
    for cell in cells:
        by_subject.setdefault((cell.subject.casefold(), cell.period), cell)
        if cell.first.whole is None and cell.first.part != "count":
            for basis in {cell.basis, None}:  # the first of any basis stands for all
                key = (cell.first.indicator, cell.period, owner_of(cell), basis)
                held = by_indicator.get(key)
                if held is None or (held.first.group and not cell.first.group):
                    by_indicator[key] = cell
    open_lists: dict[tuple[int, str], list[Cell]] = {}
    wholes: dict[int, Cell] = {}
    for cell in cells:
        for whole in _wholes_of(cell, by_subject, by_indicator):
            if whole is cell:
                continue
            wholes[id(whole)] = whole
            kind = _list_kind(cell, whole)
            if cell.first.part == "rest" and (id(whole), kind) not in open_lists:
                # "thu nội địa ...; thu hải quan ...; thu khác": the rest of what has names
                kind = "indicators" if (id(whole), "indicators") in open_lists else kind
            open_lists.setdefault((id(whole), kind), []).append(cell)
    rests: dict[int, list[Cell]] = {}
    for cell in cells:
        if cell.first.part == "rest":
            rests.setdefault(cell.first.sentence, []).append(cell)
    found = []
    for (identity, _), parts in open_lists.items():
        for run in _runs(_outside_brackets(parts)):
            whole = wholes[identity]
            closed, after = _cut_where_complete(whole, run)
            if closed:
                found.append((whole, closed, _is_whole(whole, closed)))
                found.append((whole, after, False))
            elif run[-1].first.part == "rest" and not _lacks_a_part(whole, run):
                found.append((whole, *_closed_by_rest(whole, run, cells)))
            elif (rest := _rest_behind(run, rests)) is not None:
                found.append((whole, [*run, rest], True))
            else:
                found.append((whole, run, _is_whole(whole, run)))
    return found


def _cut_where_complete(whole: Cell, run: list[Cell]) -> tuple[list[Cell], list[Cell]]:
    """The parts of the first sentence, where they are all there is though others follow.

    "Dư nợ ..., trong đó ngắn hạn ..., trung và dài hạn .... Nợ xấu ...": bad debts are in both.
    """
    sections = _sections_first(run)
    if sections:
        return sections, run[len(sections) :]
    first = [p for p in run if p.first.sentence == run[0].first.sentence]
    if not 2 <= len(first) < len(run) or run[-1].first.part == "rest":
        return [], run
    if not (is_all_there_is([p.first.subject for p in first]) or _makes_up(whole, first)):
        return [], run
    return first, run[len(first) :]


def _sections_first(run: list[Cell]) -> list[Cell]:
    """The four sections of industry, where their divisions or products follow them."""
    first, behind = run[: len(_SECTIONS)], run[len(_SECTIONS) :]
    every = [_section(p.first) for p in first]
    return first if behind and sorted(every) == sorted(_SECTIONS) else []


def _rest_behind(run: list[Cell], rests: dict[int, list[Cell]]) -> Cell | None:
    """ "Xuất khẩu ...; nhập khẩu ...; các loại hình khác ...": the rest behind what is named."""
    last = run[-1]
    level = last.level()
    for c in rests.get(last.first.sentence, ())[:_MOST]:
        if c.first.start < last.first.start or level is None or c.period != last.period:
            continue
        if (c.first.whole or "").casefold() == last.subject.casefold():
            return c if c.level(level.unit) is not None else None
    return None


def _outside_brackets(parts: list[Cell]) -> list[Cell]:
    """Without what a bracket tells of a part: parts of it, where others stand outside."""
    outer = {p.first.sentence: p.first.depth for p in parts}
    for p in parts:
        outer[p.first.sentence] = min(outer[p.first.sentence], p.first.depth)
    return [p for p in parts if p.first.depth == outer[p.first.sentence]]


def _is_whole(whole: Cell, parts: list[Cell]) -> bool:
    named = _is_complete(parts) and not _lacks_a_part(whole, parts)
    return named or _makes_up(whole, parts)


# Words of a part without which a list is not all there is, though it may name a rest.
_LAST_PARTS = {"gdp": ("thuế", "tax"), "retail_total": ("hàng hóa", "hàng hoá", "goods", "bán lẻ")}


def _lacks_a_part(whole: Cell, parts: list[Cell]) -> bool:
    """Whether a gross product is told without its taxes, retail trade without that of goods."""
    words = _LAST_PARTS.get(whole.first.indicator or "")
    if words is None:
        return False
    return not any(says(p.subject.casefold(), *words) for p in parts)


def _makes_up(whole: Cell, parts: list[Cell]) -> bool:
    """Whether parts come to their total, or their shares to 100, within rounding."""
    if len(parts) < 2:
        return False
    shares = [p.shares[0] for p in parts if p.shares]
    if len(shares) == len(parts):
        over = sum((Decimal(s.value) for s in shares), Decimal(-100))
        if abs(over) <= _unit_of(shares) * (len(shares) + 1) / 2:
            return True
    total = whole.level()
    levels = [level for p in parts if total and (level := p.level(total.unit))]
    if total is None or len(levels) < len(parts):
        return False
    added = added_up(levels)
    whole_amount = total.amount
    within = _unit_of([total, *levels]) * (len(parts) + 1) / 2
    return abs(added - whole_amount) <= within <= abs(whole_amount) * _VAGUE


def _unit_of(statements: list[Statement]) -> Decimal:
    """The largest unit of a last digit among some numbers."""
    units = []
    for s in statements:
        exponent = Decimal(s.value).as_tuple().exponent
        digits = exponent if isinstance(exponent, int) else 0
        units.append(Decimal(1).scaleb(digits) * Decimal(s.scale))
    return max(units)


def _closed_by_rest(whole: Cell, run: list[Cell], cells: list[Cell]) -> tuple[list[Cell], bool]:
    """A list that a named rest closes, with the parts among it whose names are not known.

    What stands among the parts may be one of them or a part of a part: where neither adds up,
    nothing is said of the list.
    """
    total = whole.levels[0] if whole.levels else None
    first = min(run[0].first.start, whole.first.start)
    if total is None:
        return run, True
    if run[0].first.sentence != run[-1].first.sentence:
        return run, not _is_told_apart(whole, run, cells) or _adds_up(whole, run)
    if whole.first.sentence != run[0].first.sentence:
        first = run[0].first.start
    among = [
        c
        for c in cells
        if first < c.first.start < run[-1].first.start
        and c.first.sentence == run[-1].first.sentence
        and c.period == whole.period
        and c.level(total.unit) is not None
        and c is not whole
        and c.first.depth == run[-1].first.depth
        and all(c is not part for part in run)
    ]
    if not among:
        return run, True
    every = sorted([*run, *among], key=lambda c: c.first.start)
    if _adds_up(whole, every):
        return every, True
    return run, _adds_up(whole, run)


def _is_told_apart(whole: Cell, run: list[Cell], cells: list[Cell]) -> bool:
    """Whether the rest is of another list: other amounts stand between it and what is named.

    "Xuất khẩu điện thoại sang EU ...; sang Mỹ ... . Dệt may sang Mỹ ...; các thị trường còn lại".
    """
    unit, before = whole.levels[0].unit, run[-2] if len(run) > 1 else run[-1]
    return any(
        before.first.start < c.first.start < run[-1].first.start
        and c.level(unit) is not None
        and c.period == whole.period
        and c is not whole
        for c in cells
    )


def _wholes_of(
    cell: Cell,
    by_subject: dict[tuple[str, Period | None], Cell],
    by_indicator: _ByIndicator,
) -> Iterator[Cell]:
    """What a subject is a part of: exports of foreign firms, of exports and of their trade."""
    first = cell.first
    if first.whole is not None:
        found = by_subject.get((first.whole.casefold(), cell.period))
        if found is None or found.first.part == first.part == "owner":
            found = _whole_called(by_indicator, first.indicator, cell)
        if found is not None and not _alike_places(cell, found):
            yield found
        return
    entry = table("indicators").get(first.indicator or "", {})
    if "part_of" in entry:
        whole = _whole_called(by_indicator, entry["part_of"], cell, owner_of(cell))
        if whole is not None and (not _is_part(cell) or first.part == "owner"):
            yield whole
    if first.indicator is not None and _is_part(cell):
        whole = _whole_called(by_indicator, first.indicator, cell)
        if whole is not None and not _is_part(whole):
            yield whole


def _alike_places(cell: Cell, whole: Cell) -> bool:
    """Whether both are markets, provinces or goods: one is no part of the other."""
    kind = cell.first.part
    if kind == "market" and says(whole.subject.casefold(), "sang ", "vào thị trường"):
        return True  # "của Việt Nam sang ASEAN ..., sang Nhật Bản ...": a province may be read
    if kind == "" and whole.first.group:
        named = whole.subject.casefold() == (cell.first.whole or "").casefold()
        return whole.first.part == "" and not named
    return kind == whole.first.part and kind in ("market", "province")


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
    if {s.indicator for s in firsts} in _PAIRS and len({s.group for s in firsts}) == 1:
        return True
    sections = {_section(s) for s in firsts}
    if sections >= set(_SECTIONS):
        return True
    if is_all_there_is([s.subject for s in firsts]):
        return True
    groups = [f"{s.group} {(s.subject or '').casefold()}" for s in firsts]
    return _all_owners(groups) if all(s.part in ("owner", "") for s in firsts) else False


def _section(statement: Statement) -> str:
    words = (statement.subject or "").casefold()
    for section, short in table("places")["industry_short"].items():
        if words in short:
            return str(section)
    for section, names in table("places")["industry"].items():
        for name in names:
            if name.casefold() in words and (len(name) > 5 or name.casefold() == words):
                return str(section)
    if "rác thải" in words or "nước thải" in words:
        return "water"
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


def table_lists(reading: Reading, cells: list[Cell]) -> list[tuple[Cell, list[Cell], bool]]:
    """The rows of a table under its total, column by column, where they add up in one of them."""
    totals = [c for c in cells if _is_total(c.subject) or _is_total_of_table(c)]
    found: list[tuple[Cell, list[Cell], bool]] = []
    if not totals:
        return found
    rows = [c for c in cells if c.first.whole is None and c.first.indicator is None]
    for total in totals:
        after = [c for c in rows if c.period == total.period and c.first.start > total.first.end]
        parts = [c for c in after if not _is_total(c.subject) and not _is_total_of_table(c)]
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


def _is_total_of_table(cell: Cell) -> bool:
    """A row of a table that is called a total: "tổng đàn gia súc"."""
    bare = cell.first.text == cell.first.printed
    named = cell.subject.casefold().startswith(("tổng đàn", "tổng số", "tổng diện", "tổng sản"))
    return bare and named


def _is_total(subject: str) -> bool:
    return subject.casefold().strip(" :") in (
        "tổng số", "tổng cộng", "tổng", "total", "chung", "toàn tỉnh", "tổng mức", "toàn thành phố",
    )  # fmt: skip


def _adds_up(total: Cell, parts: list[Cell]) -> bool:
    whole = total.levels[0]
    levels = [p.level(whole.unit) for p in parts]
    if any(s is None for s in levels):
        return False
    added = sum((s.amount for s in levels if s), Decimal(0))
    value = whole.amount
    return value != 0 and abs(added - value) <= abs(value) / 500
