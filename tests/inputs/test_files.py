"""Files from strangers, and files of our own that were not finished."""

import os
import subprocess
import sys
import time

import pytest

from hanoi_ct._inputs.files import hidden_character, refuse_no_file, write_whole
from hanoi_ct.cli import main
from hanoi_ct.errors import DataError
from hanoi_ct.tables._sheets.opening import open_workbook
from hanoi_ct.tables.csv_reader import read_records
from hanoi_ct.tables.schema import Column, Schema, Words

_M = Words("nghĩa", "meaning")
SCHEMA = Schema((Column("month", "month", _M), Column("value", "number", _M)))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("a\x00b", "U+0000"),
        ("a\x1b[31mb", "U+001B"),
        ("a\u202eb", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("a\u2066b", "U+2066 LEFT-TO-RIGHT ISOLATE"),
    ],
)
def test_hidden_characters_are_named_where_they_are_read(text, name, tmp_path, capsys):
    assert name in hidden_character(text)
    path = tmp_path / "x.csv"
    path.write_text(f"month,value\n2018-08,1\n2018-09,{text}\n", encoding="utf-8", newline="")
    with pytest.raises(DataError, match=r"line 3: must hold no hidden character; got U\+"):
        read_records(path, SCHEMA)
    sheet = tmp_path / "y.csv"
    sheet.write_text(f"TT;Ngành\n1;{text}\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"cell B2: must hold no hidden character|binary file"):
        open_workbook(sheet)
    assert main(["tabulate", "--rows", "month", "--value", "value", "--lang", "en", str(path)]) in (
        0,
        2,
    )
    assert "2 records taken" not in capsys.readouterr().out


def test_line_breaks_and_tabs_are_not_hidden(tmp_path):
    assert not hidden_character("một\n\thai\r\vba – “bốn”\u00a0")
    path = tmp_path / "x.csv"
    path.write_text("month,value\r\n2018-08,\t1\r\n", encoding="utf-8", newline="")
    assert read_records(path, SCHEMA).values["value"] == [1.0]


MONTH = Column("month", "month", _M)


@pytest.mark.parametrize("month", ["0000-05", "２０１８-08", "2018-０8", "2018-13"])
def test_months_are_of_a_year_in_plain_digits(month):
    with pytest.raises(ValueError, match="be a month YYYY-MM"):
        MONTH.parse(month)
    with pytest.raises(ValueError, match="be a number"):
        Column("value", "number", _M).parse("１２")


def test_many_columns_end_in_one_short_line(tmp_path, capsys):
    path = tmp_path / "wide.csv"
    names = ",".join(f"c{i}" for i in range(100_000))
    path.write_text(f"{names}\n{names}\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_records(path, SCHEMA)
    assert "99995 more unknown" in str(caught.value)
    assert len(str(caught.value)) < 400 + len(str(path))
    assert main(["tabulate", "--rows", "month", "--value", "value", "--lang", "en", str(path)]) == 2
    said = capsys.readouterr().err
    assert "and 99,992 more" in said
    assert len(said) < 400


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_pipes_devices_and_folders_are_refused_at_once(tmp_path):
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    for path, kind in ((pipe, "a device or pipe"), (tmp_path, "a folder")):
        for read in (refuse_no_file, open_workbook, lambda path: read_records(path, SCHEMA)):
            with pytest.raises(DataError, match=kind):
                read(path)


def test_a_million_rows_are_read(tmp_path, capsys):
    path = tmp_path / "long.csv"
    path.write_text("ward,v\n" + "".join(f"W{i % 7},1\n" for i in range(10**6)), encoding="utf-8")
    assert main(["tabulate", "--rows", "ward", "--value", "v", "--lang", "en", str(path)]) == 0
    assert "1,000,000 records taken" in capsys.readouterr().err


# ---- drafts --------------------------------------------------------------------------


_KILLED = """
import os, pathlib, sys
from hanoi_ct._inputs.files import write_whole
os.replace = lambda *_: os._exit(9)  # as by kill -9, before the draft is given its name
write_whole(pathlib.Path(sys.argv[1]), b"half")
"""


@pytest.mark.skipif(os.name != "posix", reason="a draft is known as left behind after a minute")
def test_the_draft_of_a_killed_writer_goes_at_the_next_run(tmp_path):
    path = tmp_path / "report.csv"
    assert subprocess.run([sys.executable, "-c", _KILLED, str(path)]).returncode == 9
    (draft,) = tmp_path.iterdir()
    assert draft.name.startswith(".report.csv.")
    write_whole(path, b"whole")
    assert [p.name for p in tmp_path.iterdir()] == ["report.csv"]


def test_drafts_of_others_at_work_stay_and_old_ones_go(tmp_path):
    path, other = tmp_path / "a.csv", tmp_path / ".b.csv.1.tmp"
    at_work, old = tmp_path / f".a.csv.{os.getppid()}.tmp", tmp_path / ".a.csv.1.tmp"
    for draft in (other, at_work, old):
        draft.write_bytes(b"draft")
    os.utime(old, (time.time() - 3600, time.time() - 3600))
    write_whole(path, b"whole")
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted(
        [path.name, other.name, at_work.name]
    )
