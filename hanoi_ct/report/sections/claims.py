"""The register of claims: what a document says, in short, with a verdict and the evidence.

A claim belongs to the document that makes it. Without a document the report has a register only
where the packaged article of September 2018 speaks of its very period.
"""

from __future__ import annotations

from dataclasses import dataclass

from hanoi_ct import datasets
from hanoi_ct.indicators.lookup import Tables
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.document import Paragraph, Row, Section
from hanoi_ct.report.sections.claims_table import table
from hanoi_ct.report.sections.document_claims import register
from hanoi_ct.report.sections.verdicts import (
    CONSISTENT,
    Roles,
    counted,
    finding_of,
    times,
    verdict_word,
)
from hanoi_ct.text import Text

ARTICLE_PERIOD = ("2018-01", "2018-08")

_PARTLY = Text("có căn cứ một phần", "supported in part")


@dataclass(frozen=True)
class _Claim:
    """A claim of the article: the figures that its evidence needs, the claim, the evidence.

    ``checks`` are the relations by which the audit judges it, one a reading; without one nothing
    can be decided. ``other_measure`` marks a claim that another indicator than its own supports.
    """

    needed: tuple[str, ...]
    words: Text
    evidence: Text
    checks: tuple[tuple[str, Roles], ...] = ()
    closed: bool = True
    other_measure: bool = False


