"""What the columns of records hold: kinds, units and codes for missing values.

Schemas are pydantic models rather than pandera ones: pandera checks a data frame in memory,
while records come as batches of any container. pydantic checks the declaration itself, reads it
from JSON or TOML and names what is wrong in it; the batches are checked by pyarrow.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

MISSING_CODES = ("-", "…", "...", "..", "")


class Field(BaseModel):
    """A column of records.

    Parameters
    ----------
    kind : {"number", "integer", "text"}
        What its cells hold. Keys are "text" by default in files of text, where "01" and "1"
        differ; in typed containers they are what they are.
    unit : str
        Of its numbers, carried to the table.
    missing : tuple of str
        Texts that stand for a value that is not there.
    decimal : {".", ","}
        The decimal sign of numbers in text.
    minimum, maximum : float, optional
        Bounds that a number must keep.
    allowed : tuple of str, optional
        The texts that a key may be.

    Examples
    --------
    >>> from hanoi_ct.records import Field
    >>> Field(kind="number", unit="USD", minimum=0).unit
    'USD'
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["number", "integer", "text"] = "number"
    unit: str = ""
    missing: tuple[str, ...] = MISSING_CODES
    decimal: Literal[".", ","] = "."
    minimum: float | None = None
    maximum: float | None = None
    allowed: tuple[str, ...] | None = None

    @model_validator(mode="after")
    def _bounds_in_order(self) -> Field:
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            raise ValueError(f"minimum {self.minimum} lies above maximum {self.maximum}")
        if self.kind == "text" and (self.minimum is not None or self.maximum is not None):
            raise ValueError("minimum and maximum need a column of numbers")
        return self


class RecordSchema(BaseModel):
    """The columns of records by name; columns that are not named are taken as they are.

    Examples
    --------
    >>> from hanoi_ct.records import Field, RecordSchema
    >>> schema = RecordSchema(columns={"value": Field(unit="USD", decimal=",")})
    >>> schema.field("value").decimal, schema.field("province") is None
    (',', True)
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: dict[str, Field]

    @field_validator("columns")
    @classmethod
    def _some_columns(cls, columns: dict[str, Field]) -> dict[str, Field]:
        if not columns:
            raise ValueError("a schema must name at least one column")
        return columns

    def field(self, name: str) -> Field | None:
        """The declaration of a column, or None.

        Parameters
        ----------
        name : str

        Returns
        -------
        Field or None
        """
        return self.columns.get(name)
