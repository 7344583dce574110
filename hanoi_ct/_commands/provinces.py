"""The province that a command is given: one of the list, however it is typed."""

from __future__ import annotations

from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.tables._meaning.names import nearest_provinces, province_called

__all__ = ["known_province"]


def known_province(text: str) -> str:
    """The name of a province as the list has it.

    Raises
    ------
    ArgumentValueError
        If it is not in the list; the message names the nearest.

    Examples
    --------
    >>> known_province("tp hai phong"), known_province("Thành phố Hà Nội")
    ('Hải Phòng', 'Hà Nội')
    """
    found = province_called(text)
    if found is None:
        near = nearest_provinces(text)
        hint = f"; nearest: {', '.join(near)}" if near else ""
        raise ArgumentValueError(f"`--province` must be a province of Vietnam; got {text}{hint}")
    return found
