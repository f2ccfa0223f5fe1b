"""All exercises, page by page."""

import sys
from urllib.parse import parse_qs, urlsplit

from pushoff_client import Client
from pushoff_client.api.exercises import list_exercises
from pushoff_client.models import ExercisePage, ExerciseSummary
from pushoff_client.types import UNSET, Unset

client = Client(base_url=sys.argv[1])
cursor: str | Unset | None = UNSET
while cursor is not None:
    page = list_exercises.sync(client=client, limit=100, cursor=cursor)
    if not isinstance(page, ExercisePage):
        sys.exit(f"No answer: {page}")
    for exercise in page.items:
        if isinstance(exercise, ExerciseSummary):
            print(exercise.slug, exercise.level)
    cursor = parse_qs(urlsplit(page.next_).query)["cursor"][0] if page.next_ else None
