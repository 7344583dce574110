"""Where a disk is full, a write fails or a writer is killed: the old file stays whole, no
draft remains after the next run, and the command says so in one line."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from hanoi_ct._inputs.files import write_whole
from hanoi_ct.cli import main
from hanoi_ct.errors import DataError
from hanoi_ct.tables.folder import FACTS

resource = pytest.importorskip("resource", reason="limits of files are of POSIX")

OLD = b"what stood here before\n" * 50


@contextlib.contextmanager
def files_of_at_most(size):
    """As on a disk with so many bytes left: what is written beyond them fails."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def said_in_one_line(capsys):
    err = capsys.readouterr().err
    lines = [line for line in err.splitlines() if line.startswith("hanoi-ct: ")]
    assert len(lines) == 1, err
    assert "Traceback" not in err
    assert len(lines[0]) < 400
    return lines[0]


@pytest.mark.parametrize("form", ["csv", "docx", "html", "json", "pdf", "txt", "xlsx"])
@pytest.mark.parametrize("size", [0, 1_000])
def test_a_report_for_which_the_disk_has_no_room(form, size, tmp_path, capsys):
    output = tmp_path / f"report.{form}"
    output.write_bytes(OLD)
    arguments = ["report", "--period", "2018-08", "--lang", "en", "--output", str(output)]
    assert main(arguments) == 0  # whatever the format has to load is loaded
    output.write_bytes(OLD)
    capsys.readouterr()
    with files_of_at_most(size):
        assert main(arguments) == 2
    assert "cannot write" in said_in_one_line(capsys) or form == "pdf"  # it is made in files
    assert output.read_bytes() == OLD
    assert os.listdir(tmp_path) == [output.name]


@pytest.mark.parametrize("ending", ["csv", "parquet", "xlsx"])
def test_a_table_for_which_the_disk_has_no_room(ending, tmp_path, capsys):
    records = tmp_path / "customs.csv"
    records.write_text("hs2,month,usd\n84,2018-01,1.5\n85,2018-02,2.5\n", encoding="utf-8")
    output = tmp_path / f"table.{ending}"
    arguments = ["tabulate", str(records), "--rows", "hs2", "--value", "usd"]
    assert main([*arguments, "--output", str(output)]) == 0
    output.write_bytes(OLD)
    capsys.readouterr()
    with files_of_at_most(10):
        assert main([*arguments, "--output", str(output)]) == 2
    assert "không ghi được" in said_in_one_line(capsys)
    assert output.read_bytes() == OLD
    assert sorted(os.listdir(tmp_path)) == sorted([output.name, records.name])


SHEET = "Chỉ số sản xuất công nghiệp;\nNgành;Tháng {}/2024 so với cùng kỳ\nToàn ngành;10{},5\n"


def _kept(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_an_import_for_which_the_disk_has_no_room(tmp_path, capsys):
    folder = tmp_path / "months"
    sheets = []
    for month in (5, 6):
        sheets.append(tmp_path / f"thang{month}.csv")
        sheets[-1].write_text(SHEET.format(month, month), encoding="utf-8")
    assert main(["import", str(sheets[0]), "--into", str(folder)]) == 0
    before = _kept(folder)
    capsys.readouterr()
    for size in (0, 40, 300):
        with files_of_at_most(size):
            assert main(["import", str(sheets[1]), "--into", str(folder)]) == 2
        said_in_one_line(capsys)
        assert set(_kept(folder)) == set(before)  # and no draft
    # The figures are those of before, and the same command does the whole with room again.
    assert _kept(folder)[FACTS] == before[FACTS]
    assert main(["import", str(sheets[1]), "--into", str(folder)]) == 0
    assert main(["import", *map(str, sheets), "--into", str(tmp_path / "anew")]) == 0
    assert _kept(folder) == _kept(tmp_path / "anew")


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_disk_that_fails_at_the_last_step(failing, tmp_path, monkeypatch):
    path = tmp_path / "figures.csv"
    path.write_bytes(OLD)

    def fail(*_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, failing, fail)
    with pytest.raises(OSError, match="Input/output"):
        write_whole(path, b"new")
    assert path.read_bytes() == OLD
    assert os.listdir(tmp_path) == [path.name]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_device(tmp_path, capsys):
    arguments = ["report", "--period", "2018-08", "--lang", "en", "--format"]
    assert main([*arguments, "csv", "--output", "/dev/full"]) == 2
    assert "No space left" in said_in_one_line(capsys)
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "hanoi_ct", "find", "xuất khẩu", "2018-08"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert done.returncode == 2
    assert "ổ đĩa đầy" in done.stderr
    assert len(done.stderr.splitlines()) == 1


ROW = {
    "series": "iip", "period_start": "2018-01", "period_end": "2018-01", "value": "1.5",
    "unit": "percent", "status": "official", "published": "2018-02-01", "source": "x",
}  # fmt: skip


def test_a_store_for_which_the_disk_has_no_room(tmp_path):
    pytest.importorskip("duckdb")
    from hanoi_ct.records import Store

    path = tmp_path / "s.duckdb"
    with Store(path) as kept:
        kept.append([ROW])
    size = path.stat().st_size
    many = [{**ROW, "series": f"s{i}", "source": "y" * 300} for i in range(300)]

    def fill():
        with Store(path) as kept:
            for batch in range(100):
                kept.append([{**row, "base": str(batch)} for row in many])

    with files_of_at_most(size), pytest.raises(DataError, match="none is kept"):
        fill()
    with Store(path) as kept:
        assert len(kept.history("iip")) == 1
        # A batch is there whole, in every series, or not at all.
        assert len({len(kept.history(f"s{i}")) for i in range(300)}) == 1
        assert kept.append(many) == 300


WRITER = """
import sys
from pathlib import Path
from hanoi_ct._inputs.files import write_whole
print("ready", flush=True)
while True:
    for letter in b"ab":
        write_whole(Path(sys.argv[1]), bytes([letter]) * 300_000)
"""


def test_a_writer_that_is_killed_at_any_point(tmp_path):
    path = tmp_path / "figures.csv"
    path.write_bytes(b"a" * 300_000)
    waits = random.Random(13)
    left = 0
    for _ in range(12):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE)
        assert writer.stdout.readline() == b"ready\n"
        time.sleep(waits.uniform(0.0, 0.02))
        os.kill(writer.pid, signal.SIGKILL)
        writer.communicate()
        held = path.read_bytes()
        assert held in (b"a" * 300_000, b"b" * 300_000)
        left += len(os.listdir(tmp_path)) > 1
    assert left > 0, "no kill came in the middle of a write"
    write_whole(path, b"new")
    assert os.listdir(tmp_path) == [path.name]
    assert path.read_bytes() == b"new"
