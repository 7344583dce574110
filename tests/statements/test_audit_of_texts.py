"""Texts from end to end: read, linked, judged; as a command too."""

import json

import pytest

from hanoi_ct import cli
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError, DataError
from hanoi_ct.statements import audit

WRONG = (
    "Xuất khẩu 5 tháng đầu năm 2022 đạt 152,96 tỷ USD. Khu vực kinh tế trong nước đạt 40,245 tỷ "
    "USD; khu vực có vốn đầu tư nước ngoài đạt 112,562 tỷ USD."
)
RIGHT = WRONG.replace("152,96", "152,81")
ARTICLE = (
    "Trong 8 tháng năm 2018, kim ngạch xuất khẩu của Hà Nội ước đạt gần 9,2 tỷ USD, tăng 19% so "
    "với cùng kỳ năm trước."
)


def test_a_contradiction_is_found_and_mended():
    found = audit(WRONG)
    (worst,) = found.contradictions
    assert worst.claim.kind == "sum"
    record = worst.to_record(found.statements, "vi")
    assert any("→ 152,81 tỷ USD" in repair for repair in record["repair"])
    assert not audit(RIGHT).contradictions


def test_the_statements_that_must_be_wrong_are_listed_with_ties():
    found = audit(WRONG).localise()
    assert found.weight == 1
    assert found.sets == (frozenset({"1"}), frozenset({"2"}), frozenset({"3"}))
    trusted = audit(WRONG).localise(weights={"2": 2.0, "3": 2.0})
    assert trusted.sets == (frozenset({"1"}),)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 2000 + "tăng 7,4%" + ")" * 2000,
        "9" * 5000,
        "1." * 3000,
        "tăng 5% " * 500,
        "\x00\ud7ff\u202e 7,4% \u0301",
        bytes(range(256)).decode("latin-1") * 20,
        "xuất khẩu 9,2 tỷ USD, tăng 19%, dệt may 3,77 tỷ USD, chiếm 18,1%, " * 40,
    ],
)
def test_odd_texts_are_survived(text):
    found = audit(text)
    json.loads(found.to_json())
    assert found._repr_html_()


def test_offsets_count_in_the_text_as_given():
    text = "\r\n" + WRONG + "\r\n"
    for statement in audit(text).statements.values():
        assert text[statement.start : statement.end] == statement.text


def test_published_figures_speak_with():
    found = audit(ARTICLE, against="hanoi")
    base = next(r for r in found if r.claim.kind == "base")
    assert base.verdict == "consistent"
    assert len(base.finding.corner) == 2
    same = [r for r in found if r.claim.kind == "same"]
    assert {r.verdict for r in same} == {"consistent"}
    wrong = audit(ARTICLE.replace("9,2", "8,2"), against="hanoi")
    assert {r.claim.kind for r in wrong.contradictions} == {"same", "base"}


def test_a_text_without_numbers_has_nothing_to_check():
    found = audit("Không có số liệu.")
    assert (len(found.statements), found.relations) == (0, ())
    assert not audit("").relations


def test_what_is_no_text_is_refused(tmp_path):
    with pytest.raises(ArgumentTypeError, match="must be a str"):
        audit(9.2)
    with pytest.raises(ArgumentValueError, match="lang"):
        audit("x", lang="fr")
    with pytest.raises(DataError, match="must be a folder"):
        audit(ARTICLE, against=tmp_path / "nothing")


@pytest.fixture
def file(tmp_path):
    def written(text, name="a.txt"):
        path = tmp_path / name
        path.write_bytes(text.encode("utf-8"))
        return str(path)

    return written


def test_exit_codes_tell_the_worst(file, capsys):
    assert cli.main(["audit", file(WRONG)]) == 3
    assert "không thể cùng đúng" in capsys.readouterr().out
    assert cli.main(["audit", file(RIGHT), "--lang", "en"]) == 0
    assert "consistent" in capsys.readouterr().out
    assert cli.main(["audit", file(RIGHT) + ".gone"]) == 2
    assert cli.main(["audit", file(RIGHT, "a.odt")]) == 2


@pytest.mark.parametrize(("text", "code"), [(WRONG, 3), (RIGHT, 0)])
def test_json_is_written_in_full(file, capsys, text, code):
    assert cli.main(["audit", file(text), "--format", "json"]) == code
    found = json.loads(capsys.readouterr().out)
    assert set(found) == {"text", "statements", "relations", "unread"}
    assert found["text"] == text


def test_the_page_is_written(file, capsys):
    assert cli.main(["audit", file(WRONG), "--format", "html"]) == 3
    assert capsys.readouterr().out.startswith("<!doctype html>")


def test_tables_are_audited_too(file, capsys):
    table = "Nhóm,2017,2018\nTổng,50,75\nA,20,30\nB,30,40\n"
    assert cli.main(["audit", file(table, "a.csv")]) == 3
    assert "phải là 70" in capsys.readouterr().out
    assert cli.main(["audit", file(table, "a.csv"), "--format", "json"]) == 3
    assert json.loads(capsys.readouterr().out)["tables"]
    assert cli.main(["audit", file(table.replace("40", "45"), "b.csv"), "--format", "html"]) == 0
    assert capsys.readouterr().out.startswith("<!doctype html>")
