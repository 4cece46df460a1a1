"""Columns of codes, held to reading every row."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wizard.review.columns import Column, both

VALUES = st.lists(st.sampled_from(["a", "b", "c", None, ("x", 1)]), max_size=40)
SETS = st.sets(st.sampled_from(["a", "b", None, ("x", 1), "never there"]))


@given(VALUES, SETS)
def test_a_mask_is_one_where_the_value_is_wanted(values: list[object], wanted: set[object]) -> None:
    mask = Column(values).mask(wanted)  # type: ignore[arg-type]
    assert list(mask) == [int(one in wanted) for one in values]


@given(VALUES, SETS, st.data())
def test_places_are_kept_and_counted(
    values: list[object], wanted: set[object], data: st.DataObject
) -> None:
    column = Column(values)  # type: ignore[arg-type]
    places = data.draw(st.lists(st.sampled_from(range(len(values))))) if values else []
    assert list(column.among(places, wanted)) == [at for at in places if values[at] in wanted]  # type: ignore[arg-type]
    counted = column.counted(places)
    assert sum(counted.values()) == len(places)
    assert all(count == sum(values[at] == one for at in places) for one, count in counted.items())


@given(VALUES, st.integers(0, 40), st.integers(0, 40))
def test_a_stretch_is_counted(values: list[object], start: int, end: int) -> None:
    found = Column(values).count(start, end)  # type: ignore[arg-type]
    assert found == {one: values[start:end].count(one) for one in values[start:end]}


@given(st.lists(st.tuples(st.booleans(), st.booleans())))
def test_both_masks_have_to_agree(pairs: list[tuple[bool, bool]]) -> None:
    one, other = bytes(a for a, _ in pairs), bytes(b for _, b in pairs)
    assert list(both(one, other)) == [int(a and b) for a, b in pairs]
