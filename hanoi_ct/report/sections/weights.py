"""Section 2, second half: estimated weights, contributions, shares of output value."""

from __future__ import annotations

from hanoi_ct._inputs.months import year
from hanoi_ct.indicators.output_value import OutputValue
from hanoi_ct.indicators.production import SECTIONS
from hanoi_ct.indicators.weights import NoWeights, SectionWeights
from hanoi_ct.report.book import FigureBook
from hanoi_ct.report.cells import NO_VALUE, SECTION_NAMES
from hanoi_ct.report.document import (
    Bar,
    Block,
    Cell,
    Column,
    FigureCell,
    Paragraph,
    Row,
    Table,
    Waterfall,
)
from hanoi_ct.statements.wording import same
from hanoi_ct.text import Text

# What the sections whose output is published leave of the total.
_REST_OF = {"total": "output.current", "parts": ["output.section.B", "output.section.C"]}


def blocks(
    weights: SectionWeights | NoWeights | None, output: OutputValue, book: FigureBook
) -> list[Block]:
    """Weights and contributions of sections, then output-value shares."""
    found: list[Block] = []
    if isinstance(weights, SectionWeights):
        found.extend(_weights(weights, book))
    elif isinstance(weights, NoWeights):
        found.append(_too_few(weights))
    found.extend(_output_shares(output, book))
    return found


def _too_few(reason: NoWeights) -> Paragraph:
    return Paragraph(
        Text(
            "Chưa tìm thấy quyền số ngành cấp 1, cũng chưa ước lượng được: các năm "
            "<first>–<last> <held> bộ số liệu lũy kế đầy đủ<none>, trong khi cần ít nhất <fewest> "
            "bộ.",
            "Section weights were not found and cannot be estimated either: the years "
            "<first>–<last> hold <held> complete year-to-date sets<none>, and at least <fewest> "
            "are needed.",
        ).fill(
            first=same(str(reason.first_year)),
            last=same(str(reason.last_year)),
            held=Text(
                f"chỉ có {reason.sets}" if reason.sets else "không có", str(reason.sets or "no")
            ),
            none=Text("" if reason.sets else " nào", ""),
            fewest=same(str(reason.fewest)),
        ),
        "absent",
    )


def _weights(estimate: SectionWeights, book: FigureBook) -> list[Block]:
    ends = [end for _, end in estimate.periods]
    how = Text(
        "Chưa tìm thấy quyền số ngành cấp 1 của chỉ số Hà Nội. Báo cáo ước lượng từ <sets> "
        "bộ số liệu lũy kế đầy đủ (toàn ngành, B, C, D, E) của các năm <first>–<last>, mỗi kỳ một "
        "bộ: tìm các quyền số không âm, tổng bằng một, sao cho tổng bình phương chênh lệch giữa "
        "tốc độ chung công bố và bình quân gia quyền của bốn ngành là nhỏ nhất.",
        "Section weights of Hanoi's index were not found. They are estimated from the <sets> "
        "complete year-to-date sets (total, B, C, D, E) of <first>–<last>, one per period: weights "
        "that are not negative, add to one and minimise the sum of squared differences between the "
        "published total and the weighted mean of the four sections.",
    ).fill(
        sets=same(str(len(estimate.periods))),
        first=same(str(year(min(ends)))),
        last=same(str(year(max(ends)))),
    )
    table = _table(estimate, book)
    found: list[Block] = [Paragraph(how), table]
    if estimate.unexplained and book.has("production.total"):
        found.append(_waterfall(estimate))
    return [*found, _caveat(estimate)]


