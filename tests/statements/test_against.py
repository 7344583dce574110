"""A text against published figures: every kind that the thesaurus names, and a user's folder."""

import pytest

from hanoi_ct import datasets
from hanoi_ct.statements import audit

MONTHS = "{n} tháng năm {year}"
CASES = [
    # place, table, equal columns, the sentence of a level, unit and its scale over the table's
    (
        "hanoi",
        "hanoi_trade_reported",
        {"flow": "export", "breakdown": "total"},
        "Kim ngạch xuất khẩu",
        "triệu USD",
    ),
    (
        "hanoi",
        "hanoi_trade_reported",
        {"flow": "export", "breakdown": "ownership", "item_en": "FDI sector"},
        "Xuất khẩu của khu vực có vốn đầu tư nước ngoài",
        "triệu USD",
    ),
    (
        "hanoi",
        "hanoi_trade_reported",
        {"flow": "export", "breakdown": "commodity", "item_vi": "hàng nông sản"},
        "Xuất khẩu hàng nông sản",
        "triệu USD",
    ),
    (
        "hanoi",
        "hanoi_other_reported",
        {"indicator": "retail_and_services_turnover", "breakdown": "component"}
        | {"item_vi": "bán lẻ hàng hóa", "unit": "billion_vnd"},
        "Doanh thu bán lẻ hàng hóa",
        "tỷ đồng",
    ),
    (
        "hanoi",
        "hanoi_other_reported",
        {"indicator": "fdi", "breakdown": "new_projects_capital"},
        "Vốn đăng ký cấp mới",
        "triệu USD",
    ),
    (
        "vietnam",
        "vietnam_exports",
        {"flow": "import"},
        "Kim ngạch nhập khẩu",
        "tỷ USD",
    ),
    (
        "vietnam",
        "vietnam_trade_breakdown",
        {"flow": "export", "breakdown": "market", "item_en": "China"},
        "Xuất khẩu sang Trung Quốc",
        "tỷ USD",
    ),
]


def figure_of(table, equal):
    """The first row of a year to date with a plain level."""
    for fields in datasets.load(table).to_dict("records"):
        first, last = str(fields["period_start"]), str(fields["period_end"])
        from_january = first.endswith("-01") and first[:4] == last[:4] and first != last
        plain = fields["qualifier"] == "exact" and fields["value"] == fields["value"]
        if all(fields[k] == v for k, v in equal.items()) and from_january and plain:
            return int(last[5:]), int(last[:4]), float(fields["value"])
    raise AssertionError((table, equal))


def written(number):
    return f"{number:.10g}".replace(".", ",")


@pytest.mark.parametrize(("place", "table", "equal", "subject", "unit"), CASES)
def test_a_published_level_agrees_and_a_wrong_one_does_not(place, table, equal, subject, unit):
    n, year, value = figure_of(table, equal)
    months = MONTHS.format(n=n, year=year)
    right = audit(f"{subject} {months} đạt {written(value)} {unit}.", against=place)
    (relation,) = (r for r in right.relations if r.claim.kind == "same")
    assert relation.verdict == "consistent"
    assert relation.claim.statements["pair"][1].startswith(f"{table}:")
    wrong = audit(f"{subject} {months} đạt {written(value * 1.7)} {unit}.", against=place)
    assert [r.claim.kind for r in wrong.contradictions] == ["same"]


def test_sections_and_divisions_of_production():
    found = audit(
        "Chỉ số sản xuất công nghiệp Hà Nội 8 tháng năm 2018 tăng 7,4% so với cùng kỳ năm trước, "
        "trong đó khai khoáng giảm 8,9%; chế biến, chế tạo tăng 7,4%; sản xuất đồ uống tăng 17,2%.",
        against="hanoi",
    )
    same = [r for r in found.relations if r.claim.kind == "same"]
    assert len(same) == 4
    assert {r.verdict for r in same} == {"consistent"}


def test_the_nation_in_a_text_about_the_city_is_held_against_its_own_table():
    found = audit(
        "Kim ngạch xuất khẩu của Hà Nội 8 tháng năm 2018 đạt gần 9,2 tỷ USD. Kim ngạch xuất khẩu "
        "cả nước 8 tháng năm 2018 đạt 155,4 tỷ USD. Kim ngạch xuất khẩu của Bình Dương 8 tháng năm "
        "2018 đạt 15,1 tỷ USD.",
        against="hanoi",
    )
    tables = [r.claim.statements["pair"][1].split(":")[0] for r in found if r.claim.kind == "same"]
    assert sorted(tables) == ["hanoi_trade_reported", "vietnam_exports"]


def test_another_page_with_the_number_of_the_text_leaves_it_open():
    # The half-year of 2018 was printed 8.1 and 8.0.
    for rate in ("8,1", "8,0"):
        text = f"Chỉ số sản xuất công nghiệp Hà Nội 6 tháng năm 2018 tăng {rate}% so với cùng kỳ."
        (relation,) = audit(text, against="hanoi").relations
        assert relation.verdict != "impossible"


