"""The command: what it writes and where, its exit codes, and that it never leaves half a file."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from report_sample import REPORT

import hanoi_ct
from hanoi_ct import cli, report
from hanoi_ct.errors import ArgumentValueError, DataError


@pytest.fixture
def sample(monkeypatch, tmp_path):
    """Stand in a fresh folder, with a small report instead of the computed one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(report, "build_report", lambda period, *, data=None: REPORT)
    return tmp_path


def run(*arguments, **settings):
    """Run the command as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "hanoi_ct", *arguments],
        capture_output=True,
        timeout=120,
        check=False,
        **settings,
    )


# ---- where the report goes ----------------------------------------------------------


@pytest.mark.parametrize("language", ["vi", "en"])
def test_html_goes_to_a_file_and_the_command_says_where(sample, capsys, language):
    assert cli.main(["report", "--period", "2018-08", "--lang", language]) == 0
    path = Path("report") / f"hanoi-2018-08.{language}.html"
    assert f'<html lang="{language}">' in (sample / path).read_text(encoding="utf-8")
    assert str(path) in capsys.readouterr().out


def test_the_other_formats_go_to_standard_output(sample, capsys):
    assert cli.main(["report", "--period", "2018-08", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["language"] == "vi"
    assert cli.main(["report", "--period", "2018-08", "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["key"] for row in rows] == list(REPORT.figures)
    assert cli.main(["report", "--period", "2018-08", "--format", "terminal"]) == 0
    assert "Báo cáo mẫu" in capsys.readouterr().out
    assert list(sample.iterdir()) == []


@pytest.mark.parametrize("form", ["html", "terminal", "json", "csv"])
def test_output_names_the_file(sample, capsys, form):
    assert cli.main(["report", "--period", "2018-08", "--format", form, "--output", "out"]) == 0
    assert "Chỉ số sản xuất công nghiệp" in (sample / "out").read_text(encoding="utf-8")
    assert "out" in capsys.readouterr().out
    assert [path.name for path in sample.iterdir()] == ["out"]


def test_a_file_reached_through_a_link_is_replaced_and_the_link_kept(sample):
    (sample / "real").mkdir()
    (sample / "real" / "page.html").write_text("old", encoding="utf-8")
    (sample / "page.html").symlink_to(sample / "real" / "page.html")
    assert cli.main(["report", "--period", "2018-08", "--output", "page.html"]) == 0
    assert (sample / "page.html").is_symlink()
    assert (sample / "real" / "page.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_the_mode_of_an_existing_file_is_kept(sample):
    (sample / "page.html").write_text("old", encoding="utf-8")
    (sample / "page.html").chmod(0o640)
    cli.main(["report", "--period", "2018-08", "--output", "page.html"])
    assert (sample / "page.html").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("broken", ["fsync", "replace"])
def test_a_failed_write_leaves_the_old_file_and_nothing_else(sample, capsys, monkeypatch, broken):
    (sample / "page.html").write_text("old", encoding="utf-8")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cli.os, broken, fail)
    assert cli.main(["report", "--period", "2018-08", "--output", "page.html"]) == 2
    assert (sample / "page.html").read_text(encoding="utf-8") == "old"
    assert [path.name for path in sample.iterdir()] == ["page.html"]
    assert "No space left on device" in capsys.readouterr().err


def test_a_report_that_cannot_be_rendered_touches_no_file(sample, monkeypatch):
    (sample / "page.html").write_text("old", encoding="utf-8")
    broken = REPORT.figures | {"total": None}
    monkeypatch.setattr(
        report, "build_report", lambda *_, **__: cli_replace(REPORT, figures=broken)
    )
    with pytest.raises(AttributeError):
        cli.main(["report", "--period", "2018-08", "--output", "page.html"])
    assert (sample / "page.html").read_text(encoding="utf-8") == "old"


def cli_replace(found, **changes):
    import dataclasses

    return dataclasses.replace(found, **changes)


def test_a_folder_that_does_not_exist_is_an_error(sample, capsys):
    assert cli.main(["report", "--period", "2018-08", "--output", "no/such/page.html"]) == 2
    message = capsys.readouterr().err
    assert message.count("\n") == 1
    assert "no" in message
    assert list(sample.iterdir()) == []


def test_a_folder_as_output_is_an_error(sample, capsys):
    assert cli.main(["report", "--period", "2018-08", "--output", "."]) == 2
    assert "directory" in capsys.readouterr().err


def test_a_device_is_written_to_and_not_replaced(sample):
    assert cli.main(["report", "--period", "2018-08", "--output", os.devnull]) == 0
    assert not Path(os.devnull).is_file()


# ---- errors -------------------------------------------------------------------------


@pytest.mark.parametrize("error", [ArgumentValueError, DataError])
def test_an_error_is_one_line_and_exit_code_2(sample, capsys, monkeypatch, error):
    def fail(*_, **__):
        raise error("the\nmessage")

    monkeypatch.setattr(report, "build_report", fail)
    assert cli.main(["report", "--period", "2018-08"]) == 2
    assert capsys.readouterr().err == "hanoi-ct: the message\n"
    assert list(sample.iterdir()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["report"],
        ["report", "--period", "2018-08", "--lang", "fr"],
        ["report", "--period", "2018-08", "--format", "pdf"],
        ["publish"],
    ],
)
def test_wrong_arguments_have_exit_code_2(arguments, capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main(arguments)
    assert stop.value.code == 2
    assert "usage: hanoi-ct" in capsys.readouterr().err


@pytest.mark.parametrize("package", ["pandas", "scipy", "matplotlib", "jinja2"])
@pytest.mark.parametrize("command", [["report", "--period", "2018-08"]])
def test_without_a_package_of_the_extra_the_install_command_is_printed(tmp_path, package, command):
    code = (
        "import sys\n"
        "class Absent:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name.partition('.')[0] == {package!r}:\n"
        "            raise ModuleNotFoundError(f'No module named {name!r}', name=name)\n"
        "sys.meta_path.insert(0, Absent())\n"
        "from hanoi_ct.cli import main\n"
        f"sys.exit(main({command!r}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        cwd=tmp_path,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(hanoi_ct.__file__).parent.parent)},
    )
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1
    assert 'pip install "hanoi-ct[report]"' in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []


def test_version_and_module(capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out == f"hanoi-ct {hanoi_ct.__version__}\n"
    assert run("--version").stdout.decode() == f"hanoi-ct {hanoi_ct.__version__}\n"
