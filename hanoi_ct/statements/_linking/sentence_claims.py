"""What the numbers of one sentence say of each other: rates, prices, shares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hanoi_ct.statements._linking.cells import claim_of
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["of_rates", "of_share_pairs", "of_totals_behind"]

_ASPECTS = {
    "value": ("giá trị", "trị giá", "kim ngạch", "value of"),
    "volume": ("lượng", "khối lượng", "sản lượng", "số lượng", "volume of", "quantity of"),
    "price": ("giá", "đơn giá", "giá bình quân", "giá xuất khẩu", "giá nhập khẩu", "price of"),
}


_TOTAL_WORDS = ("tổng", "trong tổng", "của tổng", "of total", "of the total", "of all")
_ONTO = re.compile(r"^[^,;.()%]{0,30}\b(?:lên|xuống|còn|xuống còn|lên mức|to)(?: còn| mức)?$")
# Between a share and its total: what begins another clause.
_CUT = re.compile(r"[;.:]|\(|,\s*(?:while|whereas|and|but|còn|và|trong khi|nhưng|riêng)\b")


def _by_sentence(reading: Reading) -> Iterator[list[Statement]]:
    group: list[Statement] = []
    for s in reading.statements:
        if group and s.sentence != group[-1].sentence:
            yield group
            group = []
        group.append(s)
    if group:
        yield group


def of_rates(reading: Reading) -> Iterator[Claim]:
    """A rate said to be so many times last year's; values, volumes and prices."""
    for group in _by_sentence(reading):
        if len(group) > 40:
            continue
        rates = [s for s in group if s.type == "growth" and s.unit == "percent"]
        for ratio in (s for s in group if s.type == "ratio" and s.unit == "times"):
            now = [s for s in rates if s.start < ratio.start and s.subject == ratio.subject]
            before = [
                s
                for s in rates
                if s.subject == ratio.subject
                and s.period is not None
                and ratio.period is not None
                and s.period == ratio.period.moved(-1)
                and s.period != ratio.period
            ]
            if now and before:
                yield claim_of("rate_ratio", rates=(now[-1], before[0]), ratio=ratio)
        yield from _prices(rates)


def _prices(rates: Sequence[Statement]) -> Iterator[Claim]:
    """Growth in value, volume and price of one thing."""
    found: dict[tuple[str, ...], dict[str, Statement]] = {}
    thing: tuple[str, ...] | None = None
    for s in rates:
        subject = (s.subject or "").casefold()
        aspect = _aspect(s.group)
        if aspect and thing is not None:
            found.setdefault(thing, {}).setdefault(aspect, s)
            continue
        for role, words in _ASPECTS.items():
            word = next(
                (w for w in sorted(words, key=len, reverse=True) if subject.startswith(w)), ""
            )
            if word and not (role == "price" and subject.startswith("giá trị")):
                thing = _bare(subject.removeprefix(word))
                found.setdefault(thing, {}).setdefault(role, s)
    for roles in found.values():
        if len(roles) == 3 and len({s.period for s in roles.values()}) == 1:
            yield Claim("price_growth", {role: (s.id,) for role, s in roles.items()})


def _aspect(group: str) -> str:
    """The aspect that a name is alone, its thing being told before: "lượng tăng 5%"."""
    return next((role for role, words in _ASPECTS.items() if group.casefold() in words), "")


def _bare(words: str) -> tuple[str, ...]:
    """The words of a thing in any order: "xuất khẩu gạo" is "gạo xuất khẩu"."""
    return tuple(
        sorted(word for word in words.split() if word not in ("của", "of", "bình", "quân"))
    )


def of_totals_behind(reading: Reading) -> Iterator[Claim]:
    """A share and its total behind it: "1,2 tỷ USD, chiếm 35% tổng kim ngạch 4,1 tỷ USD"."""
    for part, share, total in _in_threes(reading.statements):
        if (part.type, share.type, total.type) != ("level", "share", "level"):
            continue
        words = reading.text[share.end : total.start].casefold()
        whole = words.lstrip().startswith(_TOTAL_WORDS) and not _CUT.search(words)
        alike = part.unit == total.unit and part.sentence == total.sentence
        apart = part.subject == share.subject != total.subject
        if whole and alike and apart and share.unit == "percent" and total.part != "market":
            yield claim_of("share", part=part, total=total, share=share)


def of_share_pairs(reading: Reading) -> Iterator[Claim]:
    """ "Tỷ trọng giảm từ 18,2% xuống 12,5%, giảm 5,7 điểm phần trăm": two shares, their change."""
    for base, current, change in _in_threes(reading.statements):
        if base.type != current.type or change.unit != "percentage_points":
            continue
        if base.type not in ("share", "level", "attainment") or base.unit != "percent":
            continue
        alike = base.sentence == current.sentence == change.sentence
        to = _ONTO.search(reading.text[base.end : current.start].strip().casefold())
        if alike and to and base.subject == current.subject == change.subject:
            yield claim_of("difference", current=current, base=base, difference=change)


def _in_threes(found: Sequence[Statement]) -> Iterator[tuple[Statement, Statement, Statement]]:
    return zip(found, found[1:], found[2:], strict=False)
