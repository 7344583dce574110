"""Call a function of a library in two threads: control.py LIBRARY FUNCTION.

The make targets of the sanitizers call the faults of csrc/tests/control.c by it, the way the tests
call the core, and stop where the sanitizer has no report of one.
"""

import ctypes
import sys
import threading


def main(library, function):
    call = getattr(ctypes.CDLL(library), function)
    threads = [threading.Thread(target=call) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main(*sys.argv[1:])
