"""Section 4: what would show a shift of Hanoi's exports from China to ASEAN."""

from __future__ import annotations

from hanoi_ct.indicators.lookup import Tables
from hanoi_ct.indicators.markets import MARKETS, MarketPeriod, Markets
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.cells import NO_VALUE, left_out
from hanoi_ct.report.document import (
    Block,
    Bullets,
    Cell,
    Column,
    FigureCell,
    Paragraph,
    Row,
    Section,
    Table,
)
from hanoi_ct.statements.wording import period_text, same, short_period
from hanoi_ct.text import Text

_NAMES = {
    "ASEAN": Text("ASEAN", "ASEAN"),
    "China": Text("Trung Quốc", "China"),
    "European Union": Text("Liên minh châu Âu", "European Union"),
    "United States": Text("Hoa Kỳ", "United States"),
}


_SUM_OF_OWNERSHIP = Text(
    "khu vực có vốn đầu tư nước ngoài + khu vực trong nước, cùng một trang",
    "foreign-invested and domestic enterprises, of one page",
)


def section(
    tables: Tables, markets: Markets, book: FigureBook, *, claimed: bool, home: bool
) -> Section | None:
    """The figures that are missing, the national context, and what it does not say.

    Parameters
    ----------
    tables, markets, book
        Where figures are found, those found, and where those shown are kept.
    claimed : bool
        Whether a document on this period claims a shift; without one only figures are shown.
    home : bool
        Whether the report is on Hanoi: of another province without figures by market there is
        nothing to say.
    """
    now = period_text(*tables.year_to_date)
    blocks: list[Block] = []
    if markets.hanoi:
        blocks.append(_of_hanoi(markets, book, now))
    elif not home:
        return None
    else:
        blocks.append(_without_markets(now, claimed=claimed))
    if claimed:
        blocks.extend(_what_would_show(book))
    periods = [one for one in markets.periods if not one.published_later]
    later = [one for one in markets.periods if one.published_later]
    for period in markets.periods:
        _add(period, book)
    if periods:
        blocks.append(_table(periods, later=False))
    if later:
        blocks.append(_table(later, later=True))
    for period in periods:
        shift = _shift(period, book)
        if shift:
            blocks.append(shift)
    if markets.periods:
        blocks.append(_of_the_nation(markets, claimed=claimed))
    blocks.extend(left_out(markets.left_out))
    title = Text("Thị trường xuất khẩu", "Export markets")
    if claimed:
        title = Text("Thị trường xuất khẩu: Trung Quốc và ASEAN", "Export markets: China and ASEAN")
    return Section(4, "markets", title, tuple(blocks))


def _without_markets(now: Text, *, claimed: bool) -> Paragraph:
    """That Hanoi's exports by market are lacking, and what follows for a claim about them."""
    lacking = Text(
        "Chưa tìm thấy trong bộ số liệu kim ngạch xuất khẩu của Hà Nội theo thị trường cho <now>.",
        "The data do not hold Hanoi's exports by market for <now>.",
    )
    if claimed:
        undecided = Text(
            " Vì vậy chưa thể xác nhận, cũng chưa thể bác bỏ, nhận định xuất khẩu của Hà Nội "
            "chuyển dịch từ Trung Quốc sang ASEAN.",
            " A claim that Hanoi's exports are shifting from China to ASEAN can therefore be "
            "neither confirmed nor refuted.",
        )
        lacking = Text(lacking.vi + undecided.vi, lacking.en + undecided.en)
    return Paragraph(lacking.fill(now=now), "absent")


