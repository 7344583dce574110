"""The progress bar of `hanoi-ct tabulate`: on a terminal, in no pipe, and what Ctrl-C leaves."""

import os
import re
import select
import signal
import subprocess
import sys
import time

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

pty = pytest.importorskip("pty")

WORDS = ["--rows", "hs2", "--columns", "month", "--value", "usd", "--lang", "en"]


def customs(folder, rows, groups):
    rng = np.random.default_rng(4)
    table = pa.table(
        {
            "hs2": rng.integers(1, 98, rows),
            "month": rng.integers(1, 13, rows),
            "usd": rng.lognormal(5, 2, rows),
        }
    )
    path = folder / "customs.parquet"
    pq.write_table(table, path, row_group_size=rows // groups)
    return path


def start(path, output, **streams):
    # Rich asks the terminal for its size and kind: a usual one.
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100", "HANOI_CT_THREADS": "1"}
    command = [sys.executable, "-m", "hanoi_ct", "tabulate", str(path), *WORDS]
    return subprocess.Popen(
        [*command, "--output", str(output)], env=environment, start_new_session=True, **streams
    )


class Terminal:
    """A process whose standard error is a terminal, and what it has written there."""

    def __init__(self, path, output):
        self.end, theirs = pty.openpty()
        self.process = start(path, output, stdout=theirs, stderr=theirs, stdin=theirs)
        os.close(theirs)
        self.written = b""

    def read_until(self, enough):
        deadline = time.monotonic() + 60
        while not enough(self.written) and time.monotonic() < deadline:
            if not select.select([self.end], [], [], 1)[0]:
                continue
            try:
                part = os.read(self.end, 65536)
            except OSError:  # the process is gone
                break
            if not part:
                break
            self.written += part

    def close(self):
        self.read_until(lambda _: False)
        os.close(self.end)
        return self.process.wait(timeout=60)


def test_a_bar_appears_moves_and_ends_on_a_terminal(tmp_path):
    output = tmp_path / "table.csv"
    terminal = Terminal(customs(tmp_path, 400_000, 200), output)
    assert terminal.close() == 0
    shown = terminal.written.decode()
    bars = re.findall(r"tabulate .*?([\d,]+) / 400,000", shown)
    counts = [int(count.replace(",", "")) for count in bars]
    assert len(set(counts)) > 2  # it moved
    assert counts == sorted(counts)
    after = shown[shown.rindex("/ 400,000") :]
    assert "\x1b[2K" in after  # the line of the bar is wiped
    assert after.rindex("\x1b[?25h") > 0  # and the cursor is back
    assert shown.rstrip().endswith("400,000 records taken, 0 set aside.")
    assert output.exists()


def test_no_bar_in_a_pipe(tmp_path):
    process = start(
        customs(tmp_path, 1000, 10),
        tmp_path / "table.csv",
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    out, err = process.communicate(timeout=60)
    assert (out, err) == (b"", b"1,000 records taken, 0 set aside.\n")


def test_ctrl_c_leaves_what_was_there(tmp_path):
    output = tmp_path / "table.csv"
    output.write_text("before", encoding="utf-8")
    terminal = Terminal(customs(tmp_path, 4_000_000, 4000), output)
    terminal.read_until(lambda written: b"tabulate" in written)
    os.killpg(terminal.process.pid, signal.SIGINT)
    code = terminal.close()
    shown = terminal.written.decode()
    assert code == 130, shown
    assert "Traceback" not in shown
    assert output.read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["customs.parquet", "table.csv"]
