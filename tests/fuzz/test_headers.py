"""Headers by their grammar, read as another reader reads them; and headers of any bytes."""

from hypothesis import example, given
from hypothesis import strategies as st
from werkzeug.http import parse_etags

from app.downloads import _read_range
from app.kept import canonical, coded, etag_of, matches
from app.negotiation import CODINGS, IDENTITY, TYPES, coding_of, format_of, takes_json
from tests.fuzz.effort import examples

TAG = etag_of("/v1/muscles", "limit=2", "1-abc", "")
WEIGHTS = st.sampled_from(["0", "0.0", "0.001", "0.3", "0.5", "0.999", "1", "1.000"])
SPACE = st.sampled_from(["", " ", "\t"])
OPAQUE = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters='",'))
OURS = [TAG.decode(), coded(TAG, "br").decode()]
TAGS = st.lists(
    st.tuples(st.sampled_from(["", "W/"]), OPAQUE.map('"{}"'.format) | st.sampled_from(OURS)),
    min_size=1,
    max_size=5,
)


def header(weights: dict[str, str], space: str) -> bytes:
    return ",".join(f"{space}{name}{space};q={q}" for name, q in weights.items()).encode()


@examples(200)
@given(
    weights=st.dictionaries(st.sampled_from([*CODINGS, IDENTITY, "*", "deflate"]), WEIGHTS),
    space=SPACE,
)
def test_the_coding_is_the_one_that_weighs_most(weights: dict[str, str], space: str) -> None:
    offered = [*CODINGS, IDENTITY]
    weighed = {name: float(weights.get(name, weights.get("*", "0"))) for name in offered}
    best = max(weighed.values())

    chosen = coding_of(header(weights, space)) or IDENTITY

    assert weighed[chosen] == best if best else chosen == IDENTITY


@examples(200)
@given(
    weights=st.dictionaries(st.sampled_from([*TYPES.values(), "*/*", "image/png"]), WEIGHTS),
    space=SPACE,
    offered=st.lists(st.sampled_from(sorted(TYPES)), min_size=1, unique=True),
)
def test_the_format_is_one_that_weighs_most(
    weights: dict[str, str], space: str, offered: list[str]
) -> None:
    weighed = {name: float(weights.get(TYPES[name], weights.get("*/*", "0"))) for name in offered}
    best = max(weighed.values())

    chosen = format_of(header(weights, space), offered)

    if weights:
        assert (weighed[chosen] == best) if chosen else best == 0
        assert chosen is not None or best == 0


@examples(200)
@given(tags=TAGS, space=SPACE)
def test_a_list_of_validators_is_read_as_another_reader_reads_it(
    tags: list[tuple[str, str]], space: str
) -> None:
    value = f"{space},{space}".join(weak + tag for weak, tag in tags)

    known = matches(value.encode(), TAG)

    assert known is parse_etags(value).contains_weak(TAG.decode().strip('"'))


@examples(300)
@given(value=st.binary(max_size=200))
@example(value=b"*" * 5_000)
@example(value=b"a/b;q=" * 2_000)
@example(value=b'";q=\\"' * 500)
def test_any_bytes_of_a_header_are_read_as_something(value: bytes) -> None:
    assert coding_of(value) in ("", *CODINGS)
    assert takes_json(value) in (True, False)
    assert format_of(value, ["csv", "json"]) in ("csv", "json", None)
    assert matches(value, TAG) is (value.strip() == b"*" or TAG in value)


@examples(300)
@given(
    asked=st.from_regex(r"bytes=[0-9]{0,25}-[0-9]{0,25}", fullmatch=True) | st.text(max_size=40),
    size=st.integers(1, 1_000),
)
def test_a_range_is_inside_the_file_or_none(asked: str, size: int) -> None:
    part = _read_range(asked, size)

    if part:
        assert 0 <= part[0] <= part[-1] < size


@examples(300)
@given(query=st.binary(max_size=80))
def test_a_canonical_query_stays_as_it_is(query: bytes) -> None:
    once = canonical(query)

    assert once.isascii()
    assert canonical(once.encode()) == once


@examples(200)
@given(
    pairs=st.lists(st.tuples(st.text(max_size=6), st.text(max_size=6)), max_size=5), data=st.data()
)
def test_the_order_of_parameters_makes_no_other_question(
    pairs: list[tuple[str, str]], data: st.DataObject
) -> None:
    written = [f"{escaped(name)}={escaped(value)}" for name, value in pairs]
    shuffled = data.draw(st.permutations(written))

    assert canonical("&".join(written).encode()) == canonical("&".join(shuffled).encode())


def escaped(text: str) -> str:
    return "".join(f"%{byte:02X}" for byte in text.encode())
