"""What a notebook shows of trees, indexes and contributions fits a screen."""

import matplotlib
import matplotlib.figure
import numpy as np
import pandas as pd

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
