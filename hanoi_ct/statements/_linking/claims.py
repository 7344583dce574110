"""Relations that a text makes between its statements, found by shared subject and period.

Nothing is computed here: a claim says which statements must stand to each other in which way; the
arithmetic and the verdict come after. A list of parts counts as complete only where the text says
so: a pair that is all there is (domestic and foreign firms, exports and imports), the four sections
of the industrial index, a named rest, a table that adds up.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from hanoi_ct.statements._linking.adding_up import (
    of_rows_that_add_up,
    of_rows_that_nearly_do,
)
from hanoi_ct.statements._linking.agreeing_shares import of_agreeing_shares
from hanoi_ct.statements._linking.amounts import rows_of_amounts
from hanoi_ct.statements._linking.areas import of_occupancy
from hanoi_ct.statements._linking.aspects import of_aspects
from hanoi_ct.statements._linking.attached import attached
from hanoi_ct.statements._linking.averages import of_monthly_averages, without_averages
from hanoi_ct.statements._linking.balances import balances
from hanoi_ct.statements._linking.bracketed_parts import (
    of_bracketed_changes,
    of_bracketed_parts,
)
from hanoi_ct.statements._linking.bullets import of_bullets
from hanoi_ct.statements._linking.cell_claims import of_one_cell, of_other_names, of_other_years
from hanoi_ct.statements._linking.cells import ON_YEAR, Cell, cells_of
from hanoi_ct.statements._linking.changes_told_first import of_changes_told_first
from hanoi_ct.statements._linking.counts import of_groups
from hanoi_ct.statements._linking.currencies import of_currencies
from hanoi_ct.statements._linking.fields import of_fields
from hanoi_ct.statements._linking.fitting_balances import of_fitting_balances
from hanoi_ct.statements._linking.fitting_changes import of_fitting_changes
from hanoi_ct.statements._linking.fitting_rates import with_fitting_rates
from hanoi_ct.statements._linking.fitting_shares import (
    fits,
    of_rates_in_brackets,
    of_rows_of_shares,
    without_misfits,
)
from hanoi_ct.statements._linking.growth_rows import of_growth_rows, of_pairs_of_rates
from hanoi_ct.statements._linking.headlines import of_headlines
from hanoi_ct.statements._linking.increments import of_increments
from hanoi_ct.statements._linking.list_claims import (
    of_a_list,
    of_other_totals,
    totals_of,
)
from hanoi_ct.statements._linking.listed_parts import of_listed_parts
from hanoi_ct.statements._linking.lists import lists, table_lists
from hanoi_ct.statements._linking.months_within import of_months_within
from hanoi_ct.statements._linking.multiples_of_others import of_multiples_of_others
from hanoi_ct.statements._linking.named_groups import of_groups_of_amounts, of_groups_of_rates
from hanoi_ct.statements._linking.named_lists import of_named_lists
from hanoi_ct.statements._linking.named_shares import of_named_shares
from hanoi_ct.statements._linking.near import Placed, placed
from hanoi_ct.statements._linking.near_balances import of_balances
from hanoi_ct.statements._linking.near_bases import of_bases_around
from hanoi_ct.statements._linking.near_changes import of_changes
from hanoi_ct.statements._linking.near_shares import of_shares
from hanoi_ct.statements._linking.one_total import (
    is_of_another_total,
    without_far_totals,
    without_misfits_of_fitted,
    without_other_totals,
    without_twins,
)
from hanoi_ct.statements._linking.per_unit import of_averages
from hanoi_ct.statements._linking.plan_claims import of_counted_plans, of_fitting_plans, of_plans
from hanoi_ct.statements._linking.prices import of_prices
from hanoi_ct.statements._linking.quotients import multiples, quotients
from hanoi_ct.statements._linking.ranks import of_ranks
from hanoi_ct.statements._linking.rate_rows import of_rate_rows
from hanoi_ct.statements._linking.rated_rows import of_rated_rows
from hanoi_ct.statements._linking.rates_of_sums import (
    is_weighed_again,
    of_amounts_beside,
    of_lists,
    of_quotients,
    of_sums,
    with_the_rate_that_fits,
    without_weighed,
)
from hanoi_ct.statements._linking.remainders import (
    of_rests,
    of_rests_of_plans,
    of_what_is_left,
    remainders,
)
from hanoi_ct.statements._linking.row_claims import of_bases
from hanoi_ct.statements._linking.rows_within import (
    of_rows_within,
    of_their_shares,
    without_shorter_rows,
)
from hanoi_ct.statements._linking.same_totals import of_same_totals
from hanoi_ct.statements._linking.sentence_claims import (
    of_rates,
    of_share_pairs,
    of_totals_behind,
)
from hanoi_ct.statements._linking.share_changes import of_part_contributions, of_share_changes
from hanoi_ct.statements._linking.share_rows import (
    of_longer_names,
    of_named_totals,
    of_parts_in_totals,
    of_totals_in_brackets,
)
from hanoi_ct.statements._linking.share_sums import of_share_rows
from hanoi_ct.statements._linking.shares_by_numbers import is_of_other_side, of_fitting_shares
from hanoi_ct.statements._linking.stocks import of_stocks
from hanoi_ct.statements._linking.thresholds import without_thresholds
from hanoi_ct.statements._linking.time_claims import of_times
from hanoi_ct.statements._linking.time_ranks import of_places, of_records
from hanoi_ct.statements._linking.told_twice import of_numbers_told_twice
from hanoi_ct.statements._linking.totals_behind import of_totals_behind_parts
from hanoi_ct.statements._linking.unit_values import of_unit_values
from hanoi_ct.statements._linking.wholes_of_shares import (
    of_parts_with_shares,
    of_shared_totals,
    with_shares_of_it,
    without_siblings,
)
from hanoi_ct.statements._linking.yearly_growth import of_yearly_growth
from hanoi_ct.statements.statement import Claim, Reading, Statement

__all__ = ["find_claims"]

_Claims = dict[tuple[str, tuple[tuple[str, tuple[str, ...]], ...]], Claim]  # by kind and roles


def find_claims(reading: Reading) -> list[Claim]:
    """The relations that a text makes between its statements.

    Parameters
    ----------
    reading : Reading

    Returns
    -------
    list of Claim
        Kinds and roles of the labels' scheme, in the order in which they are found; none twice.

    Notes
    -----
    The cost grows with the number of statements: each is compared with those of its own subject,
    its own list of parts and its own sentence, and lists are cut where three sentences name no
    part.

    Examples
    --------
    >>> from hanoi_ct.statements.reading import read_text
    >>> text = "Xuất khẩu 8 tháng đạt 9,2 tỷ USD, trong đó khu vực FDI 4,9 tỷ USD, chiếm 53%."
    >>> [(c.kind, dict(c.statements)) for c in find_claims(read_text(text))]
    [('share', {'part': ('2',), 'total': ('1',), 'share': ('3',)})]
    """
    claims: _Claims = {}
    near = placed(reading)
    cells = cells_of(reading.statements)
    for source in _sources(reading, near, cells):
        _add(claims, source)
    of_wholes = _held(claims.values(), ("minmax", "weighted_growth"), "growth")
    summed = _held(claims.values(), ("sum",), "total") | _held(claims.values(), _SUMS, "parts")
    shared = _held(claims.values(), ("share",), "share")
    _add(claims, of_listed_parts(reading, summed, shared))
    _add(claims, of_bullets(reading, summed))
    _add(claims, of_totals_behind_parts(reading, _held(claims.values(), _SUMS, "total", "parts")))
    _add(claims, of_rests_of_plans(near, _held(claims.values(), ("rest", *_SUMS), "rest", "parts")))
    _add(claims, of_groups_of_rates(reading, of_wholes))
    of_wholes = _held(claims.values(), ("minmax", "weighted_growth"), "growth")
    _add(claims, of_growth_rows(reading, of_wholes))
    _add(claims, of_pairs_of_rates(reading))
    _add(claims, of_groups_of_amounts(reading, _held(claims.values(), _SUMS, "total")))
    _add(claims, of_shared_totals(reading, _held(claims.values(), ("share",), "share")))
    _add(claims, of_shares(near, _held(claims.values(), ("share",), "share")))
    known = {s.id: s for s in reading.statements}
    _add(claims, of_parts_with_shares(near, list(claims.values())))
    claims = _with_shares_that_fit(
        reading, near, _with_sums_that_add_up(reading.text, near, claims)
    )
    found_claims = without_siblings(_without_bases(_without_flows(list(claims.values()))))
    found_claims = without_thresholds(near, without_averages(near, found_claims))
    found_claims = without_twins(without_misfits_of_fitted(found_claims, known))
    kept = [c for c in found_claims if _says_parts(reading.text, known, c)]
    rates = attached(near)
    rated: _Claims = {}
    _add(rated, kept)
    _add(rated, of_rated_rows(near, rates))
    kept = with_fitting_rates(near, rates, list(rated.values()))
    kept = without_weighed(_with_open_lists(near, kept))
    kept = [c for c in kept if not is_of_another_total(reading.text, known, c)]
    kept = [c for c in kept if not _is_of_growth(known, c)]
    fitting = of_fitting_changes(near, _explained(kept))
    return with_shares_of_it(reading, [*kept, *fitting])


def _with_open_lists(near: list[Placed], claims: list[Claim]) -> list[Claim]:
    """With rows of which nothing follows but that they are no more than their whole."""
    parts = _held(claims, ("share",), "part") | _held(claims, ("sum",), "parts")
    rows = list(of_rows_within(near, parts))
    shares = list(of_their_shares(near, rows, _held(claims, ("share",), "share")))
    months = of_months_within(near)
    return without_shorter_rows([*claims, *shares], itertools.chain(rows, months))


def _is_of_growth(known: Mapping[str, Statement], claim: Claim) -> bool:
    """Whether a share of a growth rate ("đóng góp 79% vào mức tăng") is held against amounts."""
    shares = claim.statements.get("share", ()) if claim.kind in ("share", "same_total") else ()
    return any(known[i].comparison in ON_YEAR for i in shares)


def _with_sums_that_add_up(text: str, near: list[Placed], claims: _Claims) -> _Claims:
    """With totals that what stands beside them adds up to, and what follows for their rates."""
    rates = attached(near)
    known = {each.s.id: each.s for each in near}
    bases = _held(claims.values(), ("base", "difference"), "base")
    rows = rows_of_amounts(near, bases, rates)
    adding, others = of_rows_that_add_up(rows, text)
    kept: _Claims = {}
    _add(kept, iter(adding))
    _add(kept, iter(without_other_totals(list(claims.values()), adding, rates)))
    summed = _held(kept.values(), ("sum",), "parts")
    _add(kept, of_rows_that_nearly_do(rows, summed))
    parts = _held(kept.values(), _SUMS, "parts")
    _add(kept, of_bracketed_changes(near))
    _add(kept, of_bracketed_parts(near, parts, _held(kept.values(), ("share",), "part")))
    _add(kept, of_amounts_beside(near, list(kept.values())))
    _add(kept, of_fitting_plans(near, rates, _held(kept.values(), ("plan",), "attainment")))
    weighed = list(of_sums(rates, _alike_in_name(known, list(kept.values()))))
    kept = {key: c for key, c in kept.items() if not is_weighed_again(c, weighed)}
    _add(kept, iter(weighed))
    _add(kept, of_quotients(rates, list(kept.values())))
    told: _Claims = {}
    _add(told, with_the_rate_that_fits(near, list(kept.values())))
    _add(told, of_lists(rates, list(told.values())))
    near_totals: _Claims = {}
    _add(near_totals, iter(without_far_totals(list(told.values()), rates, known)))
    _add(near_totals, iter(others))
    return near_totals


def _alike_in_name(known: Mapping[str, Statement], claims: list[Claim]) -> list[Claim]:
    """Without sums of what names tell to be other things, whose rates need not agree."""

    def is_alike(claim: Claim) -> bool:
        whole = known[claim.statements["total"][0]]
        parts = [known[i] for i in claim.statements["parts"]]
        if whole.paragraph == parts[0].paragraph and whole.start < parts[0].start:
            return True
        return whole.indicator is not None or all(s.indicator is None for s in parts)

    return [c for c in claims if c.kind != "sum" or is_alike(c)]


def _with_shares_that_fit(reading: Reading, near: list[Placed], claims: _Claims) -> _Claims:
    """With shares that only their numbers place, and without totals that those rule out."""
    said = {each.s.id: each for each in near}
    known = {i: each.s for i, each in said.items()}
    held = [c for c in claims.values() if c.kind == "share" and not is_of_other_side(said, c)]
    fitting = list(of_fitting_shares(reading, near, [c for c in held if fits(known, c)]))
    shares = _held([*held, *fitting], ("share",), "share")
    fitting += of_named_shares(near, shares)
    fitting += of_rates_in_brackets(near)
    fitting += of_rows_of_shares(reading, near, [*held, *fitting])
    kept: _Claims = {}
    others = [c for c in claims.values() if c.kind != "share"]
    _add(kept, iter(without_misfits([*held, *others], fitting, known)))
    _add(kept, iter(fitting))
    fit = {c.statements["share"][0] for c in kept.values() if c.kind == "share" and fits(known, c)}
    _add(kept, of_agreeing_shares(reading, near, fit))
    balances_held = _held(kept.values(), ("balance",), "balance")
    _add(kept, of_fitting_balances(near, balances_held))
    return kept


_PART_WORDS = re.compile(
    r"trong đó|gồm|cụ thể|riêng|trong số|trong \d|chia|of which|including|of th|of these|out of|"
    r"^of |comprising|consisting|(?:nhiều|lớn|cao) nhất|đứng đầu|dẫn đầu|chủ yếu|"
    r"the (?:most|largest|biggest)|top|led by|mainly",
    re.IGNORECASE,
)


_KNOWN_PARTS = ("market", "owner", "province", "rest")


def _says_parts(text: str, known: Mapping[str, Statement], claim: Claim) -> bool:
    """Whether the text says that numbers are parts; of an open list nothing else tells."""
    if claim.kind != "part_of":
        return True
    parts = [known[i] for i in claim.statements["parts"]]
    if all(s.part in _KNOWN_PARTS for s in parts):
        return True
    whole, last = known[claim.statements["total"][0]], max(s.end for s in parts)
    if all(s.depth > whole.depth for s in parts):
        return True  # "15,2 tỷ USD (gạo 2,5 tỷ; rau 3 tỷ)"
    first = min(s.start for s in parts)
    listed = ": " in text[whole.end : first]
    return listed or bool(_PART_WORDS.search(text[max(0, whole.start - 25) : last]))


def _sources(reading: Reading, near: list[Placed], cells: list[Cell]) -> Iterable[Iterator[Claim]]:
    """The relations that every kind of search finds."""
    found = [*lists(cells), *table_lists(reading, cells)]
    totals = totals_of(cells)
    return (
        *(of_one_cell(cell) for cell in cells),
        of_other_names(cells),
        of_other_years(cells),
        of_aspects(cells),
        *(of_a_list(*parts, totals) for parts in found),
        of_times(cells),
        balances(cells),
        of_plans(cells, found),
        of_same_totals(reading, cells),
        of_other_totals(cells, found),
        of_rates(reading),
        of_rate_rows(reading),
        of_fields(near),
        of_totals_behind(reading),
        of_share_pairs(reading),
        of_parts_in_totals(reading),
        of_totals_in_brackets(reading),
        of_named_totals(reading),
        of_longer_names(reading),
        of_bases(reading),
        of_increments(reading),
        of_share_rows(reading),
        of_currencies(reading),
        of_named_lists(reading),
        of_groups(reading),
        of_stocks(near),
        of_ranks(reading),
        of_records(near),
        of_places(near),
        of_share_changes(reading, found),
        of_part_contributions(found),
        quotients(reading),
        multiples(reading, cells),
        remainders(reading, cells),
        of_what_is_left(reading),
        of_balances(near),
        of_changes(near),
        of_changes_told_first(near),
        of_bases_around(near),
        of_rests(near),
        of_counted_plans(near),
        of_averages(near),
        of_unit_values(near),
        of_monthly_averages(near),
        of_multiples_of_others(near),
        of_occupancy(near),
        of_prices(near),
        of_yearly_growth(reading, near),
        of_headlines(reading),
        of_numbers_told_twice(near),
    )


_SUMS = ("sum", "part_of")


def _add(claims: _Claims, source: Iterable[Claim]) -> None:
    """Enter claims, none twice: parts are the same parts in any order."""
    for claim in source:
        roles = tuple(
            (role, tuple(sorted(ids)) if role == "parts" else ids)
            for role, ids in sorted(claim.statements.items())
        )
        claims.setdefault((claim.kind, roles), claim)


_CHANGES = {
    "increment": "increment",
    "difference": "difference",
    "base": "growth",
    "ratio": "ratio",
    "rate_ratio": "ratio",
}


def _explained(claims: Sequence[Claim]) -> set[str]:
    """The changes that claims explain, and the amounts that they add up."""
    roles = ((c.statements, _CHANGES.get(c.kind, "")) for c in claims)
    changes = {i for named, role in roles for i in named.get(role, ())}
    return changes | _held(claims, ("sum",), "total", "parts")


def _held(claims: Iterable[Claim], kinds: tuple[str, ...], *roles: str) -> set[str]:
    """The statements that claims of some kinds hold in some roles."""
    return {
        i
        for claim in claims
        if claim.kind in kinds
        for role in roles
        for i in claim.statements.get(role, ())
    }


def _without_flows(claims: list[Claim]) -> list[Claim]:
    """Without sums of what are stocks and flows: "tồn kho ..., sản xuất ..., tiêu thụ ..."."""
    flows = [set(_ids(c)) for c in claims if c.kind == "stock_flow"]
    return [c for c in claims if c.kind not in _SUMS or not any(f >= set(_ids(c)) for f in flows)]


def _without_bases(claims: list[Claim]) -> list[Claim]:
    """Without increases of what was before: "từ 18.400 lên 21.160, tăng 2.760 (15%)".

    Nor such as the base of their level and rate tells already.
    """
    told = [c.statements for c in claims if c.kind in ("difference", "base")]
    bases = {i for roles in told for i in roles["base"]}
    of_bases = {(roles["level"], roles["growth"]) for roles in told if "growth" in roles}

    def again(roles: Mapping[str, tuple[str, ...]]) -> bool:
        return bool(bases.intersection(roles["level"])) or (
            (roles["level"], roles["growth"]) in of_bases
        )

    return [c for c in claims if c.kind != "increment" or not again(c.statements)]


def _ids(claim: Claim) -> list[str]:
    return [i for ids in claim.statements.values() for i in ids]
