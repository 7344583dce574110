"""Finding published figures by words and month."""

import pytest

from hanoi_ct import datasets
from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.indicators.search import TABLES, find_figures


def test_the_total_of_hanoi_comes_first():
    first = find_figures("xuất khẩu", "2018-08")[0]
    assert first.table == "hanoi_trade_reported"
    assert (first.quantity.value, first.quantity.qualifier) == (9200.0, "nearly")
    assert first.quantity.sources[0].page == "article-2018-09"


def test_marks_and_capitals_do_not_matter():
    assert find_figures("XUAT KHAU", "2018-08") == find_figures("xuất khẩu", "2018-08")
    assert find_figures("total exports", "2018-08")[0].quantity.value == 9200.0


@pytest.mark.parametrize("table", TABLES)
def test_sources_name_the_row_of_the_file(table):
    frame = datasets.load(table)
    row = frame.index[frame["value"].notna()][0]
    period = str(frame.loc[row, "period_end"])
    label = next(
        (frame.loc[row, c] for c in ("item_en", "activity_en", "flow") if c in frame), None
    )
    rows = {f.quantity.sources[0].row for f in find_figures(label, period) if f.table == table}
    assert row in rows


def test_units_are_those_of_the_table():
    rates = [f for f in find_figures("toàn ngành", "2018-08") if f.table == "hanoi_iip_reported"]
    assert {f.quantity.unit for f in rates} == {"percent"}
    assert any(f.measure == "ytd_growth_pct" and f.quantity.value == 7.4 for f in rates)


def test_what_is_no_question_is_refused():
    with pytest.raises(ArgumentValueError, match="must be a month"):
        find_figures("xuất khẩu", "2018")
    with pytest.raises(ArgumentValueError, match="must hold a word"):
        find_figures(" ", "2018-08")
    assert find_figures("không có gì", "2018-08") == ()
