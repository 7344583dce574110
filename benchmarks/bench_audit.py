"""Time of an audit: a document of some 200 statements, and prose of a megabyte.

Usage: python benchmarks/bench_audit.py [FOLDER]

FOLDER holds texts (.txt) to put together; without one a short report is repeated with other
figures. Odd texts are timed as well: bytes at random, a megabyte without a full stop, brackets.
"""

from __future__ import annotations

import random
import sys
import time
from pathlib import Path

from hanoi_ct.statements import audit

MEGABYTE = 1_000_000


def report(seed: int) -> str:
    """A paragraph of a report, its figures told by the seed: half of them agree."""
    a, b = 10 + seed % 37, 20 + seed % 53
    total = a + b + seed % 2
    month = seed % 12 + 1
    return (
        f"Trong {month} tháng năm {2010 + seed % 15}, kim ngạch xuất khẩu đạt {total},0 triệu USD, "
        f"tăng {seed % 30},5% so với cùng kỳ năm trước. Khu vực kinh tế trong nước đạt {a},0 triệu "
        f"USD, tăng {seed % 20},1%; khu vực có vốn đầu tư nước ngoài đạt {b},0 triệu USD, tăng "
        f"{seed % 25},3%. Chỉ số sản xuất công nghiệp tăng {seed % 15},7% so với cùng kỳ.\n\n"
    )


def prose(folder: Path | None, size: int) -> str:
    """Texts of the folder, or reports, repeated up to a size in bytes."""
    if folder is not None:
        texts = [p.read_text(encoding="utf-8") for p in sorted(folder.glob("*.txt"))]
        one = "\n\n".join(texts)
        return (one + "\n\n") * max(1, size // len(one.encode()))
    pieces, length, seed = [], 0, 0
    while length < size:
        pieces.append(report(seed))
        length += len(pieces[-1].encode())
        seed += 1
    return "".join(pieces)


def timed(name: str, text: str) -> None:
    """Print the time of the processor for one audit: other work on the machine does not count."""
    began = time.process_time()
    found = audit(text)
    spent = time.process_time() - began
    print(f"{name:34} {len(text.encode()):>9,} bytes  {spent:6.2f} s  {found!r}", flush=True)


def main() -> None:
    """Time every text once: an audit is no loop to be warmed up."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    generator = random.Random(1)
    timed("some 200 statements", prose(folder, 12_000 if folder is None else 1))
    timed("a quarter of a megabyte of prose", prose(folder, MEGABYTE // 4))
    timed("a megabyte of prose", prose(folder, MEGABYTE))
    noise = bytes(generator.randrange(256) for _ in range(MEGABYTE // 2)).decode("latin-1")
    timed("bytes at random", noise)
    clause = "xuất khẩu đạt 9,2 tỷ USD, tăng 19%, dệt may 3,77 tỷ USD, chiếm 18,1%, "
    timed("a megabyte without a full stop", clause * (MEGABYTE // len(clause.encode())))
    timed("brackets within brackets", "(" * 400_000 + "tăng 7,4%" + ")" * 400_000)


if __name__ == "__main__":
    main()
