"""Base prices of a survey, against their definition in fractions and by hand."""

import math
import random
from fractions import Fraction

import pandas
import polars
import pyarrow
import pytest

import hanoi_ct
from hanoi_ct.errors import ArgumentTypeError, ArgumentValueError
from hanoi_ct.hierarchy import Hierarchy

MONTHS = [f"{year}-{month:02}" for year in (2016, 2017, 2018) for month in range(1, 13)][10:30]
CLASS = {"lager": "beer", "stout": "beer", "ale": "beer", "pale": "malt", "dark": "malt"}
NAMES = {"value": "price", "by": "product", "time": "month"}
EVERY = {
    **NAMES,
    "groups": "class",
    "replaced": "new",
    "adjustment": "quality",
    "exclusion": "why",
    "weights": "sales",
}


def survey(seed):
    draw = random.Random(seed)
    rows = []
    for product, group in CLASS.items():
        for month in MONTHS:
            if draw.random() < 0.2 and product not in ("lager", "pale"):
                continue
            new = draw.random() < 0.1
            quality = draw.choice([None, None, None, 0.5, 1.25]) if not new else None
            why = draw.choice([None, "", "sale"]) if draw.random() < 0.2 else None
            price = draw.choice([None, *range(2, 9)])
            if product in ("lager", "pale"):
                new, why, price = False, None, draw.randint(2, 9)
            rows.append((month, product, group, price, draw.randint(1, 5), new, quality, why))
    draw.shuffle(rows)
    columns = ["month", "product", "class", "price", "sales", "new", "quality", "why"]
    return pandas.DataFrame(rows, columns=columns)


def ratio_of(pairs, formula):
    """Return an index from (base price, price, weight), exactly."""
    if formula == "dutot":
        return sum(p * w for _, p, w in pairs) / sum(b * w for b, _, w in pairs)
    whole = sum(w for _, _, w in pairs)
    if formula == "carli":
        return sum(w * p / b for b, p, w in pairs) / whole
    return whole / sum(w * b / p for b, p, w in pairs)


def defined(table, formula, link):
    """Return index and base prices product by product, from rows of the survey."""
    at = {(r.product, r.month): r for r in table.itertuples()}

    def price(product, month):
        row = at.get((product, month))
        if row is None or row.price is None or math.isnan(row.price) or row.why == "sale":
            return None
        return Fraction(row.price)

    base, weight = {}, {}
    index, bases = {}, {}
    for place, month in enumerate(MONTHS):
        if place:
            for product in base:
                row = at.get((product, month))
                if row is not None and row.quality is not None and not math.isnan(row.quality):
                    base[product] *= Fraction(row.quality)
            gone = [p for p in base if (p, month) in at and at[p, month].new]
            for product in gone:
                del base[product]
        for group in ("beer", "malt"):
            members = [p for p, g in CLASS.items() if g == group]
            pairs = [
                (base[p], price(p, month), weight[p]) for p in members if p in base
                and price(p, month) is not None
            ]  # fmt: skip
            index[group, month] = ratio_of(pairs, formula) if place else Fraction(1)
            for p in members:
                if p not in base and price(p, month) is not None:
                    base[p] = price(p, month) / index[group, month]
                    weight[p] = Fraction(at[p, month].sales)
        bases |= {(p, month): b for p, b in base.items()}
        if int(month[5:]) in link:
            base = {p: price(p, month) for p in CLASS if price(p, month) is not None}
            weight = {p: Fraction(at[p, month].sales) for p in base}
    return index, bases


@pytest.mark.parametrize("formula", ["dutot", "carli", "harmonic"])
@pytest.mark.parametrize("link", [(12,), (1,), (12, 6)])
def test_base_prices_against_their_definition(formula, link):
    for seed in range(10):
        table = survey(seed)
        index, bases = defined(table, formula, link)
        got = hanoi_ct.base_prices(table, **EVERY, formula=formula, link=link)
        assert list(got.index.index) == MONTHS
        for (group, month), value in index.items():
            assert got.index.loc[month, group] == pytest.approx(float(value), rel=1e-13)
        assert len(got.table) == len(MONTHS) * len(CLASS)
        for row in got.table.itertuples():
            wanted = bases.get((row.product, row.month), math.nan)
            assert row.base_price == pytest.approx(float(wanted), rel=1e-13, nan_ok=True)
        said = table[table["why"] == "sale"]
        left = got.excluded
        assert set(zip(left["month"], left["product"], strict=True)) == set(
            zip(said["month"], said["product"], strict=True)
        )
        assert set(left["reason"]) <= {"sale"}


def rows(*given):
    columns = ["month", "product", "price", "new", "quality", "why"]
    return pandas.DataFrame([(*each, *[None] * (6 - len(each))) for each in given], columns=columns)


