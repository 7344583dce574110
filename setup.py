"""The compiled core: which files it is made of and how they are compiled.

Everything else about the distribution stands in pyproject.toml.
"""

import struct
import sys
from glob import glob
from typing import Any

import numpy
from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

# For gcc and clang: the kernels count in 128-bit integers, which MSVC does not have.
# Equal bits everywhere: no contraction of a*b+c, no -march, no -ffast-math.
COMPILE_FLAGS = ["-std=c11", "-O3", "-ffp-contract=off", "-fvisibility=hidden", "-Wall"]

if struct.calcsize("P") < 8:
    sys.exit("hanoi_ct needs a 64-bit Python: its kernels count in 128-bit integers")


class BuildCore(build_ext):
    """Refuses MSVC in one line, before it fails in the middle of a file."""

    def build_extension(self, ext: Any) -> None:
        """Build the core with gcc or clang."""
        if self.compiler.compiler_type == "msvc":
            sys.exit(
                "hanoi_ct needs gcc or clang, since MSVC has no 128-bit integers: build with "
                "`python setup.py build_ext --compiler=mingw32`"
            )
        super().build_extension(ext)


core = Extension(
    "hanoi_ct._core",
    sources=sorted(glob("csrc/kernels/*/*.c") + glob("csrc/bindings/*.c")),
    depends=sorted(glob("csrc/**/*.h", recursive=True)),
    include_dirs=["csrc/include", "csrc", numpy.get_include()],
    extra_compile_args=COMPILE_FLAGS,
)

setup(ext_modules=[core], cmdclass={"build_ext": BuildCore})
