"""The words of the checks in both languages, and levels against published history."""

import re
import string

import pytest
from form_sheets import draw

from hanoi_ct.cli import main
from hanoi_ct.datasets.history import against_published
from hanoi_ct.tables._checks import texts
from hanoi_ct.tables.folder import read_folder

TRADE = """
Biểu 4. Kim ngạch xuất khẩu tháng 8 năm 2018 - thành phố Hà Nội
ĐVT: Triệu USD
Chỉ tiêu|TH tháng 7/2018|Ước tháng 8/2018|Cộng dồn 8 tháng 2018|8 tháng so cùng kỳ (%)
Kim ngạch xuất khẩu|1100|1150|{to_date}|119
Dệt may|150|160|1100|110
"""


def places_of(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("name", texts._SENTENCES)
def test_a_sentence_says_the_same_in_both_languages(name):
    assert name.partition(".")[0].replace("occupancy_unlike_levels", "") in {"", *texts.KINDS}
    for words in texts._SENTENCES[name]:
        assert places_of(words.vi) == places_of(words.en)
        assert words.vi != words.en
        assert not re.search("[ạ-ỹăâđêôơư]", words.en.replace("ĐVT", "").lower())


def test_faults_are_told_in_english(shared, tmp_path, capsys):
    source = shared / "forms" / "02_haiphong_2025-03_bieu_tong_hop.xlsx"
    assert main(["import", str(source), "--into", str(tmp_path / "hp"), "--lang", "en"]) == 0
    capsys.readouterr()
    assert main(["validate", str(tmp_path / "hp"), "--lang", "en"]) == 3
    shown = capsys.readouterr().out
    assert "A rate year on year of 119.9 is not H18/E18 = 113.5" in shown
    assert "Rule: a rate must follow from the two levels in its row" in shown
    assert "Way out: Make K18 113.5, or check H18 and E18" in shown
    assert "The total 2,379.8 is not the sum of its parts 2,289.8" in shown
    assert not re.search("[ạ-ỹ]", re.sub(r"Biểu \d+", "", shown).lower())


def test_errors_come_before_warnings(tmp_path, capsys):
    drawing = TRADE.format(to_date=92000).replace("|119", "|109")
    sheet = draw(tmp_path / "hanoi_2018-08.xlsx", {"XK": drawing})
    assert main(["import", str(sheet), "--into", str(tmp_path / "t8")]) == 0
    capsys.readouterr()
    main(["validate", str(tmp_path / "t8")])
    words = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line[0] != " "]
    heads = [word for word in words if word in ("Lỗi", "Cảnh")]
    assert heads == sorted(heads, key=("Lỗi", "Cảnh").index)
    assert "Cảnh" in heads


def test_a_level_is_held_against_what_pages_published(tmp_path):
    # Pages state 7,624 million for eight months of 2017.
    for to_date, wrong in ((9200, False), (92000, True), (700, True)):
        folder = tmp_path / str(to_date)
        sheet = draw(tmp_path / "hanoi_2018-08.xlsx", {"XK": TRADE.format(to_date=to_date)})
        assert main(["import", str(sheet), "--into", str(folder)]) == 0
        faults = against_published(read_folder(folder).facts)
        assert [f["cell"] for f in faults] == (["D4"] if wrong else [])
        for fault in faults:
            assert fault["severity"] == "warning"
            assert "cùng kỳ năm trước (7.624 của Hà Nội, số đã công bố)" in fault["message_vi"]
            assert fault["related"][0].startswith("http")


def test_no_province_exports_more_than_the_nation(tmp_path):
    # 155.4 billion is the nation's.
    drawing = TRADE.format(to_date=160000).replace("thành phố Hà Nội", "tỉnh Bắc Ninh")
    sheet = draw(tmp_path / "bacninh_2018-08.xlsx", {"XK": drawing})
    assert main(["import", str(sheet), "--into", str(tmp_path / "t8")]) == 0
    (fault,) = against_published(read_folder(tmp_path / "t8").facts)
    assert "more than the whole nation's" in fault["message_en"]
