"""Section 2, first half: two-digit divisions and what they say about their weight."""

from __future__ import annotations

from hanoi_ct import measures
from hanoi_ct.indicators.divisions import Division, WeightBound, by_month
from hanoi_ct.indicators.lookup import Tables
from hanoi_ct.quantities.quantity import ends
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.cells import extremes, within
from hanoi_ct.report.document import (
    Bar,
    BarChart,
    Block,
    Column,
    FigureCell,
    HeatMap,
    HeatRow,
    Paragraph,
    Row,
    Table,
    VerdictBlock,
)
from hanoi_ct.report.sections.verdicts import finding_of
from hanoi_ct.statements.formatting import MONTH_NAMES
from hanoi_ct.statements.wording import period_text, same, short_period
from hanoi_ct.text import Text


def blocks(
    tables: Tables,
    of_the_month: list[Division],
    earlier: list[Division],
    bound: WeightBound | None,
    book: FigureBook,
) -> list[Block]:
    """The divisions published for the month, the others apart, and the bound on the weight."""
    now = period_text(*tables.year_to_date)
    for division in (*of_the_month, *earlier):
        label = Text("Tốc độ tăng: <name>, <when>", "Growth: <name>, <when>").fill(
            name=_name(division),
            when=period_text(division.growth.period_start, division.growth.period_end),
        )
        book.add(_key(division), label, division.growth)
    if not of_the_month:
        found: list[Block] = [
            Paragraph(
                Text(
                    "Chưa tìm thấy số liệu ngành cấp 2 của <now>.",
                    "The data do not hold figures of divisions for <now>.",
                ).fill(now=now),
                "absent",
            )
        ]
    else:
        found = [_lead(of_the_month, now), _ranking(tables, of_the_month)]
    if bound and (bound.claimed or (bound.largest_weight.value or 0.0) <= _TELLING):
        found.extend(_bound(bound, book))
    if of_the_month:
        found.append(_chart(of_the_month, book, now))
    if earlier:
        found.append(_earlier(earlier, others=bool(of_the_month)))
    heat = _heat_map(by_month(tables), tables.period, book)
    if heat:
        found.append(heat)
    return found


def _heat_map(
    months: dict[str, dict[str, Division]], period: str, book: FigureBook
) -> HeatMap | None:
    """Rates of the year by month, the divisions of the last month first; from two months on."""
    if len(months) < _ENOUGH_MONTHS:
        return None
    latest: dict[str, Division] = {}
    for divisions in months.values():
        latest |= divisions
    rows = []
    for code in sorted(latest, key=lambda code: latest[code].growth.value or 0.0, reverse=True):
        keys = []
        for month, divisions in months.items():
            division = divisions.get(code)
            name = f"division.{code}" if month == period else f"division.{code}.{month}"
            key = name if division else None
            if division and key:
                when = period_text(division.growth.period_start, month)
                label = Text("Tốc độ tăng: <name>, <when>", "Growth: <name>, <when>")
                book.add(key, label.fill(name=_name(division), when=when), division.growth)
            keys.append(key)
        rows.append(HeatRow(_name(latest[code]), tuple(keys)))
    last = list(months.values())[-1]
    risen = [code for code, division in last.items() if (division.growth.value or 0.0) > 0.0]
    return HeatMap(
        "divisions.heat",
        _how_many_rose(len(risen), len(last), _column(list(months)[-1])),
        tuple(_column(month) for month in months),
        tuple(rows),
        Text(
            "Xanh là tăng, đỏ là giảm; ô trống là chưa tìm thấy số liệu.",
            "Blue is a rise, red a fall; an empty field is a figure not found.",
        ),
    )


def _how_many_rose(risen: int, known: int, last: Text) -> Text:
    """The title that says how many of the divisions with a figure for the last months rose."""
    vi = f"ngành cấp 2 có số liệu {last.vi}"
    en = f"with a figure {last.en} rose"
    if risen == known == 1:
        who = Text(f"{vi[0].upper()}{vi[1:]} tăng", f"The one division {en}")
    elif risen == known:
        every = "Both" if known == _PAIR else f"All {known}"
        who = Text(f"Cả {known} {vi} đều tăng", f"{every} divisions {en}")
    elif not risen:
        who = Text(f"Không ngành nào trong {known} {vi} tăng", f"None of the divisions {en}")
    else:
        who = Text(f"{risen} trong {known} {vi} tăng", f"{risen} of the {known} divisions {en}")
    return Text(f"{who.vi}; cộng dồn theo tháng, %", f"{who.en}; year to date by month, %")


def _column(month: str) -> Text:
    number = int(month[5:])
    return Text(f"{number} tháng", f"to {MONTH_NAMES[number - 1][:3]}")


_ENOUGH_MONTHS = 2
_TELLING = 60.0  # percent: a bound on a weight above it says nothing
_CLEAR = 2.0  # percentage points: the widest range of the rest that says something
_MOST_BARS, _AT_ENDS = 12, 6  # more bars are drawn for the first and the last of them alone
_MANY = 10  # divisions that may stand for the whole of industry
_PAIR = 2


