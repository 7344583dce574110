"""The register of claims: what a document says, in short, with a verdict and the evidence.

A claim belongs to the document that makes it. Without a document the report has a register only
where the packaged article of September 2018 speaks of its very period.
"""

from __future__ import annotations

from hanoi_ct.indicators.lookup import Tables
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.document import Paragraph, Row, Section
from hanoi_ct.report.sections.claims_table import RIGHT, UNDECIDED, table
from hanoi_ct.report.sections.document_claims import register
from hanoi_ct.text import Text

ARTICLE_PERIOD = ("2018-01", "2018-08")

_CONSISTENT = Text("phù hợp", "consistent")
_CORNER = Text("chỉ đúng trong trường hợp hẹp", "right only in a corner")
_ONE_READING = Text("tùy cách hiểu", "depends on the reading")
_PARTLY = Text("có căn cứ một phần", "supported in part")
_COUNT = Text("chỉ có số tổng", "a total alone")

# Each claim: the figures that its evidence needs, the claim, the verdict, the evidence.
_CLAIMS: tuple[tuple[tuple[str, ...], Text, Text, Text], ...] = (
    (
        ("production.total", "production.difference"),
        Text(
            "Sản xuất công nghiệp tăng cao hơn cùng kỳ", "Production grew faster than a year before"
        ),
        RIGHT,
        Text(
            "{production.total} so với {production.total.before}: "
            "{production.difference:comparison}, "
            "kể cả khi tính sai số làm tròn ({production.difference:interval}).",
            "{production.total} against {production.total.before}: "
            "{production.difference:comparison}, "
            "rounding included ({production.difference:interval}).",
        ),
    ),
    (
        ("divisions.largest_weight",),
        Text(
            "Các ngành tăng nhanh nhất (đồ uống, da) có tỷ trọng lớn",
            "The fastest divisions (beverages, leather) have a large weight",
        ),
        UNDECIDED,
        Text(
            "Chưa tìm thấy quyền số. Nếu phần còn lại không giảm, hai ngành cộng lại nhiều nhất "
            "{divisions.largest_weight}; đó là cận trên của riêng hai ngành này.",
            "Weights were not found. If the rest did not shrink, the two together have at most "
            "{divisions.largest_weight}; this bounds these two alone.",
        ),
    ),
    (
        ("exports.base", "exports.value.before", "exports.growth.of_levels"),
        Text("Xuất khẩu gần 9,2 tỷ USD, tăng 19%", "Exports of nearly 9.2 billion USD, up 19%"),
        _CORNER,
        Text(
            "Hai số này suy ra cùng kỳ {exports.base:interval}, còn số đã công bố là "
            "{exports.value.before}; chia hai mức được {exports.growth.of_levels}. Chỉ khớp khi "
            "kim "
            "ngạch gần 9,10 tỷ USD và mức tăng gần 19,5%.",
            "The two imply {exports.base:interval} a year before; the published figure is "
            "{exports.value.before}, and the levels give {exports.growth.of_levels}. They agree "
            "only "
            "for about 9.10 billion USD and growth near 19.5%.",
        ),
    ),
    (
        ("exports.rate_ratio", "exports.multiple"),
        Text("Tăng 19%, cao hơn 2 lần so với cùng kỳ", "Up 19%, more than twice the year before"),
        _ONE_READING,
        Text(
            "Tốc độ gấp {exports.rate_ratio} tốc độ cùng kỳ; kim ngạch chỉ bằng {exports.multiple} "
            "cùng kỳ. Nên viết: cao hơn {exports.difference}.",
            "The rate is {exports.rate_ratio} last year's; the value only {exports.multiple}. "
            "Better: "
            "{exports.difference} higher.",
        ),
    ),
    (
        ("exports.growth",),
        Text(
            "Xuất khẩu chuyển dịch từ Trung Quốc sang ASEAN",
            "Exports shift from China to ASEAN",
        ),
        UNDECIDED,
        Text(
            "Không có số liệu của Hà Nội theo thị trường. Số liệu cả nước không cho thấy chuyển "
            "dịch "
            "như vậy (mục thị trường xuất khẩu), và không nói được về Hà Nội.",
            "There are no figures of Hanoi by market. National figures show no such shift "
            "(chapter on "
            "markets), and say nothing of Hanoi.",
        ),
    ),
    (
        ("zones.new", "zones.enlarged", "zones.revenue"),
        Text(
            "Khu công nghiệp thu hút 17 dự án mới, 7 dự án tăng vốn; doanh thu tăng 7,1%",
            "Zones attracted 17 new and 7 enlarged projects; revenue up 7.1%",
        ),
        _CONSISTENT,
        Text(
            "{zones.new} mới và {zones.enlarged} tăng vốn, tổng cộng {zones.decisions}; doanh thu "
            "{zones.revenue}. Vốn mới và vốn tăng thêm không được tách.",
            "{zones.new} new and {zones.enlarged} enlarged, {zones.decisions} in all; revenue "
            "{zones.revenue}. New and added capital are not told apart.",
        ),
    ),
    (
        ("value_added.growth", "value_added.target.low", "value_added.target.high"),
        Text("Giá trị tăng thêm năm 2018 có chững lại", "Value added slowed down in 2018"),
        _PARTLY,
        Text(
            "Công nghiệp – xây dựng {value_added.growth:change} trong 6 tháng đầu, dưới chỉ tiêu "
            "năm "
            "{value_added.target.low} đến {value_added.target.high}. Chỉ số sản xuất là chỉ tiêu "
            "khác; cộng dồn của chỉ số cao hơn cùng kỳ nhưng chậm dần trong năm.",
            "Industry and construction {value_added.growth:change} in the first half, below the "
            "year's target of {value_added.target.low} to {value_added.target.high}. The "
            "production "
            "index is another measure: above last year's, but slowing within the year.",
        ),
    ),
    (
        ("national.share", "national.share.change"),
        Text("Xuất khẩu chưa tương xứng tiềm năng", "Exports are below potential"),
        UNDECIDED,
        Text(
            "“Tiềm năng” không có thước đo. Xuất khẩu của Hà Nội bằng {national.share} cả nước, "
            "{national.share.change:comparison} so với cùng kỳ.",
            "“Potential” has no measure. Hanoi's exports are {national.share} of the nation's, "
            "{national.share.change:comparison} than a year before.",
        ),
    ),
    (
        ("zones.new",),
        Text(
            "Cụm công nghiệp triển khai chậm, thiếu mặt bằng",
            "Industrial clusters are late and short of land",
        ),
        UNDECIDED,
        Text(
            "Chưa tìm thấy số cụm, diện tích và tỷ lệ lấp đầy của 8 tháng năm 2018 trong bộ số "
            "liệu.",
            "Number, area and occupancy of clusters in eight months of 2018 are not in the data.",
        ),
    ),
    (
        ("trade_centres.projects", "trade_centres.districts"),
        Text(
            "4 dự án trung tâm thương mại tại 3 huyện…", "4 trade-centre projects in 3 districts…"
        ),
        _CONSISTENT,
        Text(
            "{trade_centres.projects} tại {trade_centres.districts}: ít nhất một huyện có từ hai "
            "dự "
            "án, trừ khi danh sách liệt kê chưa hết.",
            "{trade_centres.projects:number} in {trade_centres.districts}: at least one has two, "
            "unless the list is left open.",
        ),
    ),
    (
        ("agenda.limitations", "agenda.recommendations", "late_projects.count"),
        Text(
            "11 hạn chế, 20 kiến nghị thuộc 3 nhóm, 47 dự án chậm",
            "11 limitations, 20 recommendations in 3 groups, 47 late projects",
        ),
        _COUNT,
        Text(
            "Không có danh sách nên không cộng lại được; xem mục theo dõi hạn chế, kiến nghị.",
            "Without lists they cannot be added up; see the chapter on trackers.",
        ),
    ),
)


def section(tables: Tables, book: FigureBook, number: int, document: str | None) -> Section | None:
    """The register; None where no document makes a claim about the period."""
    title = Text("Sổ đối chiếu các nhận định", "Register of claims")
    if document is not None:
        return Section(number, "claims", title, register(book, document))
    if tables.year_to_date != ARTICLE_PERIOD:
        return None
    rows = [
        Row((claim, verdict, evidence))
        for needed, claim, verdict, evidence in _CLAIMS
        if book.knew(*needed)
    ]
    if not rows:
        return None
    lead = Text(
        "Các nhận định dưới đây là của bài báo tháng 9/2018 về báo cáo 8 tháng của Sở Công Thương, "
        "nêu ngắn gọn; kết luận là của báo cáo này.",
        "These claims are those of the press article of September 2018 on the department's report, "
        "in short; the verdicts are this report's.",
    )
    return Section(number, "claims", title, (Paragraph(lead), table(rows)))
