"""The table of relations between quantities: each has its measure and its formula in words once.

A report prints the formula beside a figure that it computed; an audit prints the same formula
with the numbers of a text. A formula is a template of roles: ``<level> / (1 + <growth>)``. A role
that holds several quantities (``<parts>``) is joined by the sign that ``signs`` gives it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from hanoi_ct import measures
from hanoi_ct.text import Text

Must = Literal["=", "<="]


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation: ``result`` must equal (or not exceed) ``formula``.

    Attributes
    ----------
    name : str
        The key of the relation, and its kind in an audit.
    title : Text
        What it is called.
    result : Text
        The side that a text prints, most often a single role.
    formula : Text
        The side that is worked out.
    must : {"=", "<="}
        How the two sides stand to each other where all numbers are right.
    measure : callable, optional
        The measure of ``formula``, of as many arrays as it has roles.
    printed : callable, optional
        The printed twin: it rounds the exact result of printed decimals.
    inverses : mapping of str to str
        For a role, the relation that gives it back from the result and the others.
    signs : mapping of str to str
        The sign that joins the quantities of a role that holds several.
    """

    name: str
    title: Text
    result: Text
    formula: Text
    must: Must = "="
    measure: Callable[..., Any] | None = None
    printed: Callable[..., Any] | None = None
    inverses: Mapping[str, str] = field(default_factory=dict)
    signs: Mapping[str, str] = field(default_factory=dict)

    def worded(self, side: Text, roles: Mapping[str, Text | Sequence[Text]]) -> Text:
        """A side of the relation with words or numbers in the place of its roles.

        Examples
        --------
        >>> level, growth = Text("9,2", "9.2"), Text("19%", "19%")
        >>> base = RELATIONS["base"]
        >>> base.worded(base.formula, {"level": level, "growth": growth}).vi
        '9,2 / (1 + 19%)'
        """
        parts: dict[str, Text] = {}
        for role, words in roles.items():
            each = [words] if isinstance(words, Text) else list(words)
            sign = self.signs.get(role, "; ")
            parts[role] = Text(
                sign.join(word.vi for word in each), sign.join(word.en for word in each)
            )
            for i, word in enumerate(each):
                parts[f"{role}.{i}"] = word
        return side.fill(**parts)


def _same(words: str) -> Text:
    return Text(words, words)


def _multiple(growth: Any) -> Any:
    """A level over its base, 1 + growth: a base of one divided into what it became."""
    return measures.ratio(1.0, measures.implied_base(np.ones_like(growth), growth))


def remainder(total: Any, *parts: Any) -> Any:
    """What is left of a total when its parts are taken away."""
    for part in parts:
        total = measures.difference(total, part)
    return total


_PLUS, _MINUS = " + ", " − "

