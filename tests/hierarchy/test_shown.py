"""What a notebook shows of trees, indexes and contributions fits a screen."""

import matplotlib
import matplotlib.figure
import numpy as np
import pandas as pd
import pytest

from hanoi_ct.hierarchy import Hierarchy

matplotlib.use("Agg")


def many():
    parents = {"T": None} | {f"c{i}": "T" for i in range(60)}
    tree = Hierarchy.from_parents(parents).named({"c1": "Food <& drink>"})
    months = list(pd.period_range("2017-01", periods=24, freq="M"))
    x = 100.0 + np.arange(60)[:, None] + np.arange(24)
    return tree, tree.aggregate(x, np.ones(60), periods=months)


def test_tables_show_the_last_periods_and_the_first_nodes():
    tree, index = many()
    for shown in (index._repr_html_(), index.contributions(12)._repr_html_()):
        assert shown.count("<tr>") == 25
        assert "2018-12" in shown
        assert "2017-01</th>" not in shown
        assert "16 earlier periods, 37 more nodes not shown" in shown
        assert "Food &lt;&amp; drink&gt;" in shown
    assert tree._repr_html_().startswith("<pre>")


def test_plots_name_periods_nodes_and_units():
    _, index = many()
    axes = index.plot("T", "c1", ax=matplotlib.figure.Figure().subplots())
    labels = [text.get_text() for text in axes.get_legend().get_texts()]
    assert labels == ["T", "c1 Food <& drink>"]
    axes.figure.canvas.draw()
    ticks = [text.get_text() for text in axes.get_xticklabels() if text.get_text()]
    assert set(ticks) <= {str(label) for label in index.periods}
    assert 3 <= len(ticks) <= 9
    assert axes.get_ylabel() == "index"


def test_ticks_are_first_periods_of_years_and_last_values_stand_beside_their_lines():
    tree = Hierarchy.from_parents({"T": None, "B": "T", "C": "T"})
    months = list(pd.period_range("2016-05", periods=50, freq="M"))
    index = tree.aggregate(np.stack([np.arange(100.0, 150.0), np.arange(50.0)]), [1, 1],
                           periods=months)  # fmt: skip
    axes = index.plot("B", "C", ax=matplotlib.figure.Figure().subplots())
    ticks = [text.get_text() for text in axes.get_xticklabels()]
    assert ticks == ["2017-01", "2018-01", "2019-01", "2020-01"]
    assert [text.get_text() for text in axes.texts] == ["49.0", "149.0"]
    rates = index.growth(12).plot("B", ax=matplotlib.figure.Figure().subplots())
    assert rates.get_ylabel() == "growth, %"
    assert rates.get_lines()[0].get_ydata()[12] == pytest.approx(12.0)
    printed = index.printed_growth(12, 1).plot("B", ax=matplotlib.figure.Figure().subplots())
    assert printed.get_lines()[0].get_ydata()[12] == 12.0
    points = index.contributions(12)
    lines = points.plot("T", ax=matplotlib.figure.Figure().subplots())
    assert lines.get_ylabel() == "percentage points"
    steps = points.plot_waterfall(months[-1], ax=matplotlib.figure.Figure().subplots())
    assert steps.get_title() == "2020-06"
    shown = [float(text.get_text()) for text in steps.texts]
    assert shown[-1] == pytest.approx(100 * points["T"][-1], abs=0.005)
    top = max(bar.get_y() + bar.get_height() for bar in steps.patches)
    assert steps.get_ylim()[1] > top


def test_labels_with_a_gap_are_drawn_as_they_stand():
    tree = Hierarchy.from_parents({"T": None, "B": "T"})
    days = [f"2018-01-{day:02}" for day in range(1, 31) if day != 7]
    index = tree.aggregate(np.ones((1, len(days))), [1], periods=days)
    axes = index.plot(ax=matplotlib.figure.Figure().subplots())
    assert axes.get_xticklabels()[0].get_text() == "2018-01-01"
    assert len(axes.get_xticks()) <= 5
