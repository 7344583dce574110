"""A small table of HTML, by which results show themselves in a notebook."""

from collections.abc import Iterable, Sequence
from html import escape


def html_table(
    head: Sequence[str], rows: Iterable[Sequence[str]], *, labels: int = 1, caption: str = ""
) -> str:
    """Return a table; the first cells of a row, `labels` of them, are its labels.

    Examples
    --------
    >>> html_table(["", "2018"], [["B & C", "7.4"]])
    '<table><thead><tr><th></th><th>2018</th></tr></thead><tbody><tr><th style="text-align:left">\
B &amp; C</th><td>7.4</td></tr></tbody></table>'
    """
    titles = "".join(f"<th>{escape(title)}</th>" for title in head)
    body = "".join(
        "<tr>"
        + "".join(f'<th style="text-align:left">{escape(cell)}</th>' for cell in row[:labels])
        + "".join(f"<td>{escape(cell)}</td>" for cell in row[labels:])
        + "</tr>"
        for row in rows
    )
    named = f"<caption>{escape(caption)}</caption>" if caption else ""
    return f"<table>{named}<thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>"
