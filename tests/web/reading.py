"""What the tests read of a page."""

from html.parser import HTMLParser

VOID = {"meta", "link", "input", "img", "source"}


class Page(HTMLParser):
    """What a page holds: elements with their attributes, and the text inside each."""

    def __init__(self, text: str) -> None:
        """Read a page; every element must be closed in its turn."""
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note what stands in an element."""
        if self._open and data.strip():
            self.texts.setdefault(self._open[-1], []).append(" ".join(data.split()))

    def of(self, tag: str) -> list[dict[str, str]]:
        """Give the attributes of each element of a kind."""
        return [given for name, given in self.elements if name == tag]

    def values(self, name: str) -> list[str]:
        """Give the values of an attribute, wherever it is."""
        return [given[name] for _, given in self.elements if name in given]

    @property
    def calls(self) -> list[str]:
        """The calls of the API that the page says it is made of."""
        return self.values("data-copy")
