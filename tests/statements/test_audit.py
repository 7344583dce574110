"""The audit of a text: verdicts in words, as JSON, as a table and as a page."""

import json
import re
from html.parser import HTMLParser

import pytest

from hanoi_ct.report.formats.audit_page import audit_page, audit_terminal
from hanoi_ct.statements._audit import audit as audit_text
from hanoi_ct.statements._audit import audit_claims
from hanoi_ct.statements.statement import Claim, Reading, Statement, Unread

TEXT = (
    "Xuất khẩu đạt 24,6 tỷ USD <b>, trong đó dệt may 3,77 tỷ USD, chiếm 18,1%; điện tử 6,07 tỷ "
    "USD, chiếm 24,6%. Số 99 lạ."
)


def test_an_answer_is_in_the_language_that_is_asked_for():
    text = (
        "Xuất khẩu 5 tháng năm 2022 đạt gần 153,0 tỷ USD, tăng 16,4% so với cùng kỳ; trong đó "
        "khu vực trong nước giảm 20,8% còn trên 40,2 tỷ USD, khu vực FDI đạt khoảng 98,9 tỷ USD."
    )
    found = audit_text(text)
    words = json.dumps(found.to_dict("en")["relations"], ensure_ascii=False)
    assert "nearly 153.0 billion USD" in words
    assert "over 40.2 billion USD" in words
    assert not re.search("[ăâđêôơưàáảãạ\u1ea0-\u1ef9]", words)
    assert "gần 153,0 tỷ USD" in json.dumps(found.to_dict("vi"), ensure_ascii=False)
    english = audit_text(
        "Exports reached nearly $153.0 billion in May 2022, of which the domestic "
        "sector earned over $40.2 billion and the FDI sector $98.9 billion."
    )
    words = json.dumps(english.to_dict("vi")["relations"], ensure_ascii=False)
    assert "trên 40,2 tỷ USD" in words
    assert "billion" not in words


def statement(identifier, words, value, unit, kind, scale="1"):
    start = TEXT.index(words)
    printed = value.replace(".", ",")
    return Statement(
        identifier, start, start + len(words), words, printed, value, unit, scale, kind
    )


@pytest.fixture
def reading():
    statements = (
        statement("1", "24,6 tỷ USD", "24.6", "USD", "level", "1e9"),
        statement("2", "3,77 tỷ USD", "3.77", "USD", "level", "1e9"),
        statement("3", "18,1%", "18.1", "percent", "share"),
        statement("4", "6,07 tỷ USD", "6.07", "USD", "level", "1e9"),
        statement("5", "24,6%", "24.6", "percent", "share"),
    )
    at = TEXT.index("99")
    return Reading(TEXT, "vi", statements, (Unread(at, at + 2, "99"),), ("một ghi chú <x>",))


@pytest.fixture
def audit(reading):
    claims = [
        Claim("share", {"part": ("4",), "total": ("1",), "share": ("5",)}),
        Claim("share", {"part": ("2",), "total": ("1",), "share": ("3",)}),
        Claim("sum", {"total": ("1",), "parts": ("2", "4")}, closed=False),
    ]
    return audit_claims(reading, claims)


def test_the_worst_comes_first(audit):
    assert [r.verdict for r in audit] == ["impossible", "undecidable", "consistent"]
    assert [r.claim.statements["share"] for r in audit.contradictions] == [("3",)]
    assert audit.verdict_of("1") == "impossible"
    assert audit.verdict_of("5") == "consistent"


def test_json_has_the_keys_of_the_scheme(audit):
    found = json.loads(audit.to_json())
    assert set(found) == {"text", "statements", "relations", "unread"}
    assert found["text"] == TEXT
    for one in found["statements"] + found["unread"]:
        assert found["text"][one["start"] : one["end"]] == one["text"]
    worst = found["relations"][0]
    assert worst["kind"] == "share"
    assert worst["statements"] == {"part": ["2"], "total": ["1"], "share": ["3"]}
    for reading in ("tight", "loose"):
        assert set(worst[reading]) == {"left", "right", "must", "holds"}
    assert worst["tight"]["left"] == ["18.05", "18.15"]
    assert worst["verdict"] == "impossible"
    assert "3,77 tỷ USD / 24,6 tỷ USD" in worst["arithmetic"]


