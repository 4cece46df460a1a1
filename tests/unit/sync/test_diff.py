"""The decision table, as it is written in the manual and as it is carried out."""

from __future__ import annotations

from pathlib import Path

import pytest
from unit.sync.building import CUSTOMER, P, T, normal, raw

from wizard.model.matching import DifferenceState
from wizard.model.records import Value
from wizard.sync.diff import decide, diff

MANUAL = Path(__file__).parents[3] / "docs" / "sync.md"
_HEADER = ["agreed before?", "Tripletex", "partner", "what happens", "DifferenceState"]


def table() -> list[list[str]]:
    """The rows of the decision table in the manual."""
    lines = MANUAL.read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    start = cells.index(_HEADER) + 2
    end = next(n for n in range(start, len(lines)) if not lines[n].startswith("|"))
    return cells[start:end]


def value(cell: str) -> Value:
    return None if cell in ("–", "no") else cell


@pytest.mark.parametrize("row", table(), ids=lambda row: " ".join(row[:3]).replace("–", "-"))
def test_the_manual_says_what_is_done(row: list[str]) -> None:
    before, tripletex, partner, _, state = row
    decided = decide(
        (value(tripletex), value(tripletex) is None),
        (value(partner), value(partner) is None),
        base=value(before),
        agreed=before != "no",
    )
    assert decided is DifferenceState[state]


def test_the_manual_leaves_no_row_out() -> None:
    rows = table()
    assert {row[-1] for row in rows} == {state.name for state in DifferenceState}
    assert len({tuple(row[:3]) for row in rows}) == len(rows) >= 18


def test_a_field_is_compared_by_its_key_and_shown_by_its_value() -> None:
    ours = normal(raw(CUSTOMER, T, "1", name="Berg AS", city="Oslo", phone="91234567"))
    theirs = normal(raw(CUSTOMER, P, "a", name="BERG as", city="Ås", phone="+47 912 34 567"))
    [city] = diff(ours, theirs, {"city": "ås"}, ["name", "city", "phone"])
    assert (city.field, city.state) == ("city", DifferenceState.TRIPLETEX_CHANGED)
    assert (city.base, city.tripletex, city.partner) == ("ås", "Oslo", "Ås")


def test_a_field_that_one_side_does_not_show_is_passed_over() -> None:
    ours, theirs = (
        raw(CUSTOMER, T, "1", name="A", city="Oslo"),
        raw(CUSTOMER, P, "a", email="a@x.no"),
    )
    assert diff(normal(ours), normal(theirs), {}, ["name", "city", "email"]) == []


def test_a_blank_flag_is_no_and_a_yes_is_not_emptied() -> None:
    blank, no, yes = (normal(raw(CUSTOMER, T, "1", is_inactive=one)) for one in (None, False, True))
    assert diff(blank, no, {}, ["is_inactive"]) == []
    [filled] = diff(blank, yes, {}, ["is_inactive"])
    assert filled.state is DifferenceState.FILL_TRIPLETEX
    [cleared] = diff(yes, blank, {"is_inactive": True}, ["is_inactive"])
    assert cleared.state is DifferenceState.CLEARED