def _shift(period: MarketPeriod, book: FigureBook) -> Paragraph | None:
    """The test of a shift on national figures: a market's growth against the total's."""
    pair = [market for market in ("China", "ASEAN") if market in period.growth]
    if period.total_growth is None or len(pair) < len(("China", "ASEAN")):
        return None
    when = period_text(period.start, period.end)
    total = f"national.exports.growth.{period.start}.{period.end}"
    label = Text(
        "Xuất khẩu cả nước so với cùng kỳ, <when>", "National exports, <when>, year on year"
    )
    book.add(total, label.fill(when=when), period.total_growth)
    keys = {}
    for market in pair:
        keys[market] = f"{_key(period, market)}.growth"
        label = Text(
            "Xuất khẩu cả nước sang <name> so với cùng kỳ, <when>",
            "National exports to <name>, <when>, year on year",
        )
        book.add(keys[market], label.fill(name=_NAMES[market], when=when), period.growth[market])
    china, asean, whole = (
        q.value or 0.0 for q in (*(period.growth[m] for m in pair), period.total_growth)
    )
    shifted = china < whole < asean
    verdict = (
        Text("phù hợp với một sự chuyển dịch như vậy", "which agrees with such a shift")
        if shifted
        else Text(
            "không phải chuyển dịch từ Trung Quốc sang ASEAN",
            "which is no shift from China to ASEAN",
        )
    )
    words = Text(
        f"Kiểm tra trên số liệu cả nước <when>: tổng {{{total}:change}}, sang Trung Quốc "
        f"{{{keys['China']}:change}}, sang ASEAN {{{keys['ASEAN']}:change}}: <verdict>. Đây không "
        "phải số liệu của Hà Nội.",
        f"The test on national figures, <when>: total {{{total}:change}}, to China "
        f"{{{keys['China']}:change}}, to ASEAN {{{keys['ASEAN']}:change}}, <verdict>. These are "
        "not "
        "Hanoi's figures.",
    )
    return Paragraph(words.fill(when=when, verdict=verdict))


def _of_hanoi(markets: Markets, book: FigureBook, now: Text) -> Paragraph:
    stated = []
    for market, quantity in markets.hanoi.items():
        key = f"markets.hanoi.{market.lower().replace(' ', '_')}"
        label = Text(
            "Xuất khẩu của Hà Nội sang <name>, <when>", "Hanoi's exports to <name>, <when>"
        )
        book.add(key, label.fill(name=_NAMES[market], when=now), quantity)
        words = Text("<name> {<key>}", "<name> {<key>}")
        if quantity.unit == "percent":
            words = Text("<name> chiếm {<key>}", "<name> {<key>} of the total")
        stated.append(words.fill(name=_NAMES[market], key=same(key)))
    return Paragraph(
        Text(
            "Xuất khẩu của Hà Nội theo thị trường, <now>: <stated>. Số liệu của một kỳ chưa đủ để "
            "xác nhận hay bác bỏ nhận định xuất khẩu của Hà Nội chuyển dịch từ Trung Quốc sang "
            "ASEAN.",
            "Hanoi's exports by market, <now>: <stated>. Figures of one period neither confirm nor "
            "refute a claim that Hanoi's exports are shifting from China to ASEAN.",
        ).fill(
            now=now,
            stated=Text("; ".join(one.vi for one in stated), "; ".join(one.en for one in stated)),
        )
    )


def _of_the_nation(markets: Markets, *, claimed: bool) -> Paragraph:
    """What the shares do not say, and why no change between periods is computed."""
    words = Text(
        "Các tỷ trọng trên là của cả nước, không phải của Hà Nội<claim>.",
        "These shares are the nation's, not Hanoi's<claim>.",
    )
    claim = Text("", "")
    if claimed:
        claim = Text(
            ": không chứng minh và cũng không bác bỏ nhận định về Hà Nội",
            ": they neither show nor refute the claim for Hanoi",
        )
    several = Text("", "")
    if len(markets.periods) > 1:
        several = Text(
            " Báo cáo không tính mức thay đổi giữa các kỳ<reason>.",
            " No change between periods is computed<reason>.",
        )
    reason = Text("", "")
    if not markets.comparable_asean:
        reason = Text(", vì các kỳ dài ngắn khác nhau", ": they differ in length")
        if any("ASEAN" in period.shares for period in markets.periods):
            reason = Text(
                f"{reason.vi} và không có hai kỳ nào của ASEAN so sánh được",
                f"{reason.en}, and no two of them are comparable for ASEAN",
            )
    said = Text(words.vi + several.vi, words.en + several.en)
    return Paragraph(said.fill(claim=claim, reason=reason), "caveat")


