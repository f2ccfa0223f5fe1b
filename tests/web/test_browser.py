"""The explorer in a real browser: three journeys, on a phone and on a desk, for everybody."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

NO_CHROMIUM = (
    "THE EXPLORER WAS NOT TESTED IN A BROWSER: chromium is not installed. Install it (Debian: "
    "apt-get install chromium) and run this again."
)
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
VIEWS = {
    "stride": "/",
    "nothing known": "/?phase=toe-off&role=power",
    "muscles": "/muscles",
    "muscle": "/muscles/soleus",
    "exercise": "/exercises/nordic-curl",
    "session": "/session?available_equipment=band&minutes=25&injury=calf-strain&stage=late",
    "referral": "/session?red_flag=focal-bone-pain",
    "search": "/search?q=calf",
    "refused": "/muscles/soleuss",
}
PICTURES = "**/*.svg*"
MOST_SHIFT = 0.02  # Of what a browser counts as 0.1 before it calls a page unsteady.
SHIFTS = """() => new Promise((resolve) => {
  let sum = 0;
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value;
  }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => resolve(sum), 50);
})"""
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start Debian's Chromium once."""
    path = shutil.which("chromium")
    if path is None:
        pytest.skip(NO_CHROMIUM)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path)
        yield browser
        browser.close()


@contextmanager
def watched(browser: Browser, client: httpx.Client, **context: Any) -> Iterator[Page]:
    """Open an empty page; in the end nothing was wrong in it, and nobody else was asked."""
    with browser.new_context(base_url=str(client.base_url), **context) as opened:
        page = opened.new_page()
        page.set_default_timeout(10_000)
        said: list[str] = []
        asked: list[str] = []
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda message: said.append(message.text))
        page.on("request", lambda request: asked.append(urlsplit(request.url).netloc))
        yield page
        refusals = [one for one in said if "the server responded with a status of 4" in one]
        assert len(said) == len(refusals) <= ("soleuss" in page.url)
        assert set(asked) == {client.base_url.netloc.decode()}