def _key(division: Division) -> str:
    return f"division.{division.code}"


def _name(division: Division) -> Text:
    return Text(division.name_vi, division.name_en)


def _lead(divisions: list[Division], now: Text) -> Paragraph:
    if len(divisions) >= _MANY:
        return _lead_of_many(divisions, now)
    first = divisions[0]
    number = len(divisions)
    count = Text(str(number), "1 division" if number == 1 else f"{number} divisions")
    have = same("has" if number == 1 else "have")
    rises = (first.growth.value or 0.0) > 0.0
    most = Text("tăng nhanh nhất", "fastest") if rises else Text("giảm ít nhất", "least falling")
    words = Text(
        "Trong <now>, chỉ có số liệu của <count> ngành cấp 2; <most> trong số đó là "
        "<name> ({<key>}). Các ngành khác chưa có số liệu cho kỳ này, nên chưa thể nói đây là "
        "những ngành dẫn đầu toàn ngành công nghiệp.",
        "Only <count> <have> a figure for <now>; the <most> of them is <name> ({<key>}). The "
        "others have none for this period, so it cannot be said that these lead the whole of "
        "industry.",
    )
    named = {"name": _lowered(first), "key": same(_key(first))}
    return Paragraph(words.fill(have=have, count=count, now=now, most=most, **named), "lead")


def _lead_of_many(divisions: list[Division], now: Text) -> Paragraph:
    """How many rose and fell, and the two at the ends."""
    rates = [division.growth.value or 0.0 for division in divisions]
    rose, fell = (len([r for r in rates if r > 0.0]), len([r for r in rates if r < 0.0]))
    first, last = divisions[0], divisions[-1]
    top = (
        Text("tăng nhanh nhất", "fastest")
        if rates[0] > 0.0
        else Text("giảm ít nhất", "least falling")
    )
    end = (
        Text("giảm nhiều nhất", "deepest fall")
        if rates[-1] < 0.0
        else Text("tăng chậm nhất", "slowest")
    )
    words = Text(
        f"Trong <now>, {len(divisions)} ngành cấp 2 có số liệu: {rose} ngành tăng, {fell} ngành "
        f"giảm; <top> là <first> ({{{_key(first)}}}), <end> là <last> ({{{_key(last)}}}).",
        f"{len(divisions)} divisions have a figure for <now>: {rose} rose, {fell} fell; <top>: "
        f"<first> ({{{_key(first)}}}), <end>: <last> ({{{_key(last)}}}).",
    )
    named = {"first": _lowered(first), "last": _lowered(last)}
    return Paragraph(words.fill(now=now, top=top, end=end, **named), "lead")


def _lowered(division: Division) -> Text:
    """A name as it stands within a sentence."""
    return Text(within(division.name_vi), within(division.name_en))


def _ranking(tables: Tables, divisions: list[Division]) -> Table:
    return Table(
        "divisions.ranking",
        Text(
            "Ngành cấp 2 có số liệu của kỳ báo cáo, xếp theo tốc độ",
            "Divisions with a figure for the period, by rate",
        ),
        (
            Column(Text("Hạng", "Rank")),
            Column(Text("Ngành", "Division"), numeric=False),
            Column(short_period(*tables.year_to_date)),
        ),
        tuple(
            Row(
                (
                    same(str(_rank(division, divisions))),
                    _coded(division),
                    FigureCell(_key(division)),
                )
            )
            for division in divisions
        ),
    )


def _rank(division: Division, divisions: list[Division]) -> int:
    """The place among the divisions; equal printed rates share one."""
    rates = [one.growth.value for one in divisions]
    return rates.index(division.growth.value) + 1


def _coded(division: Division) -> Text:
    return Text(f"{division.code} {division.name_vi}", f"{division.code} {division.name_en}")


def _chart(divisions: list[Division], book: FigureBook, now: Text) -> BarChart:
    total = (Bar(Text("Toàn ngành", "Total industry"), "production.total", True),)
    drawn, note = divisions, None
    if len(divisions) > _MOST_BARS:
        drawn = [*divisions[:_AT_ENDS], *divisions[-_AT_ENDS:]]
        note = Text(
            f"Vẽ {_AT_ENDS} ngành đầu và {_AT_ENDS} ngành cuối; đủ các ngành ở bảng trên.",
            f"The first {_AT_ENDS} and the last {_AT_ENDS} divisions; the table above has all.",
        )
    return BarChart(
        "divisions.chart",
        extremes(
            [(_name(division), _key(division)) for division in divisions],
            book,
            Text("Ngành cấp 2, <now> so với cùng kỳ", "Divisions, <now> year on year").fill(
                now=now
            ),
        ),
        (
            *(total if book.has("production.total") else ()),
            *(Bar(_name(division), _key(division)) for division in drawn),
        ),
        note,
    )


