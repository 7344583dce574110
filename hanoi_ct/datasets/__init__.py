"""Published figures on industry and trade of Hanoi and Vietnam, each with its page.

>>> from hanoi_ct import datasets
>>> "hanoi_iip_reported" in datasets.list()
True
>>> exports = datasets.load("hanoi_trade_reported")
>>> august = exports[(exports["period_start"] == "2018-01") & (exports["period_end"] == "2018-08")]
>>> august[["value", "unit", "growth_pct", "qualifier", "source_url"]].to_dict("records")
[{'value': 9200.0, 'unit': 'million_usd', 'growth_pct': 19.0, 'qualifier': 'nearly', \
'source_url': 'article-2018-09'}]
"""

from hanoi_ct.datasets.catalogue import Description, TableNames, describe
from hanoi_ct.datasets.packaged import Collection, list, load
from hanoi_ct.datasets.selection import Choice, Statement, choose

__all__ = [
    "Choice",
    "Collection",
    "Description",
    "Statement",
    "TableNames",
    "choose",
    "describe",
    "list",
    "load",
]

# Reprs and pickles name the public home, so that a move within the package changes neither.
for _name in __all__:
    if isinstance(globals()[_name], type):
        globals()[_name].__module__ = __name__
