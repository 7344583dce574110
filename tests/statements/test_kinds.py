"""Every kind of relation in a text of its own: one that holds, one that cannot, one left open."""

from pathlib import Path

import pytest

from hanoi_ct.quantities.relations import RELATIONS
from hanoi_ct.statements import audit
from hanoi_ct.statements.reading import read_text

CORPUS = Path(__file__).resolve().parent / "corpus" / "kinds.txt"
VERDICTS = {"consistent", "impossible", "undecidable"}
# Kinds that a report or `solve()` computes, and that no text states between its numbers.
COMPUTED = {
    *("growth", "multiple", "hidden_total", "remainder", "stacked_growth", "average_growth"),
    *("required_growth", "largest_weight", "contribution"),
}


def texts():
    for line in CORPUS.read_text(encoding="utf-8").splitlines():
        kind, verdict, text = (field.strip() for field in line.split("|", 2))
        yield kind, verdict, text


@pytest.mark.parametrize(("kind", "verdict", "text"), list(texts()))
def test_the_relation_has_the_verdict_of_a_careful_reader(kind, verdict, text):
    found = audit(text)
    assert {r.verdict for r in found.relations if r.claim.kind == kind} == {verdict}
    others = [r for r in found.relations if r.claim.kind != kind]
    assert verdict == "impossible" or all(r.verdict != "impossible" for r in others)


def test_every_kind_that_a_text_states_has_a_text_for_every_verdict():
    told = {}
    for kind, verdict, _ in texts():
        told.setdefault(kind, set()).add(verdict)
    assert all(verdicts == VERDICTS for verdicts in told.values())
    assert told.keys() == RELATIONS.keys() - COMPUTED - {"fx_known"}


@pytest.mark.parametrize(
    ("usd", "verdict"),
    [
        ("14,75 tỷ USD", "consistent"),
        ("12,10 tỷ USD", "impossible"),
        ("14,70 tỷ USD", "undecidable"),
    ],
)
def test_amounts_in_two_currencies_against_a_rate(usd, verdict):
    text = f"Tổng mức bán lẻ tháng 7/2021 đạt 339,4 nghìn tỷ đồng ({usd})."
    found = audit(text, rates={"2021-07": 23010})
    assert {r.verdict for r in found.relations if r.claim.kind == "fx_known"} == {verdict}


def test_a_comparative_behind_points_is_their_direction():
    words = "5.8 percentage points lower than a year before (8.8%)"
    lower = audit(f"Industrial production was up 3.0% year on year, {words}.")
    assert [found.verdict for found in lower.relations] == ["consistent"]
    higher = audit(
        f"Industrial production was up 3.0% year on year, {words}.".replace("low", "high")
    )
    assert [found.verdict for found in higher.relations] == ["impossible"]


@pytest.mark.parametrize(
    ("words", "hedge"),
    [
        ("chiếm gần 60%", "gần"),
        ("chiếm hơn 60%", "hơn"),
        ("bằng gần 1,5 lần cùng kỳ", "gần"),
        ("gấp hơn 2 lần cùng kỳ", "hơn"),
    ],
)
def test_a_hedge_behind_its_verb_is_kept(words, hedge):
    found = read_text(f"Xuất khẩu tháng 5/2022 đạt 120 triệu USD, {words}.").statements
    assert found[-1].hedge == hedge


def test_what_came_in_is_an_amount_and_no_increase():
    text = (
        "Sáu tháng năm 2024, tỉnh có thêm 5,5 tỷ USD vốn FDI. Huyện thu hút thêm 3 tỷ đồng. "
        "Xuất khẩu đạt 10 tỷ USD, tăng thêm 2 tỷ USD."
    )
    kinds = [s.type for s in read_text(text).statements]
    assert kinds == ["level", "level", "level", "difference"]


def test_points_of_the_next_sentence_go_on_telling_contributions():
    text = (
        "The index of industrial production grew by 10.4% in 2018. Manufacturing expanded 12.7%, "
        "contributing 9.8 percentage points. Mining was down 2.6%, which caused a fall of 0.4 "
        "percentage point."
    )
    last = read_text(text).statements[-1]
    assert (last.type, last.value) == ("contribution", "-0.4")
