"""What is promised of the matcher, on registers of which it is known who is who."""

from __future__ import annotations

import pytest

from labelled.measure import measured, total
from labelled.registers import labelled, registers
from wizard.model.records import Kind, Side
from wizard.sync.match import match


@pytest.mark.parametrize("seed", range(5))
def test_nothing_is_linked_wrongly_and_hardly_anything_is_missed(seed: int) -> None:
    figures = total(measured(known) for known in registers(seed, 2000))
    assert figures.pairs >= 2000
    assert figures.linked + figures.offered + figures.stopped + figures.missed == figures.pairs
    assert figures.wrong == 0
    assert figures.linked + figures.offered >= 0.97 * figures.pairs
    assert figures.missed <= 0.005 * figures.pairs
    assert figures.false <= 0.010 * figures.records


@pytest.mark.parametrize("kind", [Kind.EMPLOYEE, Kind.CUSTOMER, Kind.PROJECT])
def test_the_order_of_the_records_does_not_matter(kind: Kind) -> None:
    known = labelled(kind, 7, 300)
    sides = known.snapshot(Side.TRIPLETEX), known.snapshot(Side.PARTNER)
    found = match(*sides, {})
    for records in known.records.values():
        records.reverse()
    assert match(known.snapshot(Side.TRIPLETEX), known.snapshot(Side.PARTNER), {}) == found
