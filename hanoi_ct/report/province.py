"""The report of another province: its name in the place of Hanoi's."""

from __future__ import annotations

import dataclasses
import unicodedata
from typing import Any

from hanoi_ct.report.document import HANOI
from hanoi_ct.tables._meaning.names import province_with_kind
from hanoi_ct.text import Text

_FULL_VI = "thành phố Hà\N{NO-BREAK SPACE}Nội"
_VI = ("Hà\N{NO-BREAK SPACE}Nội", "Hà Nội")


def province_name(name: str) -> Text:
    """A province in both languages; English drops the marks: Hải Phòng, Hai Phong.

    Examples
    --------
    >>> province_name("Đắk Lắk")
    Text(vi='Đắk Lắk', en='Dak Lak')
    """
    if name in ("", "Hà Nội"):
        return HANOI
    if name == "Thành phố Hồ Chí Minh":
        return Text(name, "Ho Chi Minh City")
    letters = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return Text(name, "".join(letter for letter in letters if not unicodedata.combining(letter)))


def renamed(part: Any, province: Text) -> Any:
    """A part of the document in which every text names the province instead of Hanoi."""
    if isinstance(part, Text):
        vi = part.vi.replace(_FULL_VI, province_with_kind(province.vi))
        for name in _VI:
            vi = vi.replace(name, province.vi)
        return Text(vi, part.en.replace("Hanoi", province.en))
    if isinstance(part, tuple):
        return tuple(renamed(one, province) for one in part)
    if isinstance(part, dict):
        return {key: renamed(one, province) for key, one in part.items()}
    if dataclasses.is_dataclass(part) and not isinstance(part, type):
        values = {f.name: getattr(part, f.name) for f in dataclasses.fields(part)}
        changed = {name: renamed(value, province) for name, value in values.items()}
        return dataclasses.replace(part, **changed) if changed != values else part
    return part
