"""The commands of journalists: check and find."""

import pytest

from hanoi_ct import cli


def test_check_tells_the_corner(capsys):
    arguments = ["check", "gần 9,2 tỷ USD", "19%", "--before", "7,624 tỷ USD"]
    assert cli.main(arguments) == 0
    out = capsys.readouterr().out
    assert out.startswith("khớp\n")
    assert "Chỉ khớp khi “gần 9,2 tỷ USD” là 9,1–9,11" in out


def test_check_of_a_wrong_share_exits_with_three(capsys):
    assert cli.main(["check", "3,77 tỷ USD", "18,1%", "--of", "24,6 tỷ USD"]) == 3
    assert "“18,1%” → 15,4%" in capsys.readouterr().out
    assert cli.main(["check", "6.07 bn USD", "24.6%", "--of", "24.6 bn USD", "--lang", "en"]) == 0
    assert "consistent" in capsys.readouterr().out


def test_check_without_a_base_tells_what_is_implied(capsys):
    assert cli.main(["check", "9,2 tỷ USD", "19%"]) == 0
    assert "kỳ gốc 7,6569–7,8059" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "9,2 tỷ USD", "hai", "--before", "7 tỷ USD"],
        ["check", "9,2 tỷ USD", "19%", "--before", "7 tỷ đồng"],
        ["check", "9,2 tỷ USD", "2 điểm phần trăm"],
        ["find", "xuất khẩu", "08-2018"],
    ],
)
def test_bad_input_exits_with_two(arguments, capsys):
    assert cli.main(arguments) == 2
    assert "ghi " in capsys.readouterr().err
    with_language = [*arguments, "--lang", "en"]
    if arguments[0] == "check":
        assert cli.main(with_language) == 2
        assert "must" in capsys.readouterr().err


def test_find_prints_sources(capsys):
    assert cli.main(["find", "xuất khẩu", "2018-08"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split("\t")[:3] == ["kỳ", "chỉ tiêu", "loại"]
    assert "mức\tgần 9.200 triệu USD" in lines[1]
    # The page says "gần 9,2 tỷ USD, tăng 19%": the hedge is of the level alone.
    assert "so với cùng kỳ\t+19%" in lines[2]
    assert "Bài báo tháng 9/2018" in lines[1]
    assert len({len(line.split("\t")) for line in lines}) == 1


def test_nothing_found_is_said(capsys):
    assert cli.main(["find", "mèo", "2018-08", "--lang", "en"]) == 0
    assert "No figure" in capsys.readouterr().err
