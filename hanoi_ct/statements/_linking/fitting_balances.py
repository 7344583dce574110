"""Balances whose exports and imports stand far off: the only pair that gives them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set

from hanoi_ct.statements._linking.averages import is_average, is_base
from hanoi_ct.statements._linking.cells import MONEY, claim_of
from hanoi_ct.statements._linking.near import Placed
from hanoi_ct.statements.figures_read import interval_of
from hanoi_ct.statements.statement import Claim, Statement

__all__ = ["of_fitting_balances"]

_NAMED = re.compile(r"\b(?:xuất siêu|nhập siêu|thặng dư|thâm hụt|surplus|deficit)\b")
_DEFICIT = re.compile(r"\b(?:nhập siêu|thâm hụt|deficit)\b")
_FAR = 40  # statements around a balance
_PARAGRAPHS = 3


def of_fitting_balances(found: Sequence[Placed], held: Set[str]) -> Iterator[Claim]:
    """A surplus or a deficit with the exports and the imports of its time that give it.

    Parameters
    ----------
    found : sequence of Placed
    held : set of str
        Ids of the balances that other claims hold.
    """
    for place, each in enumerate(found):
        s = each.s
        words = f"{s.subject} {each.lead[-30:]}".casefold()
        if s.indicator != "balance" or s.type != "level" or s.unit not in MONEY or s.id in held:
            continue
        if not _NAMED.search(words) or s.status == "target" or is_base(each):
            continue
        around = [e for e in found[max(0, place - _FAR) : place + _FAR] if _may_be_side(e, s)]
        exports = [e.s for e in around if e.s.indicator == "exports"]
        imports = [e.s for e in around if e.s.indicator == "imports"]
        size = interval_of(s)
        size = -size if size.high <= 0 else size
        pairs = []
        for sold in exports:
            for bought in imports:
                if not _of_one_trade(sold, bought):
                    continue
                left = interval_of(sold) - interval_of(bought)
                if (-left if _DEFICIT.search(words) else left).meets(size):
                    pairs.append((sold, bought))
        if len({(a.amount, b.amount) for a, b in pairs}) == 1:
            sold, bought = pairs[0]
            yield claim_of("balance", exports=sold, imports=bought, balance=s)


_IDLE = frozenset(
    ("và", "and", "sản", "phẩm", "hàng", "hóa", "các", "loại", "of", "the", "products")
)


def _of_one_trade(sold: Statement, bought: Statement) -> bool:
    """Whether no side is of goods that the other is not of: shoes sold, telephones bought."""
    of_goods = any(
        s.part == "industry" or (s.part == "" and s.whole is not None) for s in (sold, bought)
    )
    words = set(sold.group.split()) & set(bought.group.split()) - _IDLE
    if sold.part == bought.part == "market" and not words:
        return False
    return not of_goods or sold.group == bought.group or bool(words)


def _may_be_side(each: Placed, balance: Statement) -> bool:
    s = each.s
    alike = (s.type, s.unit, s.period) == ("level", balance.unit, balance.period)
    fact = s.status != "target" and not is_base(each) and not is_average(each)
    return alike and fact and abs(s.paragraph - balance.paragraph) <= _PARAGRAPHS
