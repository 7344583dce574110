"""The command: what it writes and where, its exit codes, and that it never leaves half a file."""

import csv
import dataclasses
import io
import json
import os
import re
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
    monkeypatch.setattr(report, "build_report", lambda period, **_: REPORT)
    return tmp_path


def run(*arguments, code=("-m", "hanoi_ct"), cwd=None, **variables):
    """Run the command as a process of its own, in any folder."""
    package = Path(hanoi_ct.__file__).parent.parent
    return subprocess.run(
        [sys.executable, *code, *arguments],
        capture_output=True,
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(package), **variables},
        timeout=120,
        check=False,
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


@pytest.mark.parametrize("form", ["docx", "xlsx", "pdf", "html"])
def test_the_ending_of_the_file_decides_the_form(sample, capsys, form):
    name = f"out.{form.upper()}"
    assert cli.main(["report", "--period", "2018-08", "--output", name, "--quiet"]) == 0
    start = {"docx": b"PK", "xlsx": b"PK", "pdf": b"%PDF", "html": b"<!DO"}[form]
    assert (sample / name).read_bytes().startswith(start)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("form", ["docx", "xlsx", "pdf"])
def test_files_of_bytes_have_a_place_of_their_own(sample, capsys, form):
    assert cli.main(["report", "--period", "2018-08", "--format", form, "--lang", "en"]) == 0
    path = Path("report") / f"hanoi-2018-08.en.{form}"
    assert path.is_file()
    assert str(path) in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--output", "a.odt"], "tên tệp sau --output phải có đuôi .docx, .xlsx"),
        (["--output", "a.docx", "--format", "pdf"], "--format pdf và đuôi của a.docx không khớp"),
    ],
)
def test_an_ending_that_is_no_form_is_refused(sample, capsys, arguments, message):
    assert cli.main(["report", "--period", "2018-08", *arguments]) == 2
    assert message in capsys.readouterr().err
    assert list(sample.iterdir()) == []


