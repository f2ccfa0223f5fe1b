"""Small files of other catalogues, made by hand in their shapes and in our own words."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

CC0 = {
    "id": 3,
    "full_name": "Public domain",
    "short_name": "CC0",
    "url": "http://creativecommons.org/publicdomain/zero/1.0/",
}
BY_SA = {
    "id": 2,
    "full_name": "Share alike",
    "short_name": "CC-BY-SA 4",
    "url": "https://creativecommons.org/licenses/by-sa/4.0/deed.en",
}
SOLEUS = {"id": 15, "name": "Soleus", "name_en": "", "is_front": False}
NECK = {"id": 99, "name": "Neck", "name_en": "", "is_front": True}
DUMBBELL = {"id": 3, "name": "Dumbbell"}
TOWER = {"id": 90, "name": "Tower"}


def free(id: str, **changes: Any) -> dict[str, Any]:  # noqa: A002  (As the file names it.)
    """Make an exercise as Free Exercise DB tells it."""
    return {
        "id": id,
        "name": id.replace("_", " "),
        "force": None,
        "level": "beginner",
        "mechanic": None,
        "equipment": "body only",
        "primaryMuscles": ["calves"],
        "secondaryMuscles": [],
        "instructions": ["Do it."],
        "category": "strength",
        "images": [],
    } | changes


FREE = [
    free("Hopping", category="plyometrics"),
    free("Heel_Raises", secondaryMuscles=["calves", "neck"]),
    free("Arm_Thing", primaryMuscles=["wings"], equipment="rings"),
    free("Leg_Thing", primaryMuscles=["legs"], equipment=None),
]


def translation(name: str, **changes: Any) -> dict[str, Any]:
    """Make a translation as wger tells it."""
    return {
        "id": 1,
        "uuid": "00000000-0000-4000-8000-000000000000",
        "name": name,
        "exercise": 1,
        "description": "<p>Do it.</p>",
        "language": 2,
        "aliases": [],
        "notes": [],
        "license": 2,
        "license_title": "",
        "license_author": "anna",
    } | changes


def wger(id: int, *translations: dict[str, Any], **changes: Any) -> dict[str, Any]:  # noqa: A002
    """Make an exercise as wger tells it."""
    return {
        "id": id,
        "uuid": f"00000000-0000-4000-8000-{id:012}",
        "category": {"id": 9, "name": "Legs"},
        "muscles": [SOLEUS],
        "muscles_secondary": [],
        "equipment": [],
        "license": BY_SA,
        "license_author": "anna",
        "images": [],
        "translations": list(translations),
    } | changes


WGER: dict[str, Any] = {
    "count": 4,
    "next": None,
    "previous": None,
    "results": [
        wger(7, translation("Wadenheben", language=1), translation("Heel raise")),
        wger(
            12,
            translation("Pogo hops", license=3, license_author="ben", aliases=[{"alias": "Pogos"}]),
            muscles_secondary=[SOLEUS, NECK],
            equipment=[DUMBBELL, TOWER],
        ),
        wger(13, translation("Zzz"), license=CC0, license_author=""),
        wger(14, translation("Heben", language=1), muscles=[]),
    ],
}


def written(folder: Path, content: Any, name: str = "file.json") -> Path:
    """Write a file."""
    path = folder / name
    text = content if isinstance(content, bytes) else json.dumps(content).encode()
    path.write_bytes(text)
    return path


def without(entry: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Leave fields out."""
    return {name: value for name, value in entry.items() if name not in names}
