"""`hanoi-ct check`: numbers are read by their own language, whatever that of the answer is."""

import pytest

from hanoi_ct import cli
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.quantities.wording import parse


@pytest.mark.parametrize(
    ("level", "rate", "before"),
    [
        ("gần 9,2 tỷ USD", "19%", "7,624 tỷ USD"),
        ("nearly 9.2 billion USD", "19%", "7.624 billion USD"),
        ("gần 9,2 tỷ USD", "19.0%", "7.624 triệu USD"),
    ],
)
@pytest.mark.parametrize("lang", [[], ["--lang", "en"], ["--lang", "vi"]])
def test_the_language_of_the_answer_changes_no_number(capsys, level, rate, before, lang):
    assert cli.main(["check", level, rate, "--before", before, *lang]) in (0, 3)
    words = capsys.readouterr().out
    assert ("consistent" in words) or ("khớp" in words) or ("9,2" in words) or ("9.2" in words)
    assert "2 billion USD /" not in words.replace("9.2 billion", "")


def test_exit_codes(capsys):
    assert cli.main(["check", "9,2 tỷ USD", "19%", "--before", "7,7 tỷ USD"]) == 0
    assert cli.main(["check", "9,2 tỷ USD", "19%", "--before", "6,9 tỷ USD"]) == 3
    assert cli.main(["check", "9,2 tỷ", "19%", "--before", "nhiều"]) == 2
    capsys.readouterr()
    assert cli.main(["check", "9,2 tỷ USD", "19%"]) == 0
    assert "kỳ gốc 7,6" in capsys.readouterr().out


@pytest.mark.parametrize(("text", "lang"), [("9,2 tỷ USD", "en"), ("9.25%", "vi"), ("1,23", "en")])
def test_half_a_number_is_not_read(text, lang):
    with pytest.raises(ArgumentValueError, match="must hold one number"):
        parse(text, lang)
