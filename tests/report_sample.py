"""A small report made by hand, with every kind of block and the awkward cases among them."""

from hanoi_ct.quantities.quantity import OtherValue, Quantity, Source
from hanoi_ct.report.document import (
    Bar,
    BarChart,
    Bullets,
    Column,
    Dataset,
    FigureCell,
    HeatMap,
    HeatRow,
    Line,
    LineChart,
    MonthSpan,
    Paragraph,
    Point,
    ReadingResult,
    Report,
    RevisionChart,
    Row,
    Section,
    Table,
    TargetChart,
    VerdictBlock,
    Waterfall,
)
from hanoi_ct.statements.figure import Figure
from hanoi_ct.text import Text

ARTICLE = Source("article-2018-09", "2018-09", "hanoi_iip_reported", 249)
PAGE = Source("https://example.org/iip?a=1&b=2", "2018-08-30", "hanoi_iip_reported", 250)
ELSEWHERE = Source("https://example.com/elsewhere", "", "hanoi_iip_reported", 252)
NEXT_ROW = Source("https://example.org/iip?a=1&b=2", "2018-08-30", "hanoi_iip_reported", 251)


def _figures() -> dict[str, Figure]:
    period = {"period_start": "2018-01", "period_end": "2018-08"}
    year_before = {"period_start": "2017-01", "period_end": "2017-08"}
    found = [
        Figure(
            "total",
            Text("Chỉ số sản xuất công nghiệp", "Industrial production"),
            Quantity(
                7.4,
                "percent",
                1,
                "published",
                low=7.35,
                high=7.45,
                sources=(ARTICLE, PAGE),
                others=(OtherValue(7.5, "about", ELSEWHERE),),
                **period,
            ),
        ),
        Figure(
            "before",
            Text("Chỉ số của cùng kỳ", "Production a year before"),
            Quantity(6.5, "percent", 1, "published", sources=(ARTICLE,), **year_before),
        ),
        Figure(
            "difference",
            Text("Chênh lệch", "Difference"),
            Quantity(
                0.9000000000000004,
                "percentage_points",
                1,
                "computed",
                low=0.8,
                high=1.0,
                sources=(ARTICLE,),
                **period,
            ),
            formula=Text("{total} − {before}", "{total} − {before}"),
            inputs=("total", "before"),
        ),
        Figure(
            "mining",
            Text("Khai khoáng <B> & đá", "Mining <B> & stone"),
            Quantity(-8.9, "percent", 1, "published", sources=(NEXT_ROW,), **period),
        ),
        Figure(
            "exports",
            Text("Kim ngạch xuất khẩu", "Exports"),
            Quantity(
                1234567.0,
                "million_usd",
                0,
                "published",
                qualifier="nearly",
                sources=(ARTICLE,),
                **period,
            ),
        ),
        Figure(
            "base",
            Text("Kim ngạch cùng kỳ suy ra", "Implied base"),
            Quantity(None, "million_usd", 0, "computed", low=7657.3, high=7763.7, **year_before),
        ),
        Figure(
            "weight",
            Text("Tỷ trọng", "Weight"),
            Quantity(93.6, "percent", 1, "estimated", low=88.0, high=95.1),
            note=Text("Ước lượng từ các kỳ khác.", "Estimated from other periods."),
        ),
        Figure(
            "share",
            Text("Phần giả định", "Assumed share"),
            Quantity(0.65, "times", 2, "assumed"),
        ),
        Figure(
            "later",
            Text("Chỉ số 11 tháng", "Eleven months"),
            Quantity(
                7.4,
                "percent",
                1,
                "published",
                sources=(PAGE,),
                period_start="2018-01",
                period_end="2018-11",
                published_later=True,
            ),
        ),
    ]
    return {figure.key: figure for figure in found}


def _bars(*keys: str) -> tuple[Bar, ...]:
    figures = _figures()
    return tuple(Bar(figures[key].label, key, emphasis=key == "total") for key in keys)


def _points(**months: str) -> tuple[Point, ...]:
    stated = {int(name.removeprefix("m")): key for name, key in months.items()}
    return tuple(Point(month, stated.get(month)) for month in range(1, 13))


