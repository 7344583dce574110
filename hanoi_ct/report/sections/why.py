"""Why production moved: contributions, implied months, base, Tết, stocks, always in this order."""

from __future__ import annotations

from hanoi_ct._inputs.months import month_number, year
from hanoi_ct.indicators.companions import Companions
from hanoi_ct.indicators.implied import behind
from hanoi_ct.indicators.lookup import Tables
from hanoi_ct.indicators.production import Production
from hanoi_ct.quantities.quantity import ends
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.cells import SECTION_NAMES, SHORT_NAMES
from hanoi_ct.report.document import Block, Paragraph
from hanoi_ct.report.sections.shipments import beside_production
from hanoi_ct.seasonal.tet import first_day
from hanoi_ct.statements.wording import period_text
from hanoi_ct.text import Text

# After March the date of Tết moves the cumulative rate by less than its rounding.
_LAST_MONTH_OF_TET = 3


def blocks(
    tables: Tables, production: Production, beside: Companions, book: FigureBook
) -> list[Block]:
    """The paragraphs for which there are amounts."""
    if not book.has("production.total"):
        return []
    found = (
        _contributions(book),
        _implied(tables, production, book),
        _base(tables, book),
        _tet(tables),
        _stocks(beside, book),
    )
    return [Paragraph(text) for text in found if text]


def _contributions(book: FigureBook) -> Text | None:
    keys = [code for code in "BCDE" if book.has(f"contribution.{code}")]
    if not keys:
        return None
    ranked = sorted(
        keys,
        key=lambda code: abs(book.figures[f"contribution.{code}"].quantity.value or 0.0),
        reverse=True,
    )
    first, *others = ranked
    name = SECTION_NAMES[first]
    words = Text(
        f"{name.vi} đóng góp {{contribution.{first}:signed_number}} điểm phần trăm vào tốc độ "
        "chung {production.total:plain} (ước lượng)",
        f"{name.en} contributed {{contribution.{first}:signed_number}} percentage points to the "
        "total of {production.total:plain} (estimated)",
    )
    rest = [(SHORT_NAMES[code], f"{{contribution.{code}:signed_number}}") for code in others]
    vi = ", ".join(f"{short.vi} {figure}" for short, figure in rest)
    en = ", ".join(f"{short.en} {figure}" for short, figure in rest)
    more = Text(f"; {vi}", f"; {en}") if rest else Text("", "")
    return Text(f"{words.vi}{more.vi}.", f"{words.en}{more.en}.")


def _implied(tables: Tables, production: Production, book: FigureBook) -> Text | None:
    last = behind(production.implied, tables.period)
    key = f"production.implied.{tables.period}"
    if last is None or last.doubtful or not book.has(key):
        return None
    low, high = ends(last.growth)
    earlier_low, earlier_high = ends(last.earlier)
    if high < earlier_low:
        words = Text(
            f"Các tháng gần nhất: <when> {{{key}:span}}, thấp hơn mức cộng dồn trước đó, "
            "nên "
            "kéo tốc độ chung xuống.",
            f"The latest months: {{{key}:span}} in <when>, less than year to date before, "
            "which "
            "pulled the total down.",
        )
    elif low > earlier_high:
        words = Text(
            f"Các tháng gần nhất: <when> {{{key}:span}}, cao hơn mức cộng dồn trước đó, "
            "nên "
            "kéo tốc độ chung lên.",
            f"The latest months: {{{key}:span}} in <when>, more than year to date before, "
            "which "
            "pulled the total up.",
        )
    else:
        words = Text(
            f"Các tháng gần nhất: <when> {{{key}:span}}, không khác rõ mức cộng dồn trước đó.",
            f"The latest months: {{{key}:span}} in <when>, not clearly different from year to "
            "date before.",
        )
    return words.fill(when=period_text(last.first, last.last))


def _base(tables: Tables, book: FigureBook) -> Text | None:
    if not book.has("production.total.before", "production.two_years"):
        return None
    words = Text(
        "Nền so sánh: <before> đã {production.total.before:change}; tính chung hai năm "
        "{production.two_years:change}, bình quân {production.average:change} mỗi năm.",
        "The base: production was {production.total.before:change} in <before>; over the two years "
        "together {production.two_years:change}, {production.average:plain} a year on average.",
    )
    return words.fill(before=period_text(*tables.year_before))


def _tet(tables: Tables) -> Text | None:
    """Where Tết fell, in a report that its date can move."""
    if month_number(tables.period) > _LAST_MONTH_OF_TET:
        return None
    now, before = first_day(year(tables.period)), first_day(year(tables.year_before[1]))
    if now is None or before is None:
        return None
    words = Text(
        f"Tết: mồng một năm nay là {now.day}/{now.month}/{now.year}, năm trước là "
        f"{before.day}/{before.month}/{before.year}",
        f"Tết: its first day was {now:%-d %B %Y} this year and {before:%-d %B %Y} the year before",
    )
    if now.month != before.month:
        more = Text(
            ", rơi vào tháng khác nhau: tốc độ của riêng tháng 1 và tháng 2 không so sánh được, "
            "chỉ nên đọc gộp hai tháng<both>.",
            ", in another month: January and February alone do not compare and should be read "
            "together<both>.",
        ).fill(both=_holds_both(tables.period))
    else:
        more = Text(
            ", cùng tháng nên ảnh hưởng đến so sánh từng tháng nhỏ hơn, nhưng số ngày nghỉ trước "
            "và sau Tết vẫn có thể lệch.",
            ", in the same month, so that single months compare better, though days off before "
            "and after may still differ.",
        )
    return Text(words.vi + more.vi, words.en + more.en)


def _holds_both(period: str) -> Text:
    """That the year to date compares: from February on it holds both months."""
    months = month_number(period)
    if months == 1:
        return Text("", "")
    return Text(
        f"; số cộng dồn {months} tháng gồm cả hai nên so sánh được",
        "; the year to date holds both and compares",
    )


def _stocks(beside: Companions, book: FigureBook) -> Text | None:
    """Production beside shipments and stocks."""
    if book.has("production.section.C", "consumption"):
        shipments = beside_production(book)
        if shipments == "doubtful":
            return None
        words = Text(
            "Tồn kho: sản xuất của ngành chế biến, chế tạo {production.section.C:change}, tiêu thụ "
            "{consumption:change}",
            "Stocks: manufacturing output was {production.section.C:change}, shipments were "
            "{consumption:change}",
        )
        if shipments == "behind":
            more = Text(
                "; sản xuất tăng nhanh hơn tiêu thụ nên một phần mức tăng nằm trong kho, tháng sau "
                "khó giữ nếu tiêu thụ không tăng.",
                "; production outran shipments, so that part of the rise lies in stock and can "
                "hardly last unless shipments rise.",
            )
        else:
            more = Text(".", ".")
        return Text(words.vi + more.vi, words.en + more.en)
    if book.has("manufacturing_inventory_index.yoy"):
        return Text(
            "Tồn kho ngành chế biến, chế tạo {manufacturing_inventory_index.yoy:change} so với "
            "cùng "
            "kỳ.",
            "Manufacturing stocks were {manufacturing_inventory_index.yoy:change} year on year.",
        )
    if beside.rates("manufacturing_inventory_index") and book.has(
        "manufacturing_inventory_index.mom"
    ):
        return Text(
            "Tồn kho ngành chế biến, chế tạo {manufacturing_inventory_index.mom:change} so với "
            "tháng trước.",
            "Manufacturing stocks were {manufacturing_inventory_index.mom:change} on the month "
            "before.",
        )
    return None