def test_a_replacement_an_adjustment_and_an_exclusion_by_hand():
    table = rows(
        ("2017-12", "a", 10), ("2018-01", "a", 12), ("2018-02", "a", 13, None, 1.25),
        ("2017-12", "b", 20), ("2018-01", "b", 48, True), ("2018-02", "b", 50),
        ("2017-12", "c", 5), ("2018-01", "c", 1, None, None, "sale"), ("2018-02", "c", 6),
        ("2018-02", "d", 8),
    )  # fmt: skip
    options = {**NAMES, "replaced": "new", "adjustment": "quality", "exclusion": "why"}
    got = hanoi_ct.base_prices(table, **options, formula="carli")
    # January: a alone, 1.2; b comes in at 48 / 1.2. February: 13 / 12.5, 50 / 40, 6 / 5.
    february = (13 / 12.5 + 50 / 40 + 6 / 5) / 3
    assert got.index.tolist() == pytest.approx([1, 1.2, february])
    found = got.table.set_index(["month", "product"])
    assert found.loc[("2018-02", "a"), "base_price"] == 12.5
    assert found.loc[("2018-01", "b"), "base_price"] == pytest.approx(40)
    assert found.loc[("2018-02", "d"), "base_price"] == pytest.approx(8 / february)
    imputed = found.index[found["imputed"]].tolist()
    assert imputed == [("2018-01", "b"), ("2018-02", "b"), ("2018-02", "d")]
    assert got.excluded.values.tolist() == [["2018-01", "c", 1.0, "sale"]]


def test_what_cannot_be_imputed_is_listed():
    table = rows(("2017-12", "a", 10), ("2018-01", "b", 12), ("2018-02", "b", 13))
    got = hanoi_ct.base_prices(table, **NAMES)
    assert got.index.isna().tolist() == [False, True, True]
    assert got.excluded["product"].tolist() == ["b", "b"]
    assert got.excluded["reason"].str.startswith("no base price").all()


@pytest.mark.parametrize("link", [12, (12, 1)])
def test_the_index_chains_and_is_aggregated_over_the_same_links(link):
    table = survey(3)
    got = hanoi_ct.base_prices(table, **EVERY, link=link, formula="carli")
    chained = hanoi_ct.chain(got.index["beer"].to_numpy(), MONTHS, link=link)
    tree = Hierarchy.from_parents({"all": None, "beer": "all", "malt": "all"})
    index = tree.chain_linked(got.index, {2016: {"beer": 3, "malt": 1}}, link=link, in_year=True)
    # `chain` begins at the first base month, 2016-12, and the tree at the first period.
    assert index["beer"][0] == index["all"][0] == 100.0
    assert 100 * index["beer"][1:] / index["beer"][1] == pytest.approx(chained[1:], rel=1e-13)


def test_any_table_any_order_gives_the_same():
    table = survey(5)
    got = hanoi_ct.base_prices(table, **EVERY)
    other = table.sample(frac=1, random_state=2)
    again = hanoi_ct.base_prices(other, **EVERY)
    for one, two in zip(got, again, strict=True):
        pandas.testing.assert_frame_equal(one, two, rtol=0, atol=0)
    for made in (polars.from_pandas(other), pyarrow.Table.from_pandas(other, preserve_index=False)):
        found = hanoi_ct.base_prices(made, **EVERY)
        assert all(type(each) is type(made) for each in found)
        columns = [each.to_pandas() for each in found]
        assert columns[0]["beer"].tolist() == got.index["beer"].tolist()
        for name in ("price", "base_price"):
            assert columns[1][name].tolist() == pytest.approx(
                got.table[name].tolist(), abs=0, nan_ok=True
            )
        assert columns[1]["imputed"].tolist() == got.table["imputed"].tolist()
        assert columns[2]["reason"].tolist() == got.excluded["reason"].tolist()


def test_without_any_exclusion_the_list_is_empty():
    table = rows(("2017-12", "a", 10), ("2018-01", "a", 12))[["month", "product", "price"]]
    for made in (table, polars.from_pandas(table), pyarrow.Table.from_pandas(table)):
        found = hanoi_ct.base_prices(made, **NAMES)
        assert len(found.excluded) == 0
        assert found.table.shape == (2, 5)


PLAIN = rows(("2017-12", "a", 10, False, 1.0, None), ("2018-01", "a", 12, False, 1.0, None))


@pytest.mark.parametrize(
    ("table", "options", "error", "message"),
    [
        (PLAIN.assign(price=[0, 1]), {}, ArgumentValueError, "positive; got 0.0 for 'a' in period"),
        (PLAIN.assign(quality=[1, -2]), {"adjustment": "quality"}, ArgumentValueError, "positive"),
        (PLAIN.assign(new="yes"), {"replaced": "new"}, ArgumentTypeError, "True and False; got 'y"),
        (PLAIN.assign(why=True), {"exclusion": "why"}, ArgumentTypeError, "reasons in words"),
        (
            PLAIN.assign(new=[False, True], quality=[1, 2]),
            {"replaced": "new", "adjustment": "quality"},
            ArgumentValueError,
            "replaced or adjusted in a period, not both; got both for 'a' in period '2018-01'",
        ),
        (PLAIN.assign(w=[-1, 1]), {"weights": "w"}, ArgumentValueError, "`weights` of base_prices"),
        (PLAIN, {"link": 13}, ArgumentValueError, "`link` of base_prices"),
        (PLAIN, {"link": "Q4"}, ArgumentValueError, "`link` of base_prices must be a month"),
        (PLAIN, {"formula": "mean"}, ArgumentValueError, "`formula` of base_prices"),
        (PLAIN, {"groups": "class"}, ArgumentValueError, "`x` of base_prices .* no 'class'"),
        ([[1, 2]], {}, ArgumentTypeError, "`x` of base_prices must be a pandas"),
        (
            PLAIN.rename(columns={"product": "reason"}),
            {"by": "reason"},
            ArgumentValueError,
            "must not be called 'reason'",
        ),
    ],
)
def test_what_base_prices_refuses(table, options, error, message):
    with pytest.raises(error, match=message):
        hanoi_ct.base_prices(table, **{**NAMES, **options})
