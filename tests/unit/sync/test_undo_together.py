"""Several deeds taken back together: in what order, and what of one record goes with what."""

from __future__ import annotations

from dataclasses import replace

import pytest
from unit.sync.building import ALL, CUSTOMER, EMPLOYEE, PROJECT, P, T, raw
from unit.sync.test_undo import entry, operation, stop, undoing

from wizard.model.connection import Capabilities, Part
from wizard.model.journal import Phase
from wizard.model.matching import Choice, Conflict, Resolution
from wizard.model.plan import Agreement, KindCounts, Operation, Verb
from wizard.model.records import Side, Value
from wizard.sync.identity import identified
from wizard.sync.undo import undo_plan

WORKDAYS = Part(frozenset({"first_workday", "last_workday"}), "first_workday")
CAN = Capabilities(ALL, parts={EMPLOYEE: {"employment": WORKDAYS}}, removes=frozenset({CUSTOMER}))


def change(
    id_: str, before: dict[str, Value], after: dict[str, Value], part: str = ""
) -> Operation:
    given = {"target": "3", "source": "e3", "fields": after, "before": before, "part": part}
    return operation(Verb.UPDATE, EMPLOYEE, T, id_, **given)


KARI = raw(
    EMPLOYEE,
    T,
    "3",
    first_name="Kari",
    email="ny@x.no",
    date_of_birth="1990-01-01",
    first_workday="2024-01-01",
    last_workday="2025-01-01",
)
PERSON = change(
    "person",
    {"email": "gammel@x.no", "date_of_birth": "1980-01-01"},
    {"email": "ny@x.no", "date_of_birth": "1990-01-01"},
)
EMPLOYMENT = change(
    "work", {"last_workday": None}, {"last_workday": "2025-01-01"}, part="employment"
)


def test_a_record_is_changed_before_its_parts_and_a_birth_date_by_itself() -> None:
    entries = [entry("person", "3"), entry("work", "3")]
    for order in ((PERSON, EMPLOYMENT), (EMPLOYMENT, PERSON)):
        made = undo_plan(undoing(*order, entries=entries, standing=[KARI], can=CAN))
        assert made.stops == ()
        assert [(one.part, one.fields, one.before, one.version) for one in made.operations] == [
            ("", {"email": "gammel@x.no"}, {"email": "ny@x.no"}, "1"),
            ("", {"date_of_birth": "1980-01-01"}, {"date_of_birth": "1990-01-01"}, "1"),
            ("employment", {"last_workday": None}, {"last_workday": "2025-01-01"}, None),
        ]
        assert [(one.source, one.withdrawn) for one in made.operations] == [("e3", ())] * 3
        assert [identified(replace(one, id="")) for one in made.operations] == [*made.operations]


def test_a_part_that_a_run_made_stays_with_all_that_it_wrote_there() -> None:
    days: dict[str, Value] = {"first_workday": "2024-01-01", "last_workday": "2025-01-01"}
    made = change("work", {}, days, part="employment")
    plan = undo_plan(undoing(made, entries=[entry("work", "3")], standing=[KARI], can=CAN))
    assert plan.operations == ()
    assert plan.stops == tuple(
        stop("undo_part_stays", kind="employee", field=name) for name in days
    )


def test_one_that_was_there_is_put_back() -> None:
    moved = change(
        "work",
        {"first_workday": "2023-01-01"},
        {"first_workday": "2024-01-01"},
        part="employment",
    )
    plan = undo_plan(undoing(moved, entries=[entry("work", "3")], standing=[KARI], can=CAN))
    assert [(one.part, one.fields) for one in plan.operations] == [
        ("employment", {"first_workday": "2023-01-01"})
    ]


