"""Files from strangers: what is opened, what their text may hold, and how ours are written."""

from __future__ import annotations

import contextlib
import glob
import os
import re
import shutil
import time
import unicodedata
from pathlib import Path

from hanoi_ct.errors import DataError

# Characters that are not seen but change what is: controls, but for those that part lines and
# columns, and those that turn the direction of what follows.
_HIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")

# A draft that was last written so many seconds ago is of a writer that was stopped.
_LEFT_BEHIND = 60.0


def refuse_no_file(path: Path) -> None:
    """Refuse a folder, a device or a pipe at once, before anything waits for it."""
    if path.is_dir():
        raise DataError(f"{path} is a folder; give the files in it")
    if path.exists() and not path.is_file():
        raise DataError(f"{path} is a device or pipe; give a file, or save what it gives as one")


def hidden_character(text: str) -> str:
    """The name of the first character of a text that must not be there; empty without one.

    Examples
    --------
    >>> hidden_character("Hà Nội"), hidden_character("A\u202eB")
    ('', 'U+202E RIGHT-TO-LEFT OVERRIDE')
    """
    found = _HIDDEN.search(text)
    if found is None:
        return ""
    name = unicodedata.name(found[0], "a control character")
    return f"U+{ord(found[0]):04X} {name}"


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; what stood there stays if anything goes wrong.

    Drafts of the file that a stopped writer left behind are removed.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        # A device or a pipe cannot be replaced; a folder fails here with the right message.
        target.write_bytes(data)
        return
    _remove_drafts(target)
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with open(draft, "xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, draft)
        os.replace(draft, target)
    finally:
        draft.unlink(missing_ok=True)


def _remove_drafts(target: Path) -> None:
    for draft in target.parent.glob(f".{glob.escape(target.name)}.*.tmp"):
        number = draft.name.removesuffix(".tmp").rpartition(".")[2]
        with contextlib.suppress(OSError):  # of another owner, or gone meanwhile
            if number.isdecimal() and _is_left_behind(draft, int(number)):
                draft.unlink()


def _is_left_behind(draft: Path, process: int) -> bool:
    if time.time() - draft.stat().st_mtime > _LEFT_BEHIND:
        return True
    if os.name != "posix":  # elsewhere a process cannot be asked after without harm
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return process == os.getpid()
