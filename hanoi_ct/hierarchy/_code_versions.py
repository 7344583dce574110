"""Versions of a code list, and what became of a code from one to the next."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeVar

import numpy as np

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError

_Value = TypeVar("_Value")


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
        self.versions = tuple(version for version, _ in versions)
        self._starts = [np.datetime64(start or "0001-01-01", "D") for _, start in versions]
        if not versions or any(
            b <= a for a, b in zip(self._starts, self._starts[1:], strict=False)
        ):
            raise ArgumentValueError(
                f"`versions` of CodeVersions must be one or more, each from a later day; got "
                f"{list(versions)}"
            )
        self._changes: dict[str, dict[str, tuple[str, ...]]] = {v: {} for v in self.versions}
        for change in changes:
            if change.version not in self.versions[1:]:
                raise ArgumentValueError(
                    f"`changes` of CodeVersions must be of a version after the first; got "
                    f"{change.version!r} for code {change.before!r}"
                )
            self._changes[change.version][change.before] = change.after

    def version_at(self, day: str | date | np.datetime64) -> str:
        """Return the name of the version in force on a day; a month stands for its end."""
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
        if not isinstance(code, str):
            raise ArgumentTypeError(
                f"`code` of carry must be text (as a number, 05 loses its zero); got {code!r}"
            )
        first, last = (self.versions.index(self.version_at(day)) for day in (since, until))
        if last < first:
            raise ArgumentValueError(
                f"`until` of carry must not lie in an earlier version than `since`; got {until} "
                f"({self.versions[last]}) after {since} ({self.versions[first]})"
            )
        current = code
        for version in self.versions[first + 1 : last + 1]:
            changed = self._changes[version]
            after = changed.get(current, (current,))
            if len(after) > 1:
                raise ArgumentValueError(
                    f"`code` of carry must have gone on whole; got {code!r}, which {version} "
                    f"divides into {', '.join(after)}"
                )
            if current not in changed and any(current in new for new in changed.values()):
                raise ArgumentValueError(
                    f"`code` of carry must be a code on the day of `since`; got {code!r}, which "
                    f"{version} introduces"
                )
            current = after[0]
        return current

    def carry_all(self, values: Mapping[str, _Value], since: Any, until: Any) -> dict[str, _Value]:
        """Return values by code under the codes of a later day; see `carry`.

        Raises
        ------
        ArgumentValueError
            As `carry`, and where two codes became one: their values must be added up or
            averaged first.
        """
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
        """Tell whether a code means the same on two days, so that it may be joined by."""
        try:
            return self.carry(code, since, until) == code
        except ArgumentValueError:
            return False


def _last_day(day: Any) -> np.datetime64:
    text = str(day)
    try:
        if re.fullmatch(r"\d{4}-\d{2}", text):
            after = np.datetime64(text, "M") + np.timedelta64(1, "M")
            return np.datetime64(str(after), "D") - np.timedelta64(1, "D")
        if re.match(r"\d{4}-\d{2}-\d{2}", text):
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
water (sections B to E) whose codes changed. Other sections, and groups above the class, are
not in it."""