def test_each_field_has_its_own_fate() -> None:
    after: dict[str, Value] = {
        "number": "9",
        "name": "Eik",
        "city": "Ås",
        "phone": "22 33 44 55",
        "address": "Vei 2",
        "email": "ny@x.no",
    }
    before: dict[str, Value] = {"number": "8", "name": "Ask", "city": "Moss", "email": "a@x.no"}
    wrote = operation(Verb.UPDATE, CUSTOMER, P, target="c5", fields=after, before=before)
    stands = raw(
        CUSTOMER, P, "c5", name="Ask", city="Oslo", phone="22334455", address="", email="ny@x.no"
    )
    can = replace(CAN, only_when_empty={CUSTOMER: frozenset({"email"})})
    plan = undo_plan(undoing(wrote, entries=[entry(record="c5")], standing=[stands], can=can))
    [back] = plan.operations
    assert (back.side, back.fields, back.before) == (P, {"phone": None}, {"phone": "22334455"})
    assert plan.stops == (
        stop("undo_field_not_seen", side=P, field="number"),
        stop("undo_kept_edit", side=P, field="city"),
        stop("undo_fixed", side=P, field="email"),
    )


@pytest.mark.parametrize("side", Side)
def test_what_stays_is_told_of_its_own_side(side: Side) -> None:
    gone = operation(Verb.UPDATE, CUSTOMER, side, target="5", fields={"city": "Ås"})
    plan = undo_plan(undoing(gone, entries=[entry(record="5")], standing=[]))
    assert plan.stops == (stop("undo_gone", side=side),)
    unsure = undo_plan(undoing(gone, entries=[entry(phase=Phase.INTENT)], standing=[]))
    assert unsure.stops == (stop("undo_unsure", side=side, whole=True),)


def test_changes_come_before_removals_and_links_are_forgotten_last() -> None:
    deeds = [
        operation(Verb.LINK, CUSTOMER, T, "link", target="1", source="c1", write=False),
        operation(Verb.CREATE, CUSTOMER, T, "made", source="c2", fields={"name": "Ny"}),
        operation(
            Verb.UPDATE,
            CUSTOMER,
            T,
            "change",
            target="3",
            fields={"city": "Ås"},
            before={"city": "Moss"},
        ),
    ]
    standing = [raw(CUSTOMER, T, "2", name="Ny"), raw(CUSTOMER, T, "3", city="Ås")]
    entries = [entry("link"), entry("made", "2"), entry("change", "3")]
    links = {CUSTOMER: {"1": "c1"}}
    for order in (deeds, deeds[::-1]):
        was = undoing(*order, entries=entries, standing=standing, can=CAN, links=links)
        back = [(one.verb, one.target) for one in undo_plan(was).operations]
        assert back == [(Verb.UPDATE, "3"), (Verb.REMOVE, "2"), (Verb.UNLINK, "1")]


def test_what_was_written_last_is_taken_back_first() -> None:
    written = [
        operation(
            Verb.UPDATE,
            PROJECT,
            T,
            id_,
            target=id_,
            fields={"name": "b"},
            before={"name": "a"},
        )
        for id_ in "123"
    ]
    standing = [raw(PROJECT, T, id_, name="b") for id_ in "123"]
    was = undoing(*written, entries=[entry(id_, id_) for id_ in "123"], standing=standing)
    assert [one.target for one in undo_plan(was).operations] == ["3", "2", "1"]


def test_a_record_is_removed_once_what_pointed_at_it_is_put_back() -> None:
    made = operation(Verb.CREATE, CUSTOMER, T, "made", source="c5", fields={"number": "7"})
    moved = operation(
        Verb.UPDATE,
        PROJECT,
        T,
        "moved",
        target="8",
        fields={"customer_number": "7"},
        before={"customer_number": None},
    )
    standing = [raw(CUSTOMER, T, "5", number="7"), raw(PROJECT, T, "8", customer_number="7")]
    entries = [entry("made", "5"), entry("moved", "8")]
    plan = undo_plan(undoing(made, moved, entries=entries, standing=standing, can=CAN))
    back, gone = plan.operations
    assert (back.verb, back.kind, back.fields) == (Verb.UPDATE, PROJECT, {"customer_number": None})
    assert (gone.verb, gone.kind, gone.needs) == (Verb.REMOVE, CUSTOMER, (back.id,))
    assert plan.stops == ()


