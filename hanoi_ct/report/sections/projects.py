"""Sections 6 to 8: trade-centre projects, the report's agenda, late projects."""

from __future__ import annotations

from hanoi_ct.indicators.lookup import Record, Tables
from hanoi_ct.indicators.projects import Counts, agenda_points
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.document import Block, Column, Paragraph, Row, Section, Table
from hanoi_ct.statements.wording import month_text, period_text
from hanoi_ct.text import Text


def sections(
    tables: Tables, counts: Counts, districts: tuple[str, ...], book: FigureBook
) -> tuple[Section, Section, Section]:
    """The three sections that rest on counts alone."""
    now = period_text(*tables.year_to_date)
    _add(counts, book)
    return (
        Section(
            6,
            "trade_centres",
            Text("Dự án trung tâm thương mại", "Trade-centre projects"),
            tuple(_trade_centres(counts, districts, now)),
        ),
        Section(
            7,
            "agenda",
            Text("Hạn chế và kiến nghị", "Limitations and recommendations"),
            tuple(_agenda(counts, now, agenda_points(tables))),
        ),
        Section(
            8,
            "late_projects",
            Text("Dự án chậm triển khai", "Delayed projects"),
            tuple(_late(counts, now, month_text(tables.period))),
        ),
    )


def _add(counts: Counts, book: FigureBook) -> None:
    book.add(
        "trade_centres.projects",
        Text("Dự án trung tâm thương mại", "Trade-centre projects"),
        counts.trade_centres,
    )
    book.add(
        "trade_centres.districts",
        Text("Huyện có dự án trung tâm thương mại", "Districts with trade-centre projects"),
        counts.trade_centre_districts,
    )
    book.add("agenda.limitations", Text("Hạn chế, khó khăn", "Limitations"), counts.limitations)
    book.add(
        "agenda.recommendations",
        Text("Nội dung đề xuất, kiến nghị", "Recommendations"),
        counts.recommendations,
    )
    book.add(
        "agenda.groups",
        Text("Nhóm kiến nghị", "Groups of recommendations"),
        counts.recommendation_groups,
    )
    book.add(
        "late_projects.count",
        Text("Dự án công thương chậm triển khai", "Industry-and-trade projects behind schedule"),
        counts.late_projects,
    )


def _absent(what: Text, now: Text) -> list[Block]:
    words = Text(
        "Chưa tìm thấy trong bộ số liệu <what> cho <now>.", "The data do not hold <what> for <now>."
    )
    return [Paragraph(words.fill(what=what, now=now), "absent")]


def _trade_centres(counts: Counts, districts: tuple[str, ...], now: Text) -> list[Block]:
    if counts.trade_centres is None:
        return _absent(
            Text("số dự án trung tâm thương mại", "the number of trade-centre projects"), now
        )
    if counts.trade_centre_districts is None:
        words = Text(
            "Trong <now>, thành phố thu hút {trade_centres.projects} trung tâm thương mại; các "
            "huyện không được nêu.",
            "{trade_centres.projects:number} trade-centre projects were attracted in <now>; the "
            "districts are not named.",
        )
        return [Paragraph(words.fill(now=now), "lead")]
    named = Text("", "")
    if districts:
        names = ", ".join(districts)
        named = Text(f" ({names}…)", f" ({names}…)")
    found: list[Block] = [
        Paragraph(
            Text(
                "Trong <now>, thành phố thu hút {trade_centres.projects} trung tâm thương mại tại "
                "{trade_centres.districts}<named>.",
                "{trade_centres.projects:number} trade-centre projects were attracted in <now>, "
                "in {trade_centres.districts}<named>.",
            ).fill(now=now, named=named),
            "lead",
        )
    ]
    more = (counts.trade_centres.value or 0) > (counts.trade_centre_districts.value or 0)
    conclusion = Text(
        " Nếu chỉ có các huyện đó thì ít nhất một huyện có từ hai dự án trở lên.",
        " If these are all, at least one district has two or more.",
    )
    open_list = Text(
        "Danh sách huyện trong nguồn liệt kê chưa hết (“…”), nên số huyện có thể chưa "
        "đủ.<conclusion>",
        "The list of districts in the source is left open (“…”), so there may be more.<conclusion>",
    ).fill(conclusion=conclusion if more else Text("", ""))
    found.append(Paragraph(open_list, "caveat"))
    return found