_TABLE = (
    Relation(
        "growth",
        Text("tốc độ tăng từ hai mức", "growth between two levels"),
        _same("<growth>"),
        _same("<level> / <base> − 1"),
        measure=measures.relative_change,
        printed=measures.printed_growth,
        inverses={"base": "base"},
    ),
    Relation(
        "base",
        Text("mức kỳ gốc", "level of the base period"),
        _same("<base>"),
        _same("<level> / (1 + <growth>)"),
        measure=measures.implied_base,
        inverses={"growth": "growth"},
    ),
    Relation(
        "increment",
        Text("mức tăng tuyệt đối", "absolute increase"),
        _same("<increment>"),
        _same("<level> × <growth> / (1 + <growth>)"),
        measure=measures.implied_increase,
    ),
    Relation(
        "difference",
        Text("chênh lệch", "difference"),
        _same("<difference>"),
        _same("<current> − <base>"),
        measure=measures.difference,
        inverses={"current": "sum", "base": "remainder"},
    ),
    Relation(
        "ratio",
        Text("tỷ số", "ratio"),
        _same("<ratio>"),
        _same("<numerator> / <denominator>"),
        measure=measures.ratio,
        printed=measures.printed_ratio,
    ),
    Relation(
        "rate_ratio",
        Text("tỷ số hai tốc độ", "ratio of two rates"),
        _same("<ratio>"),
        _same("<rates>"),
        measure=measures.ratio,
        printed=measures.printed_ratio,
        signs={"rates": " / "},
    ),
    Relation(
        "multiple",
        Text("số lần so với kỳ gốc", "multiple of the base"),
        _same("<multiple>"),
        _same("1 + <growth>"),
        measure=_multiple,
    ),
    Relation(
        "share",
        Text("tỷ trọng", "share"),
        _same("<share>"),
        _same("<part> / <total>"),
        measure=measures.ratio,
        printed=measures.printed_share,
        inverses={"total": "hidden_total"},
    ),
    Relation(
        "hidden_total",
        Text("tổng suy ra từ tỷ trọng", "total that a share implies"),
        _same("<total>"),
        _same("<part> / <share>"),
        measure=measures.ratio,
        inverses={"share": "share"},
    ),
    Relation(
        "sum",
        Text("tổng các phần", "sum of the parts"),
        _same("<total>"),
        _same("<parts>"),
        inverses={"parts": "remainder"},
        signs={"parts": _PLUS},
    ),
    Relation(
        "remainder",
        Text("phần còn lại", "what is left"),
        _same("<rest>"),
        _same("<total> − <parts>"),
        measure=remainder,
        inverses={"total": "sum"},
        signs={"parts": _MINUS},
    ),
    Relation(
        "price_growth",
        Text("biến động giá", "change of prices"),
        _same("<price>"),
        _same("(1 + <value>) / (1 + <volume>) − 1"),
        measure=measures.implied_price_change,
    ),
    Relation(
        "stacked_growth",
        Text("tăng trưởng gộp", "growth over two periods together"),
        _same("<growth>"),
        _same("(1 + <before>) × (1 + <now>) − 1"),
        measure=measures.stacked_growth,
    ),
    Relation(
        "average_growth",
        Text("tăng trưởng bình quân", "mean growth"),
        _same("<growth>"),
        _same("√[(1 + <before>) × (1 + <now>)] − 1"),
        measure=measures.average_growth,
    ),
    Relation(
        "required_growth",
        Text("tốc độ phần còn lại", "growth of the rest"),
        _same("<rest>"),
        _same("(<whole> − <weight> × <part>) / (1 − <weight>)"),
        measure=measures.required_growth,
    ),
    Relation(
        "largest_weight",
        Text("quyền số lớn nhất có thể", "largest possible weight"),
        _same("<weight>"),
        Text(
            "cận trên của <total> chia cho cận dưới của <part>",
            "upper end of <total> over lower end of <part>",
        ),
        measure=measures.ratio,
    ),
    Relation(
        "contribution",
        Text("đóng góp", "contribution"),
        _same("<contribution>"),
        _same("<weight> × <growth>"),
    ),
    Relation(
        "part_of",
        Text("phần không vượt quá tổng", "parts within their total"),
        _same("<parts>"),
        _same("<total>"),
        must="<=",
        signs={"parts": _PLUS},
    ),
    Relation(
        "same_total",
        Text("cùng một tổng theo các tỷ trọng", "one total behind several shares"),
        _same("<part.0> / <share.0>"),
        _same("<part.1> / <share.1>"),
    ),
    Relation(
        "pair_share",
        Text("tỷ trọng từ hai số", "share from two numbers"),
        _same("<share>"),
        _same("<pair>"),
        measure=measures.ratio,
        printed=measures.printed_share,
        signs={"pair": " / "},
    ),
    Relation(
        "share_sum",
        Text("tổng các tỷ trọng", "sum of the shares"),
        _same("100%"),
        _same("<parts>"),
        signs={"parts": _PLUS},
    ),
    Relation(
        "sum_zero",
        Text("tổng các thay đổi tỷ trọng", "sum of the changes of shares"),
        _same("0"),
        _same("<parts>"),
        signs={"parts": _PLUS},
    ),
    Relation(
        "weighted_growth",
        Text("tốc độ chung từ các phần", "growth of the total from its parts"),
        _same("<growth>"),
        Text(
            "tổng các mức (<levels>) chia cho tổng các mức kỳ gốc, mức / (1 + tốc độ) với tốc độ "
            "<growths>, trừ 1",
            "sum of the levels (<levels>) over the sum of their bases, level / (1 + rate) with the "
            "rates <growths>, less 1",
        ),
    ),
    Relation(
        "minmax",
        Text("tốc độ chung nằm giữa các phần", "growth of the total between those of its parts"),
        _same("<growth>"),
        Text(
            "từ nhỏ nhất đến lớn nhất trong <growths>",
            "from the smallest to the largest of <growths>",
        ),
    ),
    Relation(
        "pair_growth",
        Text("tốc độ tăng từ hai số", "growth from two numbers"),
        _same("<growth>"),
        _same("<pair> − 1"),
        measure=measures.relative_change,
        printed=measures.printed_growth,
        signs={"pair": " / "},
    ),
    Relation(
        "contribution_sum",
        Text("tổng các đóng góp", "sum of the contributions"),
        _same("<growth>"),
        _same("<contributions>"),
        signs={"contributions": _PLUS},
    ),
    Relation(
        "weight_sum",
        Text("tổng các quyền số suy ra", "sum of the implied weights"),
        Text(
            "tổng các thương đóng góp / tốc độ (<contributions> chia cho <growths>)",
            "sum of contribution / growth (<contributions> over <growths>)",
        ),
        _same("1"),
        must="<=",
    ),
    Relation(
        "plan",
        Text("mức thực hiện kế hoạch", "attainment of the plan"),
        _same("<attainment>"),
        _same("<level> / <plan>"),
        measure=measures.ratio,
        printed=measures.printed_share,
    ),
    Relation(
        "plan_equal",
        Text("cùng một kế hoạch", "one plan behind two attainments"),
        _same("<levels.0> / <attainments.0>"),
        _same("<levels.1> / <attainments.1>"),
    ),
    Relation(
        "plan_total_parts",
        Text("kế hoạch chung và các phần", "plan of the total and of its parts"),
        _same("<levels.0> / <attainments.0>"),
        Text(
            "tổng các kế hoạch của các phần (<levels> chia cho <attainments>)",
            "sum of the plans of the parts (<levels> over <attainments>)",
        ),
    ),
    Relation(
        "plan_parts",
        Text("kế hoạch từ các phần", "plan from its parts"),
        _same("<sum>"),
        Text(
            "tổng các kế hoạch (<levels> chia cho <attainments>)",
            "sum of the plans (<levels> over <attainments>)",
        ),
        signs={"sum": _PLUS},
    ),
    Relation(
        "rest",
        Text("phần còn phải thực hiện", "what is left to do"),
        _same("<rest>"),
        _same("<plan> − <done>"),
        measure=measures.difference,
    ),
    Relation(
        "pace",
        Text("nhịp của phần còn lại", "pace of the rest"),
        _same("<rest>"),
        _same("<done> × (1 + <growth>)"),
    ),
    Relation(
        "balance",
        Text("cán cân", "balance"),
        _same("<balance>"),
        _same("<exports> − <imports>"),
        measure=measures.difference,
    ),
    Relation(
        "balance_base",
        Text("cán cân kỳ gốc", "balance of the base period"),
        _same("<base_balance>"),
        _same("<exports> / (1 + <growths.0>) − <imports> / (1 + <growths.1>)"),
    ),
    Relation(
        "balance_change",
        Text("thay đổi cán cân", "change of the balance"),
        _same("<change>"),
        _same(
            "<exports> × <growths.0> / (1 + <growths.0>) − "
            "<imports> × <growths.1> / (1 + <growths.1>)"
        ),
    ),
    Relation(
        "balance_growth",
        Text("tốc độ của cán cân", "growth of the balance"),
        _same("<growth>"),
        _same(
            "(<exports> − <imports>) / "
            "[<exports> / (1 + <growths.0>) − <imports> / (1 + <growths.1>)] − 1"
        ),
    ),
    Relation(
        "yield",
        Text("năng suất", "yield"),
        _same("<yield>"),
        _same("<output> / <area>"),
        measure=measures.ratio,
    ),
    Relation(
        "fx_known",
        Text("tỷ giá suy ra", "implied exchange rate"),
        _same("<local> / <usd>"),
        Text("tỷ giá của kỳ <rate>", "exchange rate of the period <rate>"),
    ),
    Relation(
        "fx_pairs",
        Text("cùng một tỷ giá", "one exchange rate behind two pairs"),
        _same("<local.0> / <usd.0>"),
        _same("<local.1> / <usd.1>"),
    ),
    Relation(
        "monthly_average",
        Text("bình quân tháng", "average of the months"),
        _same("<average>"),
        Text("<total> / số tháng", "<total> / number of months"),
    ),
    Relation(
        "compound_growth",
        Text("tăng bình quân năm từ hai mức", "growth a year between two levels"),
        _same("<growth>"),
        _same("(<level> / <base>)^(1/<years>) − 1"),
    ),
    Relation(
        "mean_growth",
        Text("bình quân các tốc độ năm", "mean of the yearly rates"),
        _same("<growth>"),
        Text("bình quân (nhân hoặc cộng) của <growths>", "mean (either kind) of <growths>"),
    ),
    Relation(
        "count_list",
        Text("số lượng và danh sách", "count and list"),
        _same("<count>"),
        Text("số tên trong danh sách", "names in the list"),
    ),
    Relation(
        "same",
        Text("cùng một đại lượng in hai lần", "one quantity printed twice"),
        _same("<pair.0>"),
        _same("<pair.1>"),
    ),
    Relation(
        "stock_flow",
        Text("tồn đầu, tăng, giảm và tồn cuối", "opening, inflows, outflows and closing"),
        _same("<closing>"),
        _same("<opening> + <inflows> − <outflows>"),
        signs={"inflows": _PLUS, "outflows": _MINUS},
    ),
    Relation(
        "rank",
        Text("xếp hạng", "ranking"),
        Text("lớn nhất trong <others>", "the largest of <others>"),
        _same("<largest>"),
        must="<=",
    ),
    Relation(
        "share_change",
        Text("thay đổi tỷ trọng", "change of a share"),
        _same("<change>"),
        _same("<part> / <total> × [1 − (1 + <growth_of_total>) / (1 + <growth>)]"),
    ),
    Relation(
        "part_contribution",
        Text("đóng góp của một phần", "contribution of a part"),
        _same("<contribution>"),
        _same("<part> × <growth> / (1 + <growth>) × (1 + <growth_of_total>) / <total>"),
    ),
)

RELATIONS: Mapping[str, Relation] = {relation.name: relation for relation in _TABLE}
