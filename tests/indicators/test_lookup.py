"""Look-ups take plain records: a report is computed without pandas."""

import subprocess
import sys

from hanoi_ct.datasets import Collection
from hanoi_ct.indicators.lookup import Tables
from hanoi_ct.indicators.search import find_figures

COMPUTE = """
import sys
from hanoi_ct.report import build_report
from hanoi_ct.indicators.search import find_figures
assert build_report("2018-08").figures and find_figures("xuất khẩu", "2018-08")
sys.exit("pandas" in sys.modules)
"""


def test_a_report_is_computed_without_pandas():
    assert subprocess.run([sys.executable, "-c", COMPUTE], check=False).returncode == 0


def test_rows_stand_under_their_months_and_years():
    tables = Tables(Collection().records, "2018-08")
    rows = tables.rows("hanoi_iip_reported", tables.year_to_date, activity_code="TOTAL")
    assert rows
    assert {row.fields["period_end"] for row in rows} == {"2018-08"}
    years = tables.rows("iip_annual_vietnam_hanoi", ("2017-01", "2017-12"))
    assert years
    assert {row.fields["year"] for row in years} == {2017}


def test_found_figures_name_no_missing_field():
    found = find_figures("e", "2018-08") + find_figures("c", "2018-08")
    assert len(found) > 10
    for stated in found:
        texts = (stated.label.vi, stated.label.en, *map(str, stated.quantity.sources))
        assert not [text for text in texts if "None" in text or "<NA>" in text]
