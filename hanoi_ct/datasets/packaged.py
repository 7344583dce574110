"""The packaged tables, and a user's own in their place."""

from __future__ import annotations

from importlib.resources import as_file, files
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from hanoi_ct.datasets.catalogue import TableNames, catalogue, describe
from hanoi_ct.errors import DataError
from hanoi_ct.tables.csv_reader import read_csv
from hanoi_ct.tables.schema import nearest

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Collection", "list", "load"]


def list() -> TableNames:
    """The names of the tables, in a stable order.

    Returns
    -------
    TableNames
        A tuple of names; ``print(datasets.list())`` shows their titles.

    Examples
    --------
    >>> from hanoi_ct import datasets
    >>> datasets.list()[:2]
    ('hanoi_iip_reported', 'hanoi_trade_reported')
    """
    return TableNames(catalogue())


def load(name: str, folder: str | PathLike[str] | None = None) -> pd.DataFrame:
    """Load a table.

    Parameters
    ----------
    name : str
        One of `list`.
    folder : str or path, optional
        A folder of one's own tables: its file ``<name>.csv`` is read in place of the packaged
        one if it is there.

    Returns
    -------
    pandas.DataFrame
        A new one at each call. Periods are monthly periods, figures float64 with NaN where a
        page states none, counts Int64, closed sets categories, text string. ``published`` keeps
        the date as stated, ``2018-08-30`` or ``2018-08``; ``published_month`` is its month, NaT
        if unknown. The index ``row`` is the row of the file as a spreadsheet shows it.

    Raises
    ------
    ArgumentValueError
        If there is no table of that name.
    DataError
        If a file of `folder` is not a table or breaks its rules; see
        `hanoi_ct.tables.read_csv`.
    MissingDependencyError
        If pandas is not installed.

    Examples
    --------
    >>> from hanoi_ct import datasets
    >>> production = datasets.load("hanoi_iip_reported")
    >>> row = production.loc[305]
    >>> row["activity_en"], float(row["value"]), str(row["period_end"]), row["published"]
    ('Beverages', 17.2, '2018-08', '2018-09')
    """
    return Collection(folder).read(name)


class Collection:
    """The tables that a report reads: packaged, or from a folder where given.

    Parameters
    ----------
    folder : str or path, optional
        Its files ``<name>.csv``, in the packaged columns, replace the packaged tables of the
        same name. Tables that restate others, such as ``conflicts``, are not compiled anew.

    Raises
    ------
    DataError
        If the folder does not exist, holds no table, or holds a CSV file that bears no table's
        name.
    """

    def __init__(self, folder: str | PathLike[str] | None = None) -> None:
        self._own = {} if folder is None else _tables_in(Path(folder))
        self._loaded: dict[str, pd.DataFrame] = {}

    def load(self, name: str) -> pd.DataFrame:
        """A table as `hanoi_ct.datasets.load` gives it, read once; treat it as read-only."""
        if name not in self._loaded:
            self._loaded[name] = self.read(name)
        return self._loaded[name]

    def read(self, name: str) -> pd.DataFrame:
        """A new copy of a table."""
        schema = describe(name).schema
        if name in self._own:
            return read_csv(self._own[name], schema)
        with as_file(files(__package__) / "data" / f"{name}.csv") as path:
            return read_csv(path, schema)


def _tables_in(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        found = "it is a file" if folder.exists() else "it is not there"
        raise DataError(f"{folder} must be a folder of tables; {found}")
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".csv")
    for path in paths:
        if path.stem not in catalogue():
            near = nearest(path.stem, catalogue())
            raise DataError(
                f"{path} must bear the name of a packaged table; "
                + (f"nearest: {near}" if near else f"there are {', '.join(catalogue())}")
            )
    if not paths:
        raise DataError(f"{folder} must hold tables named as the packaged ones; it has no CSV file")
    return {path.stem: path for path in paths}
