"""Names to codes, by lists that a user can extend, and how each was matched."""

from __future__ import annotations

import csv
import difflib
import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from hanoi_ct.errors import DataError
from hanoi_ct.tables._meaning.words import fold, unmarked, vietnamese_part

__all__ = ["Match", "Names", "key_of", "packaged_names", "province_in"]

_SHORT = (
    (r"\bdtdv\b", "doanh thu dich vu"),
    (r"\bblhh\b", "ban le hang hoa"),
    (r"\bsxcn\b", "san xuat cong nghiep"),
    (r"\bsx\b", "san xuat"),
    (r"\bsp\b", "san pham"),
    (r"\bcn\b", "cong nghiep"),
    (r"\bcbct\b", "che bien che tao"),
    (r"\bcb\b", "che bien"),
    (r"\bct\b", "che tao"),
    (r"\bpp\b", "phan phoi"),
    (r"\bkv\b", "khu vuc"),
    (r"\bkt\b", "kinh te"),
    (r"\bdtnn\b", "dau tu nuoc ngoai"),
    (r"\bnn\b", "nha nuoc"),
    (r"\bknxk\b", "kim ngach xuat khau"),
    (r"\bknnk\b", "kim ngach nhap khau"),
    (r"\bxnk\b", "xuat nhap khau"),
    (r"\bxk\b", "xuat khau"),
    (r"\bnk\b", "nhap khau"),
    (r"\bdv\b", "dich vu"),
    (r"\bhh\b", "hang hoa"),
    (r"\bdt\b", "doanh thu"),
    (r"\bhd\b", "hoat dong"),
    (r"\bdn\b", "doanh nghiep"),
    (r"\bmmtb\b", "may moc thiet bi"),
    (r"\btb\b", "thiet bi"),
    (r"\bpt\b", "phuong tien"),
    (r"\bvlxd\b", "vat lieu xay dung"),
    (r"\bql\b", "quan ly"),
    (r"\blk\b", "linh kien"),
)
# Likeness is slow to judge; no honest file has so many names that no list holds.
_MOST_SEARCHES = 1500
_FILLING = {"va", "cac", "cua", "nganh", "khu", "hang"}


class Match(NamedTuple):
    """A code, the listed name it came from, and how: exact, shortened or near."""

    code: str
    name: str
    how: str


def key_of(name: str) -> str:
    """A name as lists are searched: folded, abbreviations written out, no punctuation.

    Examples
    --------
    >>> key_of("SX SP điện tử, máy vi tính và SP quang học")
    'san xuat san pham dien tu may vi tinh va san pham quang hoc'
    """
    text = fold(unmarked(name)[0])
    text = re.sub(r"^trong do\s*:?\s*", "", text)
    text = re.sub(r"\(\*+\)|\*+$", " ", text)
    text = re.sub(r"[^a-z0-9 ]+", " ", text)
    for short, whole in _SHORT:
        text = re.sub(short, whole, text)
    text = re.sub(r"\b(?:hoa|hoá)\b", "hoa", text).replace("giay dep", "giay dep")
    return re.sub(r"\s+", " ", text).strip()


def _core_words(key: str) -> frozenset[str]:
    return frozenset(word for word in key.split() if word not in _FILLING)


class Names:
    """Lists of names by kind: industry, ownership, retail, trade, market, electricity, any."""

    def __init__(self, rows: Iterable[tuple[str, str, str]]) -> None:
        self.exact: dict[str, dict[str, tuple[str, str]]] = {}
        for kind, code, name in rows:
            self.exact.setdefault(kind, {}).setdefault(key_of(name), (code, name))
        self.cores: dict[str, dict[frozenset[str], tuple[str, str]]] = {}
        for kind, keys in self.exact.items():
            cores = self.cores.setdefault(kind, {})
            for key, found in keys.items():
                cores.setdefault(_core_words(key), found)
        self._searched = 0
        self._memory: dict[tuple[str, tuple[str, ...], float], Match | None] = {}

    def find(self, label: str, *kinds: str, cutoff: float = 0.9) -> Match | None:
        """The code of a label in the lists named, by exact name first, then by likeness."""
        key = key_of(label)
        memory = (key, kinds, cutoff)
        if memory not in self._memory:
            self._memory[memory] = self._search(label, key, kinds, cutoff)
        return self._memory[memory]

    def _search(self, label: str, key: str, kinds: tuple[str, ...], cutoff: float) -> Match | None:
        if not key:
            return None
        for kind in kinds:
            if key in self.exact.get(kind, {}):
                return Match(*self.exact[kind][key], "exact")
        bare = re.sub(r"\s*\([^()]*\)\s*", " ", label).strip()
        if bare and bare != label:
            return self.find(bare, *kinds, cutoff=cutoff)
        first = vietnamese_part(label)
        if first != label:
            return self.find(first, *kinds, cutoff=cutoff)
        core = _core_words(key)
        for kind in kinds:
            if core and core in self.cores.get(kind, {}):
                return Match(*self.cores[kind][core], "shortened")
        for kind in kinds:
            for begin, found in self.exact.get(f"{kind}_begins", {}).items():
                if key.startswith(f"{begin} "):
                    return Match(*found, "shortened")
        self._searched += 1
        if self._searched > _MOST_SEARCHES:
            return None
        for kind in kinds:
            near = difflib.get_close_matches(key, list(self.exact.get(kind, {})), 2, cutoff)
            if near and len(key) > 6:
                return Match(*self.exact[kind][near[0]], "near")
        return None

    def suggestions(self, label: str, *kinds: str) -> list[str]:
        """Listed names most like a label."""
        self._searched += 1
        if self._searched > _MOST_SEARCHES:
            return []
        names = {key: found[1] for kind in kinds for key, found in self.exact.get(kind, {}).items()}
        return [names[key] for key in difflib.get_close_matches(key_of(label), list(names), 2, 0.6)]


