"""What an answer can send along: for each kind, the words of `include` and what they stand for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reference:
    """Resources of another kind that a document names.

    A path leads through the fields of the document, and through every item of a list, to keys.
    """

    kind: str
    paths: tuple[str, ...] = ()
    starts_with_key: bool = False
    """Whether they are, without being named, those whose key starts with that of the document."""


INCLUDES: dict[str, dict[str, Reference]] = {
    "exercises": {
        "muscles": Reference(
            "muscles",
            ("muscles.muscle.slug", "roles.muscles.slug", "roles.serves.muscle", "emg.muscle.slug"),
        ),
        "roles": Reference("roles", ("roles.role",)),
        "muscle-roles": Reference("muscle-roles", ("roles.serves.muscle_role",)),
        "equipment": Reference("equipment", ("equipment.slug", "helpful.slug")),
        "progressions": Reference("exercises", ("easier.exercise.slug", "harder.exercise.slug")),
        "injuries": Reference("injuries", ("gates.injury.slug", "injuries.injury.slug")),
        "sources": Reference(
            "sources",
            ("dose.sources", "emg.source.key", "gates.source.key", "injuries.source.key"),
        ),
    },
    "muscles": {
        "parts": Reference("muscles", ("parts.slug", "members.slug")),
        "wholes": Reference("muscles", ("path.slug", "functional_groups.slug")),
        "roles": Reference("muscle-roles", starts_with_key=True),
        "sources": Reference("sources", ("architecture.sources", "volumes.source")),
    },
    "muscle-roles": {
        "muscles": Reference("muscles", ("muscle.slug",)),
        "phases": Reference("phases", ("phase",)),
        "roles": Reference("roles", ("role",)),
        "findings": Reference("findings", ("findings.id",)),
        "sources": Reference(
            "sources", ("sources", "by_speed.cohort", "trends.cohort", "findings.source.key")
        ),
    },
    "joint-work": {
        "phases": Reference("phases", ("phase",)),
        "sources": Reference("sources", ("cohorts.cohort", "cohorts.trends.cohort")),
    },
    "phases": {"sources": Reference("sources", ("sources",))},
    "sources": {"origin": Reference("sources", ("origin",))},
    "findings": {
        "muscles": Reference("muscles", ("muscles.slug",)),
        "muscle-roles": Reference("muscle-roles", ("muscle_roles",)),
        "phases": Reference("phases", ("phase",)),
        "sources": Reference("sources", ("source.key",)),
    },
    "effects": {"sources": Reference("sources", ("source.key",))},
    "claims": {
        "findings": Reference("findings", ("evidence.finding",)),
        "effects": Reference("effects", ("evidence.effect",)),
        "muscle-roles": Reference("muscle-roles", ("evidence.muscle_role",)),
        "sources": Reference("sources", ("evidence.sources.key",)),
    },
    "equipment": {"equipment": Reference("equipment", ("includes",))},
    "injuries": {
        "muscles": Reference("muscles", ("muscles.slug",)),
        "exercises": Reference("exercises", ("exercises.exercise.slug",)),
        "red-flags": Reference("red-flags", ("red_flags.slug",)),
        "sources": Reference(
            "sources", ("share_sources", "sources", "exercises.source.key", "gates.source.key")
        ),
    },
    "red-flags": {"sources": Reference("sources", ("source.key",))},
    "emg-studies": {
        "muscles": Reference("muscles", ("groups.muscle.slug", "rankings.muscles.slug")),
        "exercises": Reference(
            "exercises", ("groups.measurements.exercise.slug", "rankings.exercises.slug")
        ),
        "sources": Reference("sources", ("source.key",)),
    },
    "goals": {
        "muscles": Reference("muscles", ("aims.within",)),
        "phases": Reference("phases", ("aims.phase",)),
        "roles": Reference("roles", ("aims.role",)),
        "sources": Reference("sources", ("sources",)),
    },
    "training-rules": {"sources": Reference("sources", ("sources",))},
    "roles": {},
}
"""For each kind, the words that its `include` takes; a role names nothing that has a path."""