def _agenda(counts: Counts, now: Text, points: list[Record]) -> list[Block]:
    if counts.limitations is None and counts.recommendations is None:
        return _absent(
            Text("số hạn chế và kiến nghị", "the numbers of limitations and recommendations"), now
        )
    parts = []
    if counts.limitations:
        parts.append(
            Text(
                "{agenda.limitations:number} hạn chế, khó khăn",
                "{agenda.limitations:number} limitations",
            )
        )
    if counts.recommendations:
        groups = Text("", "")
        if counts.recommendation_groups:
            groups = Text(
                " thuộc {agenda.groups:number} nhóm vấn đề", " in {agenda.groups:number} groups"
            )
        parts.append(
            Text(
                "{agenda.recommendations:number} nội dung đề xuất, kiến nghị<groups>",
                "{agenda.recommendations:number} recommendations<groups>",
            ).fill(groups=groups)
        )
    listed = Text(" và ".join(p.vi for p in parts), " and ".join(p.en for p in parts))
    return [
        Paragraph(
            Text(
                "Báo cáo <now> của Sở Công Thương nêu <listed>.",
                "The department's report for <now> names <listed>.",
            ).fill(now=now, listed=listed),
            "lead",
        ),
        *_points(points),
    ]


_KINDS = {
    "limitation_field": Text("lĩnh vực còn hạn chế", "field of limitations"),
    "recommendation": Text("kiến nghị", "recommendation"),
    "direction": Text("chỉ đạo", "direction"),
}


def _content(record: Record) -> Text:
    """What a point says; of a field of limitations no more than the field is known."""
    said = Text(record.fields["text_vi"], record.fields["text_en"])
    if record.fields["kind"] != "limitation_field":
        return said
    vi, en = record.fields["topic_vi"], record.fields["topic_en"]
    return Text(f"{vi[0].upper()}{vi[1:]}. {said.vi}", f"{en[0].upper()}{en[1:]}. {said.en}")


def _points(points: list[Record]) -> list[Block]:
    """The points known by content, and what it takes to follow one until it is settled."""
    blocks: list[Block] = []
    if points:
        rows = [
            Row(
                (
                    _KINDS[record.fields["kind"]],
                    _content(record),
                    Text(record.fields["from_vi"], record.fields["from_en"]),
                    Text(record.fields["addressee_vi"], record.fields["addressee_en"]),
                    Text("chưa rõ", "not known"),
                )
            )
            for record in points
        ]
        blocks.append(
            Table(
                "agenda",
                Text("Nội dung đã biết, cần theo dõi", "Points known by content, to be followed"),
                (
                    Column(Text("Loại", "Kind"), numeric=False),
                    Column(Text("Nội dung", "Point"), numeric=False),
                    Column(Text("Ai nêu", "From"), numeric=False),
                    Column(Text("Ai thực hiện", "To"), numeric=False),
                    Column(Text("Tình trạng", "State"), numeric=False),
                ),
                tuple(rows),
                note=Text(
                    "Nhóm của từng kiến nghị không được nêu. Tóm tắt ngắn, không phải nguyên văn.",
                    "The group of each recommendation is not stated. In short, not in the words of "
                    "the source.",
                ),
            )
        )
    blocks.append(
        Paragraph(
            Text(
                "Các nội dung còn lại chỉ có số tổng. Để theo dõi đến khi giải quyết xong, mỗi nội "
                "dung cần mã số, nhóm, cơ quan trả lời, căn cứ pháp lý, thời hạn, tình trạng và "
                "kết "
                "quả.",
                "Of the others only totals are known. To be followed until settled, each needs a "
                "number, its group, the body that must answer, the legal basis, a date, its state "
                "and its outcome.",
            ),
            "caveat",
        )
    )
    return blocks


def _late(counts: Counts, now: Text, month: Text) -> list[Block]:
    if counts.late_projects is None:
        return _absent(
            Text("số dự án công thương chậm triển khai", "the number of late projects"), now
        )
    return [
        Paragraph(
            Text(
                "Đến hết <month>, có {late_projects.count} công thương chậm triển khai.",
                "At the end of <month>, {late_projects.count:number} industry-and-trade projects "
                "were behind schedule.",
            ).fill(month=month),
            "lead",
        ),
        Paragraph(
            Text(
                "Nguồn không nêu danh sách, địa bàn, thời gian chậm và nguyên nhân (đất đai, quy "
                "hoạch, "
                "vốn, phòng cháy, chữa cháy, nhà đầu tư), cũng không nêu số kỳ trước; vì vậy chưa "
                "biết số dự "
                "án chậm đang tăng hay giảm.",
                "The source gives neither the list, the place, the delay nor the cause (land, "
                "planning, capital, fire safety, investor), nor the number of an earlier period; "
                "whether it is rising or falling is not known.",
            ),
            "caveat",
        ),
    ]