@cache
def _packaged_rows() -> tuple[tuple[str, str, str], ...]:
    text = resources.files("hanoi_ct.tables").joinpath("data/names.csv").read_text("utf-8")
    return tuple(_rows(text, "names.csv"))


def _rows(text: str, where: str) -> list[tuple[str, str, str]]:
    rows = list(csv.reader(text.lstrip("\ufeff").splitlines()))
    if not rows or [field.strip() for field in rows[0]] != ["kind", "code", "name"]:
        raise DataError(f"{where}, row 1: columns must be kind, code, name")
    found = []
    for number, row in enumerate(rows[1:], 2):
        if not any(row):
            continue
        if len(row) != 3 or not all(field.strip() for field in row):
            raise DataError(f"{where}, row {number}: must have kind, code and name; got {row}")
        found.append((row[0].strip(), row[1].strip(), row[2].strip()))
    return found


def packaged_names(extra: Path | None = None) -> Names:
    """The packaged lists, with the rows of a user's own file before them."""
    own = _rows(extra.read_text("utf-8"), str(extra)) if extra and extra.is_file() else []
    return Names([*own, *_packaged_rows()])


@cache
def _provinces() -> tuple[tuple[str, str], ...]:
    text = resources.files("hanoi_ct.tables").joinpath("data/provinces.csv").read_text("utf-8")
    found = []
    for row in list(csv.reader(text.splitlines()))[1:]:
        for name in [row[0], *(part for part in row[1].split("|") if part)]:
            found.append((fold(name), row[0]))
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def province_in(text: str, *, joined: bool = False) -> str | None:
    """The province that text names; ``joined`` for file names: 01_bacninh_2024-05.

    Examples
    --------
    >>> province_in("UBND THÀNH PHỐ HẢI PHÒNG"), province_in("01_bacninh_2024", joined=True)
    ('Hải Phòng', 'Bắc Ninh')
    """
    folded = fold(text)
    if joined:
        bare = re.sub(r"[^a-z]+", " ", folded)
        tight = bare.replace(" ", "")
        for name, province in _provinces():
            if re.sub("[^a-z]", "", name) in tight:
                return province
        return None
    found = []
    for name, province in _provinces():
        match = re.search(rf"\b{re.escape(name)}\b", folded)
        if match:
            told = bool(
                re.search(
                    r"(?:tinh|thanh pho|tp\.?|ubnd|dia ban|cong thuong)\s*$",
                    folded[: match.start()],
                )
            )
            found.append((not told, match.start(), province))
    return min(found)[2] if found else None


def province_called(text: str) -> str | None:
    """The province whose name a text is, with or without marks and the word for its kind.

    Examples
    --------
    >>> province_called("tỉnh Bac Ninh"), province_called("Hà Nôi 2")
    ('Bắc Ninh', None)
    """
    bare = re.sub(r"^(tinh|thanh pho|tp\.?)\s*", "", fold(text)).strip()
    known = dict(reversed(_provinces()))
    return known.get(bare) or known.get(fold(text))


_CITIES = frozenset({"Hà Nội", "Hải Phòng", "Đà Nẵng", "Cần Thơ", "Huế"})


def province_with_kind(name: str) -> str:
    """A province behind the word for its kind, as a title has it.

    Examples
    --------
    >>> [province_with_kind(name) for name in ("Huế", "Bắc Ninh", "Thành phố Hồ Chí Minh")]
    ['thành phố Huế', 'tỉnh Bắc Ninh', 'thành phố Hồ Chí Minh']
    """
    if name.startswith("Thành phố "):
        return name[0].lower() + name[1:]
    return f"thành phố {name}" if name in _CITIES else f"tỉnh {name}"


def nearest_provinces(text: str) -> list[str]:
    """The provinces whose names are most like a text, the likest first."""
    known = dict(_provinces())
    near = difflib.get_close_matches(fold(text), list(known), n=3, cutoff=0.6)
    return list(dict.fromkeys(known[name] for name in near))
