"""The tools: their names, what they are for, and the schemas of their arguments."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from app.mcp.arguments import (
    Arguments,
    BuildSession,
    CheckClaim,
    CheckRoutine,
    ExplainMuscle,
    FindAlternatives,
    FindExercises,
    FindMuscles,
    GetEvidence,
)
from app.mcp.evidence import check_claim, get_evidence
from app.mcp.muscles import explain_muscle, find_muscles
from app.mcp.reader import Reader, Refused
from app.mcp.training import build_session, check_routine, find_alternatives, find_exercises
from app.problems import faults_of

LISTS = "x-words-of"
Words = Mapping[str, list[str]]
Schema = dict[str, Any]


@dataclass(frozen=True)
class Tool:
    """A question that an assistant can ask."""

    title: str
    description: str
    arguments: type[Arguments]
    answer: Callable[[Reader, Any], Awaitable[str]]

    async def call(self, reader: Reader, given: Mapping[str, Any]) -> str:
        """Answer; raises Refused for what is not understood. An argument of null is left out."""
        try:
            asked = self.arguments.model_validate(
                {name: value for name, value in given.items() if value is not None}
            )
        except ValidationError as error:
            faults = [{**one, "loc": ("", *one["loc"])} for one in error.errors(include_url=False)]
            raise Refused.of(faults_of(faults, self.arguments)) from None
        return await self.answer(reader, asked)

    @property
    def kinds(self) -> list[str]:
        """The kinds whose words its arguments take."""
        properties = self.arguments.model_json_schema()["properties"].values()
        return sorted({one[LISTS] for one in properties if LISTS in one})

    def schema(self, words: Words) -> Schema:
        """Describe the arguments; `words` are those that a kind has, where they are few."""
        model = self.arguments.model_json_schema()
        properties = {
            name: _plain(one, model.get("$defs", {}), words)
            for name, one in model["properties"].items()
        }
        return {
            "type": "object",
            "properties": properties,
            **({"required": model["required"]} if "required" in model else {}),
            "additionalProperties": False,
        }


def kinds_named() -> list[str]:
    """Name the kinds whose words the schemas tell."""
    return sorted({kind for tool in TOOLS.values() for kind in tool.kinds})


def _plain(said: Schema, defined: Mapping[str, Schema], words: Words) -> Schema:
    """Say of an argument its type, bounds and words alone: each token is read at every start."""
    kind = said.get(LISTS)
    told = words.get(kind, []) if kind else []
    description = said["description"] + (f": {', '.join(told)}" if told else "")
    options = [one for one in said.get("anyOf", [said]) if one != {"type": "null"}]
    return {**_type_of(options[0], defined), "description": description}


def _type_of(schema: Schema, defined: Mapping[str, Schema]) -> Schema:
    if "$ref" in schema:
        schema = defined[schema["$ref"].rsplit("/", 1)[1]]
    kept: Schema = {
        name: schema[name]
        for name in ("type", "enum", "minimum", "maximum", "minItems", "maxItems")
        if name in schema
    }
    if "items" in schema:
        kept["items"] = {"type": schema["items"]["type"]}
    return kept


TOOLS: Mapping[str, Tool] = {
    "find_muscles": Tool(
        "Find muscles",
        "Which muscles drive or oppose a running role in a gait phase, ranked, at any speed or at "
        "one, with grades and dissent.",
        FindMuscles,
        find_muscles,
    ),
    "explain_muscle": Tool(
        "Explain a muscle",
        "What a muscle is and what it does in running.",
        ExplainMuscle,
        explain_muscle,
    ),
    "find_exercises": Tool(
        "Find exercises",
        "Exercises for a goal, muscles, roles or phases that fit the runner, ranked, with reasons.",
        FindExercises,
        find_exercises,
    ),
    "find_alternatives": Tool(
        "Find alternatives",
        "What does much of the same work as an exercise, and what is lost.",
        FindAlternatives,
        find_alternatives,
    ),
    "build_session": Tool(
        "Build a session",
        "A strength session that fits the runner and the minutes, with doses and reasons. Ask "
        "about red flags first.",
        BuildSession,
        build_session,
    ),
    "check_routine": Tool(
        "Check a routine",
        "What a routine covers of running, its gaps, and what would close them.",
        CheckRoutine,
        check_routine,
    ),
    "check_claim": Tool(
        "Check a claim",
        "The verdict on a popular claim about leg muscles in running, with the evidence both ways.",
        CheckClaim,
        check_claim,
    ),
    "get_evidence": Tool(
        "Get evidence",
        "Single findings with figures, grades and sources, or what a source says.",
        GetEvidence,
        get_evidence,
    ),
}
"""Every tool by its name."""
