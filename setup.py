"""The compiled core: which files it is made of and how they are compiled.

Everything else about the distribution stands in pyproject.toml.
"""

from glob import glob

import numpy
from setuptools import Extension, setup

# For gcc and clang: the kernels count in 128-bit integers, which MSVC does not have.
# Equal bits everywhere: no contraction of a*b+c, no -march, no -ffast-math.
COMPILE_FLAGS = ["-std=c11", "-O3", "-ffp-contract=off", "-fvisibility=hidden", "-Wall"]

core = Extension(
    "hanoi_ct._core",
    sources=sorted(glob("csrc/kernels/*/*.c") + glob("csrc/bindings/*.c")),
    depends=sorted(glob("csrc/**/*.h", recursive=True)),
    include_dirs=["csrc/include", "csrc", numpy.get_include()],
    extra_compile_args=COMPILE_FLAGS,
)

setup(ext_modules=[core])
