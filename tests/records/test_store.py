"""The store of vintages: appended, never changed; whole after a kill; two writers."""

import datetime
import os
import signal
import subprocess
import sys
import threading
import time
from decimal import Decimal

import pytest

from hanoi_ct.errors import ArgumentValueError, DataError
from hanoi_ct.records import Store, store


def row(value="7.4", published="2018-09-10", **more):
    return {
        "series": "iip",
        "period_start": "2018-01",
        "period_end": "2018-08",
        "value": value,
        "unit": "percent",
        "status": "estimate",
        "published": published,
        "source": "report",
    } | more


def test_what_was_known_on_a_day(tmp_path):
    with Store(tmp_path / "s.duckdb") as kept:
        kept.append([row("7.4"), row("7.5", "2019-03-01"), row("9", series="exports")])
        assert [one["value"] for one in kept.as_of("2018-12-31", "iip")] == [Decimal("7.4")]
        assert [one["value"] for one in kept.as_of("2019-03-01", "iip")] == [Decimal("7.5")]
        assert kept.as_of("2018-09-09") == []
        assert kept.series() == ("exports", "iip")
        assert kept.append([row("7.4")]) == 0
    with Store(tmp_path / "s.duckdb", read_only=True) as again:
        assert len(again.history("iip")) == 2


def test_revisions_by_their_definition():
    values = {"2018-01": ["1", "2", "-1"], "2018-02": ["5", "4"], "2018-03": ["3"]}
    with Store() as kept:
        for month, stated in values.items():
            for i, value in enumerate(stated):
                kept.append([row(value, f"2018-0{i + 4}-01", period_start=month, period_end=month)])
        first, second = kept.revisions("iip")
    assert first == (1, 2, 0.0, 1.0, 1.0)
    assert second == (2, 1, -2.0, 2.0, 0.0)


def test_the_packaged_vintages():
    with Store() as kept:
        added = kept.load()
        assert added > 100
        assert kept.load() == 0
        assert kept.revisions("vietnam.iip.growth")[0].periods > 20
        assert all(
            one["published"] <= datetime.date(2015, 12, 31) for one in kept.as_of("2015-12-31")
        )


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"value": "nan"}, "'value' of row 2"),
        ({"value": 1e-12}, "at most 10 decimals"),
        ({"period_end": "2018-13"}, "must be a month"),
        ({"period_start": "2019-01"}, "must not come before"),
        ({"status": "sure"}, "must be one of estimate"),
        ({"published": "soon"}, "must be a date"),
        ({"series": ""}, "'series' of row 2"),
        ({"colour": "red"}, "must have the columns"),
    ],
)
def test_a_wrong_row_leaves_the_store_as_it_was(wrong, message):
    with Store() as kept:
        with pytest.raises(ArgumentValueError, match=message):
            kept.append([row(), row("8", "2018-10-01") | wrong])
        assert kept.series() == ()


def test_a_second_writer_gets_a_clear_error(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "_WAIT", 0.2)
    path = tmp_path / "s.duckdb"
    program = (
        "import sys, time; from hanoi_ct.records import Store\n"
        "s = Store(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", program, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout.readline() == "open\n"
    with pytest.raises(DataError, match="open for writing elsewhere"):
        Store(path)
    monkeypatch.setattr(store, "_WAIT", 10.0)
    other.communicate("")
    with Store(path) as mine:
        mine.append([row()])


KILLED = """
import sys
from hanoi_ct.records import Store
kept = Store(sys.argv[1])
n = int(sys.argv[2])
for batch in range(10**6):
    kept.append([
        {"series": f"s{n}.{batch}", "period_start": "2018-01", "period_end": "2018-01",
         "value": str(i), "unit": "", "status": "estimate", "published": "2018-02-01",
         "source": "x", "base": str(i)}
        for i in range(5)
    ])
    if batch == 0:
        print("writing", flush=True)
"""


def test_a_killed_writer_leaves_whole_batches(tmp_path):
    path = tmp_path / "s.duckdb"
    for n in range(3):
        writer = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(path), str(n)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout.readline() == "writing\n"
        time.sleep(0.15 * (n + 1))
        os.kill(writer.pid, signal.SIGKILL)
        writer.communicate()
        with Store(path) as kept:
            for series in kept.series():
                assert len(kept.history(series)) == 5
            assert any(name.startswith(f"s{n}.") for name in kept.series())


def test_what_is_no_store_is_refused(tmp_path):
    path = tmp_path / "s.duckdb"
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(DataError, match=r"no store|cannot be opened"):
        Store(path)


def test_stores_and_threads_of_one_process_take_turns(tmp_path):
    path = tmp_path / "s.duckdb"
    with Store(path) as first, Store(path) as second:
        failed = []

        def write(kept, name):
            try:
                for i in range(15):
                    kept.append([row(str(i), series="both"), row(str(i), series=name)])
                    kept.as_of("2018-12-31", name)
            except Exception as error:
                failed.append(error)

        threads = [
            threading.Thread(target=write, args=(kept, name))
            for kept, name in ((first, "a"), (second, "b"), (first, "c"))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failed == []
        assert [len(first.history(name)) for name in ("both", "a", "b", "c")] == [15] * 4


def test_what_a_store_cannot_do_is_told_in_words(tmp_path):
    path = tmp_path / "s.duckdb"
    with Store(path) as kept:
        kept.append([row()])
        with pytest.raises(DataError, match="is open in this program"):
            Store(path, read_only=True)
    for call in (lambda: kept.append([row("8")]), lambda: kept.as_of("2018-12-31")):
        with pytest.raises(DataError, match="it was closed"):
            call()
    with Store(path, read_only=True) as shown:
        for call in (
            lambda: shown.append([row("8")]),
            lambda: shown.record_report("2018-08", "2018-09-30"),
        ):
            with pytest.raises(DataError, match="read-only"):
                call()
        assert [one["value"] for one in shown.as_of("2018-12-31")] == [Decimal("7.4")]
