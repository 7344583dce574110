"""Whose investment a number tells of: what investors put in is capital; ranks are of all of it."""

from __future__ import annotations

from hanoi_ct.statements._reading.clauses import Clause
from hanoi_ct.statements._reading.context import Told
from hanoi_ct.statements._reading.items import Item
from hanoi_ct.statements._reading.lexicon import table
from hanoi_ct.statements._reading.names import CAPITAL
from hanoi_ct.statements._reading.subjects import Subject

__all__ = ["of_investors", "rank_all_of_it"]

_INVESTORS = (
    "foreign investors",
    "investors",
    "nhà đầu tư nước ngoài",
    "các nhà đầu tư nước ngoài",
)
_SHARES = ("shares", "stakes", "share", "stake", "equity", "cổ phần", "phần vốn góp", "cổ phiếu")
_RANKED = (
    *("sectors", "industries", "countries", "countries and territories", "economies", "nations"),
    *("provinces", "localities", "quốc gia", "quốc gia và vùng lãnh thổ", "ngành", "lĩnh vực"),
    *("đối tác", "tỉnh", "tỉnh, thành phố", "địa phương", "tỉnh thành"),
)
_OF_PARTS = ("new", "mới", "cấp mới", "tăng vốn", "added", "adjust")
_PARTS = CAPITAL | {"fdi_realised"}


def of_investors(told: Told, name: list[Item], clause: Clause) -> Subject | None:
    """ "Foreign investors committed $22 billion", "... spent 0.5 billion on shares"."""
    words = " ".join(item.text.casefold() for item in name)
    if clause.quantity.unit not in ("USD", "VND") or not words.startswith(_INVESTORS):
        return None
    around = (*clause.left, *clause.right[:5])
    key = "fdi_shares" if any(item.says(*_SHARES) for item in around) else "fdi"
    if key == "fdi" and not words.endswith(_INVESTORS):
        return None
    return Subject(str(table("indicators")[key][told.language][0]), key)


def rank_all_of_it(told: Told, clause: Clause) -> None:
    """ "Of 18 sectors, manufacturing led": of all capital, whichever part was told last."""
    noun = (clause.quantity.noun or "").casefold()
    if clause.quantity.counted != "entity" or noun not in _RANKED:
        return
    if told.context.head.indicator not in _PARTS or not clause.left or len(clause.left) > 3:
        return
    if any(item.text.casefold().startswith(_OF_PARTS) for item in clause.right[:6]):
        return  # "of the 87 countries with newly licensed projects"
    if clause.left[0].says("of", "among", "in", "trong", "trong số", "có", "trong tổng số"):
        whole = Subject(str(table("indicators")["fdi"][told.language][0]), "fdi")
        told.context.head = told.context.current = whole
