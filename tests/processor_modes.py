"""Modes of the floating-point unit that a caller may have set, and that must change no bit."""

import ctypes
import ctypes.util
import platform
import sys


class Mode:
    """Run a block under another rounding direction, or with subnormals flushed."""

    def __init__(self, direction=None, mxcsr=0):
        self.libm = ctypes.CDLL(ctypes.util.find_library("m"))
        self.direction, self.mxcsr = direction, mxcsr

    def __enter__(self):
        self.saved = ctypes.create_string_buffer(64)
        self.libm.fegetenv(self.saved)
        if self.direction is not None:
            self.libm.fesetround(self.direction)
        if self.mxcsr:  # glibc keeps the register in bytes 28..31 of fenv_t
            changed = bytearray(self.saved.raw)
            changed[28:30] = (int.from_bytes(changed[28:30], "little") | self.mxcsr).to_bytes(
                2, "little"
            )
            self.libm.fesetenv(bytes(changed))

    def __exit__(self, *_):
        self.libm.fesetenv(self.saved)


X86_LINUX = sys.platform == "linux" and platform.machine() == "x86_64"
MODES = {
    "downward": {"direction": 0x400},
    "upward": {"direction": 0x800},
    "toward zero": {"direction": 0xC00},
    "flush to zero": {"mxcsr": 0x8000},
    "subnormals are zero": {"mxcsr": 0x0040},
}
