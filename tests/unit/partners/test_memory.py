"""The side in memory plays the parts that tests of the engine need."""

from __future__ import annotations

from wizard.errors import Problem
from wizard.model.connection import Capabilities
from wizard.model.journal import Change, Draft, OutcomeState
from wizard.model.records import Completeness, Kind, Record, Side
from wizard.partners.memory import MemoryEndpoint

KARI = Record(Kind.EMPLOYEE, Side.TRIPLETEX, "1", {"number": "7", "first_name": "Kari"}, "1")


def test_it_shows_as_much_as_it_is_told() -> None:
    endpoint = MemoryEndpoint(
        Side.TRIPLETEX,
        [KARI],
        completeness={Kind.EMPLOYEE: Completeness.PARTIAL, Kind.PROJECT: Completeness.DENIED},
    )
    employees, projects = endpoint.fetch(Kind.EMPLOYEE), endpoint.fetch(Kind.PROJECT)
    assert (employees.records, employees.completeness) == ((KARI,), Completeness.PARTIAL)
    assert (projects.records, projects.completeness) == ((), Completeness.DENIED)


def test_it_refuses_what_it_is_told_to_refuse() -> None:
    no = Problem("memory.unknown_record")
    endpoint = MemoryEndpoint(
        Side.TRIPLETEX, [KARI], refuse=lambda kind, values: no if "email" in values else None
    )
    (made,) = endpoint.create(Kind.EMPLOYEE, [Draft("a", {"email": "x"})])
    (changed,) = endpoint.update(Kind.EMPLOYEE, [Change("b", "1", {"email": "x"}, "1")])
    assert {made.state, changed.state} == {OutcomeState.REJECTED}
    assert made.problem is changed.problem is no
    assert endpoint.fetch(Kind.EMPLOYEE).records == (KARI,)


def test_it_fills_in_the_numbers_it_assigns() -> None:
    carries = Capabilities({}, assigns={Kind.EMPLOYEE: frozenset({"number"})})
    endpoint = MemoryEndpoint(Side.TRIPLETEX, [KARI], capabilities=carries)
    drafts = [Draft("a", {}), Draft("b", {}), Draft("c", {"number": "20000"}), Draft("d", {})]
    made = endpoint.create(Kind.EMPLOYEE, drafts)
    numbers = [outcome.record.values["number"] for outcome in made if outcome.record]
    assert numbers == ["10001", "10002", "20000", "20001"]


def test_versions_grow_by_one() -> None:
    endpoint = MemoryEndpoint(Side.TRIPLETEX, [KARI])
    for version in ("1", "2", "3"):
        (outcome,) = endpoint.update(Kind.EMPLOYEE, [Change("a", "1", {"email": "x"}, version)])
        assert outcome.state is OutcomeState.DONE
    assert endpoint.fetch(Kind.EMPLOYEE).records[0].version == "4"
