"""A strict reading of an HTML page: what closes, what links where, what loads."""

from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class PageCheck(HTMLParser):
    """Collects the elements of a page and every fault of its nesting.

    `text` holds each piece of text with the elements around it, `link_text` that of links to
    other sites.
    """

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[tuple[tuple[str, ...], str]] = []
        self.link_text: list[str] = []
        self._open: list[str] = []
        self._outward: list[bool] = []
        self.feed(page)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self._open]

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"<{tag}> repeats an attribute")
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)
            self._outward.append(tag == "a" and not (dict(attrs)["href"] or "").startswith("#"))

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID and "svg" not in self._open:
            self.faults.append(f"<{tag}/> closes itself outside SVG")

    def handle_endtag(self, tag):
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> at {self.getpos()} while {self._open[-3:]} are open")
            return
        self._open.pop()
        self._outward.pop()

    def handle_data(self, data):
        if any(self._outward):
            self.link_text.append(data)
        else:
            self.text.append((tuple(self._open), data))

    def values(self, attribute):
        """Every value of an attribute, with the element that bears it."""
        return [(tag, attrs[attribute]) for tag, attrs in self.elements if attribute in attrs]

    def words(self):
        """The text of the page: no links to other sites, no style, no names of tables."""
        return " ".join(data for where, data in self.text if not {"style", "code"} & set(where))
