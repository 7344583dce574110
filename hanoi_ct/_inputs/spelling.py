"""Names as Unicode spells them: a letter of Vietnamese with its marks is one character or
several (NFC or NFD), and looks the same. Both spellings are one name wherever names are
matched."""

import unicodedata
from collections.abc import Iterable
from typing import Any


def in_nfc(label: Any) -> Any:
    """Return a label in NFC; a tuple of labels part by part, what is no text as it is."""
    if isinstance(label, str):
        return label if label.isascii() else unicodedata.normalize("NFC", label)
    if isinstance(label, tuple):
        return tuple(map(in_nfc, label))
    return label


def all_in_nfc(labels: Iterable[Any]) -> list[Any]:
    """Return labels of any library in NFC."""
    listed = labels.to_pylist() if hasattr(labels, "to_pylist") else labels
    return [in_nfc(label) for label in listed]


def same_labels(a: Any, b: Any) -> bool:
    """Tell whether two indexes or columns of labels, of one type, hold the same in one order."""
    if a is b or len(a) != len(b):
        return a is b
    equal = bool(a.equals(b)) if hasattr(a, "equals") else tuple(a) == tuple(b)
    return equal or (_kind(a) == _kind(b) and _may_be_text(a) and all_in_nfc(a) == all_in_nfc(b))


def _kind(labels: Any) -> Any:
    kind = getattr(labels, "dtype", getattr(labels, "type", None))
    return "category" if getattr(kind, "name", "") == "category" else kind


def _may_be_text(labels: Any) -> bool:
    """Tell whether labels are of a type that can hold text; numbers and dates are not looked at."""
    return getattr(_kind(labels), "kind", "O") in "OTU"


def spelled_as(name: Any, names: Iterable[Any]) -> Any:
    """Return the one of `names` that is `name` in either spelling; `name` where there is none.

    Two that are one name but for their spelling are told apart by how `name` is spelled; if it
    is neither, it is left as it is, and not found.
    """
    listed = list(names)
    if name in listed:
        return name
    normal = in_nfc(name)
    found = [each for each in listed if in_nfc(each) == normal]
    return found[0] if len(found) == 1 else name
