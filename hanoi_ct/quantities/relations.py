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
)

RELATIONS: Mapping[str, Relation] = {relation.name: relation for relation in _TABLE}
