"""Sessions and plans over HTTP, in every format."""

import json
import re
from collections import Counter
from html import unescape

import httpx
import pytest

from app.formats.page import POLICY
from app.schemas.paging import MEDIA_TYPES, SessionFormat
from tests.problems import fault_in
from tests.queries.test_jsonld import expand, leaves, linked, said

SESSION = "/v1/sessions?minutes=20&injury=midportion-achilles-tendinopathy"
PLAN = "/v1/plans?minutes=15&weeks=1&sessions_per_week=1&start=2027-03-01"
REFERRAL = "/v1/sessions?red_flag=focal-bone-pain"
WHOLE = [name for name in SessionFormat if name is not SessionFormat.intervals]
"""Formats that hold all of an answer; events of a calendar are tested on their own."""
PLACES = pytest.mark.parametrize("path", [SESSION, PLAN, REFERRAL], ids=["session", "plan", "none"])


@PLACES
@pytest.mark.parametrize("name", WHOLE)
def test_each_format_is_answered_kept_and_known_again(
    client: httpx.Client, path: str, name: SessionFormat
) -> None:
    address = f"{path}&format={name}"

    answer = client.get(address)
    again = client.get(address, headers={"If-None-Match": answer.headers["etag"]})
    head = client.head(address)

    assert answer.status_code == 200
    assert answer.headers["content-type"] == MEDIA_TYPES[name]
    assert client.get(address).content == answer.content
    assert (again.status_code, again.content) == (304, b"")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == answer.headers["etag"]
    assert answer.headers.get("content-security-policy") == (POLICY if name == "html" else None)


@PLACES
def test_every_format_has_a_tag_of_its_own(client: httpx.Client, path: str) -> None:
    tags = {client.get(f"{path}&format={name}").headers["etag"] for name in WHOLE}

    assert len(tags) == len(WHOLE)


@PLACES
def test_json_is_the_default(client: httpx.Client, path: str) -> None:
    assert client.get(f"{path}&format=json").content == client.get(path).content


def test_every_exercise_is_named_with_its_cautions_in_every_format(client: httpx.Client) -> None:
    session = client.get(SESSION).json()
    items = [item for block in session["blocks"] for item in block["items"]]
    words = [item["exercise"]["name"] for item in items]
    words += [caution["text"] for item in items for caution in item["cautions"]]

    assert len(words) > len(items) > 3
    for name in WHOLE:
        text = unescape(client.get(f"{SESSION}&format={name}").text).replace("\\", "")
        assert [word for word in words if word not in text] == [], name


@pytest.mark.parametrize("name", ["text", "markdown", "html"])
def test_a_referral_is_told_and_no_training(client: httpx.Client, name: str) -> None:
    action = client.get(REFERRAL).json()["referral"]["action"]

    text = client.get(f"{REFERRAL}&format={name}").text

    assert action in unescape(text)
    assert "×" not in text


@PLACES
def test_what_is_linked_expands_without_loss(client: httpx.Client, path: str) -> None:
    document = linked(client, path)

    assert document["@id"].partition("?")[0] == path.partition("?")[0]
    assert Counter(said(expand(document))) == Counter(leaves(document))


def test_the_address_in_a_text_asks_the_same_question(client: httpx.Client) -> None:
    answer = client.get(f"{SESSION}&format=text")
    address = httpx.URL(answer.text.splitlines()[-1])

    page = client.get(address.raw_path.decode())

    assert page.headers["content-type"] == MEDIA_TYPES["html"]
    assert page.content == client.get(f"{SESSION}&format=html").content


@pytest.mark.parametrize("path", [SESSION, PLAN], ids=["session", "plan"])
def test_the_links_of_a_page_lead_somewhere(client: httpx.Client, path: str) -> None:
    base = httpx.URL(path)
    addresses = re.findall(r'href="(\.\.[^"]+)"', client.get(f"{path}&format=html").text)
    targets = {base.join(unescape(address)) for address in addresses}
    served = {place["path"] for place in client.get("/v1").json()["paths"]}
    files = {target for target in targets if re.search(r"\.(fit|ics)$", target.path)}

    assert len(targets - files) > 8
    assert len(files) == 1
    for target in targets - files | {file for file in files if file.path in served}:
        assert client.get(str(target)).status_code == 200, target


def test_a_format_that_is_not_there_is_refused(client: httpx.Client) -> None:
    fault = fault_in(client.get("/v1/sessions?format=csv"), "unknown_value")

    assert fault["valid"] == list(SessionFormat)


def test_a_fault_is_a_problem_in_every_format(client: httpx.Client) -> None:
    for name in SessionFormat:
        answer = client.get(f"/v1/sessions?minutes=1&format={name}")
        assert answer.headers["content-type"] == "application/problem+json"
        assert json.loads(answer.content)["code"] == "invalid_value"