_CLAIMS = (
    _Claim(
        ("production.total", "production.difference"),
        Text(
            "Sản xuất công nghiệp tăng cao hơn cùng kỳ", "Production grew faster than a year before"
        ),
        Text(
            "{production.total} so với {production.total.before}: "
            "{production.difference:comparison}, "
            "kể cả khi tính sai số làm tròn ({production.difference:interval}).",
            "{production.total} against {production.total.before}: "
            "{production.difference:comparison}, "
            "rounding included ({production.difference:interval}).",
        ),
        checks=(
            ("rank", {"largest": ["production.total"], "others": ["production.total.before"]}),
        ),
    ),
    _Claim(
        ("divisions.largest_weight",),
        Text(
            "Các ngành tăng nhanh nhất (đồ uống, da) có tỷ trọng lớn",
            "The fastest divisions (beverages, leather) have a large weight",
        ),
        Text(
            "Chưa tìm thấy quyền số. Nếu phần còn lại không giảm, hai ngành cộng lại nhiều nhất "
            "{divisions.largest_weight}; đó là cận trên của riêng hai ngành này.",
            "Weights were not found. If the rest did not shrink, the two together have at most "
            "{divisions.largest_weight}; this bounds these two alone.",
        ),
        checks=(("minmax", {"growth": ["production.total"], "growths": ["division.*"]}),),
        closed=False,
    ),
    _Claim(
        (
            "exports.base",
            "exports.value.before",
            "exports.growth.of_levels",
            "exports.corner.level",
        ),
        Text("Xuất khẩu gần 9,2 tỷ USD, tăng 19%", "Exports of nearly 9.2 billion USD, up 19%"),
        Text(
            "Hai số này suy ra cùng kỳ {exports.base:interval}, còn số đã công bố là "
            "{exports.value.before}; chia hai mức được {exports.growth.of_levels}. Chỉ khớp khi "
            "kim ngạch {exports.corner.level:interval} và mức tăng "
            "{exports.corner.growth:interval}.",
            "The two imply {exports.base:interval} a year before; the published figure is "
            "{exports.value.before}, and the levels give {exports.growth.of_levels}. They agree "
            "only for exports of {exports.corner.level:interval} and growth of "
            "{exports.corner.growth:interval}.",
        ),
        checks=(
            (
                "base",
                {
                    "base": ["exports.value.before"],
                    "level": ["exports.value"],
                    "growth": ["exports.growth"],
                },
            ),
        ),
    ),
    _Claim(
        ("exports.rate_ratio", "exports.multiple"),
        Text("Tăng 19%, cao hơn 2 lần so với cùng kỳ", "Up 19%, more than twice the year before"),
        Text(
            "Tốc độ gấp {exports.rate_ratio} tốc độ cùng kỳ; kim ngạch chỉ bằng {exports.multiple} "
            "cùng kỳ. Nên viết: cao hơn {exports.difference}.",
            "The rate is {exports.rate_ratio} last year's; the value only {exports.multiple}. "
            "Better: "
            "{exports.difference} higher.",
        ),
        checks=(
            (
                "rate_ratio",
                {"rates": ["exports.growth", "exports.growth.before"], "ratio": [times(2)]},
            ),
            (
                "rate_ratio",
                {"rates": ["exports.growth", "exports.growth.before"], "ratio": [times(3)]},
            ),
        ),
    ),
    _Claim(
        ("exports.growth",),
        Text(
            "Xuất khẩu chuyển dịch từ Trung Quốc sang ASEAN",
            "Exports shift from China to ASEAN",
        ),
        Text(
            "Không có số liệu của Hà Nội theo thị trường. Số liệu cả nước không cho thấy chuyển "
            "dịch "
            "như vậy (mục thị trường xuất khẩu), và không nói được về Hà Nội.",
            "There are no figures of Hanoi by market. National figures show no such shift "
            "(chapter on "
            "markets), and say nothing of Hanoi.",
        ),
    ),
    _Claim(
        ("zones.new", "zones.enlarged", "zones.revenue"),
        Text(
            "Khu công nghiệp thu hút 17 dự án mới, 7 dự án tăng vốn; doanh thu tăng 7,1%",
            "Zones attracted 17 new and 7 enlarged projects; revenue up 7.1%",
        ),
        Text(
            "{zones.new} mới và {zones.enlarged} tăng vốn, tổng cộng {zones.decisions}; doanh thu "
            "{zones.revenue}. Vốn mới và vốn tăng thêm không được tách.",
            "{zones.new} new and {zones.enlarged} enlarged, {zones.decisions} in all; revenue "
            "{zones.revenue}. New and added capital are not told apart.",
        ),
        checks=(("sum", {"total": ["zones.decisions"], "parts": ["zones.new", "zones.enlarged"]}),),
    ),
    _Claim(
        ("value_added.growth", "value_added.target.low", "value_added.target.high"),
        Text("Giá trị tăng thêm năm 2018 có chững lại", "Value added slowed down in 2018"),
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
        checks=(
            ("rank", {"largest": ["value_added.target.low"], "others": ["value_added.growth"]}),
        ),
        other_measure=True,
    ),
    _Claim(
        ("national.share", "national.share.change"),
        Text("Xuất khẩu chưa tương xứng tiềm năng", "Exports are below potential"),
        Text(
            "“Tiềm năng” không có thước đo. Xuất khẩu của Hà Nội bằng {national.share} cả nước, "
            "{national.share.change:comparison} so với cùng kỳ.",
            "“Potential” has no measure. Hanoi's exports are {national.share} of the nation's, "
            "{national.share.change:comparison} than a year before.",
        ),
    ),
    _Claim(
        ("zones.new",),
        Text(
            "Cụm công nghiệp triển khai chậm, thiếu mặt bằng",
            "Industrial clusters are late and short of land",
        ),
        Text(
            "Chưa tìm thấy số cụm, diện tích và tỷ lệ lấp đầy của 8 tháng năm 2018 trong bộ số "
            "liệu.",
            "Number, area and occupancy of clusters in eight months of 2018 are not in the data.",
        ),
    ),
    _Claim(
        ("trade_centres.projects", "trade_centres.districts"),
        Text(
            "4 dự án trung tâm thương mại tại 3 huyện…", "4 trade-centre projects in 3 districts…"
        ),
        Text(
            "{trade_centres.projects} tại {trade_centres.districts}: ít nhất một huyện có từ hai "
            "dự án, trừ khi danh sách liệt kê chưa hết.",
            "{trade_centres.projects:number} in {trade_centres.districts}, so that at least one "
            "has two, unless the list is left open.",
        ),
        checks=(("count_list", {"count": ["trade_centres.districts"], "named": [counted(3)]}),),
    ),
    _Claim(
        ("agenda.limitations", "agenda.recommendations", "late_projects.count"),
        Text(
            "11 hạn chế, 20 kiến nghị thuộc 3 nhóm, 47 dự án chậm",
            "11 limitations, 20 recommendations in 3 groups, 47 late projects",
        ),
        Text(
            "Không có danh sách nên không cộng lại được; xem mục theo dõi hạn chế, kiến nghị.",
            "Without lists they cannot be added up; see the chapter on trackers.",
        ),
    ),
)


def section(
    tables: Tables,
    book: FigureBook,
    number: int,
    document: str | None,
    collection: datasets.Collection,
) -> Section | None:
    """The register; None where no document makes a claim about the period."""
    title = Text("Sổ đối chiếu các nhận định", "Register of claims")
    if document is not None:
        blocks = register(book, document, tables.period, collection)
        return Section(number, "claims", title, blocks)
    if tables.year_to_date != ARTICLE_PERIOD:
        return None
    rows = [
        Row((claim.words, _verdict(claim, book), claim.evidence))
        for claim in _CLAIMS
        if book.knew(*claim.needed)
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


def _verdict(claim: _Claim, book: FigureBook) -> Text:
    findings = [
        finding_of(kind, _with_divisions(roles, book), book, closed=claim.closed)
        for kind, roles in claim.checks
    ]
    word = verdict_word(findings)
    return _PARTLY if claim.other_measure and word == CONSISTENT else word


def _with_divisions(roles: Roles, book: FigureBook) -> Roles:
    """Every division of the period in the place of ``division.*``."""
    total = book.figures["production.total"].quantity
    named = [
        key
        for key, figure in book.figures.items()
        if key.startswith("division.") and figure.quantity.period_end == total.period_end
    ]
    return {role: named if list(held) == ["division.*"] else held for role, held in roles.items()}
