"""A statement goes into the labels' scheme and comes back."""

import json

import pytest

from hanoi_ct.errors import DataError
from hanoi_ct.statements.statement import Period, Statement


def test_labels_come_back_as_they_went_in(shared):
    path = shared / "reference" / "statements" / "labels.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        for record in json.loads(line)["statements"]:
            back = Statement.from_record(record).to_record()
            known = {
                k: v
                for k, v in record.items()
                if k not in ("article_start", "article_end") and (v is not None or k in back)
            }
            assert back == known


def test_a_missing_key_is_named():
    with pytest.raises(DataError, match="`end`"):
        Statement.from_record({"id": "1", "start": 0})


def test_a_period_moves_by_years_and_counts_its_months():
    period = Period("2017-01", "2017-08")
    assert period.moved(-1) == Period("2016-01", "2016-08")
    assert (period.months, period.year) == (8, 2017)
    unknown = Period("XXXX-04", "XXXX-06")
    assert (unknown.months, unknown.year, unknown.moved(-1).moved(1)) == (3, None, unknown)
