"""Reading one's own tables: what is accepted, and the message of every refusal."""

import re
import unicodedata

import pandas as pd
import pytest

from hanoi_ct import datasets
from hanoi_ct.errors import DataError
from hanoi_ct.tables import Column, Schema, Words, read_csv

IIP = datasets.describe("hanoi_iip_reported").schema
TRADE = datasets.describe("hanoi_trade_reported").schema

IIP_HEADER = ",".join(IIP.names)
IIP_ROW = "2025-01,2025-08,C,Chế biến,Manufacturing,ytd_growth_pct,7.4,exact,our report,2025-09"
TRADE_HEADER = ",".join(TRADE.names)
TRADE_ROW = "export,total,tổng,total,2025-01,2025-08,9200,million_usd,19.0,,nearly,our report,"


@pytest.fixture
def write(tmp_path):
    """Write lines to a file of the given name; returns its path."""

    def write_lines(*lines, name="own.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes("\n".join([*lines, ""]).encode(encoding))
        return path

    return write_lines


def refusal(path, schema):
    with pytest.raises(DataError) as caught:
        read_csv(path, schema)
    message = str(caught.value)
    assert message.startswith(str(path))
    return message.replace(str(path), "FILE")


def iip(**fields):
    """A row of production with some fields changed."""
    values = dict(zip(IIP.names, IIP_ROW.split(","), strict=True)) | fields
    return ",".join(f'"{value}"' if "," in value else value for value in values.values())


def trade(**fields):
    values = dict(zip(TRADE.names, TRADE_ROW.split(","), strict=True)) | fields
    return ",".join(values.values())


# ---- what is accepted


def test_a_good_file_is_read_as_written(write):
    table = read_csv(write(IIP_HEADER, IIP_ROW, iip(value="-0.5", published="")), IIP)
    assert list(table.columns) == [*IIP.names, "published_month"]
    assert list(table.index) == [2, 3]
    assert table["value"].tolist() == [7.4, -0.5]
    assert table["period_end"].tolist() == [pd.Period("2025-08", "M")] * 2
    assert table.loc[2, "published_month"] == pd.Period("2025-09", "M")
    assert table.loc[3, "published"] is pd.NA
    assert table.loc[3, "published_month"] is pd.NaT


def test_months_are_counted_right_across_centuries(write):
    months = ["1969-12", "1970-01", "1999-12", "2000-01", "2100-02"]
    column = Column("month", "month", Words("tháng", "month"))
    table = read_csv(write("month", *months), Schema((column,)))
    assert table["month"].tolist() == list(pd.PeriodIndex(months, freq="M"))


def test_columns_may_stand_in_any_order_and_rows_be_blank(write):
    names = list(IIP.names)
    fields = IIP_ROW.split(",")
    path = write(",".join(names[::-1]), "", ",".join(fields[::-1]), ",,,", "")
    table = read_csv(path, IIP)
    assert list(table.columns[:-1]) == names
    # The row is counted as a spreadsheet counts it, blank ones included.
    assert list(table.index) == [3]


def test_a_table_without_rows_has_the_same_dtypes(write):
    empty = read_csv(write(TRADE_HEADER), TRADE)
    full = read_csv(write(TRADE_HEADER, TRADE_ROW), TRADE)
    assert len(empty) == 0
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8"])
def test_a_byte_order_mark_spaces_and_decomposed_letters_are_put_right(write, encoding):
    decomposed = unicodedata.normalize("NFD", "Chế biến, chế tạo")
    row = iip(activity_vi=f" {decomposed} ", value=" 7.4 ", activity_code="C ")
    table = read_csv(write(IIP_HEADER, row, encoding=encoding), IIP)
    assert table.loc[2, "activity_vi"] == "Chế biến, chế tạo"
    assert (table.loc[2, "value"], table.loc[2, "activity_code"]) == (7.4, "C")


def test_a_field_with_a_line_break_is_one_row(write):
    path = write(IIP_HEADER, iip(activity_en='"Manu\nfacturing"'), iip(value="x"))
    assert refusal(path, IIP).startswith("FILE, row 3, column value: must be a number")


# ---- what is refused: the file


def test_files_that_cannot_be_read(write, tmp_path):
    assert refusal(tmp_path / "none.csv", IIP) == "FILE cannot be read: No such file or directory"
    assert refusal(write(), IIP) == "FILE is empty; its first row must name the columns"
    path = write(IIP_HEADER, iip(activity_vi="Chế biến"), encoding="utf-16")
    assert refusal(path, IIP) == "FILE, line 1: must be UTF-8 text; save the file as UTF-8"
    path = write(IIP_HEADER, IIP_ROW.replace("Chế biến", "Cafe\xe9"), encoding="latin-1")
    assert refusal(path, IIP) == "FILE, line 2: must be UTF-8 text; save the file as UTF-8"
    path = write(IIP_HEADER, '"a" b,c')
    assert refusal(path, IIP) == "FILE, line 2: must be CSV; ',' expected after '\"'"


def test_columns(write):
    known = ", ".join(IIP.names)
    path = write(IIP_HEADER.replace("qualifier,", ""), IIP_ROW)
    assert refusal(path, IIP) == f"FILE, row 1: columns must be {known}; missing: qualifier"
    path = write(IIP_HEADER + ",note", IIP_ROW + ",x")
    assert refusal(path, IIP) == f"FILE, row 1: columns must be {known}; unknown: note"
    path = write(IIP_HEADER.replace("period_end", "end_period"), IIP_ROW)
    assert refusal(path, IIP).endswith(
        "; missing: period_end; unknown: end_period (nearest: period_end)"
    )
    path = write(IIP_HEADER + ",value", IIP_ROW + ",1")
    assert refusal(path, IIP).endswith("; more than once: value")
    path = write(IIP_HEADER + ",", IIP_ROW + ",")
    assert refusal(path, IIP).endswith("; unknown: (no name)")


@pytest.mark.parametrize(("mark", "name"), [(";", "semicolons"), ("\t", "tabs")])
def test_another_separator(write, mark, name):
    path = write(IIP_HEADER.replace(",", mark), IIP_ROW.replace(",", mark))
    message = f"FILE, row 1: columns must be separated by commas; got {name}"
    assert refusal(path, IIP) == message


def test_an_unquoted_decimal_comma_makes_a_field_too_many(write):
    path = write(IIP_HEADER, IIP_ROW.replace("7.4", "7,4"))
    assert refusal(path, IIP) == "FILE, row 2: must have 10 fields; got 11"


# ---- what is refused: a field

FIELDS = [
    ("period_start", "2018-13", "must be a month YYYY-MM; got '2018-13'"),
    ("period_end", "08/2018", "must be a month YYYY-MM; got '08/2018'"),
    ("period_end", "2018-8", "must be a month YYYY-MM; got '2018-8'"),
    ("period_end", "", "must not be empty; got ''"),
    ("activity_code", "C34", "must be a known activity_code, such as C33, C32, C31; got 'C34'"),
    ("activity_code", "công nghiệp", "must be a known activity_code; got 'công nghiệp'"),
    (
        "measure",
        "ytd_growth",
        "must be one of mom_growth_pct, yoy_growth_pct, ytd_growth_pct, contribution_pp; "
        "got 'ytd_growth'",
    ),
    ("qualifier", "gần", "must be one of exact, about, over, nearly; got 'gần'"),
    (
        "value",
        "7,4",
        "must be a number with a decimal point and without thousands separators; got '7,4'",
    ),
    (
        "value",
        "tăng 7.4",
        "must be a number with a decimal point and without thousands separators; got 'tăng 7.4'",
    ),
    (
        "value",
        "nan",
        "must be a number with a decimal point and without thousands separators; got 'nan'",
    ),
    ("value", "1074", "must lie between -100 and 200; got '1074'"),
    ("value", "-100.1", "must lie between -100 and 200; got '-100.1'"),
    ("value", "1e400", "must be a number that float64 can hold; got '1e400'"),
    ("value", "", "must not be empty; got ''"),
    ("source_url", "", "must not be empty; got ''"),
    ("source_url", "  ", "must not be empty; got ''"),
    (
        "published",
        "30/08/2018",
        "must be a date YYYY-MM-DD, a month YYYY-MM, a year or empty; got '30/08/2018'",
    ),
    (
        "published",
        "218",
        "must be a date YYYY-MM-DD, a month YYYY-MM, a year or empty; got '218'",
    ),
    (
        "published",
        "2018-02-29",
        "must be a date YYYY-MM-DD, a month YYYY-MM, a year or empty; got '2018-02-29'",
    ),
]


@pytest.mark.parametrize(("column", "field", "rule"), FIELDS)
def test_a_field_that_breaks_its_rule(write, column, field, rule):
    path = write(IIP_HEADER, iip(activity_en="Other"), iip(**{column: field}))
    assert refusal(path, IIP) == f"FILE, row 3, column {column}: {rule}"


def test_bounds_themselves_are_allowed(write):
    table = read_csv(write(IIP_HEADER, iip(value="-100"), iip(value="200")), IIP)
    assert table["value"].tolist() == [-100, 200]


def test_whole_numbers_and_yes_or_no(write):
    schema = datasets.describe("vietnam_iip_contributions").schema
    header = ",".join(schema.names)
    path = write(header, "2018,8.5,C,13.3,10.2,true,page,", "2018,13,C,13.3,10.2,yes,page,")
    assert refusal(path, schema) == (
        "FILE, row 2, column months: must be a whole number; got '8.5'\n"
        "FILE, row 2, column set_complete: must be yes or no; got 'true'\n"
        "FILE, row 3, column months: must lie between 1 and 12; got '13'"
    )


# ---- what is refused: a row


def test_a_period_that_ends_before_it_starts(write):
    path = write(IIP_HEADER, iip(period_start="2025-09"))
    message = (
        "FILE, row 2, column period_start: must not come after period_end 2025-08; got '2025-09'"
    )
    assert refusal(path, IIP) == message


def test_measures_have_their_periods(write):
    path = write(
        IIP_HEADER,
        iip(period_start="2025-02"),
        iip(measure="mom_growth_pct"),
        iip(period_start="2025-08", measure="mom_growth_pct"),
        iip(period_start="2025-02", measure="contribution_pp"),
        iip(period_start="2025-06", measure="yoy_growth_pct"),
    )
    january = "must be a January where measure is"
    assert refusal(path, IIP) == (
        f"FILE, row 2, column period_start: {january} ytd_growth_pct; got '2025-02'\n"
        "FILE, row 3, column measure: must be of one month; got mom_growth_pct\n"
        f"FILE, row 5, column period_start: {january} contribution_pp; got '2025-02'"
    )
    path = write(TRADE_HEADER, trade(mom_pct="2.5"))
    assert refusal(path, TRADE) == "FILE, row 2, column mom_pct: must be of one month; got '2.5'"


def test_a_level_below_zero(write):
    path = write(TRADE_HEADER, trade(value="-1"))
    assert refusal(path, TRADE) == "FILE, row 2, column value: must lie at 0 or above; got '-1'"


def test_a_row_without_a_figure(write):
    path = write(
        TRADE_HEADER, trade(value="", growth_pct=""), trade(value=""), trade(growth_pct="")
    )
    message = "FILE, row 2, column value: must be given, or growth_pct or mom_pct"
    assert refusal(path, TRADE) == message


def test_a_row_that_comes_twice(write):
    path = write(IIP_HEADER, IIP_ROW, iip(value="7.5"), iip(activity_en=" Manufacturing"))
    assert refusal(path, IIP) == "FILE, row 4: must not repeat another row; got row 2 again"


def test_many_faults_are_counted_and_the_first_shown_in_order(write):
    rows = [iip(value=f"x{i}", period_start="2025-13") for i in range(10)]
    message = refusal(write(IIP_HEADER, IIP_ROW, *rows), IIP).splitlines()
    assert message[0] == "FILE, row 3, column period_start: must be a month YYYY-MM; got '2025-13'"
    assert message[1].startswith("FILE, row 3, column value: must be a number")
    assert [re.search(r"row (\d+)", line)[1] for line in message[:5]] == ["3", "3", "4", "4", "5"]
    assert message[5:] == ["... and 15 more, 20 in all"]


# ---- a folder of one's own


def test_a_folder_replaces_the_tables_it_holds(write, tmp_path):
    write(IIP_HEADER, IIP_ROW, name="hanoi_iip_reported.csv")
    (tmp_path / "notes.txt").write_text("not a table", encoding="utf-8")
    own = datasets.Collection(tmp_path)
    assert own.load("hanoi_iip_reported")["source_url"].tolist() == ["our report"]
    assert len(own.load("hanoi_trade_reported")) == 374
    assert len(datasets.load("hanoi_iip_reported", folder=str(tmp_path))) == 1
    assert len(datasets.load("hanoi_iip_reported")) == 967


def test_a_folder_that_is_not_one(write, tmp_path):
    with pytest.raises(DataError) as caught:
        datasets.Collection(tmp_path / "none")
    assert str(caught.value) == f"{tmp_path / 'none'} must be a folder of tables; it is not there"
    path = write(IIP_HEADER)
    with pytest.raises(DataError) as caught:
        datasets.Collection(path)
    assert str(caught.value) == f"{path} must be a folder of tables; it is a file"
    path.unlink()
    with pytest.raises(DataError) as caught:
        datasets.Collection(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path} must hold figures of yours; it has none. Put them there by: "
        f"hanoi-ct import FILES --into {tmp_path}"
    )


def test_a_file_that_bears_no_tables_name_is_not_passed_over(write):
    path = write(IIP_HEADER, IIP_ROW, name="hanoi_iip.csv")
    with pytest.raises(DataError) as caught:
        datasets.Collection(path.parent)
    message = str(caught.value)
    assert message.startswith(
        f"{path} must bear the name of a packaged table; nearest: hanoi_iip_r"
    )


def test_faults_in_a_folder_name_the_file(write):
    path = write(IIP_HEADER, iip(qualifier="gần"), name="hanoi_iip_reported.csv")
    with pytest.raises(DataError, match=re.escape(f"{path}, row 2, column qualifier: must be one")):
        datasets.load("hanoi_iip_reported", folder=path.parent)
