"""The packaged tables, and a user's own in their place."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib.resources import as_file, files
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from hanoi_ct._inputs.validate import shown
from hanoi_ct._optional import require
from hanoi_ct.datasets.added import different, last_day, new_rows
from hanoi_ct.datasets.catalogue import TableNames, catalogue, describe
from hanoi_ct.datasets.own import Own, holds_figures, own_rows
from hanoi_ct.errors import ArgumentTypeError, DataError
from hanoi_ct.tables.csv_reader import Records, read_records, records_of
from hanoi_ct.tables.folder import FACTS, OWN_FILES
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
    """The tables that a report reads: packaged, with an office's own figures beside them.

    Parameters
    ----------
    folder : str or path, optional
        Figures that ``hanoi-ct import`` kept in it, and its standard form ``bieu.xlsx``, are added
        to the packaged tables, each with its source. Its files ``<name>.csv``, in the packaged
        columns, replace the packaged tables of the same name. Tables that restate others, such as
        ``conflicts``, are not compiled anew.
    own_only : bool, default False
        Leave out what pages published about the province, and keep the office's own figures.
    province : str, optional
        The province whose figures of the folder are meant; by default the one most named. The
        packaged tables of Hanoi are left out where it is another.

    Raises
    ------
    DataError
        If the folder does not exist, holds nothing of these, or holds a CSV file that bears no
        table's name.
    """

    def __init__(
        self,
        folder: str | PathLike[str] | None = None,
        *,
        own_only: bool = False,
        province: str | None = None,
    ) -> None:
        if not (folder is None or isinstance(folder, (str, PathLike))):
            raise ArgumentTypeError(f"`folder` must be a path; got {shown(folder)}")
        self._own = {} if folder is None else _tables_in(Path(folder))
        self._records: dict[str, Records] = {}
        self._loaded: dict[str, pd.DataFrame] = {}
        self._folder = None if folder is None else Path(folder)
        self._own_only, self._asked = own_only, province
        self._more: dict[str, Sequence[Mapping[str, str]]] = {}

    @cached_property
    def own(self) -> Own:
        """The office's own figures, as they were read and as rows of the tables."""
        if self._folder is None:
            return Own({}, province=self._asked)
        return own_rows(self._folder, self._asked)

    @property
    def province(self) -> str:
        """The province that the figures are about."""
        return self._asked or self.own.province or "Hà Nội"

    def with_rows(self, rows: Mapping[str, Sequence[Mapping[str, str]]]) -> Collection:
        """The same tables with further rows of text, by the name of the table.

        A row that states what its table has already (the same figures of the same page, day and
        labels; a month alone is its last day) is not added again.

        Parameters
        ----------
        rows : mapping of str to sequence of mapping
            Every column of the table for each row, empty where there is nothing.

        Returns
        -------
        Collection
            A new one; this one stays as it is.
        """
        more = Collection(self._folder, own_only=self._own_only, province=self._asked)
        for name in {*self._more, *rows}:
            every = [*self._more.get(name, ()), *rows.get(name, ())]
            more._more[name] = different(every)
        return more

    def load(self, name: str) -> pd.DataFrame:
        """A table as `hanoi_ct.datasets.load` gives it, read once; treat it as read-only."""
        if name not in self._loaded:
            self._loaded[name] = self.read(name)
        return self._loaded[name]

    def read(self, name: str) -> pd.DataFrame:
        """A new copy of a table.

        Parameters
        ----------
        name : str
            One of `hanoi_ct.datasets.list`.

        Returns
        -------
        DataFrame

        Raises
        ------
        MissingDependencyError
            pandas is not installed.
        """
        require("pandas", "reading tables")
        return self.records(name).frame()

    def records(self, name: str) -> Records:
        """A table as plain records, read once; treat them as read-only.

        Parameters
        ----------
        name : str
            One of `hanoi_ct.datasets.list`.

        Returns
        -------
        Records
        """
        describe(name)  # refuses what is no name
        if name not in self._records:
            self._records[name] = self._read(name)
        return self._records[name]

    def text_rows(self, name: str, as_of: str | None = None) -> Sequence[Mapping[str, str]]:
        """The rows of a table as its file writes them, with the office's own behind.

        Parameters
        ----------
        name : str
            One of `hanoi_ct.datasets.list`.
        as_of : str, optional
            Leave out what was published after this day, month or year; rows that tell no date
            stay.

        Returns
        -------
        sequence of mapping
            Every column of the table for each row, empty where there is nothing.
        """
        rows: Sequence[Mapping[str, str]] = []
        if name in self._own:
            rows = _text_rows(self._own[name].read_text(encoding="utf-8-sig"))
        elif not self._left_out(name):
            packaged = files(__package__).joinpath(f"data/{name}.csv")
            rows = _text_rows(packaged.read_text(encoding="utf-8"))
        columns = describe(name).schema.names
        every = (*rows, *self.own.rows.get(name, ()), *self._more.get(name, ()))
        return [
            {column: row.get(column) or "" for column in columns}
            for row in every
            if as_of is None
            or not row.get("published")
            or last_day(row["published"]) <= last_day(as_of)
        ]

    def _left_out(self, name: str) -> bool:
        """Whether a packaged table is about Hanoi and the figures are not, or hers are asked."""
        local = name.startswith("hanoi_") and name != "hanoi_agenda_2018_08"
        return local and (self._own_only or self.province != "Hà Nội")

    def _read(self, name: str) -> Records:
        schema = describe(name).schema
        if name in self._own:
            held = read_records(self._own[name], schema)
        elif self._left_out(name):
            held = Records(schema, [], {column: [] for column in schema.names})
        else:
            with as_file(files(__package__) / "data" / f"{name}.csv") as path:
                held = read_records(path, schema)
        if rows := self.own.rows.get(name, ()):
            held = held.followed_by(_following(held, rows, f"{self._folder}/{FACTS}"))
        if more := self._more.get(name, ()):
            held = held.followed_by(new_rows(held, _following(held, more, "rows added to it")))
        return held


def _text_rows(text: str) -> Sequence[Mapping[str, str]]:
    return [*csv.DictReader(io.StringIO(text, newline=""))]


def _following(held: Records, rows: Sequence[Mapping[str, str]], where: str) -> Records:
    """Rows of text, checked and numbered after those that are held."""
    return records_of(rows, held.schema, where, max(held.rows, default=1) + 1)


def _tables_in(folder: Path) -> dict[str, Path]:
    if not folder.is_dir():
        found = "it is a file" if folder.exists() else "it is not there"
        raise DataError(f"{folder} must be a folder of tables; {found}")
    paths = sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() == ".csv"
        and path.name not in OWN_FILES
        and not path.name.startswith("bieu")
    )
    for path in paths:
        if path.stem not in catalogue():
            near = nearest(path.stem, catalogue())
            raise DataError(
                f"{path} must bear the name of a packaged table; "
                + (f"nearest: {near}" if near else f"there are {', '.join(catalogue())}")
            )
    if not paths and not holds_figures(folder):
        raise DataError(
            f"{folder} must hold figures of yours; it has none. Put them there by: "
            f"hanoi-ct import FILES --into {folder}"
        )
    return {path.stem: path for path in paths}
