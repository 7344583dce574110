"""Reading statements: what one sentence shows, what nothing may do."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.statements.reading import read_text


def rows(text, **options):
    return [
        (s.value, s.scale, s.unit, s.type, s.comparison)
        for s in read_text(text, **options).statements
    ]


def periods(text, **options):
    return [
        s.period and (s.period.start, s.period.end) for s in read_text(text, **options).statements
    ]


SENTENCE = (
    "Tháng 8/2018, chỉ số sản xuất công nghiệp của thành phố Hoà Bình tăng hơn 7,4% "
    "so với cùng kỳ và giảm 1,5% so với tháng trước."
)
READ = [
    ("7.4", "1", "percent", "growth", "same_month_last_year"),
    ("-1.5", "1", "percent", "growth", "previous_month"),
]


def test_offsets_count_the_text_as_given_whatever_its_form():
    for form in ("NFC", "NFD"):
        text = unicodedata.normalize(form, SENTENCE)
        reading = read_text(text)
        assert rows(text) == READ
        for s in reading.statements:
            assert text[s.start : s.end] == s.text
            assert unicodedata.normalize("NFC", s.text).startswith(("tăng", "giảm"))
    assert read_text(unicodedata.normalize("NFD", SENTENCE)).notes


def test_tcvn3_is_read_and_named():
    text = "S¶n xuÊt c«ng nghiÖp th¸ng 8/2018 t¨ng 7,4% so víi cïng kú."
    assert rows(text) == READ[:1]
    assert "TCVN3" in read_text(text).notes[0]


def test_a_year_that_stands_nowhere_is_not_invented():
    text = "Xuất khẩu 8 tháng đạt 9,2 tỷ USD."
    assert periods(text) == [("XXXX-01", "XXXX-08")]
    assert periods(text, date="2018-09") == [("2018-01", "2018-08")]


def test_a_lost_unit_stays_unknown_and_is_said():
    (statement,) = read_text("Tháng 8/2018, xuất khẩu đạt 7.624 triệu.").statements
    assert statement.unit is None
    assert "no unit is printed" in statement.note
    assert statement.alternatives == ("7.624",)


def test_dates_ranks_and_names_are_no_statements_and_what_is_not_understood_is_listed():
    text = "Ngày 20/8/2018, Nghị định số 27/2018 xếp Hà Nội thứ 2; mã 48213 chưa rõ."
    reading = read_text(text)
    assert reading.statements == ()
    assert "48213" in [u.text for u in reading.unread]


def test_every_number_is_a_statement_or_a_time_or_unread():
    text = "Xuất khẩu tháng 8/2018 tăng 5%, còn 12 và 7 thì không rõ."
    reading = read_text(text)
    assert [u.text for u in reading.unread] == ["12", "7"]


def test_a_flattened_table_takes_the_unit_of_its_rows():
    lines = ["Than sạch", "Nghìn tấn", "3,2", "105,1", "Điện sản xuất", "Triệu kWh", "410", "98,7"]
    head = "Sản phẩm (hai cột: Ước tháng 8 năm 2018; Tháng 8 so với cùng kỳ năm trước, %)"
    text = "\n".join([head, *lines])
    assert rows(text) == [
        ("3.2", "1e3", "tonne", "level", None),
        ("105.1", "1", "percent", "ratio", "same_month_last_year"),
        ("410", "1e6", "kWh", "level", None),
        ("98.7", "1", "percent", "ratio", "same_month_last_year"),
    ]
    assert periods(text) == [("2018-08", "2018-08")] * 4


@pytest.mark.parametrize(
    ("call", "error"),
    [
        (lambda: read_text(b"5%"), ArgumentTypeError),
        (lambda: read_text("5%", lang="fr"), ArgumentValueError),
        (lambda: read_text("5%", date="2018"), ArgumentValueError),
    ],
)
def test_what_is_no_text_language_or_month_is_refused(call, error):
    with pytest.raises(error, match="must be"):
        call()


WORDS = ["tăng", "giảm", "5%", "7,4%", "1.234 tỷ USD", "so với", "cùng kỳ", "(", ")", ";", ":", ",",
         "tháng", "8", "năm", "2018", "quý", "I", "và", "kế hoạch", "đạt", "từ", "đến", "/", ".",
         "\n", "US$", "billion", "in", "the first", "months", "of", "up", "chiếm"]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=40))
@example(["1.234 tỷ USD", "/", "1.234 tỷ USD"])
@example(["tăng", "1.234 tỷ USD", "/", "1.234 tỷ USD"])
def test_any_row_of_words_is_read_without_a_crash(words):
    text = " ".join(words)
    reading = read_text(text)
    ends = 0
    for s in reading.statements:
        assert text[s.start : s.end] == s.text
        assert s.start >= 0
        ends = max(ends, s.end)
    assert ends <= len(text)


@given(st.text(max_size=200), st.sampled_from([None, "vi", "en"]))
def test_any_text_is_read_without_a_crash(text, lang):
    reading = read_text(text, lang=lang)
    for span in (*reading.statements, *reading.unread):
        assert text[span.start : span.end] == span.text


@pytest.mark.parametrize("piece", ["(", "5%, ", "(5% tăng ", "tăng ", "1.", "và 5% ", "5\n", "a"])
def test_long_runs_of_anything_come_to_an_end(piece):
    read_text(piece * (40_000 // len(piece)))
