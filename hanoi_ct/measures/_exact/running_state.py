"""A sum that is kept exactly, takes more terms later and merges with others."""

from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from hanoi_ct import _core
from hanoi_ct._inputs.tabular import is_tabular, take
from hanoi_ct._inputs.threads import thread_count
from hanoi_ct._inputs.validate import choice, integer, real_array
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError, DataError
from hanoi_ct.measures._calls.policies import MISSING, Missing
from hanoi_ct.measures._exact import states as _states
from hanoi_ct.measures._exact.sums import missing_error


class ExactSum:
    """A sum that is kept exactly and rounded only when it is asked for.

    Parts of a total may be summed wherever they are, in any order: the merged sum is
    the same to the last bit, and so are its bytes.

    Parameters
    ----------
    x : array_like of real numbers, optional
        First terms, in any unit; NaN propagates.

    Notes
    -----
    The state is 72 integers of 64 bits: a version word, how many terms were +inf, -inf
    and NaN, a flag for the sign of zero, and 67 chunks of 32 bits, the first worth
    2**-1074. Chunks are kept canonical, so that equal sums are equal bytes; merging is
    integer addition, associative and commutative to the bit. There is room for 2**63
    terms of any size.

    References
    ----------
    R. M. Neal (2015), "Fast exact summation using small and large superaccumulators",
    arXiv:1505.05571.

    Examples
    --------
    >>> from hanoi_ct import ExactSum
    >>> north, south = ExactSum([0.1, 0.2]), ExactSum([0.3])
    >>> (north + south).value
    0.6
    >>> north + south == south + north == ExactSum([0.3, 0.2, 0.1])
    True
    >>> ExactSum.from_bytes(north.to_bytes()).value
    0.30000000000000004
    """

    __slots__ = ("_lock", "_state")
    # Mutable, and equal when the sums are: not to be used as a key.
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, x: ArrayLike | None = None) -> None:
        self._lock = Lock()
        self._state = _states.empty()
        if x is not None:
            self.add(x)

    def add(
        self, x: ArrayLike, *, missing: Missing = "propagate", threads: int | None = None
    ) -> None:
        """Add every term of `x`.

        Parameters
        ----------
        x : array_like of real numbers, or labelled data
            Terms of any shape, in the unit of the sum. Integers enter exactly, whatever
            their size.
        missing : {"propagate", "omit", "raise"}, default "propagate"
            What a NaN does: makes the sum NaN, is left out, or is an error, before
            anything is added.
        threads : int, optional
            As in `exact_sum`.

        Raises
        ------
        ArgumentTypeError
            `x` is not an array of real numbers.
        ArgumentValueError
            An unknown word for `missing`, a NaN under ``missing="raise"``.

        Examples
        --------
        >>> from hanoi_ct import ExactSum
        >>> total = ExactSum()
        >>> total.add([1e16, 1.0])
        >>> total.add(-1e16)
        >>> total.value
        1.0
        """
        if is_tabular(x):
            x = take(x, "x", "ExactSum.add").values
        terms = real_array(x, "x", "ExactSum.add")
        if terms.dtype.kind == "O":
            terms = _states.in_binary(terms, "x", "ExactSum.add")
        parts = _states.exact_parts(terms, "x", "ExactSum.add")
        omit = choice(missing, MISSING, "missing", "ExactSum.add") == MISSING["omit"]
        parallel = thread_count(threads, parts[0].size, "ExactSum.add")
        sums = []
        for part in parts:
            added = _states.sum_of(part, parallel)
            if missing == "raise" and added[_states.NAN_WORD] > 0:
                raise missing_error(np.isnan(part), "`x`", "ExactSum.add")
            if omit:
                added[_states.NAN_WORD] = 0
            sums.append(added)
        self._take(_states.merge_all(sums))

    def merge(self, other: "ExactSum") -> None:
        """Add the terms of another exact sum.

        Parameters
        ----------
        other : ExactSum
            A sum in the same unit; it stays as it is.

        Raises
        ------
        ArgumentTypeError
            `other` is not an ExactSum.
        """
        if not isinstance(other, ExactSum):
            raise ArgumentTypeError(
                f"`other` of ExactSum.merge must be an ExactSum; got {type(other).__name__}"
            )
        self._take(other._state)

    def _take(self, state: _states.States) -> None:
        """Merge a state; another thread may do so at the same time."""
        with self._lock:
            self._state = _core.exact_merge(self._state, state)

    @property
    def value(self) -> float:
        """The double nearest to the sum, ties to even; 0.0 for no terms."""
        return float(_core.exact_round(self._state, 0))

    def __float__(self) -> float:
        return self.value

    def mean(self, count: int) -> float:
        """Return the double nearest to the sum divided by `count`, at least 1.

        Parameters
        ----------
        count : int
            How many terms the mean is of.

        Returns
        -------
        float
            In the unit of the sum; NaN if a NaN was added.

        Raises
        ------
        ArgumentTypeError, ArgumentValueError
            `count` is no integer of at least 1.

        Examples
        --------
        >>> from hanoi_ct import ExactSum
        >>> ExactSum([0.1, 0.2, 0.3]).mean(3)
        0.2
        """
        number = integer(count, "count", "ExactSum.mean", low=1)
        return float(_core.exact_round(self._state, number))

    def to_bytes(self) -> bytes:
        """Return the state as 576 bytes, the same on every machine for equal sums.

        Returns
        -------
        bytes
        """
        return self._state.astype("<i8").tobytes()

    @classmethod
    def from_bytes(cls, data: bytes) -> "ExactSum":
        """Return the sum whose state was written by `to_bytes`.

        Parameters
        ----------
        data : bytes-like

        Returns
        -------
        ExactSum

        Raises
        ------
        ArgumentTypeError
            `data` is not a bytes-like object.
        ArgumentValueError
            It is not 576 bytes long.
        DataError
            It is of another version, or not the state of a sum.
        """
        try:
            raw = bytes(memoryview(data))
        except TypeError:
            raise ArgumentTypeError(
                f"`data` of ExactSum.from_bytes must be bytes; got {type(data).__name__}"
            ) from None
        length = 8 * _states.SUM_WORDS
        if len(raw) != length:
            raise ArgumentValueError(
                f"`data` of ExactSum.from_bytes must be {length} bytes; got {len(raw)}"
            )
        state = np.frombuffer(raw, dtype="<i8").astype(np.int64)
        if state[0] != _states.empty()[0]:
            raise DataError(
                f"`data` of ExactSum.from_bytes must begin with the version word "
                f"{_states.empty()[0]:#x}; got {state[0]:#x}"
            )
        if not _core.exact_is_canonical(state):
            raise DataError("`data` of ExactSum.from_bytes must be a state that to_bytes wrote")
        result = cls()
        result._state = state
        return result

    def __add__(self, other: Any) -> "ExactSum":
        if not isinstance(other, ExactSum):
            return NotImplemented
        result = ExactSum()
        result._state = _core.exact_merge(self._state, other._state)
        return result

    def __iadd__(self, other: Any) -> "ExactSum":
        if not isinstance(other, ExactSum):
            return NotImplemented
        self.merge(other)
        return self

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, ExactSum):
            return NotImplemented
        return bool((self._state == other._state).all())

    def __reduce__(self) -> tuple[Any, tuple[bytes]]:
        return ExactSum.from_bytes, (self.to_bytes(),)

    def __repr__(self) -> str:
        return f"ExactSum({self.value!r})"
