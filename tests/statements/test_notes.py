"""Notes on statements follow the language that is asked for."""

import re
from pathlib import Path

import pytest

import hanoi_ct.statements
from hanoi_ct.statements import audit
from hanoi_ct.statements._notes import note_in

TEXT = (
    "Năm 2023 có bốn dự án mới, xuất khẩu đạt 3.120 triệu USD, trong đó khu vực FDI chiếm hơn hai "
    "phần ba."
)
VIETNAMESE = re.compile(r"[ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]")


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_notes_of_the_json_are_in_its_language(lang):
    notes = [s["note"] for s in audit(TEXT).to_dict(lang)["statements"] if "note" in s]
    assert len(notes) == 3
    for note in notes:
        assert bool(VIETNAMESE.search(note)) == (lang == "vi")


def test_both_readings_of_a_number_are_told():
    assert note_in("3.120 is read as 3120 and may also be 3.120", "en").endswith("be 3.120")
    assert note_in("3.120 is read as 3120 and may also be 3.120", "vi").endswith("là 3,120")


def test_every_note_that_is_made_has_its_vietnamese():
    folder = Path(hanoi_ct.statements.__file__).parent
    made = set()
    for path in folder.rglob("*.py"):
        if path.name == "_notes.py":
            continue
        text = path.read_text(encoding="utf-8")
        made |= set(re.findall(r'note(?:=|: str = | = )"([a-z][^"]+)"', text))
        made |= set(re.findall(r'assumed = "([^"]+)"', text))
    assert len(made) >= 7
    for note in made:
        assert VIETNAMESE.search(note_in(note, "vi")), note
