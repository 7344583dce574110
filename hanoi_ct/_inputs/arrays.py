"""The types of arrays that the package passes around, by the names that signatures use."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
