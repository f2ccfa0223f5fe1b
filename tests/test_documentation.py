"""The page of the documentation: all of it comes from here, and nothing else may run in it."""

import re
from html.parser import HTMLParser

import httpx
import pytest

POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
}


class Page(HTMLParser):
    """What a page loads, and what it holds that a strict policy would refuse."""

    def __init__(self, text: str) -> None:
        """Read the page."""
        super().__init__()
        self.loads: list[str] = []
        self.inline: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an address, a style, a script without an address, and a handler of an event."""
        given = dict(attrs)
        self.loads += [str(given[name]) for name in ("src", "href") if name in given]
        self.inline += [name for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.inline.append(tag)


def test_the_page_has_a_strict_policy_and_keeps_to_it(world: httpx.Client) -> None:
    answer = world.get("/docs")

    page = Page(answer.text)

    assert set(answer.headers["content-security-policy"].split("; ")) == POLICY
    assert page.inline == []
    assert len(page.loads) == 4
    assert all(re.fullmatch(r"/docs/assets/[\w.-]+", address) for address in page.loads)
    assert "//" not in answer.text


def test_an_inline_script_or_style_would_be_noticed() -> None:
    page = Page('<style></style><p style="" onclick=""></p><script>1</script><script src="/a">')

    assert page.inline == ["style", "style", "onclick", "script"]
    assert page.loads == ["/a"]


def test_every_file_of_the_page_is_served_from_here_and_may_be_kept(world: httpx.Client) -> None:
    for address in Page(world.get("/docs").text).loads:
        file = world.get(address)
        again = world.get(address, headers={"If-None-Match": file.headers["etag"]})

        assert file.status_code == 200
        assert again.status_code == 304
        for answer in (file, again):
            kept = answer.headers["cache-control"]
            assert kept == "public, max-age=3600, stale-while-revalidate=86400"


def test_the_page_asks_no_other_server(world: httpx.Client) -> None:
    script = world.get("/docs/assets/docs.js").text
    style = world.get("/docs/assets/swagger-ui.css").text

    assert 'url: "/openapi.json"' in script
    assert "validatorUrl: null" in script
    assert set(re.findall(r"url\(\s*[\"']?([\w/]+)", style)) == {"data"}
    assert "@import" not in style


@pytest.mark.parametrize("path", ["/docs/assets/nope.js", "/docs/assets/../document.py"])
def test_nothing_else_is_served_beside_the_page(world: httpx.Client, path: str) -> None:
    assert world.get(path).status_code == 404
