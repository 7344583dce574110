"""What a fault report should say of the machine and of the libraries."""

import importlib.metadata
import os
import platform
import sys

from hanoi_ct._version import __version__
from hanoi_ct.measures._calls.processor import has_avx2

# Everything that the package reads, writes or computes with, whether it is installed or not.
_LIBRARIES = (
    "numpy",
    "pandas",
    "polars",
    "pyarrow",
    "xarray",
    "scipy",
    "duckdb",
    "dask",
    "openpyxl",
    "XlsxWriter",
    "python-docx",
    "matplotlib",
)


def show_versions() -> None:
    """Print the versions of the package, of Python and of the libraries, and the machine.

    What to put into a fault report. Nothing is imported for it, and nothing is said of
    files, users or networks. A library that is not installed is listed as such.

    Returns
    -------
    None
        The lines go to standard output.

    Examples
    --------
    >>> import hanoi_ct
    >>> hanoi_ct.show_versions()  # doctest: +ELLIPSIS
    hanoi_ct      ...
    """
    build = "free-threaded" if not getattr(sys, "_is_gil_enabled", lambda: True)() else "with GIL"
    lines = {
        "hanoi_ct": __version__,
        "Python": f"{platform.python_version()} ({platform.python_implementation()}, {build})",
        "system": f"{platform.system()} {platform.machine()}, {sys.byteorder} endian",
        "processors": str(os.cpu_count()),
        "AVX2": "yes" if has_avx2() else "no",
        "C library": " ".join(platform.libc_ver()).strip() or "unknown",
    }
    for name in _LIBRARIES:
        try:
            lines[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            lines[name] = "not installed"
    sys.stdout.write("".join(f"{name:<13} {value}\n" for name, value in lines.items()))