BAR_CHART = BarChart(
    "bars", Text("Theo ngành", "By section"), _bars("total", "mining", "weight", "later")
)
LINE_CHART = LineChart(
    "lines",
    Text("Cộng dồn", "Year to date"),
    (
        Line(
            Text("2018", "2018"), _points(m1="mining", m7="before", m8="total", m11="later"), True
        ),
        Line(Text("2017", "2017"), _points(m8="before")),
        Line(Text("2016", "2016"), _points()),
    ),
    Text("Tháng trống: không có số công bố.", "Empty month: nothing is published."),
    (MonthSpan(2, 6, "base"),),
    Text("Suy ra", "Implied"),
)
WATERFALL = Waterfall(
    "parts",
    Text("Đóng góp", "Contributions"),
    _bars("mining", "before"),
    Bar(Text("Tổng", "Total"), "total", emphasis=True),
)
HEAT_MAP = HeatMap(
    "heat",
    Text("Theo tháng", "By month"),
    (Text("T7", "Jul"), Text("T8", "Aug")),
    (
        HeatRow(Text("Toàn ngành", "Total"), ("before", "total")),
        HeatRow(Text("Khai khoáng <B>", "Mining <B>"), (None, "mining")),
    ),
)
REVISIONS = RevisionChart("revisions", Text("Các lần công bố", "Vintages"), _bars("total"))
TARGET_CHART = TargetChart(
    "target",
    Text("So với kế hoạch", "Against the plan"),
    (*_bars("total"), Bar(Text("Khoảng cần đạt", "Needed range"), "base")),
    "before",
    "total",
    Text("kế hoạch {before} – {total}", "plan {before} – {total}"),
)
TABLE = Table(
    "growth",
    Text("Tốc độ tăng, %", "Growth, %"),
    (
        Column(Text("Ngành", "Section"), numeric=False),
        Column(Text("8 tháng", "8 months")),
        Column(Text("Cùng kỳ", "Year before")),
    ),
    (
        Row(
            (
                Text("Toàn ngành", "Total"),
                FigureCell("total", "number"),
                FigureCell("before", "number"),
            ),
            emphasis=True,
        ),
        Row((Text("Khai khoáng", "Mining"), FigureCell("mining", "number"), Text("…", "…"))),
    ),
    Text("Dấu … là chưa có.", "The mark … means nothing published."),
)
WIDE_TABLE = Table(
    "wide",
    Text("Biểu số 1", "Table 1"),
    (Column(Text("Chỉ tiêu", "Indicator"), numeric=False), *(Column(Text(x, x)) for x in "ABCDE")),
    (
        Row(
            (
                Text("=1+1", "=1+1"),
                FigureCell("total"),
                FigureCell("before"),
                FigureCell("difference", "signed_number"),
                FigureCell("exports"),
                FigureCell("base"),
            )
        ),
    ),
    wide=True,
)
LATER_TABLE = Table(
    "afterwards",
    Text("Số liệu về sau", "Afterwards"),
    (Column(Text("Chỉ tiêu", "Figure"), numeric=False), Column(Text("Tốc độ", "Rate"))),
    (Row((Text("11 tháng", "11 months"), FigureCell("later", "signed"))),),
    published_later=True,
)
CHECK = VerdictBlock(
    "check",
    Text("“Xuất khẩu {exports}”", "“Exports {exports}”"),
    (
        ReadingResult("tight", "exports", "base", "difference", "impossible"),
        ReadingResult("loose", "exports", "base", None, "consistent"),
    ),
    "undecidable",
    Text("Hai cách hiểu khác nhau.", "The readings differ."),
    Text("Nên ghi {exports:plain}.", "Write {exports:plain}."),
)

REPORT = Report(
    period_start="2018-01",
    period_end="2018-08",
    title=Text("Báo cáo mẫu <8 tháng>", "Sample report <8 months>"),
    subtitle=Text("Dùng để kiểm tra", "For tests"),
    headline=("total", "difference", "exports", "base"),
    summary=(Bullets((Text("Tăng {total}", "Up {total}"), Text("Hai", "Two"))),),
    sections=(
        Section(
            1,
            "production",
            Text("Sản xuất", "Production"),
            (
                Paragraph(
                    Text("Tăng {total}, hơn {difference}.", "Up {total}, {difference}."), "lead"
                ),
                Paragraph(Text("Khai khoáng {mining}.", "Mining {mining}.")),
                Paragraph(
                    Text("Tỷ trọng {weight}, {share}.", "Weight {weight}, {share}."), "caveat"
                ),
                BAR_CHART,
                LINE_CHART,
                WATERFALL,
                HEAT_MAP,
                REVISIONS,
                TABLE,
                Paragraph(Text("Sau đó {later}.", "Then {later}."), "later"),
                LATER_TABLE,
            ),
        ),
        Section(
            2,
            "exports",
            Text("Xuất khẩu", "Exports"),
            (
                CHECK,
                TARGET_CHART,
                Paragraph(Text("Chưa có theo thị trường.", "Nothing by market."), "absent"),
                Bullets((Text("Một", "One"), Text("Hai", "Two")), numbered=True),
            ),
        ),
        Section(3, "standard", Text("Biểu tổng hợp", "Standard table"), (WIDE_TABLE,), annex=True),
    ),
    closing=(Paragraph(Text("Cách làm tròn.", "How rounding is done.")),),
    figures=_figures(),
    datasets=(Dataset("hanoi_iip_reported", Text("Chỉ số sản xuất", "Production index"), 3),),
)