def test_a_folder_of_ones_own_tables(tmp_path):
    source = datasets.load("hanoi_trade_reported").iloc[:1]
    columns = list(source.columns)
    row = dict.fromkeys(columns, "")
    row |= {
        "flow": "export",
        "breakdown": "commodity",
        "item_vi": "hàng thủ công mỹ nghệ",
        "item_en": "handicrafts",
        "period_start": "2021-01",
        "period_end": "2021-05",
        "value": "123.4",
        "unit": "million_usd",
        "growth_pct": "5.5",
        "qualifier": "exact",
        "source_url": "https://example.org/bao-cao",
        "published": "2021-05",
    }
    wanted = [c for c in columns if c != "published_month"]
    text = ",".join(wanted) + "\n" + ",".join(row[c] for c in wanted) + "\n"
    (tmp_path / "hanoi_trade_reported.csv").write_text(text, encoding="utf-8")
    sentence = "Xuất khẩu hàng thủ công mỹ nghệ 5 tháng năm 2021 đạt {} triệu USD."
    assert not audit(sentence.format("123,4"), against=tmp_path).contradictions
    (wrong,) = audit(sentence.format("132,4"), against=tmp_path).contradictions
    assert wrong.claim.statements["pair"][1] == "hanoi_trade_reported:2:value"


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        (
            "GRDP của Hà Nội 6 tháng năm 2019 đạt {} tỷ đồng, tăng {}% so với cùng kỳ.",
            ["355.408", "7,21"],
        ),
        (
            "GRDP 6 tháng năm 2019 tăng 7,21% so với cùng kỳ; trong đó công nghiệp - xây dựng tăng "
            "{}%.",
            ["8,38"],
        ),
        (
            "GRDP quý I/2024 tăng so với cùng kỳ. Trong cơ cấu kinh tế, công nghiệp và xây dựng "
            "chiếm {}%.",
            ["18,39"],
        ),
        (
            "Giá trị sản xuất công nghiệp 8 tháng năm 2018 theo giá hiện hành đạt {} tỷ đồng, tăng "
            "{}% so với cùng kỳ; trong đó khai khoáng {} tỷ đồng.",
            ["372.108", "8,9", "808"],
        ),
        (
            "Lao động trong các doanh nghiệp công nghiệp 10 tháng năm 2020 giảm {}% so cùng kỳ.",
            ["1,7"],
        ),
        (
            "Chỉ số sử dụng lao động tháng 3/2025 tăng {}% so với tháng trước và "
            "tăng {}% so với cùng kỳ.",
            ["0,5", "0,6"],
        ),
        (
            "Chỉ số tiêu thụ ngành công nghiệp chế biến, chế tạo tháng 6/2018 tăng {}% so với "
            "tháng trước; tính chung 6 tháng tăng {}% so với cùng kỳ.",
            ["0,3", "2,0"],
        ),
        (
            "Chỉ số tồn kho tháng 7/2017 tăng {}% so với tháng trước và giảm {}% so với cùng kỳ.",
            ["10,6", "24,3"],
        ),
        (
            "Sản lượng điện thương phẩm 9 tháng năm 2018 đạt {} triệu kWh, đạt {}% kế hoạch.",
            ["11.972,8", "68,45"],
        ),
        (
            "Khách du lịch đến Hà Nội năm 2017 đạt {} triệu lượt, tăng {}% so với năm 2016.",
            ["23,83", "9"],
        ),
        (
            "8 tháng năm 2018, doanh thu của các doanh nghiệp trong khu công nghiệp đạt {} tỷ USD, "
            "tăng {}% so với cùng kỳ.",
            ["3,66", "7,1"],
        ),
        (
            "Năm 2022, kim ngạch xuất khẩu của các khu công nghiệp Hà Nội đạt {} tỷ USD, tăng {}%.",
            ["5,1", "4,3"],
        ),
        ("Năm 2025, thành phố đặt mục tiêu kim ngạch xuất khẩu {} tỷ USD.", ["20,0"]),
        ("Doanh thu vận tải 11 tháng năm 2018 tăng {}% so với cùng kỳ.", ["9,2"]),
        ("8 tháng năm 2018, Hà Nội có {} doanh nghiệp thành lập mới.", ["16.500"]),
    ],
)
def test_all_that_the_tables_hold_of_the_city_is_held_against_a_text(sentence, numbers):
    def published(*given):
        found = audit(sentence.format(*given), against="hanoi")
        pairs = [
            r for r in found if r.claim.kind == "same" and ":" in r.claim.statements["pair"][1]
        ]
        return [r.verdict for r in pairs]

    assert published(*numbers).count("consistent") >= len(numbers)
    for place, number in enumerate(numbers):
        wrong = number.replace(",", "7,", 1) if "," in number else f"4{number}"
        assert "impossible" in published(*numbers[:place], wrong, *numbers[place + 1 :])


@pytest.mark.parametrize(("range_", "verdict"), [("7,5-8", "consistent"), ("9-9,5", "impossible")])
def test_the_plan_of_a_year_is_held_against_both_ends(range_, verdict):
    text = f"Năm 2018, thành phố đặt mục tiêu kim ngạch xuất khẩu tăng {range_}%."
    (relation,) = audit(text, against="hanoi").relations
    assert relation.verdict == verdict
