"""Relations of English texts: balances and whose they are, "those", rates before their levels."""

import pytest
from linked import found, relation

from hanoi_ct.statements.reading import read_text


def subjects(text):
    return [s.subject for s in read_text(text).statements]


def kinds(text):
    return {(kind, verdict) for kind, verdict, _ in found(text)}


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("The country posted a trade surplus of $2.1 billion in May.", "trade surplus"),
        ("Domestic firms ran a deficit of $22 billion in 2023.", "deficit of domestic firms"),
        ("Seafood brought Vietnam a surplus of $4 billion in 2023.", "surplus of Seafood"),
        ("Vietnam's trade gap was $3.03 billion in the first quarter.", "trade gap"),
        (
            "The FDI sector, including crude oil, had a surplus of $2 billion in May.",
            "surplus of The FDI sector including crude oil",
        ),
    ],
)
def test_whose_balance_it_is(text, subject):
    assert subjects(text)[0].casefold() == subject.casefold()


def test_firms_that_export_and_import_behind_their_balance():
    text = (
        "Foreign direct investment reached $36 billion in 2018.\nForeign-invested firms gained a "
        "trade surplus of $32.8 billion: they exported $175.5 billion, and imported $142.7 billion."
    )
    assert relation("balance", "consistent", "175.5", "142.7", "32.8") in found(text)


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        (
            "Shipments of garments to the US totalled $9.1 billion, while those to Japan fell 3 "
            "percent to $2.4 billion.",
            "shipments of garments to Japan",
        ),
        (
            "Exports of rice reached $2 billion. So did those of coffee ($2.4 billion).",
            "exports of coffee",
        ),
        (
            "Capital added to running projects was $7.6 billion, while that pledged for shares "
            "rose to $9.9 billion.",
            "capital pledged for shares",
        ),
    ],
)
def test_those_stand_for_the_noun_before(text, subject):
    assert subjects(text)[-1] == subject


def test_a_sector_beside_another_trades_in_the_same_direction():
    text = (
        "Exports fell 10.6 percent and imports fell 17.1 percent in seven months. The domestic "
        "sector earned $51.5 billion, down 10.2 percent; the FDI sector grossed $143.2 billion, "
        "down 10.8 percent."
    )
    assert subjects(text)[-1] == "exports of the FDI sector"


def test_rates_that_stand_before_hedged_levels_weigh():
    text = (
        "FDI in eight months fell 12.3 percent year on year to nearly $16.8 billion. Newly-"
        "registered capital plunged 43.9 percent to $6.35 billion, added capital soared 50.7 "
        "percent year on year to about $7.5 billion, and share purchases rose 3.6 percent to over "
        "$2.9 billion."
    )
    assert {("sum", "consistent"), ("weighted_growth", "consistent")} <= kinds(text)


def test_price_volume_and_value_of_two_sentences_and_of_a_noun():
    text = (
        "Nhập khẩu thép về Việt Nam 4 tháng năm 2019 đạt 4,67 triệu tấn, trị giá 3,13 tỷ USD, tăng "
        "9% về lượng và tăng 3,4% về kim ngạch so với cùng kỳ. Giá thép nhập khẩu trung bình 670,3 "
        "USD/tấn, giảm 5,2%."
    )
    assert {("ratio", "consistent"), ("price_growth", "consistent")} <= kinds(text)
    noun = (
        "Rubber shipments fell 5.2 percent in volume to 610,000 tonnes but rose 12.3 percent in "
        "value to $950 million thanks to an 18.5 percent rise in the average price."
    )
    assert relation("price_growth", "consistent", "12.3", "5.2", "18.5") in found(noun)


def test_a_time_behind_a_turn_of_the_sentence_is_of_the_turn_alone():
    text = (
        "Rice exports were strong in the first quarter of 2011. Rice grew by 13.3% and 3.9% in "
        "volume and value, though its price was cut by 9.6% to US$505 per tonne in the first two "
        "months."
    )
    rates = {s.value: s.period.end for s in read_text(text).statements}
    assert rates["13.3"] == "2011-03"
    assert rates["505"] == "2011-02"
    assert not any(kind == "price_growth" for kind, *_ in found(text))


def test_named_sectors_with_something_left_over():
    text = (
        "Exports of agricultural, forestry and aquatic products totalled $19.06 billion in four "
        "months. Farm produce earned $10.14 billion, forestry products $5.22 billion and aquatic "
        "products $2.71 billion."
    )
    assert relation("sum", "undecidable", "19.06", "10.14", "5.22", "2.71") in found(text)


def test_industry_and_construction_between_their_own_rates():
    text = (
        "Khu vực công nghiệp - xây dựng tăng {}%; trong đó công nghiệp tăng 8,9%, xây dựng tăng "
        "5,2%."
    )
    assert ("minmax", "consistent") in kinds(text.format("8,15"))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (
            "Vietnam exported products worth some US$8 billion to China, up 46.8%. Export revenue "
            "hit US$48.74 billion.",
            ["exports to China", "exports to China", "export revenue"],
        ),
        ("Vietnam's trade has amounted to US$305.53 billion so far this year.", ["trade"]),
        (
            "Exports reached $8.5 billion in May, with $7.2 billion contributed by foreign-"
            "invested firms.",
            ["exports", "exports of foreign-invested firms"],
        ),
        (
            "Export revenue hit $48.74 billion and import turnover was $47.11 billion, up 23.7% "
            "and 25.5%, respectively, giving a surplus of $1.63 billion.",
            ["export revenue", "import turnover", "export revenue", "import turnover", "surplus"],
        ),
    ],
)
def test_trade_of_the_nation_to_a_market_and_by_owners(text, named):
    assert subjects(text) == named


def test_what_was_gained_is_a_level_with_two_rates_in_the_order_of_those_before():
    text = (
        "Exports in May 2023 were estimated at USD 3.007 billion, up 17.1% over the previous month "
        "and 2.8% over the same period. The domestic sector gained USD 567 million, up 16.8% and "
        "1% accordingly; the FDI sector USD 2.440 billion, up 17.1% and 3.3%."
    )
    relations = found(text)
    assert relation("sum", "consistent", "3.007", "567", "2.440") in relations
    assert relation("weighted_growth", "consistent", "2.8", "567", "2.440", "1", "3.3") in relations


def test_the_capital_of_a_new_firm_in_english():
    text = (
        "In two months the country had 18,100 newly-registered enterprises with a total registered "
        "capital of VND334.8 trillion. The average registered capital of a new enterprise reached "
        "VND18.5 billion."
    )
    assert relation("ratio", "consistent", "334.8", "18,100", "18.5") in found(text)
