"""Whatever two small registers hold, a synk keeps its promises: found by generating them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scenarios.registers import (
    KINDS,
    LIKE_TRIPLETEX,
    AtPartner,
    InTripletex,
    P,
    T,
    contents,
    held,
    planned,
    record,
    world,
)

from wizard.model.journal import Phase
from wizard.model.mapping import MAPPINGS
from wizard.model.matching import Authority, Direction, Policy
from wizard.model.records import Kind, Record, Side, Value
from wizard.store.store import SqlStore, open_store
from wizard.sync import engine, retrace
from wizard.sync.spelling import key
from wizard.sync.world import World

_COMPANIES = count(1)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqlStore]:
    """One store; every example has a company of its own in it."""
    opened = open_store(tmp_path_factory.mktemp("any"))
    yield opened
    opened.close()


def side(world: World, side: Side) -> InTripletex | AtPartner:
    endpoint = world.endpoints[side]
    assert isinstance(endpoint, InTripletex | AtPartner)
    return endpoint


_NUMBERS = st.sampled_from([None, None, "1", "2", "02", "3", "10001", "10002"])
_FIRMS = st.sampled_from(["Ås Bygg AS", "Aas Bygg", "Berg AS", "Berg", "Eik", "Lie AS"])
_ORGANIZATIONS = st.sampled_from([None, None, "923609016", "974760673", "923 609 016 MVA", "1"])
_EMAILS = st.sampled_from([None, None, "a@x.no", "B@x.no", "ikke epost"])
_PEOPLE = st.sampled_from([("Kari", "Moe"), ("Karin", "Moe"), ("Ola", "Ås"), ("Ola", "Aas")])
_BIRTHS = st.sampled_from([None, "1980-01-01", "1990-05-05"])
_DIRECTIONS = st.sampled_from(list(Direction))

_POINTS = {"customer_number": Kind.CUSTOMER, "manager_number": Kind.EMPLOYEE}

_customers = st.lists(
    st.fixed_dictionaries(
        {
            "number": _NUMBERS,
            "name": _FIRMS,
            "organization_number": _ORGANIZATIONS,
            "email": _EMAILS,
            "is_private": st.sampled_from([None, False, True]),
        }
    ),
    max_size=5,
)
_employees = st.lists(
    st.tuples(_PEOPLE, _NUMBERS, _EMAILS, _BIRTHS).map(
        lambda one: {
            "first_name": one[0][0],
            "last_name": one[0][1],
            "number": one[1],
            "email": one[2],
            "date_of_birth": one[3],
        }
    ),
    max_size=4,
)
_projects = st.lists(
    st.fixed_dictionaries(
        {
            "number": _NUMBERS,
            "name": st.sampled_from(["Hus", "Hus 2", "Bru"]),
            "customer_number": _NUMBERS,
            "manager_number": _NUMBERS,
            "start_date": st.sampled_from([None, "2024-01-01"]),
        }
    ),
    max_size=4,
)
_register = st.tuples(_employees, _customers, _projects)
_policies = st.builds(
    Policy, st.sampled_from(list(Authority)), create_missing=_DIRECTIONS, fill_missing=_DIRECTIONS
)


def _records(side: Side, register: tuple[list[dict[str, Value]], ...]) -> list[Record]:
    return [
        record(kind, side, f"{kind.value[0]}{n}", **values)
        for kind, entries in zip(KINDS, register, strict=True)
        for n, values in enumerate(entries)
    ]


def _pointing(records: list[Record]) -> list[Record]:
    """Records as a side holds them that lets none of them point at nobody, as Tripletex does."""
    numbers = {(one.kind, one.values["number"]) for one in records}
    return [
        replace(
            one,
            values={
                name: None
                if value and name in _POINTS and (_POINTS[name], value) not in numbers
                else value
                for name, value in one.values.items()
            },
        )
        for one in records
    ]


def _shared(side_: InTripletex | AtPartner) -> set[tuple[Kind, str, Value]]:
    """Numbers and valid organisation numbers that several records of a side have."""
    times: Counter[tuple[Kind, str, Value]] = Counter()
    for kind in KINDS:
        for one in held(side_, kind).values():
            for name in ("number", "organization_number"):
                value = (
                    key(MAPPINGS[kind].fields[name], one.values[name])
                    if name in one.values
                    else None
                )
                if value is not None and (name == "number" or len(str(value)) == 9):
                    times[kind, name, value] += 1
    return {what for what, often in times.items() if often > 1}


@settings(max_examples=120)
@given(_register, _register, _policies)
def test_whatever_the_registers_hold(
    store: SqlStore,
    ours: tuple[list[dict[str, Value]], ...],
    theirs: tuple[list[dict[str, Value]], ...],
    policy: Policy,
) -> None:
    # Tripletex assigns numbers above these, so that none of the pool's comes into being later
    last = [
        record(Kind.CUSTOMER, T, "last", number="90000", name="Siste"),
        record(Kind.PROJECT, T, "last", number="90000", name="Siste"),
    ]
    tripletex = InTripletex([*_pointing(_records(T, ours)), *last], company=next(_COMPANIES))
    pair = world(tripletex, AtPartner(_records(P, theirs)), store)
    shared = {one: _shared(side(pair, one)) for one in Side}
    before = {(one, k): held(side(pair, one), k) for one in Side for k in KINDS}
    plan = planned(pair, policy)

    for kind in KINDS:
        counts = plan.counts[kind]
        states = counts.only_tripletex + counts.only_partner + counts.blocked + counts.questions
        pairs = len(before[T, kind]) + len(before[P, kind]) - states - counts.linked
        assert counts.linked == counts.equal + counts.differing
        # a pair holds two records and counts once, be it linked, stopped or asked about
        assert counts.linked <= pairs <= counts.linked + counts.blocked + counts.questions

    report = engine.apply(plan, "{}", pair)
    assert report.clean
    assert {line.phase for line in report.lines} <= {Phase.DONE, Phase.SKIPPED}
    for one in Side:
        assert _shared(side(pair, one)) <= shared[one]
        for kind in KINDS:
            after = held(side(pair, one), kind)
            for id_, was in before[one, kind].items():
                cleared = [
                    n
                    for n, value in was.values.items()
                    if value is not None and after[id_].values[n] is None
                ]
                assert not cleared
    again = planned(pair, policy)
    assert again.operations == ()
    assert {one.id for one in again.questions} <= {one.id for one in plan.questions}


@settings(max_examples=60)
@given(_register, _register, _policies)
def test_an_undo_puts_back_whatever_the_registers_held(
    store: SqlStore,
    ours: tuple[list[dict[str, Value]], ...],
    theirs: tuple[list[dict[str, Value]], ...],
    policy: Policy,
) -> None:
    can = replace(LIKE_TRIPLETEX, removes=frozenset(Kind), parts={}, empties={})
    tripletex = InTripletex(
        _pointing(_records(T, ours)), company=next(_COMPANIES), capabilities=can
    )
    # a pointer at nobody would lead to the record that the synk makes, and hold it there
    partner = AtPartner(_pointing(_records(P, theirs)))
    pair = world(tripletex, partner, store)
    before = {one: contents(side(pair, one)) for one in Side}
    plan = planned(pair, policy)
    run = engine.apply(plan, "{}", pair).run

    report = retrace.undo(run.id, pair)
    assert report.clean
    assert report.stops == ()
    assert {one: contents(side(pair, one)) for one in Side} == before
    again = planned(pair, policy)
    assert [(one.verb, one.side, one.key, dict(one.fields)) for one in again.operations] == [
        (one.verb, one.side, one.key, dict(one.fields)) for one in plan.operations
    ]
