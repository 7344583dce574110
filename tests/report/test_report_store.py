"""The report reads the vintages of a store, and shows what was revised since the last one."""

import pytest

from hanoi_ct.cli import main
from hanoi_ct.datasets import Collection
from hanoi_ct.errors import DataError
from hanoi_ct.records import Store, series_name
from hanoi_ct.report import build_report
from hanoi_ct.report.document import FigureCell, Table
from hanoi_ct.report.render import render

pytest.importorskip("duckdb")

TABLES = (
    "hanoi_iip_reported",
    "hanoi_trade_reported",
    "hanoi_other_reported",
    "vietnam_iip_sections",
    "vietnam_exports",
)
TOTAL = {
    "activity_code": "TOTAL",
    "activity_vi": "Toàn ngành công nghiệp",
    "activity_en": "Total industry",
    "measure": "ytd_growth_pct",
}


def vintage(value, published, end="2018-08", **more):
    return {
        "series": series_name("hanoi_iip_reported", TOTAL),
        "period_start": "2018-01",
        "period_end": end,
        "value": value,
        "unit": "percent",
        "status": "preliminary",
        "published": published,
        "source": "statistics office",
    } | more


def numbers(report):
    return {
        key: (f.quantity.value, f.quantity.unit, f.quantity.qualifier, f.quantity.others)
        for key, f in report.figures.items()
    }


def since_last(report):
    tables = [
        block
        for section in report.sections
        if section.key == "revisions"
        for block in section.blocks
        if isinstance(block, Table) and block.key == "since_last"
    ]
    return tables[0] if tables else None


@pytest.mark.parametrize("period", ["2018-08", "2019-06"])
def test_the_packaged_tables_in_a_store_change_nothing(period):
    with Store() as store:
        for name in TABLES:
            assert store.load(name) > 100
        assert numbers(build_report(period, store=store)) == numbers(build_report(period))


def test_rows_come_back_as_their_tables_state_them():
    with Store() as store:
        for name in TABLES:
            store.load(name)
        held = Collection()
        more = held.with_rows(store.rows_of_tables())
        for name in TABLES:
            assert len(more.records(name)) == len(held.records(name))


def test_a_later_vintage_is_used_from_its_day_on():
    def total(store, as_of):
        report = build_report("2018-08", store=store, as_of=as_of)
        return report.figures["production.total"].quantity

    with Store() as store:
        store.append([vintage("9.9", "2018-10-05"), vintage("8.8", "2019-03-01")])
        used = total(store, "2018-10-05")
        assert used.value == 9.9
        assert used.sources[0].page == "statistics office"
        assert 8.8 in [one.value for one in used.others if one.published_later]
        assert total(store, "2019-03-01").value == 8.8
        assert total(store, "2018-10-04").value == 7.4


def test_revisions_since_the_last_report():
    with Store() as store:
        store.append(
            [vintage("7.1", "2018-08-30", "2018-07"), vintage("7.0", "2018-08-30", "2018-06")]
        )
        assert since_last(build_report("2018-08", store=store)) is None
        store.record_report("2018-07", "2018-08-31")
        assert since_last(build_report("2018-08", store=store)) is None  # nothing was revised
        store.append(
            [vintage("7.3", "2018-09-20", "2018-07"), vintage("6", "2018-10-20", "2018-06")]
        )
        report = build_report("2018-08", store=store)
        (row,) = since_last(report).rows
        keys = [cell.key for cell in row.cells if isinstance(cell, FigureCell)]
        assert [report.figures[key].quantity.value for key in keys] == [7.1, 7.3]
        # Made again after it was recorded, the report shows the same.
        store.record_report("2018-08", "2018-09-30")
        assert len(since_last(build_report("2018-08", store=store)).rows) == 1
        september = build_report("2018-09", store=store)
        (row,) = since_last(september).rows
        keys = [cell.key for cell in row.cells if isinstance(cell, FigureCell)]
        assert [september.figures[key].quantity.value for key in keys] == [7.0, 6.0]


def test_a_series_in_another_unit_is_refused():
    with Store() as store:
        store.append([vintage("9.9", "2018-09-30", unit="index")])
        with pytest.raises(DataError, match="in percent; it has 'index'"):
            build_report("2018-08", store=store)


def test_the_command_reads_and_records(tmp_path, capsys):
    path = tmp_path / "indicators.duckdb"
    with Store(path) as store:
        store.append([vintage("7.1", "2018-08-30", "2018-07")])
    words = ["report", "--store", str(path), "--format", "terminal", "--period"]
    assert main([*words, "2018-07"]) == 0
    with Store(path) as store:
        assert store.last_report("2018-08") == "2018-07"
        assert store.last_report("2018-07") is None
        store.append([vintage("7.3", "2018-09-20", "2018-07")])
    capsys.readouterr()
    assert main([*words, "2018-08", "--lang", "en"]) == 0
    found = " ".join(capsys.readouterr().out.split())
    assert "Since the report for July 2018 1 values" in found
    with Store(path, read_only=True) as store:
        report = build_report("2018-08", store=store)
    for form in ("html", "json", "csv", "xlsx", "docx"):
        assert len(render(report, form, "vi").data) > 1000
    found = render(report, "terminal", "vi").data.decode()
    assert "kho số liệu có 1 số được điều chỉnh" in " ".join(found.split())


def test_a_store_that_is_not_there_is_not_made(tmp_path, capsys):
    path = tmp_path / "other.duckdb"
    assert main(["report", "--store", str(path), "--period", "2018-08"]) != 0
    assert "không có kho số liệu" in capsys.readouterr().err
    assert not path.exists()
