"""What a reader with one minute reads, and how the figures were made."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from hanoi_ct._inputs.months import add_months, year
from hanoi_ct.indicators.lookup import Tables
from hanoi_ct.quantities.quantity import ends
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.cells import than
from hanoi_ct.report.document import Block, Bullets, Paragraph
from hanoi_ct.report.sections.shipments import beside_production
from hanoi_ct.seasonal.tet import first_day
from hanoi_ct.statements.formatting import date_text
from hanoi_ct.statements.wording import month_text, period_text
from hanoi_ct.text import Text

_HEADLINE = (
    "production.total",
    "exports.value",
    "exports.growth",
    "standard.retail.to_date",
    "standard.retail.ytd",
    "zones.revenue",
    "zones.capital",
    "late_projects.count",
)


def headline(book: FigureBook) -> tuple[str, ...]:
    """The figures that stand at the top of the report."""
    return tuple(key for key in _HEADLINE if book.knew(key))[:_MOST_CARDS]


_MOST_CARDS = 6  # two rows of three


@dataclass(frozen=True)
class _Message:
    """A message: the figures it needs, its words, how sure it is and who must act."""

    needed: tuple[str, ...]
    words: Text
    confidence: Text
    actor: Text


_SURE = Text("cao", "high")
_COMPUTED = Text("trung bình, suy ra từ số đã làm tròn", "medium, implied by rounded figures")
_ASSUMED = Text("thấp, có giả định", "low, rests on an assumption")
_INDUSTRY = Text("phòng Quản lý công nghiệp", "industry division")
_TRADE = Text("phòng Quản lý xuất nhập khẩu", "foreign trade division")
_PLANNING = Text("phòng Kế hoạch", "planning division")
_DOMESTIC = Text("phòng Quản lý thương mại", "domestic trade division")
# Who acts on what an own chapter says, where it is not the division of industry.
_ACTORS = {
    "own_plans": _PLANNING,
    "own_investment": _PLANNING,
    "own_retail": _DOMESTIC,
    "own_export": _TRADE,
    "own_import": _TRADE,
    "own_trade": _TRADE,
}


def summary(
    tables: Tables, book: FigureBook, now: Text, own: Sequence[tuple[str, Text]] = ()
) -> tuple[Block, ...]:
    """Up to five messages, the weightiest first, each with its confidence and who must act.

    What the office's ``own`` tables say, each with the key of its chapter, comes after the
    indicators that every month has.
    """
    period = tables.period
    items: list[Text] = []
    for alternatives in _messages(period, book):
        fitting = (message for message in alternatives if book.knew(*message.needed))
        items.extend(_worded(message) for message in itertools.islice(fitting, 1))
    items.extend(
        _worded(_Message((), words, _SURE, _ACTORS.get(key, _INDUSTRY))) for key, words in own
    )
    if not items:
        return (
            Paragraph(
                Text(
                    "Không có chỉ tiêu công thương chủ yếu nào của Hà Nội <now>; cuối báo cáo liệt "
                    "kê những gì còn thiếu.",
                    "None of the main indicators of Hanoi for <now>; the end of the report lists "
                    "what is missing.",
                ).fill(now=now),
                "absent",
            ),
            _next(tables),
        )
    return (Bullets(tuple(items[:_MOST_MESSAGES]), numbered=True), _next(tables))


_MOST_MESSAGES = 5


def _worded(message: _Message) -> Text:
    return Text(
        "<words> Độ tin cậy: <sure>. Đầu mối: <actor>.",
        "<words> Confidence: <sure>. To act: <actor>.",
    ).fill(words=message.words, sure=message.confidence, actor=message.actor)


def _next(tables: Tables) -> Paragraph:
    """What the report knows, and when the next one comes."""
    known = tables.as_of or add_months(tables.period, 1)
    return Paragraph(
        Text(
            "Số liệu công bố đến <known>; báo cáo sau là của <next>.",
            "Figures published up to <known>; the next report is that of <next>.",
        ).fill(
            known=Text(date_text(known, "vi"), date_text(known, "en")),
            next=month_text(add_months(tables.period, 1)),
        )
    )


def _months_of(key: str, book: FigureBook) -> Text:
    """The months that an implied rate is about: "tháng 7 đến tháng 8/2018"."""
    if not book.has(key):
        return Text("", "")
    quantity = book.figures[key].quantity
    return period_text(quantity.period_start, quantity.period_end)


def _of_january(period: str) -> tuple[_Message, ...]:
    """January is the year to date, and Tết may fall into it in one of the two years only."""
    now, before = first_day(year(period)), first_day(year(period) - 1)
    if not period.endswith("-01"):
        return ()
    words = Text(
        "Sản xuất công nghiệp {production.total:change} so với cùng kỳ<tet>.",
        "Industrial production was {production.total:change} year on year<tet>.",
    )
    tet = Text("", "")
    if now and before and now.month != before.month:
        tet = Text(
            f"; Tết năm nay vào tháng {now.month}, năm trước vào tháng {before.month}, nên phải "
            "đọc gộp hai tháng mới so sánh được",
            f"; Tết fell in {now:%B} this year and in {before:%B} last year, so that only the two "
            "months together compare",
        )
    return (_Message(("production.total",), words.fill(tet=tet), _SURE, _INDUSTRY),)


def _messages(period: str, book: FigureBook) -> tuple[tuple[_Message, ...], ...]:
    """The messages in the order of their weight; of alternatives the first that fits."""
    return (
        _of_production(period, book),
        _of_exports(period, book),
        _EXPORT_CHECK,
        _of_value_added(book),
        *_OTHERS,
    )


def _of_production(period: str, book: FigureBook) -> tuple[_Message, ...]:
    implied = f"production.implied.{period}"
    known = book.figures.get("production.difference")
    compared, stock = than(known.quantity if known else None), _stock(book)
    return (
        _Message(
            ("production.total", "production.difference", implied),
            Text(
                "Sản xuất công nghiệp {production.total:change} so với cùng kỳ, "
                "{production.difference:comparison} <than> mức tăng cùng kỳ năm trước "
                f"({{production.total.before}}); riêng <latest> {{{implied}:span}}<stock>.",
                "Industrial production was {production.total:change} year on year, "
                "{production.difference:comparison} <than> a year before "
                f"({{production.total.before}}); <latest> alone {{{implied}:span}}<stock>.",
            ).fill(latest=_months_of(implied, book), than=compared, stock=stock),
            _COMPUTED,
            _INDUSTRY,
        ),
        *_of_january(period),
        _Message(
            ("production.total", "production.month"),
            Text(
                "Sản xuất công nghiệp {production.total:change} so với cùng kỳ; riêng <month> "
                "{production.month:change}<stock>.",
                "Industrial production was {production.total:change} year on year; <month> alone "
                "{production.month:change}<stock>.",
            ).fill(month=month_text(period), stock=stock),
            _SURE,
            _INDUSTRY,
        ),
        _Message(
            ("production.total",),
            Text(
                "Sản xuất công nghiệp {production.total:change} so với cùng kỳ<stock>.",
                "Industrial production was {production.total:change} year on year<stock>.",
            ).fill(stock=stock),
            _SURE,
            _INDUSTRY,
        ),
    )


def _stock(book: FigureBook) -> Text:
    """That shipments lag behind output, so that stocks seem to rise; empty where they do not."""
    if not book.knew("consumption.gap") or beside_production(book) != "behind":
        return Text("", "")
    return Text(
        "; tiêu thụ của ngành chế biến, chế tạo chỉ {consumption:change}, tồn kho có dấu hiệu tăng",
        "; shipments of manufacturing were {consumption:change} only, a sign that stocks rise",
    )


def _of_exports(period: str, book: FigureBook) -> tuple[_Message, ...]:
    export_implied = f"exports.implied.{period}"
    return (
        _Message(
            ("exports.value", "exports.growth", export_implied),
            Text(
                "Xuất khẩu đạt {exports.value}, {exports.growth:change}; riêng <latest> "
                f"{{{export_implied}:span}}.",
                "Exports were {exports.value}, {exports.growth:change}; <latest> alone "
                f"{{{export_implied}:span}}.",
            ).fill(latest=_months_of(export_implied, book)),
            _COMPUTED,
            _TRADE,
        ),
        _Message(
            ("exports.value", "exports.growth"),
            Text(
                "Xuất khẩu đạt {exports.value}, {exports.growth:change} so với cùng kỳ<more>.",
                "Exports were {exports.value}, {exports.growth:change} year on year<more>.",
            ).fill(more=_more_of_exports(period, book)),
            _SURE,
            _TRADE,
        ),
        _Message(
            ("exports.value",),
            Text("Xuất khẩu đạt {exports.value}.", "Exports were {exports.value}."),
            _SURE,
            _TRADE,
        ),
        _Message(
            ("exports.growth",),
            Text(
                "Xuất khẩu {exports.growth:change} so với cùng kỳ.",
                "Exports were {exports.growth:change} year on year.",
            ),
            _SURE,
            _TRADE,
        ),
    )


def _more_of_exports(period: str, book: FigureBook) -> Text:
    """Which owners the growth came from, and the month alone, as far as they are known."""
    owners = month = Text("", "")
    if book.knew("standard.exports_fdi.ytd", "standard.exports_domestic.ytd"):
        owners = Text(
            ", trong đó khu vực có vốn đầu tư nước ngoài {standard.exports_fdi.ytd:change}, khu "
            "vực trong nước {standard.exports_domestic.ytd:change}",
            ", of which foreign-invested enterprises {standard.exports_fdi.ytd:change} and "
            "domestic ones {standard.exports_domestic.ytd:change}",
        )
    if book.knew("standard.exports.yoy") and not period.endswith("-01"):
        month = Text(
            "; riêng <month> {standard.exports.yoy:change}",
            "; <month> alone {standard.exports.yoy:change}",
        ).fill(month=month_text(period))
    return Text(owners.vi + month.vi, owners.en + month.en)


def _of_value_added(book: FigureBook) -> tuple[_Message, ...]:
    """How far value added has come, and what the rest of the year needs."""
    if not book.knew("value_added.growth", "value_added.needed", "value_added.target.low"):
        return ()
    known, rest = (
        book.figures[key].quantity for key in ("value_added.growth", "value_added.needed")
    )
    if ends(rest)[0] < 0.0:
        return ()  # the plan is met even if the rest of the year falls
    words = Text(
        "Giá trị tăng thêm công nghiệp – xây dựng <when> {value_added.growth:change}; để cả năm "
        "đạt chỉ tiêu tăng {value_added.target.low}, <rest> cần tăng "
        "{value_added.needed:interval}.",
        "Value added of industry and construction was {value_added.growth:change} for <when>; for "
        "the year's target of {value_added.target.low}, <rest> needs "
        "{value_added.needed:interval}.",
    ).fill(
        when=period_text(known.period_start, known.period_end),
        rest=period_text(rest.period_start, rest.period_end),
    )
    return (_Message((), words, _ASSUMED, _PLANNING),)


_EXPORT_CHECK: tuple[_Message, ...] = (
    _Message(
        ("exports.base.gap.tight",),
        Text(
            "Số liệu xuất khẩu cần rà soát: tốc độ tăng và số cùng kỳ đã công bố, hiểu "
            "theo "
            "nghĩa hẹp, lệch nhau {exports.base.gap.tight}.",
            "Export figures should be reviewed: the rate and the published base, read "
            "narrowly, are {exports.base.gap.tight} apart.",
        ),
        _SURE,
        _PLANNING,
    ),
    _Message(
        ("exports.corner.level", "exports.corner.growth", "exports.value.before"),
        Text(
            "Số liệu xuất khẩu cần rà soát: kim ngạch và tốc độ chỉ khớp với số cùng kỳ đã "
            "công bố ({exports.value.before:plain}) khi kim ngạch từ "
            "{exports.corner.level:interval} và mức tăng từ {exports.corner.growth:interval}.",
            "Export figures should be reviewed: value and rate agree with the published "
            "base ({exports.value.before:plain}) only for exports of "
            "{exports.corner.level:interval} and growth of "
            "{exports.corner.growth:interval}.",
        ),
        _SURE,
        _PLANNING,
    ),
)
# What needs no word that depends on the month.
_OTHERS: tuple[tuple[_Message, ...], ...] = (
    (
        _Message(
            ("late_projects.count",),
            Text(
                "Có {late_projects.count} công thương chậm triển khai; chưa tìm thấy danh sách, "
                "cần lập kèm nguyên nhân và thời hạn xử lý.",
                "{late_projects.count:number} industry-and-trade projects are late; no list was "
                "found, and one with causes and dates is needed.",
            ),
            _SURE,
            _PLANNING,
        ),
    ),
    (
        _Message(
            ("standard.retail.to_date", "standard.retail.ytd"),
            Text(
                "Bán lẻ hàng hóa và dịch vụ đạt {standard.retail.to_date}, "
                "{standard.retail.ytd:change} so với cùng kỳ.",
                "Retail sales of goods and services were {standard.retail.to_date}, "
                "{standard.retail.ytd:change} year on year.",
            ),
            _SURE,
            _DOMESTIC,
        ),
        _Message(
            ("standard.retail.ytd",),
            Text(
                "Bán lẻ hàng hóa và dịch vụ {standard.retail.ytd:change} so với cùng kỳ.",
                "Retail sales of goods and services were {standard.retail.ytd:change} year on "
                "year.",
            ),
            _SURE,
            _DOMESTIC,
        ),
    ),
)


_OF_THE_OFFICE = Text(
    "Đơn vị báo cáo: số trong biểu của đơn vị, kèm tên tệp, trang tính và ô.",
    "Reported: a figure of the office's own sheets, with file, sheet and cell.",
)


def closing(*, own: bool = False) -> tuple[Block, ...]:
    """How the figures were made; with ``own`` sheets in the report, where those stand."""
    how = Bullets(
        (
            *((_OF_THE_OFFICE,) if own else ()),
            Text(
                "Công bố: số liệu chép nguyên từ trang nguồn. Tính toán: suy ra từ số công bố "
                "theo công thức ghi kèm. Ước lượng: kết quả của phương pháp thống kê. Giả "
                "định: do báo cáo đặt ra, có ghi rõ.",
                "Published: taken from the page as it stands. Computed: follows from published "
                "figures by the formula shown. Estimated: the result of a statistical method. "
                "Assumed: set by this report, and labelled so.",
            ),
            Text(
                "Mỗi số đã làm tròn được coi là một khoảng (7,4% là từ 7,35% đến 7,45%) và mọi "
                "phép tính đều thực hiện trên hai đầu của khoảng. Số in ra làm tròn một lần, "
                "theo cách làm tròn thông thường (từ nửa đơn vị trở lên thì làm tròn lên).",
                "Every rounded number is an interval (7.4% is 7.35% to 7.45%), and everything "
                "is computed at both ends. Printed numbers are rounded once, half up.",
            ),
            Text(
                "“Gần”, “trên” được hiểu theo nghĩa hẹp là trong một đơn vị của chữ số cuối "
                "có nghĩa, theo nghĩa "
                "rộng là trong hai đơn vị.",
                "“Nearly” and “over” mean within a unit of the last digit that is not zero in the "
                "tight reading, within two units in the loose one.",
            ),
            Text(
                "Tháng giữa hai số cộng dồn được suy ra với giả định: các tháng của năm trước "
                "từ "
                "chỗ bằng nhau đến chỗ tăng đều, tháng 12 gấp 1,45 lần tháng 1; một giả định "
                "cho mọi tháng và mọi chỉ tiêu, cũng dùng cho phần còn lại của năm.",
                "Months between two cumulative figures are implied under an assumption: last "
                "year's months lie between equal ones and ones that rise evenly until December "
                "is 1.45 times January; one assumption for all months and series, used for the "
                "rest of the year too.",
            ),
            Text(
                "Khi các trang nêu khác nhau, dùng số mới nhất đã biết khi lập báo cáo; "
                "các số khác ghi ở mục điều chỉnh số liệu.",
                "Where pages differ, the latest known when the report was due is used; "
                "the others stand in the chapter on revisions.",
            ),
        ),
    )
    head = Paragraph(Text("Cách lấy, tính và in số:", "How figures were taken and printed:"))
    return (head, how)
