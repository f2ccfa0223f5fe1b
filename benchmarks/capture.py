"""Ask the API beforehand: what raw will send, and what both must answer."""

import json
from collections import deque
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import httpx

from benchmarks.questions import Question, questions

WARM = 150
"""Requests before never-asked ones, at most: enough to ask in nearly every form of SQL once."""
WARM_HOT = 64
WARM_SHARE = 0.15
"""Share of the ways to ask that warm up where there are too few to measure as many as wanted."""
RAW_TIMES = 10
"""Raw keeps nothing, so nothing is known to it; once through takes too short a time to measure."""
OWN_HEADERS = frozenset({"date"})
"""Headers that uvicorn adds itself."""
SHOWN = 300
"""Characters of a wrong answer that are told."""

Header = tuple[str, str]


class Wrong(Exception):
    """A server did not answer as it must."""


@dataclass(frozen=True)
class Answer:
    """An answer of the API, and its headers as a 304."""

    headers: list[Header]
    body: str
    etag: str
    known_headers: list[Header]


@dataclass(frozen=True)
class Case:
    """One question asked in one way: a row of the table."""

    name: str
    asked: str
    aim: float
    known: bool
    warm: list[str]
    urls: list[str]
    raw_times: int = 1
    """How often raw is asked all URLs, in one go."""


@dataclass(frozen=True)
class Captured:
    """Everything that is measured, and every answer to it by URL."""

    cases: list[Case]
    answers: dict[str, Answer]

    def save_answers(self, path: Path) -> None:
        """Write the answers where the raw app finds them."""
        path.write_text(json.dumps({url: asdict(one) for url, one in self.answers.items()}))

    def bytes_of(self, case: Case) -> int:
        """Give the mean length of the bodies of a case."""
        if case.known:
            return 0
        return sum(len(self.answers[url].body.encode()) for url in case.urls) // len(case.urls)


def capture(port: int, hot: int, fresh: int) -> Captured:
    """Ask every question, `hot` times the same and in up to `fresh` ways never asked before."""
    answers: dict[str, Answer] = {}
    cases: list[Case] = []
    as_it_is = {"Accept-Encoding": "identity"}
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30, headers=as_it_is) as client:
        listed = client.get("/v1/muscles?limit=200&fields=slug").json()["items"]
        asked = questions([item["slug"] for item in listed], _exercises(client))
        for question in asked:
            answers[question.hot] = ask(client, question.hot)
        for question in asked:
            ways = _ways(client, question, fresh + WARM, answers)
            warm = max(min(WARM, len(ways) - fresh), round(len(ways) * WARM_SHARE))
            cases += [
                Case(
                    name=question.name,
                    asked="hot",
                    aim=question.hot_aim,
                    known=question.known,
                    warm=[question.hot] * WARM_HOT,
                    urls=[question.hot] * hot,
                ),
                Case(
                    name=question.name,
                    asked="never asked",
                    aim=question.fresh_aim,
                    known=question.known,
                    warm=ways[:warm],
                    urls=ways[warm:],
                    raw_times=RAW_TIMES,
                ),
            ]
    return Captured(cases, answers)


def _exercises(client: httpx.Client) -> list[str]:
    """Name all exercises, page by page."""
    slugs: list[str] = []
    url = "/v1/exercises?limit=200&fields=slug"
    while url:
        page = client.get(url).json()
        slugs += [item["slug"] for item in page["items"]]
        url = page["next"]
    return slugs


def _ways(
    client: httpx.Client, question: Question, wanted: int, answers: dict[str, Answer]
) -> list[str]:
    """Choose ways to ask that give about as much as the hot one; second pages are among them."""
    ways: list[str] = []
    waiting = deque(question.fresh)
    while waiting and len(ways) < wanted:
        url = waiting.popleft()
        if url in answers:
            continue
        answer = ask(client, url)
        if question.items is not None:
            page = json.loads(answer.body)
            if page["next"] and "cursor=" not in url:
                waiting.appendleft(page["next"])
            if len(page["items"]) not in question.items:
                continue
        answers[url] = answer
        ways.append(url)
    return ways


def ask(client: httpx.Client, url: str) -> Answer:
    """Ask for a URL, and with the ETag of the answer again; raises Wrong for another status."""
    whole = client.get(url)
    if whole.status_code != httpx.codes.OK:
        raise Wrong(f"{url} gave {whole.status_code} instead of 200: {whole.text[:SHOWN]}")
    etag = whole.headers["etag"]
    known = client.get(url, headers={"If-None-Match": etag})
    if known.status_code != httpx.codes.NOT_MODIFIED:
        raise Wrong(f"{url} gave {known.status_code} instead of 304 to its own ETag")
    return Answer(_headers(whole), whole.text, etag, _headers(known))


def _headers(response: httpx.Response) -> list[Header]:
    return [pair for pair in response.headers.multi_items() if pair[0] not in OWN_HEADERS]


def compare(port: int, captured: Captured) -> None:
    """Raise Wrong where a server does not give the captured answers, byte for byte."""
    used: Sequence[str] = sorted({url for case in captured.cases for url in case.urls})
    as_it_is = {"Accept-Encoding": "identity"}
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30, headers=as_it_is) as client:
        for url in used:
            if ask(client, url) != captured.answers[url]:
                raise Wrong(f"{url} did not give the captured answer")