def _waterfall(estimate: SectionWeights) -> Waterfall:
    """The contributions one after the other, up to the published total."""
    largest = max(
        estimate.contributions, key=lambda code: abs(estimate.contributions[code].value or 0.0)
    )
    name = SECTION_NAMES[largest]
    parts = [Bar(SECTION_NAMES[code], f"contribution.{code}") for code in estimate.contributions]
    parts.append(Bar(Text("Phần chưa giải thích được", "Unexplained"), "contribution.unexplained"))
    title = Text(
        f"<name> đóng góp {{contribution.{largest}:plain}} vào tốc độ chung "
        "{production.total:plain}",
        f"<name> contributes {{contribution.{largest}:plain}} to the total of "
        "{production.total:plain}",
    )
    return Waterfall(
        "contributions.chart",
        title.fill(name=name),
        tuple(parts),
        Bar(Text("Toàn ngành", "Total"), "production.total", emphasis=True),
    )


def _caveat(estimate: SectionWeights) -> Paragraph:
    words = Text(
        "Đây là ước lượng, không phải quyền số của cơ quan thống kê: coi quyền số không đổi trong "
        "cả giai đoạn, trong khi năm gốc của chỉ số có thay đổi<later>. Tốc độ của D và E thường "
        "gần nhau nên quyền số của hai ngành khó tách bạch.<own>",
        "These are estimates, not the weights of the statistics office: they are taken as constant "
        "although the base year of the index changed within these years<later>. D and E are hard "
        "to tell apart.<own>",
    )
    later = own = Text("", "")
    if estimate.later_used:
        later = Text(
            ", và có dùng số liệu công bố sau kỳ báo cáo",
            ", and figures published after the report are used",
        )
    if estimate.own_used:
        own = Text(
            " Bộ số liệu của chính kỳ này cũng được dùng để ước lượng, nên phần chưa giải thích "
            "được không phải là phép kiểm tra độc lập.",
            " The set of this very period is among those used, so the unexplained part is no "
            "independent check.",
        )
    return Paragraph(words.fill(later=later, own=own), "caveat")


def _table(estimate: SectionWeights, book: FigureBook) -> Table:
    rows = [_weight_row(code, estimate, book) for code in SECTIONS]
    columns = [
        Column(Text("Ngành cấp 1", "Section"), numeric=False),
        Column(Text("Quyền số (ước lượng, khoảng)", "Weight (estimated, range)")),
    ]
    note = Text(
        "Chưa tìm thấy đủ tốc độ của bốn ngành cho kỳ này nên không tính đóng góp.",
        "The rates of all four sections were not found for this period, so no contributions "
        "are computed.",
    )
    if estimate.unexplained:
        columns.append(Column(Text("Tốc độ", "Growth")))
        columns.append(
            Column(Text("Đóng góp (điểm phần trăm)", "Contribution (percentage points)"))
        )
        rows += _closing_rows(estimate, book)
        note = Text(
            "Các đóng góp cộng phần chưa giải thích được bằng đúng tốc độ chung đã công bố; không "
            "hiệu chỉnh lại. Số in ra đã làm tròn nên tổng có thể lệch 0,01.",
            "The contributions and the unexplained part add up to the published total; nothing is "
            "rescaled. Printed numbers are rounded, so their sum may differ by 0.01.",
        )
    return Table(
        "weights",
        Text(
            "Quyền số ước lượng và đóng góp vào tốc độ chung",
            "Estimated weights and contributions to the total",
        ),
        tuple(columns),
        tuple(rows),
        note=note,
    )


def _closing_rows(estimate: SectionWeights, book: FigureBook) -> list[Row]:
    explained_name = Text("Tổng các đóng góp", "Sum of the contributions")
    unexplained_name = Text("Phần chưa giải thích được", "Unexplained")
    book.add(
        "contribution.explained",
        explained_name,
        estimate.explained,
        of={"parts": [f"contribution.{code}" for code in estimate.contributions]},
    )
    book.add(
        "contribution.unexplained",
        unexplained_name,
        estimate.unexplained,
        of={"current": "production.total", "base": "contribution.explained"},
    )
    explained = (
        explained_name,
        NO_VALUE,
        NO_VALUE,
        FigureCell("contribution.explained", "signed_number"),
    )
    unexplained = (
        unexplained_name,
        NO_VALUE,
        NO_VALUE,
        FigureCell("contribution.unexplained", "signed_number"),
    )
    total = (
        Text("Toàn ngành (công bố)", "Total (published)"),
        NO_VALUE,
        FigureCell("production.total"),
        FigureCell("production.total", "signed_number"),
    )
    return [Row(explained), Row(unexplained), Row(total, emphasis=True)]


