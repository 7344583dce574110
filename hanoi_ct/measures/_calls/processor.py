"""Which loops of the core this processor runs."""

from hanoi_ct import _core


def has_avx2() -> bool:
    """Tell whether the loops for AVX2 are chosen."""
    return bool(_core.HAS_AVX2)
