"""Versions of a code list, and what became of a code from one to the next."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar

import numpy as np

from hanoi_ct._inputs.validate import shown
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

_Value = TypeVar("_Value")

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}([ T].*)?")  # of a time, the day


class CodeChange(NamedTuple):
    """Codes of the version before that became other codes of a version.

    Codes that stand in no change of a version went on unchanged. One that stays while
    another is merged into it is listed with itself.
    """

    version: str
    before: str
    after: tuple[str, ...]


class CodeVersions:
    """A code list that was revised, with the day from which each version holds.

    The same code may mean different things in two versions, so that data of different
    dates must not be joined by code alone; `carry` joins them by what was changed.

    Parameters
    ----------
    name : str
        The name of the list.
    versions : sequence of (str, str or None)
        The name of each version and the day from which it holds (2018-08-20), in order;
        None for the first.
    changes : iterable of CodeChange
        What each version changed against the one before.

    Raises
    ------
    ArgumentValueError
        Versions out of order, or a change of an unknown version.

    Examples
    --------
    >>> from hanoi_ct.hierarchy import VSIC
    >>> VSIC.version_at("2018-08-31"), VSIC.version_at("2018-07-31")
    ('VSIC 2018', 'VSIC 2007')
    >>> VSIC.carry("1104", "2018-08-31", "2025-12-31")
    '1105'
    >>> VSIC.same_meaning("1104", "2018-08-31", "2025-12-31")
    False
    """

    def __init__(
        self,
        name: str,
        versions: Sequence[tuple[str, str | None]],
        changes: Iterable[CodeChange] = (),
    ) -> None:
        self.name = name
        listed = _tuples(
            versions, 2, "`versions` of CodeVersions must be pairs of a name and a day"
        )
        self.versions: tuple[str, ...] = tuple(version for version, _ in listed)
        self._starts = [_first_day(start) for _, start in listed]
        ordered = all(a < b for a, b in zip(self._starts, self._starts[1:], strict=False))
        if not listed or not ordered or len(set(self.versions)) < len(self.versions):
            raise ArgumentValueError(
                f"`versions` of CodeVersions must be one or more, each of its own name and from a "
                f"later day; got {listed}"
            )
        self._changes: dict[str, dict[str, tuple[str, ...]]] = {v: {} for v in self.versions}
        for change in _tuples(changes, 3, "`changes` of CodeVersions must be CodeChanges"):
            self._add(*change)
        # The codes that each version made of others.
        self._made = {
            version: {code for after in changed.values() for code in after}
            for version, changed in self._changes.items()
        }

    def _add(self, version: str, before: str, after: tuple[str, ...]) -> None:
        if version not in self.versions[1:]:
            raise ArgumentValueError(
                f"`changes` of CodeVersions must be of a version after the first; got "
                f"{version!r} for code {before!r}"
            )
        of_text = isinstance(after, tuple) and all(isinstance(c, str) for c in (before, *after))
        if not of_text:
            raise ArgumentTypeError(
                f"`changes` of CodeVersions must be from a code to a tuple of codes, all text; got "
                f"{before!r} to {after!r} in {version}"
            )
        if before in self._changes[version] or not after:
            raise ArgumentValueError(
                f"`changes` of CodeVersions must tell once what became of a code; got {before!r} "
                f"{'twice' if after else 'to nothing'} in {version}"
            )
        self._changes[version][before] = after

    def version_at(self, day: str | date | np.datetime64) -> str:
        """Return the name of the version in force on a day; a month stands for its end.

        Parameters
        ----------
        day : str, date or datetime64
            ``"2018-08-15"``, or a month ``"2018-08"``.

        Returns
        -------
        str
            A day before the first version has the first.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import VSIC
        >>> VSIC.version_at("2018-08")
        'VSIC 2018'
        """
        number = int(np.searchsorted(self._starts, _last_day(day), side="right")) - 1
        return self.versions[max(number, 0)]

    def carry(self, code: str, since: Any, until: Any) -> str:
        """Return the code that means on one day what a code meant on an earlier one.

        Parameters
        ----------
        code : str
            A code of the version in force at `since`.
        since, until : day or month
            `until` no earlier than `since`.

        Returns
        -------
        str

        Raises
        ------
        ArgumentTypeError
            `code` is not text.
        ArgumentValueError
            The code was divided among several, or came into use later, between the two
            days; the message says what became of it.
        """
        first, last = self._span(self.version_at(since), until)
        version, after = self._followed(code, first, last)
        if len(after) > 1:
            raise ArgumentValueError(
                f"`code` of carry must have gone on whole; got {code!r}, which {version} "
                f"divides into {', '.join(after)}"
            )
        if not after:
            raise ArgumentValueError(
                f"`code` of carry must be a code on the day of `since`; got {code!r}, which "
                f"{version} introduces"
            )
        return after[0]

    def _span(self, version: str, until: Any) -> tuple[int, int]:
        """Return the places of a version and of the one in force at `until`, no earlier."""
        first, last = self._place(version), self._place(self.version_at(until))
        if last < first:
            raise ArgumentValueError(
                f"`until` of carry must not lie in an earlier version than the codes'; got "
                f"{until} ({self.versions[last]}) for codes of {version}"
            )
        return first, last

    def _place(self, version: str) -> int:
        if version not in self.versions:
            raise ArgumentValueError(
                f"a version of {self.name} must be one of {', '.join(self.versions)}; got "
                f"{version!r}"
            )
        return self.versions.index(version)

    def _followed(self, code: str, first: int, last: int) -> tuple[str, tuple[str, ...]]:
        """Return what a code became, several where it was divided, and in which version.

        There is nothing where a version introduces the code anew: it had none before.
        """
        if not isinstance(code, str):
            raise ArgumentTypeError(
                f"`code` of carry must be text (as a number, 05 loses its zero); got {code!r}"
            )
        current = code
        for version in self.versions[first + 1 : last + 1]:
            after = self._changes[version].get(current)
            if after is None and current in self._made[version]:
                return version, ()
            if after is not None and len(after) > 1:
                return version, after
            current = after[0] if after else current
        return self.versions[last], (current,)

    def became(self, code: str, version: str, later: str) -> tuple[str, ...]:
        """Return what a code of a version is in a later one: several where it was divided.

        There is nothing where a version between introduces the code anew.

        Parameters
        ----------
        code : str
            A code of `version`.
        version, later : str
            Names of versions, `later` no earlier than `version`.

        Returns
        -------
        tuple of str

        Raises
        ------
        ArgumentValueError
            `version` or `later` is no version of the list, or `later` comes before `version`.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import VSIC
        >>> VSIC.became("1103", "VSIC 2018", "VSIC 2025")
        ('1103', '1104')
        """
        first, last = self._place(version), self._place(later)
        if last < first:
            raise ArgumentValueError(
                f"`later` of became must be no earlier version than {version}; got {later}"
            )
        return self._followed(code, first, last)[1]

    def carry_codes(self, codes: Sequence[str], version: str, until: Any) -> tuple[str, ...]:
        """Return what all codes of a version are on a later day; see `carry`.

        Parameters
        ----------
        codes : sequence of str
            All different.
        version : str
            The version they are of.
        until : day or month

        Returns
        -------
        tuple of str
            In the order of `codes`.

        Raises
        ------
        ArgumentValueError
            Codes that were divided, came into use later, or became one; each is named.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import VSIC
        >>> VSIC.carry_codes(["1103", "1104"], "VSIC 2007", "2018-08")
        ('1103', '1104')
        """
        first, last = self._span(version, until)
        found = {code: self._followed(code, first, last) for code in codes}
        refused = [
            f"{code!r} ({by} divides it into {', '.join(after)})"
            if after
            else f"{code!r} ({by} introduces it)"
            for code, (by, after) in found.items()
            if len(after) != 1
        ]
        if refused:
            raise ArgumentValueError(
                f"codes of carry must have gone on whole from {version} to "
                f"{self.versions[last]}; got {first_of(refused)}"
            )
        came_from: dict[str, str] = {}
        for code, (_, (new,)) in found.items():
            if new in came_from:
                raise ArgumentValueError(
                    f"codes of carry must have stayed apart from {version} to "
                    f"{self.versions[last]}; got {came_from[new]!r} and {code!r}, both {new!r} now"
                )
            came_from[new] = code
        return tuple(came_from)

    def absence(self, code: str, version: str) -> str | None:
        """Say why a version has no such code; None if nothing says so.

        Only changes are known, not the whole list: a code that never changed, or that never
        was, is not told from one that holds.

        Parameters
        ----------
        code : str
        version : str
            Name of a version.

        Returns
        -------
        str or None

        Raises
        ------
        ArgumentValueError
            `version` is no version of the list.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import VSIC
        >>> VSIC.absence("1322", "VSIC 2018")
        'VSIC 2018 makes it 1392'
        """
        number = self._place(version)
        for past in self.versions[number:0:-1]:
            if code in self._made[past]:
                return None
            if code in self._changes[past]:
                return f"{past} makes it {', '.join(self._changes[past][code])}"
        for future in self.versions[number + 1 :]:
            if code in self._changes[future]:
                return None
            if code in self._made[future]:
                return f"{future} introduces it"
        return None

    def carry_all(self, values: Mapping[str, _Value], since: Any, until: Any) -> dict[str, _Value]:
        """Return values by code under the codes of a later day; see `carry`.

        Parameters
        ----------
        values : mapping of str to value
            Values of any kind by code of the version in force at `since`; missing ones
            stay missing.
        since, until : day or month
            `until` no earlier than `since`.

        Returns
        -------
        dict of str to value

        Raises
        ------
        ArgumentValueError
            As `carry`, and where two codes became one: their values must be added up or
            averaged first.

        Examples
        --------
        >>> from hanoi_ct.hierarchy import VSIC
        >>> VSIC.carry_all({"1101": 3.5}, "2018-08", "2024-12")
        {'1101': 3.5}
        """
        if not hasattr(values, "items"):
            raise ArgumentTypeError(
                f"`values` of carry_all must map codes to values; got {shown(values)}"
            )
        carried: dict[str, _Value] = {}
        came_from: dict[str, str] = {}
        for code, value in values.items():
            new = self.carry(code, since, until)
            if new in carried:
                raise ArgumentValueError(
                    f"`values` of carry_all must have one code for each later one; got "
                    f"{came_from[new]!r} and {code!r} for {new!r}"
                )
            carried[new], came_from[new] = value, code
        return carried

    def same_meaning(self, code: str, since: Any, until: Any) -> bool:
        """Tell whether a code means the same on two days, so that it may be joined by.

        Parameters
        ----------
        code : str
        since, until : day or month
            In either order.

        Returns
        -------
        bool

        Examples
        --------
        >>> from hanoi_ct.hierarchy import VSIC
        >>> VSIC.same_meaning("1101", "2018-08", "2024-12")
        True
        """
        first, last = sorted(self.versions.index(self.version_at(day)) for day in (since, until))
        return self._followed(code, first, last)[1] == (code,)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, CodeVersions) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((self.name, self.versions))

    def __repr__(self) -> str:
        since = [f"{v} from {day}" for v, day in zip(self.versions, self._starts, strict=True)]
        return f"<CodeVersions of {self.name}: {', '.join([self.versions[0], *since[1:]])}>"


def _tuples(given: Any, length: int, rule: str) -> list[tuple[Any, ...]]:
    try:
        listed = None if isinstance(given, str) else list(given)
    except TypeError:  # no iterable, or one of no dimension
        listed = None
    if listed is None:
        raise ArgumentTypeError(f"{rule}; got {shown(given)}")
    for each in listed:
        if not isinstance(each, (tuple, list)) or len(each) != length:
            raise ArgumentTypeError(f"{rule}; got {shown(each)}")
    return [tuple(each) for each in listed]


def first_of(named: Sequence[str], count: int = 8) -> str:
    """Return the first of what a message names, and how many more there are."""
    more = f"; and {len(named) - count} more" if len(named) > count else ""
    return "; ".join(named[:count]) + more


def _first_day(start: Any) -> np.datetime64:
    text = "0001-01-01" if start is None else str(start)
    try:
        if _DAY.fullmatch(text):
            return np.datetime64(text[:10], "D")
    except ValueError:
        pass  # no day of any month
    raise ArgumentValueError(
        f"`versions` of CodeVersions must have days (2018-08-20), None for the first; got {start!r}"
    )


def _last_day(day: Any) -> np.datetime64:
    text = str(day)
    try:
        if re.fullmatch(r"\d{4}-\d{2}", text):
            after = np.datetime64(text, "M") + np.timedelta64(1, "M")
            return np.datetime64(str(after), "D") - np.timedelta64(1, "D")
        if _DAY.fullmatch(text):
            return np.datetime64(text[:10], "D")
    except ValueError:
        pass  # no day of any month
    raise ArgumentValueError(
        f"a date of CodeVersions must be a day (2018-08-31) or a month (2018-08); got {day!r}"
    )


def _changes(version: str, changed: Mapping[str, str]) -> list[CodeChange]:
    return [CodeChange(version, old, tuple(new.split())) for old, new in changed.items()]


VSIC = CodeVersions(
    "VSIC",
    [("VSIC 2007", None), ("VSIC 2018", "2018-08-20"), ("VSIC 2025", "2025-11-15")],
    # Classes of mining, manufacturing, electricity and water. Decision 27/2018/QĐ-TTg.
    _changes(
        "VSIC 2018",
        {
            "1079": "1076 1077 1079",  # tea and coffee come out of other food
            "1321": "1391",
            "1322": "1392",
            "1323": "1393",
            "1324": "1394",
            "1329": "1399",
            "2212": "2219",
            "3510": "3511 3512",  # generation; transmission and distribution
        },
    )
    # Decision 36/2025/QĐ-TTg.
    + _changes(
        "VSIC 2025",
        {
            "0722": "0729",
            "1103": "1103 1104",  # beer; malt
            "1104": "1105",  # soft drinks
            "2610": "2611 2619",  # solar cells; other components
            "3100": "3101 3102 3109",
            "3511": "3511 3512",  # generation, not renewable and renewable
            "3512": "3513",  # transmission and distribution
        },
    ),
)
"""Viet Nam's classification of industries: classes of mining, manufacturing, electricity and
water (sections B to E) whose codes changed. Not in it are other sections, the groups, divisions
and sections above the class, and class 3540, which VSIC 2025 adds: what it was taken from was
not found."""