def _weight_row(code: str, estimate: SectionWeights, book: FigureBook) -> Row:
    name = SECTION_NAMES[code]
    weight_key, contribution_key = f"weight.{code}", f"contribution.{code}"
    book.add(
        weight_key,
        Text("Quyền số ước lượng: <name>", "Estimated weight: <name>").fill(name=name),
        estimate.weights[code],
        Text(
            "bình phương tối thiểu không âm, tổng bằng một; khoảng: bỏ từng bộ số liệu và chọn lại "
            "các "
            "năm",
            "non-negative least squares adding to 1; interval: sets left out and years drawn anew",
        ),
    )
    cells: list[Cell] = [
        Text(f"{code}. {name.vi}", f"{code}. {name.en}"),
        FigureCell(weight_key, "interval"),
    ]
    if estimate.unexplained:
        book.add(
            contribution_key,
            Text("Đóng góp: <name>", "Contribution: <name>").fill(name=name),
            estimate.contributions[code],
            of={"weight": weight_key, "growth": f"production.section.{code}"},
        )
        cells.append(FigureCell(f"production.section.{code}"))
        cells.append(FigureCell(contribution_key, "signed_number"))
    return Row(tuple(cells))


def _output_shares(output: OutputValue, book: FigureBook) -> list[Block]:
    if not output.shares:
        return [
            Paragraph(
                Text(
                    "Chưa tìm thấy giá trị sản xuất theo ngành cấp 1 của kỳ này.",
                    "The data do not hold output value by section for this period.",
                ),
                "absent",
            )
        ]
    book.add("output.current", CURRENT_LABEL, output.current)
    rows = []
    for code, share in output.shares.items():
        name = SECTION_NAMES[code]
        value_key, share_key = f"output.section.{code}", f"output.share.{code}"
        book.add(
            value_key,
            Text("Giá trị sản xuất: <name>", "Output value: <name>").fill(name=name),
            output.sections[code],
            of=_REST_OF if output.sections[code].relation == "remainder" else None,
        )
        book.add(
            share_key,
            Text("Tỷ trọng giá trị sản xuất: <name>", "Share of output value: <name>").fill(
                name=name
            ),
            share,
            of={"part": value_key, "total": "output.current"},
        )
        shown_code = "D + E" if code == "D_E" else code
        rows.append(
            Row(
                (
                    Text(f"{shown_code}. {name.vi}", f"{shown_code}. {name.en}"),
                    FigureCell(value_key, "number"),
                    FigureCell(share_key),
                )
            )
        )
    return [
        Table(
            "output.shares",
            Text(
                "Để đối chiếu: giá trị sản xuất theo giá hiện hành trong kỳ",
                "For comparison: output value of the period at current prices",
            ),
            (
                Column(Text("Ngành cấp 1", "Section"), numeric=False),
                Column(Text("Tỷ đồng", "Billion VND")),
                Column(Text("Tỷ trọng", "Share")),
            ),
            tuple(rows),
            note=Text(
                "Đây là giá trị sản xuất, không phải giá trị tăng thêm; tỷ trọng này không phải "
                "quyền số của chỉ số.",
                "This is output, not value added; the shares are not the weights of the index.",
            ),
        )
    ]


CURRENT_LABEL = Text(
    "Giá trị sản xuất công nghiệp, giá hiện hành", "Industrial output, current prices"
)