def test_csv_for_a_vietnamese_excel(sample):
    arguments = ["report", "--period", "2018-08", "--output", "a.csv", "--excel"]
    assert cli.main(arguments) == 0
    data = (sample / "a.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert [row["key"] for row in rows] == list(REPORT.figures)
    assert next(row["value"] for row in rows if row["key"] == "total") == "7,4"


def test_without_a_period_the_latest_month_is_reported(sample, monkeypatch, capsys):
    asked = []
    monkeypatch.setattr(report, "build_report", lambda period, **_: asked.append(period) or REPORT)
    assert cli.main(["report", "--format", "json"]) == 0
    assert asked == [report.available_periods()[-1].period]


def test_an_interruption_is_one_line(sample, monkeypatch, capsys):
    def stop(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(report, "build_report", stop)
    assert cli.main(["report", "--period", "2018-08"]) == 130
    assert capsys.readouterr().err == "hanoi-ct: đã dừng\n"
    assert cli.main(["report", "--period", "2018-08", "--lang", "en"]) == 130
    assert capsys.readouterr().err == "hanoi-ct: interrupted\n"


def test_wrong_arguments_are_explained_in_vietnamese(capsys):
    with pytest.raises(SystemExit):
        cli.main(["report", "--lang", "fr"])
    assert "hanoi-ct: --lang nhận một trong: vi, en; đã ghi fr" in capsys.readouterr().err


def test_the_head_and_foot_come_from_the_folder(tmp_path, monkeypatch):
    import docx

    monkeypatch.chdir(tmp_path)
    packaged = Path(hanoi_ct.__file__).parent / "datasets" / "data" / "hanoi_trade_reported.csv"
    (tmp_path / "thang").mkdir()
    (tmp_path / "thang" / packaged.name).write_bytes(packaged.read_bytes())
    (tmp_path / "thang" / "don_vi.toml").write_text(
        'co_quan_ban_hanh = "Sở Công Thương"\nso = "5"\nky_hieu = "BC-SCT"\n'
        'ngay = "2018-09-05"\nnguoi_ky = "Trần Thị B"\nchuc_vu = "Giám đốc"\n'
        'noi_nhan = ["UBND thành phố;"]\ndia_danh = "Hà Nội"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(report, "build_report", lambda period, **_: REPORT)
    assert cli.main(["report", "thang", "--period", "2018-08", "--output", "a.docx"]) == 0
    body = docx.Document("a.docx").element.body
    words = "".join(node.text or "" for node in body.iter() if node.tag.endswith("}t"))
    for part in ("SỞ CÔNG THƯƠNG", "05/BC-SCT", "Hà Nội, ngày 05 tháng 9 năm 2018",
                 "Trần Thị B", "GIÁM ĐỐC", "- UBND thành phố;"):  # fmt: skip
        assert part in words


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
    message = "hanoi-ct: không ghi được page.html: ổ đĩa đầy; xóa bớt tệp, hoặc ghi sang ổ khác\n"
    assert capsys.readouterr().err == message


def test_a_report_that_cannot_be_rendered_touches_no_file(sample, monkeypatch):
    (sample / "page.html").write_text("old", encoding="utf-8")
    without = {key: figure for key, figure in REPORT.figures.items() if key != "difference"}
    broken = dataclasses.replace(REPORT, figures=without)
    monkeypatch.setattr(report, "build_report", lambda *_, **__: broken)
    with pytest.raises(KeyError):
        cli.main(["report", "--period", "2018-08", "--output", "page.html"])
    assert (sample / "page.html").read_text(encoding="utf-8") == "old"
    assert [path.name for path in sample.iterdir()] == ["page.html"]


def test_a_folder_that_does_not_exist_is_an_error(sample, capsys):
    assert cli.main(["report", "--period", "2018-08", "--output", "no/such/page.html"]) == 2
    message = (
        "hanoi-ct: không ghi được no/such/page.html: chưa có thư mục này; tạo thư mục trước, hoặc "
        "ghi chỗ khác\n"
    )
    assert capsys.readouterr().err == message
    assert list(sample.iterdir()) == []


def test_a_file_in_the_place_of_the_folder_is_an_error(sample, capsys):
    Path("report").touch()
    assert cli.main(["report", "--period", "2018-08"]) == 2
    message = (
        "hanoi-ct: không ghi được report/hanoi-2018-08.vi.html: đã có tệp mang tên này; chọn tên "
        "khác\n"
    )
    assert capsys.readouterr().err == message


def test_a_folder_as_output_is_an_error(sample, capsys):
    assert cli.main(["report", "--period", "2018-08", "--output", "."]) == 2
    message = "hanoi-ct: không ghi được .: đây là thư mục; ghi thêm tên tệp\n"
    assert capsys.readouterr().err == message
    arguments = ["report", "--period", "2018-08", "--output", ".", "--lang", "en"]
    assert cli.main(arguments) == 2
    assert capsys.readouterr().err == "hanoi-ct: cannot write .: Is a directory\n"


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
        ["report", "--period", "2018-08", "--lang", "fr"],
        ["report", "--period", "2018-08", "--format", "odt"],
        ["report", "folder", "--data", "folder"],
        ["publish"],
    ],
)
def test_wrong_arguments_have_exit_code_2(arguments, capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main(arguments)
    assert stop.value.code == 2
    assert "Cách dùng: hanoi-ct" in capsys.readouterr().err


def without(package):
    """Code that runs the command where a package is not installed."""
    return (
        "import sys\n"
        "class Absent:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        f"        if name.partition('.')[0] == {package!r}:\n"
        "            raise ModuleNotFoundError(f'No module named {name!r}', name=name)\n"
        "sys.meta_path.insert(0, Absent())\n"
        "from hanoi_ct.cli import main\n"
        "sys.exit(main())\n"
    )


@pytest.mark.parametrize(
    ("package", "command"),
    [
        ("scipy", ["report", "--period", "2018-08"]),
        ("matplotlib", ["report", "--period", "2018-08"]),
        ("jinja2", ["report", "--period", "2018-08"]),
        ("rich", ["report", "--period", "2018-08", "--format", "terminal"]),
    ],
)
def test_without_a_package_of_the_extra_the_install_command_is_printed(tmp_path, package, command):
    done = run(*command, code=("-c", without(package)), cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1
    assert re.search(r'pip install "\S+\[report\]"$', done.stderr.decode().strip())
    assert list(tmp_path.iterdir()) == []


def test_the_months_are_listed_without_pandas(tmp_path):
    done = run("periods", code=("-c", without("pandas")), cwd=tmp_path)
    assert done.returncode == 0
    assert b"2018-08" in done.stdout


@pytest.mark.parametrize(
    ("period", "message"),
    [
        ("2018-07", "2018-06"),
        ("1999-01", "2007-03"),
        ("2018-13", "tháng phải viết dạng NĂM-THÁNG"),
        ("August", "tháng phải viết dạng NĂM-THÁNG"),
    ],
)
def test_a_month_without_figures_is_one_line_and_exit_code_2(tmp_path, period, message):
    done = run("report", "--period", period, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1
    assert period in done.stderr.decode()
    assert message in done.stderr.decode()
    assert list(tmp_path.iterdir()) == []


def test_a_fault_in_a_table_is_named_by_file_row_and_column(tmp_path):
    packaged = Path(hanoi_ct.__file__).parent / "datasets" / "data" / "hanoi_trade_reported.csv"
    lines = packaged.read_text(encoding="utf-8").splitlines()
    column = lines[0].split(",").index("growth_pct")
    cells = next(csv.reader([lines[1]]))
    cells[column] = "tăng"
    with open(tmp_path / packaged.name, "w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([lines[0].split(","), cells])
    done = run("report", "--period", "2018-08", "--data", str(tmp_path), cwd=tmp_path)
    assert done.returncode == 2
    message = done.stderr.decode()
    assert message.count("\n") == 1
    for part in (packaged.name, "2", "growth_pct", "tăng"):
        assert part in message
    assert not (tmp_path / "report").exists()


def test_a_folder_of_tables_that_does_not_exist(tmp_path):
    done = run("periods", "--data", "no-such-folder", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.decode().count("\n") == 1
    assert "no-such-folder" in done.stderr.decode()


# ---- the process --------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_vietnamese_is_written_as_utf8_whatever_the_locale(encoding):
    arguments = ["report", "--period", "2018-08", "--format", "terminal"]
    done = run(*arguments, LC_ALL="C", PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr.decode()
    assert "Sản xuất công nghiệp" in done.stdout.decode("utf-8")


def test_a_closed_pipe_ends_the_command_quietly():
    command = [sys.executable, "-m", "hanoi_ct", "report", "--period", "2018-08", "--format", "csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=120) == 1


def test_periods_are_listed_with_their_numbers_of_figures(capsys):
    assert cli.main(["periods"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out), delimiter="\t"))
    months = [row["period"] for row in rows]
    assert months == sorted(set(months))
    august = rows[months.index("2018-08")]
    assert all(int(august[name]) > 0 for name in ("production", "trade", "other"))


def test_version_and_module(capsys):
    with pytest.raises(SystemExit) as stop:
        cli.main(["--version"])
    assert stop.value.code == 0
    assert capsys.readouterr().out == f"hanoi-ct {hanoi_ct.__version__}\n"
    assert run("--version").stdout.decode() == f"hanoi-ct {hanoi_ct.__version__}\n"


def commands_of(language):
    (choice,) = (
        a for a in cli._parser(language)._actions if a.dest == "==SUPPRESS==" and a.choices
    )
    return choice.choices


@pytest.mark.parametrize("command", sorted(commands_of("vi")))
def test_help_explains_every_argument_in_both_languages(command):
    vietnamese, english = commands_of("vi")[command], commands_of("en")[command]
    assert [a.dest for a in vietnamese._actions] == [a.dest for a in english._actions]
    for one, other in zip(vietnamese._actions, english._actions, strict=True):
        assert None not in (one.help, other.help), one.dest
        assert one.help != other.help, one.dest
        assert one.metavar not in ("FILE", "FOLDER", "DATE", "PROVINCE", "FILES"), one.dest
    assert vietnamese.format_help().startswith(f"Cách dùng: hanoi-ct {command} ")
    assert english.format_help().startswith(f"usage: hanoi-ct {command} ")
