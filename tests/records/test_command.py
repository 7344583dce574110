"""hanoi-ct tabulate: from a file of records to a file with the table."""

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hanoi_ct.cli import main

RECORDS = """hs2,month,usd
84,2018-01,1.5
84,2018-02,2.25
85,2018-01,10
=1+1,2018-01,1
85,2018-01,much
"""
TREE = "code,parent\nT,\n84,T\n85,T\n"


@pytest.fixture
def files(tmp_path):
    (tmp_path / "customs.csv").write_text(RECORDS, encoding="utf-8")
    (tmp_path / "tree.csv").write_text(TREE, encoding="utf-8")
    return tmp_path


def tabulate(files, *more):
    return main(
        [
            "tabulate",
            str(files / "customs.csv"),
            *("--rows", "hs2", "--columns", "month", "--value", "usd"),
            *more,
        ]
    )


def test_a_table_on_standard_output(files, capsys):
    assert tabulate(files) == 0
    out, err = capsys.readouterr()
    assert out == "hs2,2018-01,2018-02\n84,1.5,2.25\n85,10.0,\n'=1+1,1.0,\n"
    assert "Đã nhận 4 bản ghi, để riêng 1." in err
    assert "dòng 5, usd: 'much'" in err


@pytest.mark.parametrize("ending", ["csv", "parquet", "xlsx"])
def test_up_a_tree_into_a_file(files, ending, capsys):
    output = files / f"table.{ending}"
    tree = ["--tree", str(files / "tree.csv"), "--output", str(output), "--lang", "en"]
    assert tabulate(files, *tree) == 0
    assert "3 records taken, 2 set aside" in capsys.readouterr().err
    if ending == "csv":
        assert pd.read_csv(output).loc[0, "2018-01"] == 11.5
    elif ending == "parquet":
        assert pq.read_table(output).column("usd").to_pylist()[0] == 11.5
    else:
        sheet = openpyxl.load_workbook(output)["table"]
        assert sheet["B2"].value == 11.5


def test_what_is_wrong_leaves_the_output_untouched(files, capsys):
    output = files / "table.csv"
    output.write_text("before", encoding="utf-8")
    for wrong in (["--weight", "usd"], ["--tree", str(files / "customs.csv")]):
        assert tabulate(files, "--output", str(output), *wrong) == 2
        assert capsys.readouterr().err.count("\n") == 1
    assert tabulate(files, "--on-error", "raise", "--output", str(output)) == 2
    found = capsys.readouterr().err
    assert found.count("\n") == 1
    assert "'much'" in found
    assert tabulate(files, "--output", str(files / "table.doc")) == 2
    assert output.read_text(encoding="utf-8") == "before"


def test_a_scrambled_parquet_ends_in_one_line(files, capsys):
    whole = files / "whole.parquet"
    pq.write_table(
        pa.table({"hs2": ["84"] * 9000, "month": ["m"] * 9000, "usd": [1.5] * 9000}), whole
    )
    data = bytearray(whole.read_bytes())
    output = files / "table.csv"
    for place in range(4, len(data) - 8, 97):
        broken = data.copy()
        broken[place : place + 40] = bytes(byte ^ 0x5A for byte in broken[place : place + 40])
        (files / "customs.parquet").write_bytes(broken)
        words = ["--rows", "hs2", "--columns", "month", "--value", "usd", "--output", str(output)]
        if main(["tabulate", str(files / "customs.parquet"), *words]) != 0:
            found = capsys.readouterr().err
            assert found.count("\n") == 1
            assert "tabulate" in found or "records" in found, found
            assert not output.exists()
        else:
            output.unlink()  # what was scrambled is not read, or values that no checksum guards
            capsys.readouterr()


# ---- records set aside ---------------------------------------------------------------------

UNFIT = """hs2,month,usd
84,2018-01,1
84,2018-01,1e400
,2018-01,2
84,2018-01,x
84,2018-01
{long},2018-01,3
86,2018-01,4
a\x07b,2018-01,4
"""


def run_unfit(files, *more):
    tree = files / "tree.csv"
    tree.write_text("code,parent\nT,\n84,T\n85,T\n", encoding="utf-8")
    unfit = UNFIT.format(long="y" * 10**6)
    (files / "customs.csv").write_text(unfit, encoding="utf-8")
    return tabulate(files, *more)


def test_records_set_aside_go_to_a_file_in_words_of_the_language(files, capsys):
    output, rejects = files / "table.csv", files / "rejects.csv"
    words = ["--tree", str(files / "tree.csv"), "--output", str(output), "--rejects", str(rejects)]
    assert run_unfit(files, *words) == 0
    err = capsys.readouterr().err
    assert "Đã nhận 1 bản ghi, để riêng 7." in err
    assert f"Đã ghi 7 bản ghi để riêng vào {rejects}." in err
    assert "dòng 5: '2 cells for 3' có số ô khác với dòng tiêu đề" in err
    listed = pd.read_csv(rejects)
    assert listed["row"].tolist() == [2, 3, 4, 5, 6, 7, 8]
    assert listed["reason"].tolist() == [
        "vượt quá phạm vi của float64",
        "không được để trống",
        "phải là số có dấu thập phân '.'",
        "có số ô khác với dòng tiêu đề",
        "chỉ được có tối đa 1000 ký tự",
        "không phải là mã được phép",
        "không được có ký tự điều khiển",
    ]
    assert run_unfit(files, *words, "--lang", "en", "--quiet") == 0
    assert f"7 records set aside are in {rejects}." in capsys.readouterr().err
    assert "must hold no control character" in rejects.read_text(encoding="utf-8")


def test_a_workbook_lists_what_was_set_aside(files, capsys):
    output = files / "table.xlsx"
    assert run_unfit(files, "--output", str(output)) == 0
    assert f"Đã ghi 6 bản ghi để riêng vào {output}." in capsys.readouterr().err
    sheet = openpyxl.load_workbook(output)["set aside"]
    assert sheet.max_row == 7


def test_many_records_set_aside_are_counted(files, capsys):
    rows = "".join(f"84,2018-01,x{i}\n" for i in range(12_000))
    (files / "customs.csv").write_text("hs2,month,usd\n" + rows, encoding="utf-8")
    rejects = files / "rejects.csv"
    assert tabulate(files, "--rejects", str(rejects), "--lang", "en") == 0
    err = capsys.readouterr().err
    assert "0 records taken, 12,000 set aside." in err
    assert "... and 11,980 more" in err
    assert f"10,000 records set aside are in {rejects}." in err
    assert pd.read_csv(rejects)["row"].tolist() == list(range(1, 10_001))


def test_no_file_is_written_over_another(files, capsys):
    for words in (
        ["--output", str(files / "customs.csv")],
        ["--rejects", str(files / "customs.csv")],
        ["--output", str(files / "t.csv"), "--rejects", str(files / "t.csv")],
        ["--rejects", str(files / "r.xlsx")],
    ):
        assert tabulate(files, *words) == 2
        assert capsys.readouterr().err.count("\n") == 1
    assert (files / "customs.csv").read_text(encoding="utf-8") == RECORDS
    assert not (files / "t.csv").exists()
