"""How an answer becomes a short text, and how figures are said in it."""

from collections.abc import Iterable, Sequence
from typing import Any

ENOUGH = 4_000  # Characters that an answer is filled up to: some 1,000 tokens; a judgement.
DROPPED = "({} more entries are left out here; the full answer has them.)"
SECOND_HAND = "second-hand"


def write(said: Sequence[str], more: Sequence[str], foot: Sequence[str]) -> str:
    """Put an answer together: all of `said` and `foot`, and of `more` what there is room for.

    An entry of `more` is told whole, in however many lines, or not at all.
    """
    room = ENOUGH - sum(len(line) + 1 for line in (*said, *foot)) - len(DROPPED)
    kept: list[str] = []
    for entry in more:
        room -= len(entry) + 1
        if room < 0:
            break
        kept.append(entry)
    dropped = len(more) - len(kept)
    return "\n".join([*said, *kept, *([DROPPED.format(dropped)] if dropped else []), *foot])


def listed(words: Iterable[str], none: str = "none") -> str:
    """Write words with commas between them."""
    return ", ".join(words) or none


def share_of(role: dict[str, Any]) -> str:
    """Say a share with its range, and how sure it is."""
    parts = [_share(role)]
    if role["share_low"] is not None and role["share_high"] is not None:
        parts[0] += f" ({role['share_low']:.2f} to {role['share_high']:.2f})"
    if role["weight"] is not None:
        parts.append(f"weight {role['weight']:.2f}")
    if role["n"] is not None:
        parts.append(f"n {role['n']}")
    return ", ".join([*parts, f"grade {role['grade']}"])


def _share(role: dict[str, Any]) -> str:
    if role["at_speed"] and not role["at_speed"]["measured"]:
        return "not measured at this speed"
    return "share unknown" if role["share"] is None else f"share {role['share']:.2f}"


def finding(one: dict[str, Any]) -> str:
    """Say a finding with its figure, its conditions, and how it was seen."""
    circumstances = [
        one["condition"],
        f"n {one['n']}" if one["n"] is not None else None,
        f"grade {one['grade']}",
        one["verified"] if one["verified"] != "secondary" else SECOND_HAND,
    ]
    label = f" {one['label']}" if one["label"] else ""
    return (
        f"{one['source']['label']}: {one['subject']}, {one['metric']}: {figure(one)} "
        f"({'; '.join(filter(None, circumstances))}).{label}"
    )


def figure(one: dict[str, Any]) -> str:
    """Say the value of a finding, its range or its text."""
    if one["text"]:
        return str(one["text"]).rstrip(".")
    unit = f" {one['unit']}" if one["unit"] else ""
    span = _span(one["low"], one["high"])
    if one["value"] is None:
        return f"{span}{unit}" if span else "no figure"
    return f"{one['value']:g}{unit}{f' ({span})' if span else ''}"


def _span(low: float | None, high: float | None) -> str:
    """Say a range, or the one end of it that is known."""
    if low is not None and high is not None:
        return f"{low:g} to {high:g}"
    if low is not None:
        return f"at least {low:g}"
    return f"at most {high:g}" if high is not None else ""