def go_with_late_pictures(page: Page, path: str) -> None:
    """Open a page whose pictures come only after its text was painted: nothing may move then."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(PICTURES, hold)
    page.goto(path, wait_until="domcontentloaded")
    page.wait_for_timeout(100)
    for route in held:
        route.continue_()
    page.unroute(PICTURES)
    page.wait_for_load_state("load")


def query(page: Page) -> str:
    """Give the query of the address that the browser shows."""
    return urlsplit(page.url).query


@SIZES
def test_scrubbing_the_stride(browser: Browser, client: httpx.Client, size: Any) -> None:
    with watched(browser, client, viewport=size) as page:
        page.goto("/")
        heading = page.locator("h2#what")
        expect(heading).to_have_text("Power in push-off")

        page.get_by_role("radio", name=re.compile("^Loading")).check()
        expect(heading).to_have_text("Power in loading")
        assert query(page) == "phase=loading&role=power"
        expect(page.get_by_role("status")).to_have_text("Power in loading")

        page.keyboard.press("ArrowLeft")
        expect(page.get_by_text("Nothing is known of power in initial contact")).to_be_visible()
        expect(page.get_by_role("radio", name=re.compile("^Initial contact"))).to_be_focused()

        page.get_by_role("radio", name="Deceleration").check()
        page.wait_for_url("**role=deceleration")
        page.get_by_role("radio", name=re.compile("^Late swing")).check()
        expect(heading).to_have_text("Deceleration in late swing")
        page.get_by_label("Speed").select_option("3.0")
        page.wait_for_url("**/?phase=late-swing&role=deceleration&speed=3.0")
        call = "/v1/muscle-roles?phase=late-swing&role=deceleration&speed=3.0&limit=200"
        expect(page.get_by_role("link", name=call)).to_be_visible()

        page.reload()
        expect(page.get_by_role("radio", name="Deceleration")).to_be_checked()
        expect(page.get_by_label("Speed", exact=True)).to_have_value("3.0")
        page.go_back()
        expect(page.get_by_label("Speed", exact=True)).to_have_value("")
        expect(page.get_by_role("radio", name=re.compile("^Late swing"))).to_be_checked()


def test_a_pressed_pointer_scrubs(browser: Browser, client: httpx.Client) -> None:
    with watched(browser, client, viewport=DESK) as page:
        page.goto("/")
        centres = [
            (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            for name in ("Push-off", "Early swing", "Late swing")
            if (box := page.get_by_role("radio", name=re.compile(f"^{name}")).bounding_box())
        ]

        page.mouse.move(*centres[0])
        page.mouse.down()
        for x, y in centres[1:]:
            page.mouse.move(x, y, steps=3)
        page.mouse.up()

        expect(page.locator("h2#what")).to_have_text("Power in late swing")


@SIZES
def test_picking_a_muscle(browser: Browser, client: httpx.Client, size: Any) -> None:
    with watched(browser, client, viewport=size) as page:
        page.goto("/")
        words = page.get_by_role("combobox", name="Search muscles")
        words.press_sequentially("sole")
        expect(page.get_by_role("option").first).to_contain_text("Soleus")
        words.press("ArrowDown")
        words.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Soleus")
        assert urlsplit(page.url).path == "/muscles/soleus"
        expect(page.get_by_role("listbox")).to_be_hidden()
        expect(page.locator("main")).to_be_focused()
        expect(page.locator("nav [aria-current=page]")).to_have_text("Muscles")

        page.get_by_text("How we know").first.click()
        expect(page.get_by_text("Sources:").first).to_be_visible()
        page.locator("#trains ~ details a").first.click()
        expect(page.get_by_role("heading", name="How to do it")).to_be_visible()

        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_have_text("Soleus")
        page.reload()
        expect(page.get_by_role("heading", level=1)).to_have_text("Soleus")
        page.go_back()
        expect(page.locator("h2#what")).to_have_text("Power in push-off")


@SIZES
def test_building_a_session(browser: Browser, client: httpx.Client, size: Any) -> None:
    with watched(browser, client, viewport=size) as page:
        page.goto("/session")
        page.get_by_label("Body weight").check()
        page.wait_for_url("**/session?*available_equipment=bodyweight")
        page.get_by_text("Injuries: none").click()
        page.get_by_label("Calf strain").check()
        page.get_by_label("Stage").select_option("late")
        page.wait_for_url("**stage=late*")
        expect(page.get_by_label("Calf strain")).to_be_checked()
        page.get_by_label("Minutes", exact=True).fill("25")
        page.get_by_role("button", name="Build the session").click()
        page.wait_for_url("**minutes=25**")
        expect(page.get_by_role("heading", name="Prepare")).to_be_visible()
        expect(page.get_by_text("Calf strain (late stage).").first).to_be_visible()

        file = page.get_by_role("link", name="For a watch (.fit)").get_attribute("href")
        page.get_by_label("Day", exact=True).fill("2027-03-02")
        with page.expect_download() as calendar:
            page.get_by_role("button", name="For the calendar (.ics)").click()
        assert client.get(str(file)).headers["content-type"] == "application/vnd.ant.fit"
        assert calendar.value.suggested_filename.endswith(".ics")

        page.reload()
        expect(page.get_by_label("Minutes", exact=True)).to_have_value("25")
        expect(page.get_by_label("Body weight")).to_be_checked()
        page.get_by_text("Signs: none").click()
        page.get_by_label("Pinpoint bone pain").check()
        expect(page.get_by_role("heading", name="No training now")).to_be_visible()
        expect(page.get_by_role("link", name="For a watch (.fit)")).to_have_count(0)
        page.go_back()
        expect(page.get_by_role("heading", name="Prepare")).to_be_visible()


@pytest.mark.parametrize(
    ("size", "scheme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone, light", "desk, dark"]
)
def test_every_view_is_for_everybody(
    browser: Browser, client: httpx.Client, size: Any, scheme: Any
) -> None:
    """No violation that axe finds, nothing wider than the screen, nothing that jumps."""
    axe = Axe()
    for name, path in VIEWS.items():
        with watched(browser, client, viewport=size, color_scheme=scheme) as page:
            go_with_late_pictures(page, path)

            found = axe.run(page).response["violations"]
            wide = page.evaluate("document.documentElement.scrollWidth")
            shift = page.evaluate(SHIFTS)

            assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], name
            assert wide <= size["width"], name
            assert shift <= MOST_SHIFT, name


def test_everything_is_there_without_javascript(browser: Browser, client: httpx.Client) -> None:
    with watched(browser, client, viewport=PHONE, java_script_enabled=False) as page:
        page.goto("/")
        page.get_by_role("radio", name=re.compile("^Loading")).check()
        page.get_by_role("button", name="Show").click()
        expect(page.locator("h2#what")).to_have_text("Power in loading")

        page.get_by_role("searchbox").fill("solues")
        page.get_by_role("searchbox").press("Enter")
        page.get_by_role("link", name="Soleus", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Soleus")

        page.get_by_role("navigation", name="Views").get_by_role("link", name="Session").click()
        page.get_by_label("Body weight").check()
        page.get_by_role("button", name="Build the session").click()
        expect(page.get_by_label("Body weight")).to_be_checked()
        expect(page.get_by_role("heading", name="Prepare")).to_be_visible()


def test_the_keyboard_reaches_the_content_first(browser: Browser, client: httpx.Client) -> None:
    with watched(browser, client, viewport=DESK) as page:
        page.goto("/muscles")

        page.keyboard.press("Tab")
        skip = page.get_by_role("link", name="Skip to the content")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        page.keyboard.press("Enter")

        expect(page.locator("main")).to_be_focused()
