"""The contract of the last release, and the command that writes it at the next one.

    python -m tests.contract.released

It refuses to write a contract that breaks the one that stands.
"""

import json
import sys
from typing import Any

from app.settings import ROOT
from tests.contract.compare import breaks
from tests.contract.kit import DESCRIBED

FILE = ROOT / "docs" / "openapi" / "v1.json"
PROSE = {"description", "summary", "title", "example", "examples"}
"""What is for people, or follows the data, and promises nothing."""


def normal(part: Any, *, names: bool = False) -> Any:
    """Leave out what promises nothing; where keys are `names` of things, all of them stay."""
    if isinstance(part, list):
        return [normal(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {
        key: normal(value, names=not names and key in ("properties", "schemas", "paths"))
        for key, value in sorted(part.items())
        if names or key not in PROSE
    }


def current() -> dict[str, Any]:
    """Give the contract as the code describes it, without any data."""
    kept = {key: DESCRIBED[key] for key in ("openapi", "paths", "components")}
    return dict(normal(kept))


def released() -> dict[str, Any]:
    """Read the contract of the last release."""
    return dict(json.loads(FILE.read_text(encoding="utf-8")))


def main() -> int:
    """Write the contract; 1 where it breaks the one that stands."""
    broken = breaks(released(), current()) if FILE.exists() else []
    if broken:
        sys.stderr.write("\n".join([*broken, "This is a /v2: see docs/stability.md.\n"]))
        return 1
    FILE.parent.mkdir(exist_ok=True)
    text = json.dumps(current(), indent=1, ensure_ascii=False)
    FILE.write_text(f"{text}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
