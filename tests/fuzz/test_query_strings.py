"""Query strings: the short way to read and write them gives what the library gives."""

from urllib.parse import parse_qsl, urlencode

from hypothesis import given
from hypothesis import strategies as st

from app.schemas.query_strings import read_pairs, write_pairs
from tests.fuzz.effort import examples

ORDINARY = st.sampled_from(["role", "a", "Z", "0", "-", "_", ".", "~", ",", "%2C", "%2c", "=", "&"])
ODD = st.sampled_from(["+", "%", "%25", "%252C", "%zz", ";", " ", "é", "\n", "/", ":", "%C3%A9"])
PARTS = st.text(max_size=6) | st.sampled_from(["", "sort", "-slug", "slug,name", "a&b=c", "a=b"])


@examples(500)
@given(parts=st.lists(ORDINARY | ODD, max_size=12) | st.lists(ORDINARY, max_size=24))
def test_a_query_string_is_read_as_the_library_reads_it(parts: list[str]) -> None:
    query = "".join(parts).encode()

    assert read_pairs(query) == parse_qsl(query.decode("latin-1"), keep_blank_values=True)


@examples(300)
@given(query=st.binary(max_size=40))
def test_any_bytes_are_read_as_the_library_reads_them(query: bytes) -> None:
    assert read_pairs(query) == parse_qsl(query.decode("latin-1"), keep_blank_values=True)


@examples(300)
@given(pairs=st.lists(st.tuples(PARTS, PARTS), max_size=5))
def test_a_query_string_is_written_as_the_library_writes_it(pairs: list[tuple[str, str]]) -> None:
    assert write_pairs(pairs) == urlencode(pairs)


@examples(100)
@given(pairs=st.lists(st.tuples(st.sampled_from(["sort", "ids"]), PARTS), max_size=5))
def test_what_is_written_reads_as_it_was(pairs: list[tuple[str, str]]) -> None:
    assert read_pairs(write_pairs(pairs).encode()) == pairs
