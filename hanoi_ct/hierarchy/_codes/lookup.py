"""Where the codes of an index of pandas stand among those of a tree."""

from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hanoi_ct._optional import require
from hanoi_ct.measures._calls.texts import number_texts


class Codes:
    """Codes of text, all different, in the forms in which others are looked up among them."""

    def __init__(self, codes: tuple[str, ...]) -> None:
        self.codes = codes
        self.place = {code: number for number, code in enumerate(codes)}
        self._texts: Any = None

    def places(self, index: Any) -> NDArray[np.intp]:
        """Return where each label of an index of pandas stands, -1 for none; spelled as it is.

        Text that Arrow stores is read from its memory, and other labels one by one: pandas would
        make objects of the one, and of the other texts, each time anew.
        """
        if getattr(index.dtype, "storage", None) == "pyarrow":
            return self._places_of_texts(index)
        labels = index.to_numpy(dtype=object)
        try:
            places = map(self.place.get, labels, repeat(-1))
            return np.fromiter(places, dtype=np.intp, count=len(labels))
        except TypeError:  # a label that cannot be looked up at all, such as a list
            texts = (label if isinstance(label, str) else None for label in labels)
            places = map(self.place.get, texts, repeat(-1))  # type: ignore[arg-type]
            return np.fromiter(places, dtype=np.intp, count=len(labels))

    def _places_of_texts(self, index: Any) -> NDArray[np.intp]:
        """Number the codes, and behind them the labels: one that is known has its code's."""
        arrow = require("pyarrow", "Hierarchy")
        if self._texts is None:
            self._texts = arrow.array(self.codes, type=arrow.large_string())
        labels = arrow.array(index).cast(arrow.large_string())
        chunks = labels.chunks if isinstance(labels, arrow.ChunkedArray) else [labels]
        column = arrow.concat_arrays([self._texts, *chunks])
        # slots for twice as many texts as there are codes: what is none makes the table grow
        bits = (2 * len(self.codes) + 2).bit_length()
        numbers, _ = number_texts(column, "labels of aggregate", bits=bits, more_bits=1)
        numbers = numbers[len(self.codes) :]
        places: NDArray[np.intp] = np.where(numbers < len(self.codes), numbers, -1)
        return places
