"""Seed files with mistakes: `pushoff check` never breaks, and says which file is at fault."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from app.database import open_engine
from app.domain.revisions import Document
from app.migrate import migrate
from app.seeding.load import seed_database
from app.seeding.read import Seed, read_seed
from app.seeding.rules import check
from tests.fuzz.effort import CHANCE, TIMES
from tests.fuzz.mutants import Files, Mutant, files_in, mutants_of, table_of, toml
from tests.world import write_world

Read = tuple[Seed, list[str]]
SINGLE, TOGETHER, BROKEN, LOADED = 200, 6, 100, 8
"""Seeds that the build checks: with one mistake, with one in each file, broken, and loaded."""


class Workshop:
    """The world as files, which are spoilt and mended again."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of the world."""
        self.folder = folder
        self.files = files_in(folder)
        self.places = {*self.files, *(f"{name.split('/')[0]}/" for name in self.files)}

    def check(self, changes: Files) -> Read:
        """Read and check the world with some files changed, and put them back."""
        for name, content in changes.items():
            (self.folder / name).write_bytes(content)
        try:
            seed = read_seed(self.folder)
            faults = check(seed)
        finally:
            for name in changes:
                (self.folder / name).write_bytes(self.files[name])
        for fault in faults:
            assert fault.isprintable(), (changes, fault)
            assert re.split(r": | \[\[|:[0-9]", fault)[0] in self.places, fault
        return seed, faults


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    return Workshop(write_world(tmp_path_factory.mktemp("mutants")))


@pytest.fixture(scope="module")
def mutants(workshop: Workshop) -> list[Mutant]:
    return list(mutants_of(workshop.files))


def chosen(mutants: list[Mutant], number: int) -> list[Mutant]:
    return CHANCE.sample(mutants, min(number * TIMES, len(mutants)))


def test_the_mutants_are_wrong_in_every_field(mutants: list[Mutant]) -> None:
    assert len(mutants) > 60_000
    assert {mutant.field for mutant in mutants} >= {"slug", "share", "ankle", "level", "stages"}


def test_a_wrong_value_is_named_by_file_and_field(
    workshop: Workshop, mutants: list[Mutant]
) -> None:
    for mutant in chosen(mutants, SINGLE):
        seed, _ = workshop.check({mutant.file: mutant.write(workshop.files)})

        assert all(fault.startswith(mutant.file) for fault in seed.faults), mutant
        said = (mutant.field, "cannot be read", "Value error")
        assert not seed.faults or any(w in f for f in seed.faults for w in said), seed.faults


def test_one_run_names_the_faults_of_every_file(workshop: Workshop, mutants: list[Mutant]) -> None:
    by_file: dict[str, list[Mutant]] = {}
    for mutant in mutants:
        by_file.setdefault(mutant.file, []).append(mutant)
    for _ in range(TOGETHER * TIMES):
        changes: Files = {}
        expected: set[str] = set()
        for file, those in by_file.items():
            content = CHANCE.choice(those).write(workshop.files)
            changes[file] = content
            if CHANCE.random() < 1 / 4:  # To ask each file alone takes as long as all of them.
                expected.update(workshop.check({file: content})[0].faults)

        seed, faults = workshop.check(changes)

        assert expected <= set(seed.faults)
        assert expected <= set(faults)


def test_a_broken_file_is_named(workshop: Workshop) -> None:
    for _ in range(BROKEN * TIMES):
        name = CHANCE.choice([name for name, content in workshop.files.items() if content])

        seed, _ = workshop.check({name: broken(workshop.files[name])})

        assert all(fault.startswith(name) for fault in seed.faults), (name, seed.faults)


def broken(content: bytes) -> bytes:
    """Break a file somewhere, in one of the ways in which files break."""
    lines = content.splitlines(keepends=True)
    at, line = CHANCE.randrange(len(content)), CHANCE.randrange(len(lines))
    flipped = bytes([content[at] ^ (1 << CHANCE.randrange(8))])
    other = CHANCE.randrange(len(lines))
    ways = (
        content[:at],
        content[at:],
        content[:at] + flipped + content[at + 1 :],
        content[:at] + content[at + 1 :],
        content[:at] + CHANCE.randbytes(3) + content[at:],
        content[:at] + CHANCE.choice((b'"', b",", b"\n", b"[", b"=", b"#", b"'''")) + content[at:],
        b"".join(lines[:line] + lines[line + 1 :]),
        b"".join([*lines, lines[line]]),
        b"".join([*lines[:line], lines[other], *lines[line:]]),
        content + content,
        content.decode().encode("utf-16"),
        b"\xef\xbb\xbf" + content,
    )
    return CHANCE.choice(ways)


