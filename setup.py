"""The compiled core: which files it is made of and how they are compiled.

Everything else about the distribution stands in pyproject.toml.
"""

import shutil
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


# The same for clang-cl, which takes the options of MSVC.
CLANG_CL_FLAGS = ["/clang:-std=c11", "/O2", "/clang:-ffp-contract=off", "/clang:-Wall"]


class BuildCore(build_ext):
    """Builds with clang-cl where MSVC is the compiler, or says in one line that it is needed."""

    def build_extension(self, ext: Any) -> None:
        """Build the core with gcc or clang."""
        if self.compiler.compiler_type == "msvc":
            clang = shutil.which("clang-cl")
            if clang is None:
                sys.exit(
                    "hanoi_ct needs clang-cl, since MSVC has no 128-bit integers: install LLVM "
                    "(or the Clang tools of Visual Studio) and put clang-cl on the PATH"
                )
            if not self.compiler.initialized:
                self.compiler.initialize()
            self.compiler.cc = clang
            ext.extra_compile_args = CLANG_CL_FLAGS
        super().build_extension(ext)


core = Extension(
    "hanoi_ct._core",
    sources=sorted(glob("csrc/kernels/*/*.c") + glob("csrc/bindings/*.c")),
    depends=sorted(glob("csrc/**/*.h", recursive=True)),
    include_dirs=["csrc/include", "csrc", numpy.get_include()],
    extra_compile_args=COMPILE_FLAGS,
)

setup(ext_modules=[core], cmdclass={"build_ext": BuildCore})
