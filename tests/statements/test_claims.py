"""Relations that a text makes, found by shared subject and period."""

import json

import pytest

from hanoi_ct.statements._linking.claims import find_claims
from hanoi_ct.statements.reading import read_text


def claims_of(text):
    """Kind, printed numbers by role, and whether the list is complete."""
    reading = read_text(text)
    return [
        (
            c.kind,
            {r: [reading[i].printed for i in ids] for r, ids in c.statements.items()},
            c.closed,
        )
        for c in find_claims(reading)
    ]


CASES = [
    (
        "Xuất khẩu 8 tháng đạt 9,2 tỷ USD, tăng 19%; trong đó khu vực trong nước 4,3 tỷ USD, "
        "tăng 25%; khu vực FDI 4,9 tỷ USD, tăng 14%.",
        ("sum", {"total": ["9,2"], "parts": ["4,3", "4,9"]}, True),
    ),
    (
        "Xuất khẩu 8 tháng đạt 9,2 tỷ USD, tăng 19%; trong đó khu vực trong nước 4,3 tỷ USD, "
        "tăng 25%; khu vực FDI 4,9 tỷ USD, tăng 14%.",
        (
            "weighted_growth",
            {"growth": ["19"], "levels": ["4,3", "4,9"], "growths": ["25", "14"]},
            True,
        ),
    ),
    (
        "Xuất khẩu 8 tháng đạt 9,2 tỷ USD, tăng 19%, tương ứng tăng 1,47 tỷ USD.",
        ("increment", {"level": ["9,2"], "growth": ["19"], "increment": ["1,47"]}, False),
    ),
    (
        "Xuất khẩu 8 tháng năm 2018 đạt 9,2 tỷ USD (cùng kỳ đạt 7,6 tỷ USD), tăng 21%.",
        ("base", {"base": ["7,6"], "level": ["9,2"], "growth": ["21"]}, False),
    ),
    (
        "Tháng 8/2018, xuất khẩu đạt 20 tỷ USD, nhập khẩu đạt 19 tỷ USD, xuất siêu 1 tỷ USD.",
        ("balance", {"exports": ["20"], "imports": ["19"], "balance": ["1"]}, False),
    ),
    (
        "IIP 8 tháng tăng 7%, trong đó khai khoáng giảm 2%; chế biến, chế tạo tăng 8%; "
        "sản xuất và phân phối điện tăng 5%; cung cấp nước tăng 6%.",
        ("minmax", {"growth": ["7"], "growths": ["2", "8", "5", "6"]}, True),
    ),
    (
        "IIP 8 tháng tăng 7%, trong đó chế biến, chế tạo tăng 8%, đóng góp 6,1 điểm phần trăm; "
        "khai khoáng giảm 2%, làm giảm 0,3 điểm phần trăm.",
        ("contribution_sum", {"growth": ["7"], "contributions": ["6,1", "0,3"]}, False),
    ),
    (
        "Bán lẻ 3 tháng đầu năm 2018: tổng mức bán lẻ đạt 100 tỷ đồng; tổng mức bán lẻ quý I tăng "
        "5%. Năm huyện được kiểm tra: Đông Anh, Gia Lâm, Thanh Trì, Sóc Sơn, Mê Linh.",
        ("count_list", {"count": [None]}, True),
    ),
    (
        "Năm 2018, xuất khẩu phấn đấu đạt 12 tỷ USD. Xuất khẩu 8 tháng đạt 9 tỷ USD, bằng 75% "
        "kế hoạch năm.",
        None,
    ),
    (
        "Quý I/2018, IIP tăng 6%; quý II/2018, IIP tăng 8%; 6 tháng đầu năm 2018, IIP tăng 7,1%.",
        ("minmax", {"growth": ["7,1"], "growths": ["6", "8"]}, True),
    ),
    (
        "Lúa: diện tích 50 nghìn ha, năng suất 60 tạ/ha, sản lượng 300 nghìn tấn.",
        ("yield", {"area": ["50"], "output": ["300"], "yield": ["60"]}, False),
    ),
]


@pytest.mark.parametrize(("text", "wanted"), [case for case in CASES if case[1]])
def test_a_claim_is_found(text, wanted):
    assert wanted in claims_of(text)


def test_an_open_list_closes_nothing():
    found = claims_of(
        "Xuất khẩu 8 tháng đạt 9,2 tỷ USD, trong đó dệt may 1,1 tỷ USD; giày dép 0,5 tỷ USD."
    )
    assert not [c for c in found if c[2]]
    assert not [c for c in found if c[0] == "sum"]


def test_the_relations_of_the_given_texts_are_found(shared):
    folder = shared / "reference" / "statements"
    labels = {}
    for line in (folder / "labels.jsonl").read_text(encoding="utf-8").splitlines():
        for s in json.loads(line)["statements"]:
            labels[s["id"]] = s
    lines = (folder / "relations.jsonl").read_text(encoding="utf-8").splitlines()
    relations = [json.loads(line) for line in lines]
    found = 0
    for article in {r["article"] for r in relations}:
        reading = read_text((folder / f"{article}.txt").read_text(encoding="utf-8"))
        place = {}
        for s in reading.statements:
            for identifier, label in labels.items():
                same = identifier.startswith(f"{article}:") and label["printed"] == s.printed
                if same and label["article_start"] < s.end and label["article_end"] > s.start:
                    place[s.id] = identifier
        mine = [
            (c.kind, {r: sorted(place.get(i, "") for i in ids) for r, ids in c.statements.items()})
            for c in find_claims(reading)
        ]
        for r in relations:
            if r["article"] == article:
                wanted = {role: sorted(ids) for role, ids in r["statements"].items()}
                found += (r["kind"], wanted) in mine
    assert found >= 0.9 * len(relations)