def test_a_number_that_was_followed_back_is_taken_from_the_partner_again() -> None:
    given = operation(
        Verb.UPDATE,
        CUSTOMER,
        P,
        "given",
        target="c5",
        fields={"number": None},
        before={"number": None},
        takes={"number": "made"},
    )
    entries = [entry("made", "5", values={"number": "10001"}), entry("given", "c5")]
    standing = [raw(CUSTOMER, P, "c5", number="10001")]
    [back] = undo_plan(undoing(given, entries=entries, standing=standing)).operations
    assert replace(back, id="") == Operation(
        "",
        Verb.UPDATE,
        P,
        CUSTOMER,
        "10001",
        "undo",
        target="c5",
        source="5",
        fields={"number": None},
        before={"number": "10001"},
        version="1",
        withdrawn=("number",),
    )


def test_an_undo_counts_nothing_of_the_plan_it_takes_back() -> None:
    was = undoing(entries=[], standing=[])
    plan = replace(
        was.plan,
        counts={CUSTOMER: KindCounts(linked=3)},
        stops=(stop("x"),),
        questions=(Conflict("q", CUSTOMER, "differs", "x", (Choice.SKIP,)),),
        resolutions=(Resolution("q", Choice.SKIP),),
        agreed=(Agreement(CUSTOMER, "1", "c1", {}),),
    )
    made = undo_plan(replace(was, plan=plan))
    assert made == replace(was.plan, undoes="run-1")


def test_what_was_never_begun_is_not_taken_back() -> None:
    plan = undo_plan(undoing(PERSON, entries=[], standing=[KARI], can=CAN))
    assert (plan.operations, plan.stops) == ((), ())


def test_a_record_is_known_by_what_was_planned_where_the_journal_names_none() -> None:
    plan = undo_plan(undoing(EMPLOYMENT, entries=[entry("work")], standing=[KARI], can=CAN))
    assert [(one.target, one.fields) for one in plan.operations] == [("3", {"last_workday": None})]


class TestARecordThatCannotBeRemoved:
    create = operation(
        Verb.CREATE,
        EMPLOYEE,
        source="e3",
        fields={"number": "1", "email": "k@x.no", "phone_mobile": "91234567", "bank_account": None},
        agreed={"email": "k@x.no"},
    )
    can = Capabilities(
        ALL, empties={EMPLOYEE: frozenset({"email", "phone_mobile", "bank_account", "city"})}
    )

    def test_gives_back_what_nobody_has_edited(self) -> None:
        stands = raw(EMPLOYEE, T, "3", number="1", email="k@x.no", phone_mobile="92345678")
        plan = undo_plan(
            undoing(self.create, entries=[entry(record="3")], standing=[stands], can=self.can)
        )
        [back] = plan.operations
        assert replace(back, id="") == Operation(
            "",
            Verb.UPDATE,
            T,
            EMPLOYEE,
            "10001",
            "undo",
            target="3",
            source="e3",
            fields={"email": None},
            before={"email": "k@x.no"},
            version="1",
            withdrawn=("email",),
        )
        assert plan.stops == (stop("undo_cannot_remove", kind="employee", whole=True),)

    def test_keeps_all_where_nothing_of_it_can_be_emptied(self) -> None:
        stands = raw(EMPLOYEE, T, "3", number="1", email="k@x.no")
        plan = undo_plan(
            undoing(
                self.create, entries=[entry(record="3")], standing=[stands], can=Capabilities(ALL)
            )
        )
        assert plan.operations == ()
        assert plan.stops == (stop("undo_cannot_remove", kind="employee", whole=True),)

    def test_has_nothing_to_give_back_twice(self) -> None:
        stands = raw(EMPLOYEE, T, "3", number="1", email=None, phone_mobile=None)
        plan = undo_plan(
            undoing(self.create, entries=[entry(record="3")], standing=[stands], can=self.can)
        )
        assert plan.operations == ()
        assert plan.stops == (stop("undo_cannot_remove", kind="employee", whole=True),)
