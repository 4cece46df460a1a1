"""Properties that hold whatever is asked: the fields language, and paging."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wizard.practice.fields import FieldsSyntaxError, Selection, parse_fields
from wizard.practice.listing import envelope

NAMES = st.text("abcdefgXYZ09", min_size=1, max_size=6)


@st.composite
def selections(draw, depth=3):
    inner = st.none() if depth == 0 else st.none() | selections(depth - 1)
    names = draw(st.dictionaries(NAMES, inner, max_size=4))
    return Selection(draw(st.booleans()) or not names, names)


def written(selection, space):
    parts = ["*"] if selection.star else []
    for name, inner in selection.names.items():
        parts.append(name if inner is None else f"{name}{space}({written(inner, space)})")
    return f"{space},{space}".join(parts)


@given(selections(), st.sampled_from(["", " ", "  "]))
def test_what_is_written_is_read_back(selection, space):
    assert parse_fields(written(selection, space)) == selection


@given(st.text("ab*(), ", max_size=12))
def test_anything_is_read_or_refused(text):
    try:
        selection = parse_fields(text)
    except FieldsSyntaxError:
        return
    assert parse_fields(written(selection, "")) == selection


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 60))
def test_full_result_size_only_tells_whether_there_is_more(total, start, count):
    page = list(range(total))[start : start + count]
    answer = envelope(page, start, total, None)
    more = answer["fullResultSize"] > start + len(page)
    assert more is (total > start + len(page))


@pytest.fixture
def ids(practice):
    answer = practice.api.get("/customer", params={"fields": "id"})
    return [row["id"] for row in answer.json()["values"]]


def test_pages_of_any_size_give_everything_once(practice, ids):
    @settings(max_examples=25)
    @given(st.integers(1, 20))
    def walk(count):
        found, start = [], 0
        while True:
            params = {"from": start, "count": count, "sorting": "-id", "fields": "id"}
            page = practice.api.get("/customer", params=params).json()["values"]
            found += [row["id"] for row in page]
            if len(page) < count:
                break
            start += len(page)
        assert found == sorted(ids, reverse=True)

    walk()