def _what_would_show(book: FigureBook) -> list[Block]:
    faster = Text(
        "Tỷ trọng của ASEAN tăng và tỷ trọng của Trung Quốc giảm. Nói cách khác: xuất khẩu sang "
        "ASEAN tăng nhanh hơn<rate>, xuất khẩu sang Trung Quốc tăng chậm hơn mức đó, kể cả khi "
        "kim ngạch sang Trung Quốc vẫn tăng.",
        "A higher share of ASEAN and a lower share of China. In other words: exports to ASEAN "
        "grow faster than<rate>, exports to China more slowly, even if they still grow.",
    )
    rate = Text(" xuất khẩu chung", " exports as a whole")
    if book.has("exports.growth"):
        rate = Text(" mức chung {exports.growth:plain}", " the total's {exports.growth:plain}")
    return [
        Paragraph(
            Text(
                "Để khẳng định có sự chuyển dịch, cần đủ các căn cứ sau:",
                "What would show such a shift:",
            )
        ),
        Bullets(
            (
                Text(
                    "Kim ngạch xuất khẩu của Hà Nội sang Trung Quốc và sang ASEAN, cùng số tháng "
                    "của năm nay và năm trước, cùng nguồn và cùng phạm vi (doanh nghiệp địa phương "
                    "hay toàn địa bàn).",
                    "Hanoi's exports to China and to ASEAN for the same months of this year and "
                    "last, from one source and with one coverage (local enterprises or the whole "
                    "territory).",
                ),
                faster.fill(rate=rate),
                Text(
                    "Kết quả không đổi khi loại hàng tạm nhập, tái xuất, và chênh lệch tỷ trọng "
                    "lớn hơn sai số làm tròn cùng mức điều chỉnh số liệu thường gặp.",
                    "The same result without re-exports, and a change of shares larger than "
                    "rounding and the usual revisions.",
                ),
            ),
            numbered=True,
        ),
    ]


def _key(period: MarketPeriod, market: str) -> str:
    return f"markets.{market.lower().replace(' ', '_')}.{period.start}.{period.end}"


def _add(period: MarketPeriod, book: FigureBook) -> None:
    when = period_text(period.start, period.end)
    total_key = f"national.exports.{period.start}.{period.end}"
    book.add(
        total_key,
        Text("Xuất khẩu cả nước, <when>", "National exports, <when>").fill(when=when),
        period.total,
        _SUM_OF_OWNERSHIP if period.total.kind == "computed" else None,
    )
    for market, share in period.shares.items():
        key = _key(period, market)
        names = {"name": _NAMES[market], "when": when}
        book.add(
            f"{key}.value",
            Text(
                "Xuất khẩu cả nước sang <name>, <when>", "National exports to <name>, <when>"
            ).fill(**names),
            period.values[market],
        )
        book.add(
            key,
            Text(
                "Tỷ trọng <name> trong xuất khẩu cả nước, <when>",
                "Share of <name> in national exports, <when>",
            ).fill(**names),
            share,
            of={"part": f"{key}.value", "total": total_key},
        )


def _table(periods: list[MarketPeriod], *, later: bool) -> Table:
    shown = [m for m in MARKETS if any(m in period.shares for period in periods)]
    title = Text(
        "Bối cảnh cả nước: tỷ trọng trong xuất khẩu của Việt Nam",
        "National context: shares of Vietnam's exports",
    )
    if later:
        title = Text(
            "Tỷ trọng trong xuất khẩu của Việt Nam các kỳ sau",
            "Shares of Vietnam's exports in later periods",
        )

    def share(period: MarketPeriod, market: str) -> Cell:
        return FigureCell(_key(period, market)) if market in period.shares else NO_VALUE

    return Table(
        "markets.later" if later else "markets",
        title,
        (
            Column(Text("Kỳ", "Period"), numeric=False),
            *(Column(_NAMES[market]) for market in shown),
        ),
        tuple(
            Row((short_period(period.start, period.end), *(share(period, m) for m in shown)))
            for period in periods
        ),
        published_later=later,
    )
