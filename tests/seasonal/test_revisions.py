"""Revisions of adjusted growth: each first estimate is that of the series cut there."""

import numpy as np
import pytest
from seasonal_series import made

from hanoi_ct.errors import ArgumentValueError
from hanoi_ct.seasonal import revisions, seasonal_adjust


def test_first_and_latest_are_those_of_the_spans():
    series, _ = made(years=5)
    found = revisions(series, spans=4)
    table = found.table
    assert table.index.equals(series.index[-4:])
    latest = seasonal_adjust(series).growth
    np.testing.assert_array_equal(table["latest"], latest.iloc[-4:])
    for end, first in zip(range(57, 61), table["first"], strict=True):
        assert first == seasonal_adjust(series.iloc[:end]).growth.iloc[-1]
    np.testing.assert_array_equal(table["revision"], table["latest"] - table["first"])
    assert table["revision"].iloc[-1] == 0
    summary = found.summary
    assert summary["mean_absolute"] == table["revision"].abs().mean()
    assert 0 <= summary["same_sign"] <= 1
    assert summary["root_mean_square"] >= summary["mean_absolute"]


def test_options_go_on_and_the_plot_has_a_bar_a_month():
    pytest.importorskip("matplotlib")
    series, _ = made(years=5)
    found = revisions(series, spans=3, tet=False, trading_days=False)
    expected = seasonal_adjust(series.iloc[:58], tet=False, trading_days=False).growth.iloc[-1]
    assert found.table["first"].iloc[0] == expected
    above, below = found.plot().axes
    assert len(below.patches) == 3
    assert [line.get_label() for line in above.lines] == ["first", "latest"]


def test_too_many_spans_are_refused():
    with pytest.raises(ArgumentValueError, match="take at most 12"):
        revisions(made(years=4)[0], spans=13)
