"""Filters, held to reading every row."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from unit.review.registers import LAME, registers

from wizard.model.matching import Policy
from wizard.model.records import Kind
from wizard.review.finding import Filter, Finder
from wizard.review.gathering import review
from wizard.review.rows import State

FOUND = review(registers(LAME), Policy())
ROWS = FOUND.rows
STATES = bytes(list(State).index(one.untouched) for one in ROWS)
FINDER = Finder(ROWS)
FIELDS = sorted({one.field for one in ROWS if one.field})
REASONS = sorted({one.reason for one in ROWS})


@given(
    st.builds(
        Filter,
        st.sampled_from([None, *Kind]),
        st.sampled_from([None, *State]),
        st.sampled_from([None, *FIELDS]),
        st.sampled_from([None, *REASONS]),
    )
)
def test_a_filter_is_what_reading_every_row_finds(wanted: Filter) -> None:
    assert list(FINDER.find(wanted, STATES)) == [
        at
        for at, one in enumerate(ROWS)
        if wanted.kind in (None, one.kind)
        and wanted.state in (None, one.untouched)
        and wanted.field in (None, one.field)
        and wanted.reason in (None, one.reason)
    ]


def names(text: str) -> set[str]:
    return {ROWS[at].name for at in FINDER.find(Filter(text=text), STATES)}


def test_text_is_found_in_names_numbers_and_values() -> None:
    assert names("aas") == {"Nina Aas"}
    assert names("OLA han") == {"Ola Hansen"}
    assert names("104") == {"Ola Hansen"}
    assert names("bodø") == {"Nord AS"}
    assert names("93 45") == {"Ola Hansen"}
    assert names("finnes ikke") == set()


def test_fields_and_reasons_are_counted_a_kind_at_a_time() -> None:
    assert FINDER.fields(Kind.EMPLOYEE) == {"phone_mobile": 1, "email": 1}
    assert FINDER.fields(None)["email"] == 2
    assert FINDER.reasons(Kind.EMPLOYEE) == {
        "same_number": 1,
        "differs": 1,
        "fill_tripletex": 1,
    }
