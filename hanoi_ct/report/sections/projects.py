"""Sections 6 to 8: trade-centre projects, the report's agenda, late projects."""

from __future__ import annotations

from hanoi_ct.indicators.lookup import Tables
from hanoi_ct.indicators.projects import Counts
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.document import Block, Bullets, Paragraph, Section
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
            tuple(_agenda(counts, now)),
        ),
        Section(
            8,
            "late_projects",
            Text("Dự án chậm triển khai", "Late projects"),
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
    words = Text("Không có trang nào công bố <what> cho <now>.", "No page states <what> for <now>.")
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
        "Danh sách huyện trong nguồn để ngỏ (“…”), nên số huyện có thể chưa đủ.<conclusion>",
        "The list of districts in the source is left open (“…”), so there may be more.<conclusion>",
    ).fill(conclusion=conclusion if more else Text("", ""))
    found.append(Paragraph(open_list, "caveat"))
    return found


def _agenda(counts: Counts, now: Text) -> list[Block]:
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
        Paragraph(
            Text(
                "Chỉ có các con số tổng được công bố. Để theo dõi được đến khi giải quyết xong, "
                "mỗi nội dung cần có:",
                "Only these totals are published. To be followed until settled, each item needs:",
            )
        ),
        Bullets(
            (
                Text(
                    "mã số, nhóm, hạn chế mà kiến nghị nhằm khắc phục;",
                    "a number, its group, and the limitation it answers;",
                ),
                Text(
                    "cơ quan có trách nhiệm trả lời, căn cứ pháp lý, thời hạn;",
                    "the body that must answer, the legal basis, a date;",
                ),
                Text("tình trạng và kết quả xử lý.", "its state and its outcome."),
            )
        ),
    ]


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
                "Nguồn không nêu danh sách, địa bàn, mức chậm và nguyên nhân (đất đai, quy hoạch, "
                "vốn, phòng cháy, nhà đầu tư), cũng không nêu số kỳ trước; vì vậy chưa biết số dự "
                "án chậm đang tăng hay giảm.",
                "The source gives neither the list, the place, the delay nor the cause (land, "
                "planning, capital, fire safety, investor), nor the number of an earlier period; "
                "whether it is rising or falling is not known.",
            ),
            "caveat",
        ),
    ]