def reordered(value: Any) -> Any:
    """Turn the order of the keys of a document round, and leave that of its lists."""
    if isinstance(value, dict):
        return {key: reordered(value[key]) for key in reversed(value)}
    return [reordered(one) for one in value] if isinstance(value, list) else value


def rewritten(files: Files) -> Iterator[Files]:
    """Write the same seed in other ways."""
    tables = {name for name in files if name.endswith(".csv")}
    yield {name: content.replace(b"\n", b"\r\n") for name, content in files.items()}
    yield {n: b"# A remark.\n\n" + c + b"\n# The end." for n, c in files.items() if n not in tables}
    yield {n: c.replace(b" = ", b"\t=   ") for n, c in files.items() if n not in tables}
    yield {
        n: toml(reordered(tomllib.loads(c.decode()))).encode()
        for n, c in files.items()
        if n not in tables
    }
    rows = {
        name: [line.split(",") for line in files[name].decode().splitlines()] for name in tables
    }
    plain = {name: table for name, table in rows.items() if b'"' not in files[name]}
    yield {name: table_of(table, quoting=1).encode() for name, table in plain.items()}
    yield {name: table_of([row[::-1] for row in table]).encode() for name, table in plain.items()}
    yield {name: files[name].replace(b"\n", b"\n\n") for name in tables}


def test_the_same_seed_written_otherwise_is_the_same(workshop: Workshop) -> None:
    plain, none = workshop.check({})
    assert none == []
    for changes in rewritten(workshop.files):
        assert changes

        seed, faults = workshop.check(changes)

        assert faults == []
        for name, records in vars(plain).items():
            assert [repr(one) for one in getattr(seed, name)] == [repr(one) for one in records]


STEP = '[[harder]]\nexercise = "{}"\nchange = "Hop on."\n\n[dose]'


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("muscles/calf.toml", 'kind = "group"', 'kind = "group"\nparent = "calf"', "cycle"),
        ("muscles/calf.toml", 'kind = "group"', 'kind = "group"\nparent = "soleus"', "cycle"),
        ("exercises/hop.toml", "[dose]", STEP.format("pogo"), "come back"),
        ("exercises/hop.toml", "[dose]", STEP.format("hop"), "come back"),
        ("sources.toml", 'origin = "brown-2001"', 'origin = "derived-brown-2001"', "origin"),
    ],
)
def test_what_comes_back_to_itself_is_a_fault(
    workshop: Workshop, file: str, old: str, new: str, fault: str
) -> None:
    text = workshop.files[file].decode()
    assert old in text

    _, faults = workshop.check({file: text.replace(old, new, 1).encode()})

    assert any(fault in one for one in faults), faults


def test_what_check_passes_can_be_loaded(
    workshop: Workshop, mutants: list[Mutant], tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'mutants.sqlite'}"
    migrate(url)
    engine = open_engine(url)
    seed_database(engine, workshop.folder)
    with Session(engine) as session:
        before = {(d.kind, d.key): d.body for d in session.exec(select(Document))}
    loaded = 0
    for mutant in CHANCE.sample(mutants, len(mutants)):
        if loaded == LOADED * TIMES:
            break
        content = mutant.write(workshop.files)
        if content != workshop.files[mutant.file] and not workshop.check({mutant.file: content})[1]:
            (workshop.folder / mutant.file).write_bytes(content)
            seed_database(engine, workshop.folder)
            (workshop.folder / mutant.file).write_bytes(workshop.files[mutant.file])
            loaded += 1

    seed_database(engine, workshop.folder)

    with Session(engine) as session:
        assert {(d.kind, d.key): d.body for d in session.exec(select(Document))} == before
    engine.dispose()