def test_the_repair_is_said(audit):
    record = audit.relations[0].to_record(audit.statements, "vi")
    assert any("“18,1%” → 15,4%" in repair for repair in record["repair"])
    english = audit.relations[0].to_record(audit.statements, "en")
    assert any("→ 15.4%" in repair for repair in english["repair"])


def test_a_row_a_relation(audit):
    frame = audit.to_pandas()
    assert list(frame["verdict"]) == ["impossible", "undecidable", "consistent"]
    assert frame.loc[0, "tight_left_low"] == 18.05
    assert audit_claims(audit.reading, []).to_pandas().empty


def test_a_claim_on_what_is_not_there_is_left_out(reading):
    assert not audit_claims(reading, [Claim("sum", {"total": ("1",), "parts": ("77",)})]).relations


class Seen(HTMLParser):
    """Text that a reader sees, tips apart, and the ids and links of a page."""

    def __init__(self):
        super().__init__()
        self.ids, self.links, self.tabs, self.open = [], [], 0, []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if "href" in given else []
        self.tabs += given.get("tabindex") == "0"
        if tag not in ("meta",):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_page_is_whole(audit, language):
    page = audit_page(audit, language)
    seen = Seen()
    seen.feed(page)
    assert not seen.open
    assert len(seen.ids) == len(set(seen.ids))
    assert {link.removeprefix("#") for link in seen.links} <= set(seen.ids)
    assert seen.tabs == len(audit.statements)
    assert "<b>, trong" not in page  # what the text holds is no markup
    assert "&lt;b&gt;, trong" in page
    assert "<x>" not in page
    assert "@media print" in page
    assert "<script" not in page


def test_the_fragment_is_the_notebooks(audit):
    assert audit._repr_html_().startswith("<style>")
    assert repr(audit) == "Audit(5 statements, 3 relations, 1 impossible)"


def test_the_terminal_shows_verdicts_and_what_was_not_read(audit):
    shown = audit_terminal(audit, "vi", width=80)
    assert shown.index("✗") < shown.index("✓")
    assert "99" in shown
    assert "\x1b[" not in shown
    assert "\x1b[31;1m" in audit_terminal(audit, "en", width=80, colour=True)


def test_a_sum_of_another_total_is_not_called_impossible():
    text = "36,7 3,86 12,22% 25,22 2,55"

    def level(identifier, words):
        start = text.index(words)
        value = words.replace(",", ".")
        end = start + len(words)
        return Statement(identifier, start, end, words, words, value, "USD", "1e9", "level")

    share = Statement("s", 10, 16, "12,22%", "12,22", "12.22", "percent", "1", "share")
    statements = (level("t", "36,7"), level("a", "3,86"), share, level("b", "25,22"))
    statements += (level("c", "2,55"),)
    claims = [
        Claim("sum", {"total": ("t",), "parts": ("a", "b", "c")}, closed=True),
        Claim("share", {"part": ("a",), "total": ("t",), "share": ("s",)}),
    ]
    found = audit_claims(Reading(text, "vi", statements), claims)
    verdicts = {r.claim.kind: (r.verdict, r.finding.lack) for r in found}
    assert verdicts == {"share": ("impossible", ""), "sum": ("undecidable", "hidden_total")}


def level_at(identifier, start, words):
    value = words.replace(",", ".")
    end = start + len(words)
    return Statement(identifier, start, end, words, words, value, "USD", "1e9", "level")


@pytest.mark.parametrize(
    ("second", "verdict"),
    [
        ("155,4", []),
        ("9,3", ["impossible"]),
        ("91,5", ["impossible"]),
        ("9200", ["impossible"]),
    ],
)
def test_far_apart_is_another_subject_unless_a_slip_explains_it(second, verdict):
    text = "9,15 " + second
    statements = (level_at("1", 0, "9,15"), level_at("2", 5, second))
    claims = [Claim("same", {"pair": ("1", "2")})]
    found = audit_claims(Reading(text, "vi", statements), claims)
    assert [relation.verdict for relation in found.relations] == verdict


def test_parts_larger_than_their_total_belong_to_another():
    text = "9,2 45,11 110,30"
    statements = (level_at("t", 0, "9,2"), level_at("a", 4, "45,11"), level_at("b", 10, "110,30"))
    claims = [Claim("sum", {"total": ("t",), "parts": ("a", "b")}, closed=True)]
    (relation,) = audit_claims(Reading(text, "vi", statements), claims).relations
    assert (relation.verdict, relation.finding.lack) == ("undecidable", "another_subject")