def _bound(bound: WeightBound, book: FigureBook) -> list[Block]:
    inputs = ("production.total", *(_key(division) for division in bound.fastest))
    slowest = _key(min(bound.fastest, key=lambda division: division.growth.low or 0.0))
    book.add(
        "divisions.largest_weight",
        Text(
            "Quyền số lớn nhất có thể của các ngành tăng nhanh hơn toàn ngành",
            "Largest possible weight of the divisions growing faster than the total",
        ),
        bound.largest_weight,
        of={"total": "production.total", "part": slowest},
        inputs=inputs,
        note=Text(
            "với điều kiện phần còn lại của ngành công nghiệp, tính chung, không giảm",
            "provided that the rest of industry, taken together, did not shrink",
        ),
    )
    rows = []
    for weight, rest in bound.rest:
        low, high = ends(rest)
        if float(measures.difference(high, low)) > _CLEAR:
            continue  # a range as wide as that tells a reader nothing
        number = str(int(weight.value or 0.0))
        weight_key, rest_key = f"divisions.weight_{number}", f"divisions.rest_at_{number}"
        book.add(weight_key, Text("Quyền số giả định", "Assumed weight"), weight)
        book.add(
            rest_key,
            Text(
                "Tốc độ tăng của phần còn lại nếu quyền số là <weight>%",
                "Growth of the rest if the weight is <weight>%",
            ).fill(weight=same(number)),
            rest,
            of={
                "whole": Text("tốc độ chung", "total"),
                "weight": Text("quyền số", "weight"),
                "part": Text("tốc độ các ngành", "rate of the divisions"),
            },
            inputs=(*inputs, weight_key),
        )
        rows.append(Row((FigureCell(weight_key), FigureCell(rest_key, "interval"))))
    table = Table(
        "divisions.rest",
        Text(
            "Nếu các ngành trên có quyền số giả định, phần còn lại tăng bao nhiêu",
            "Growth of the rest under assumed weights of these divisions",
        ),
        (
            Column(Text("Quyền số giả định", "Assumed weight")),
            Column(Text("Phần còn lại tăng", "Growth of the rest")),
        ),
        tuple(rows),
        note=Text(
            "Khoảng giá trị bao gồm sai số làm tròn và chênh lệch giữa các ngành.",
            "The ranges cover rounding and the difference between the divisions.",
        ),
    )
    return [_largest_weight(bound, book), *((table,) if rows else ())]


def _largest_weight(bound: WeightBound, book: FigureBook) -> Block:
    words = Text(
        "Chưa tìm thấy quyền số. Số liệu chỉ cho biết mức tối đa: <these> chiếm nhiều nhất "
        "{divisions.largest_weight} quyền số, nếu phần còn lại tính chung không giảm.",
        "Weights were not found. The figures give an upper bound only: <these> at most "
        "{divisions.largest_weight} of the weight, if the rest taken together did not shrink.",
    ).fill(
        these=Text(
            "các ngành tăng nhanh hơn toàn ngành cộng lại",
            "the divisions that outgrew the total together have",
        )
        if len(bound.fastest) > 1
        else Text("ngành tăng nhanh hơn toàn ngành", "the division that outgrew the total has")
    )
    if not bound.claimed:
        return Paragraph(words)
    # Two divisions say nothing of the others: the audit's rule for rates of an open list.
    parts = [_key(division) for division in bound.fastest]
    roles = {"growth": ["production.total"], "growths": parts}
    finding = finding_of("minmax", roles, book, closed=False)
    return VerdictBlock(
        "divisions.weight",
        Text(
            "Các ngành tăng nhanh nhất có tỷ trọng lớn trong công nghiệp Hà Nội",
            "The fastest divisions have a large weight in Hanoi's industry",
        ),
        (),
        finding.verdict,
        words,
        Text(
            "Ghi rõ quyền số của từng ngành trong chỉ số để nhận định này kiểm chứng được.",
            "State the weight of each division in the index, so that the claim can be checked.",
        ),
    )


def _earlier(divisions: list[Division], *, others: bool) -> Table:
    """The latest rate of divisions without one for the month: ``others`` where some have one."""
    which = Text("Các ngành khác", "Other divisions") if others else Text("Các ngành", "Divisions")
    return Table(
        "divisions.earlier",
        Text(
            "<which>: số liệu lũy kế gần nhất trước kỳ báo cáo, không xếp hạng",
            "<which>: latest earlier year-to-date rate, not ranked",
        ).fill(which=which),
        (
            Column(Text("Ngành", "Division"), numeric=False),
            Column(Text("Kỳ", "Period"), numeric=False),
            Column(Text("So với cùng kỳ", "Year on year")),
        ),
        tuple(
            Row(
                (
                    _coded(division),
                    short_period(division.growth.period_start, division.growth.period_end),
                    FigureCell(_key(division)),
                )
            )
            for division in divisions
        ),
        note=Text(
            "Mỗi ngành một kỳ khác nhau nên các tốc độ không so sánh được với nhau.",
            "Each rate belongs to its own period; they must not be compared with one another.",
        ),
    )
