"""Rows of a table as a tree: which row is part of which, and which only stand out of a whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from hanoi_ct.tables._meaning.block import Block, subheading
from hanoi_ct.tables._meaning.column import Column
from hanoi_ct.tables._meaning.names import Names, key_of
from hanoi_ct.tables._meaning.units import DITTO, Unit, in_brackets, read_unit
from hanoi_ct.tables._meaning.words import clean, fold, unmarked, vietnamese_part

__all__ = ["Row", "kind_of_text", "lists_of", "rows_of"]

_TOTAL = re.compile(r"^(?:tong so|tong cong|tong|toan nganh.*|toan tinh|toan thanh pho|cong)$")
# The same in a table of exports or imports alone, where other words would name an indicator.
_TOTAL_VALUE = re.compile(
    r"^tong (?:tri gia|kim ngach|gia tri|so tri gia)(?: (?:xuat|nhap) khau| xk| nk)?"
    r"(?: hang hoa| cua tinh| toan tinh| tren dia ban)?(?: \([^()]*\))?$"
)
_KINDS = (
    ("investment", r"thu hut (?:von )?dau tu|von dau tu (?:thuc hien|phat trien|toan xa hoi)"),
    ("consumption_inventory", r"tieu thu(?! dien| dung)|ton kho"),
    ("labour", r"su dung lao dong|chi so lao dong|lao dong"),
    (
        "iip",
        r"chi so san xuat|\biip\b|chi so sxcn|chi so phat trien san xuat|toc do tang.*cong nghiep",
    ),
    ("output", r"gia tri san xuat|\bgtsx\b|gtsxcn|gia tri sxcn"),
    ("retail", r"ban le|luu chuyen hang hoa|doanh thu dich vu|tmbl"),
    ("trade", r"xuat,? ?(?:va )?nhap khau|xuat khau.*nhap khau|\bxnk\b"),
    ("export", r"xuat khau|\bxk\b"),
    ("import", r"nhap khau|\bnk\b"),
    ("electricity", r"dien thuong pham|san luong dien|cung ung dien|tieu thu dien"),
    ("product", r"san pham|\bsp\b"),
    ("cluster", r"cum cong nghiep|khu cong nghiep|\bccn\b|\bkcn\b"),
    ("investment", r"von dau tu|dau tu|du an|fdi"),
)


def kind_of_text(text: str) -> str | None:
    """The subject that a title, heading or label names.

    Examples
    --------
    >>> kind_of_text("2. Chỉ số sản xuất công nghiệp"), kind_of_text("Kim ngạch xuất khẩu")
    ('iip', 'export')
    """
    folded = fold(text)
    for kind, pattern in _KINDS:
        if re.search(pattern, folded):
            return kind
    return None


@dataclass(slots=True)
class Row:
    """One body row: its name, code, unit, place in the tree."""

    row: int
    column: int
    label: str
    raw: str
    level: tuple[int, ...]
    kind: str | None = None
    code: str | None = None
    matched: str = ""
    unit: Unit | None = None
    unit_cell: tuple[int, int] | None = None
    unit_blank: bool = False
    mark: str = ""  # asterisks, "(1)" or "¹", which a footnote explains
    parent: Row | None = None
    group: int = 0  # parts are listed in groups, each of which makes the whole
    of_which: bool = False
    children: list[Row] = field(default_factory=list)
    heading: str = ""
    number: str = ""  # as the sheet gives it: "1", "II", "-"
    code_cell: str | None = None  # an activity's code that the sheet itself gives
    told: Column | None = None  # the months that a cell of the row names
    says: Column | None = None  # what its name says of period and comparison
    status: str | None = None


_NUMBER_CLASS = (
    (re.compile(r"^(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})[.)/]?$"), 1),
    (re.compile(r"^[A-ZĐ][.)/]?$"), 0),
    (re.compile(r"^\d{1,3}[.)/]?$"), 2),
    (re.compile(r"^\d{1,3}\.\d{1,3}[.)/]?$"), 3),
    (re.compile(r"^\d{1,3}(?:\.\d{1,3}){2,}[.)/]?$"), 4),
    (re.compile(r"^[a-zđ][.)/]?$"), 4),
    (re.compile(r"^[-–—*•·]+$"), 5),
    (re.compile(r"^\++$"), 6),
)


_FIRST = re.compile(r"[1IAa][.)/]?|(?:\d{1,3}\.){1,3}1[.)/]?")


def _numbering_class(text: str) -> int:
    text = clean(text)
    for pattern, level in _NUMBER_CLASS:
        if pattern.match(text):
            return level
    return -1


def rows_of(block: Block, table_kind: str | None, names: Names) -> list[Row]:
    """The body rows of a block in order, with codes, units, parents."""
    found: list[Row] = []
    of_which = False
    group = 0
    section: str | None = None
    heading = ""
    events = sorted([*block.body, *block.headings])
    numbered = any(block.order and (row, block.order) in block.grid.cells for row in block.body)
    unit_above: Unit | None = None
    unit_of_heading: Unit | None = None
    begun: tuple[int, str] | None = None
    place = -1  # the class of the heading's own numbering
    before = (group, heading, of_which, section)
    for number in events:
        if number in block.headings:
            text = subheading(block, number)
            if found and found[-1].row == number - 1 and _goes_on(found[-1].label, text):
                found[-1].label = f"{found[-1].label} {text}"
                continue
            if begun is not None and begun[0] == number - 1 and _begins_small(text):
                begun = (number, f"{begun[1]} {text}")
                continue  # a name that is written over three rows
            before = (group, heading, of_which, section)
            begun = (number, text)
            folded = fold(text)
            of_which = folded.startswith(
                ("trong do", "chia ra", "bao gom", "gom")
            ) and not re.match(r"chia ra|bao gom|gom", folded)
            group += 1
            heading, unit_of_heading = text, _unit_of_heading(block, number)
            section = kind_of_text(text) or (section if "phan theo" in folded else None)
            place = _numbering_class(_order(block, number))
            continue
        row = _row(block, number, numbered) or _again(block, number, found)
        if row is None:
            continue
        if (
            begun is not None
            and begun[0] == number - 1
            and (
                _goes_on(begun[1], row.label) or _named_over(names, table_kind, begun[1], row.label)
            )
        ):
            row.label = f"{begun[1]} {row.label}"  # a name that is written over two rows
            group, heading, of_which, section = before
        begun = None
        row.group, row.heading = group, heading
        grouping = block.grouping_of(number, row.column)
        if grouping:
            group += grouping != heading
            row.group, row.heading = group, grouping
            section, heading = kind_of_text(grouping) or section, grouping
        unit_above = _unit(block, row, unit_above, unit_of_heading)
        if place in _CHAPTERS and _numbering_class(row.number) == place:
            section = kind_of_text(row.label)  # "II" with figures of its own ends what "I" heads
        folded = fold(row.label)
        row.of_which = of_which or folded.startswith("trong do")
        row.kind = section
        found.append(row)
    _value_total(found, table_kind)
    _parents(found)
    for row in found:
        _kind(row, table_kind)
    _codes(found, table_kind, names)
    return found


def _value_total(rows: list[Row], table_kind: str | None) -> None:
    """Put "Tổng trị giá" above the goods that are listed below it at its own level."""
    if table_kind not in ("export", "import") or len(rows) < 3 or rows[0].number:
        return
    first, second = rows[0], rows[1]
    if _TOTAL_VALUE.match(fold(vietnamese_part(first.label))) and first.level >= second.level:
        first.level = (-1, 0, 0, 0)


_CHAPTERS = (0, 1)  # A, B and I, II


def _order(block: Block, number: int) -> str:
    """The number that a row has in the column of numbers."""
    cell = block.grid.cells.get((number, block.order)) if block.order else None
    return clean(cell.text) if cell is not None else ""


def _unit_of_heading(block: Block, number: int) -> Unit | None:
    """The unit beside a name without figures, for the rows below it."""
    cell = block.grid.cells.get((number, block.units)) if block.units is not None else None
    return read_unit(cell.text) if cell is not None else None


def _goes_on(above: str, text: str) -> bool:
    """Whether a name begins in the row above: "điện, khí đốt," and "nước nóng, hơi nước"."""
    small = bool(text) and text[0].islower()
    return small and (above.endswith((",", ";")) or text.startswith(("và ", "của ", "từ ")))


def _begins_small(text: str) -> bool:
    """Whether text cannot begin a name: "(trừ giường, tủ)", "phi kim loại khác"."""
    return text[:1] == "(" or (text[:1].islower() and len(text) > 3)


def _named_over(names: Names, kind: str | None, above: str, label: str) -> bool:
    """Whether two rows hold one name of the lists, and the second alone holds none."""
    lists = lists_of(kind)
    small = _begins_small(label) and bool(lists) and not fold(above).startswith("trong do")
    return (
        small
        and names.find(label, *lists) is None
        and (names.find(f"{above} {label}", *lists) is not None)
    )


def _row(block: Block, number: int, numbered: bool) -> Row | None:
    text, raw, column = block.label_of(number)
    if not text:
        return None
    label, lead = unmarked(text)
    mark = re.search(r"(?<=\S)\s*(?:\(?(\*+)\)?|([(\[](?:\d{1,2}|[a-z])[)\]]|[¹²³⁴⁵]))\s*$", label)
    cell = block.grid.cells.get((number, column))
    indent = (cell.indent if cell else 0) + (len(text) - len(text.lstrip(" \t\u00a0"))) // 2
    order = block.grid.cells.get((number, block.order)) if block.order else None
    place = _numbering_class(order.text) if order is not None else -1
    if lead:
        place = max(place, _numbering_class(lead))
    if place < 0:
        place = 2 if numbered and indent else 0
    bold = bool(cell and cell.bold)
    rank = block.labels.index(column) if column in block.labels else 0
    level: tuple[int, ...] = (rank, place, indent, 0 if bold else 1)
    if _TOTAL.match(fold(vietnamese_part(label))):
        level = (-1, 0, 0, 0)
    row = Row(number, column, label, raw, level, mark=(mark[1] or mark[2]) if mark else "")
    row.number = _order(block, number) or lead
    coded = block.grid.cells.get((number, block.codes)) if block.codes else None
    if coded is not None and re.fullmatch(r"[BCDE](?:\d\d)?", clean(coded.text)):
        row.code_cell = clean(coded.text)
    return row


def _again(block: Block, number: int, above: list[Row]) -> Row | None:
    """A row without a name that has a unit of its own: the value below the volume above."""
    if not above or above[-1].row != number - 1:
        return None
    apart = [block.periods, block.statuses, block.compared]
    if any((number, column) in block.grid.cells for column in apart if column is not None):
        last = above[-1]
        return Row(number, last.column, last.label, last.raw, last.level, mark=last.mark)
    if block.units is None:
        return None
    unit = block.grid.cells.get((number, block.units))
    if unit is None or read_unit(unit.text) is None:
        return None
    last = above[-1]
    return Row(number, last.column, last.label, last.raw, last.level, mark=last.mark)


def _unit(block: Block, row: Row, above: Unit | None, above_it: Unit | None = None) -> Unit | None:
    """Read the unit of a row; hand on what a ditto mark below would repeat."""
    if block.units is not None:
        row.unit_cell = (row.row, block.units)
        place = block.covering.get(row.unit_cell, row.unit_cell)
        cell = block.grid.cells.get(place)
        text = clean(cell.text) if cell is not None else ""
        if text in DITTO or fold(text) in ("nt", "nhu tren"):
            row.unit = Unit(above.unit, above.scale, cell.raw if cell else "") if above else None
            return above
        if cell is not None and text:
            row.unit = read_unit(cell.text)
            if row.unit is None:
                row.unit = None
                row.unit_blank = False
                return above
            row.unit = Unit(row.unit.unit, row.unit.scale, cell.raw, row.unit.suspect)
            return row.unit
        row.unit_blank = True
    inside = in_brackets(row.label)
    if inside is not None:
        row.unit, row.unit_blank = inside, False
    elif row.heading:
        row.unit = in_brackets(row.heading) or above_it
        row.unit_blank = row.unit_blank and row.unit is None
    return above


def _continues(row: Row) -> bool:
    """Whether the heading above a row divides the total above it: "Phân theo ngành"."""
    return bool(
        re.match(r"phan theo|chia theo|theo |trong do|chia ra|bao gom|gom", fold(row.heading))
    )


def _set_aside(rows: list[Row], place: int) -> bool:
    """Whether "Trong đó: ..." without a number stands before rows that are numbered from 1.

    They divide what stands above it; it only names a part that is known otherwise.
    """
    row = rows[place]
    after = rows[place + 1] if place + 1 < len(rows) else None
    told = fold(row.label).startswith("trong do") and not row.number
    begins = after is not None and after.group == row.group and _FIRST.fullmatch(after.number)
    return told and bool(begins)


# A row that names the whole of another subject is part of nothing above it.
_WHOLES = re.compile(
    r"(?:tong )?(?:kim ngach|tri gia|gia tri)(?: hang hoa)? (xuat khau|nhap khau)(?: hang hoa)?$"
    r"|tong muc (?:ban le|luu chuyen) hang hoa"
)


def _other_subject(row: Row, above: list[Row]) -> bool:
    """Whether the rows above are of another subject than the one that a row names."""
    own = kind_of_text(row.label)
    held = {kind_of_text(one.label) or one.kind for one in above} - {None}
    return bool(held) and "trade" not in held and own not in held


def _parents(rows: list[Row]) -> None:
    stack: list[Row] = []
    group = 0
    for place, row in enumerate(rows):
        if row.group != group and not _continues(row):
            stack = []
        if _WHOLES.match(fold(vietnamese_part(row.label))) and _other_subject(row, stack):
            stack = []
        group = row.group
        if stack and _set_aside(rows, place):
            row.parent = stack[-1]
            stack[-1].children.append(row)
            continue
        while stack and stack[-1].level >= row.level:
            stack.pop()
        if stack:
            row.parent = stack[-1]
            stack[-1].children.append(row)
        stack.append(row)


def _kind(row: Row, table_kind: str | None) -> None:
    own = kind_of_text(row.label)
    if table_kind not in (None, "summary", "trade"):
        row.kind = table_kind
        return
    inherited = row.parent.kind if row.parent is not None else None
    if inherited == "iip" and row.unit is not None and row.unit.unit != "percent":
        inherited = None  # numbered rows below the index are none of its parts
    if row.parent is not None and inherited is not None and inherited != "trade":
        row.kind = row.parent.kind
        return
    if row.kind is None or own in ("iip", "retail", "trade", "export", "import", "output"):
        row.kind = own or row.kind or inherited
    if row.kind is None and table_kind == "trade":
        row.kind = "trade"


_LISTS: dict[str | None, tuple[str, ...]] = {
    "iip": ("industry", "ownership"),
    "labour": ("industry", "ownership", "any"),
    "consumption_inventory": ("industry", "any"),
    "output": ("industry", "ownership", "any"),
    "retail": ("retail", "ownership", "any"),
    "export": ("ownership", "trade", "market", "any"),
    "import": ("ownership", "trade", "market", "any"),
    "trade": ("ownership", "trade", "market", "any"),
    "electricity": ("electricity", "any"),
    "investment": ("ownership", "market", "any"),
    "cluster": ("any",),
    "product": (),
}


def lists_of(kind: str | None) -> tuple[str, ...]:
    """The lists in which names of a subject are looked up."""
    return _LISTS.get(kind, ("any",))


# A name with what its figures are compared with: "Khai khoáng tháng 9 so với cùng kỳ".
_WITH_TIME = re.compile(
    r"(?i)[\s,(–-]+(?:ước |thực hiện )*(?:(?:tháng|quý) (?:\d|[IVX])|\d{1,2} tháng"
    r"|so (?:với|cùng|sánh)|cộng dồn|l[uũ][yỹ] kế).*$"
)
_BUT = re.compile(r"\(\s*(?:tru|khong (?:ke|tinh|bao gom|gom)|ngoai tru|chua (?:ke|tinh))\b")


def _codes(rows: list[Row], table_kind: str | None, names: Names) -> None:
    seen: set[str] = set()
    for row in rows:
        lists = lists_of(row.kind)
        if not lists:
            continue
        match = names.find(row.label, *lists)
        alone = _WITH_TIME.sub("", row.label).strip()
        if match is None and alone not in ("", row.label):
            match = names.find(alone, *lists)
        if match is None:
            if lists[0] == "industry" and row.code_cell:
                row.code, row.matched = row.code_cell, "code column"
            continue
        if match.code == "TOTAL" and _BUT.search(fold(row.label)):
            row.matched = "whole but for a part"  # which is not the whole
            continue
        row.code, row.matched = match.code, match.how
        if match.code == "D" and "D" in seen and key_of(row.label) != "":
            row.code = "D35"
        if lists[0] == "industry":
            seen.add(match.code)
    _retail_total(rows)


_IN_RETAIL = ("retail_goods", "accommodation_food", "accommodation", "food", "other_services")


def _retail_total(rows: list[Row]) -> None:
    """ "Tổng mức bán lẻ hàng hóa" above goods and services is short for the total of both."""
    retail = [row for row in rows if row.kind == "retail"]
    named = [row for row in retail if fold(row.label).startswith("tong muc")]
    goods = [row for row in named if row.code == "retail_goods"]
    if len(goods) != 1 or any(row.code == "TOTAL" for row in retail):
        return
    if any(row.code in _IN_RETAIL for row in retail if row is not goods[0]):
        goods[0].code = "TOTAL"
