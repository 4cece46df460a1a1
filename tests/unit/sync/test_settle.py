"""What became of a write whose answer never came, judged by what is there now."""

from __future__ import annotations

from dataclasses import replace

import pytest
from unit.sync.building import (
    CUSTOMER,
    DEPARTMENT,
    EMPLOYEE,
    PROJECT,
    T,
    normal,
    raw,
    snapshot,
    whole,
)

from wizard.model.plan import Operation, Reference, Verb
from wizard.model.records import Completeness, Kind, Record, Value
from wizard.sync.settle import Finding, Lookup, has_natural_key, silent, still_filled


def create(kind: Kind = CUSTOMER, **values: Value) -> Operation:
    return Operation("id", Verb.CREATE, T, kind, "key", "because", fields=values)


def update(before: dict[str, Value], after: dict[str, Value], kind: Kind = CUSTOMER) -> Operation:
    return Operation(
        "id", Verb.UPDATE, T, kind, "key", "because", target="1", fields=after, before=before
    )


def found(
    operation: Operation,
    *records: Record,
    worth: Completeness = Completeness.COMPLETE,
    known: tuple[str, ...] = (),
    pointed: dict[str, str] | None = None,
) -> tuple[Finding, str]:
    shown = snapshot(*records, kind=operation.kind, side=T, completeness=worth)
    finding, record = Lookup(shown, known).find(operation, pointed or {})
    return finding, record.id if record else ""


def firm(id_: str = "9", **values: Value) -> Record:
    return whole(CUSTOMER, T, id_, **values)


class TestANewRecord:
    wanted = create(number="7", name="Berg AS", phone="91234567")

    def test_that_is_there_in_any_spelling_was_made(self) -> None:
        there = firm(number="07", name="BERG as", phone="+4791234567", city="Oslo")
        assert found(self.wanted, there) == (Finding.ADOPT, "9")

    def test_that_is_not_there_was_not(self) -> None:
        assert found(self.wanted, firm(number="8", name="Eik")) == (Finding.ABSENT, "")

    @pytest.mark.parametrize("worth", [Completeness.PARTIAL, Completeness.DENIED])
    def test_that_is_not_there_in_half_a_picture_may_be(self, worth: Completeness) -> None:
        assert found(self.wanted, worth=worth) == (Finding.ASK, "")

    def test_whose_number_somebody_else_has_is_asked_about(self) -> None:
        assert found(self.wanted, firm(number="7", name="Eik")) == (Finding.ASK, "")

    def test_that_is_there_twice_is_asked_about(self) -> None:
        there = {"number": "7", "name": "Berg AS", "phone": "91234567"}
        assert found(self.wanted, firm("8", **there), firm("9", **there)) == (Finding.ASK, "")

    def test_is_not_one_that_was_there_before(self) -> None:
        there = {"number": "7", "name": "Berg AS", "phone": "91234567"}
        assert found(self.wanted, firm(**there), known=("9",)) == (Finding.ABSENT, "")

    def test_is_adopted_once(self) -> None:
        lookup = Lookup(snapshot(firm(name="Berg")))
        assert lookup.find(create(name="Berg"), {})[0] is Finding.ADOPT
        assert lookup.find(create(name="Berg"), {})[0] is Finding.ABSENT

    def test_that_points_elsewhere_is_another(self) -> None:
        wanted = create(PROJECT, number="7", name="Hus", customer_number="1")
        there = whole(PROJECT, T, "9", number="7", name="Hus", customer_number="2")
        assert found(wanted, there) == (Finding.ASK, "")

    def test_is_compared_by_id_where_the_side_shows_one(self) -> None:
        wanted = create(PROJECT, number="7", name="Hus", customer_number="Berg")
        there = replace(
            whole(PROJECT, T, "9", number="7", name="Hus"), handles={"customer_number": "11"}
        )
        assert found(wanted, there, pointed={"customer_number": "11"}) == (Finding.ADOPT, "9")
        assert found(wanted, there, pointed={"customer_number": "12"}) == (Finding.ASK, "")


class TestANewRecordWithNothingButAName:
    def test_is_found_by_it(self) -> None:
        assert found(create(name="Berg AS"), firm(name="Berg AS")) == (Finding.ADOPT, "9")
        assert found(create(DEPARTMENT, name="Salg"), whole(DEPARTMENT, T, "9", name="salg")) == (
            Finding.ADOPT,
            "9",
        )

    def test_is_not_one_that_something_sets_apart(self) -> None:
        assert found(create(name="Berg"), firm(name="Berg", is_private=True)) == (
            Finding.ABSENT,
            "",
        )

    def test_of_another_spelling_is_asked_about(self) -> None:
        assert found(create(name="Berg AS"), firm(name="Berg")) == (Finding.ASK, "")


class TestAChange:
    operation = update({"city": None}, {"city": "Ås"})

    def test_that_is_there_was_made(self) -> None:
        assert found(self.operation, firm("1", city="ÅS")) == (Finding.ADOPT, "1")

    def test_is_seen_where_the_side_shows_no_other_field(self) -> None:
        there = normal(raw(CUSTOMER, T, "1", city="Ås"))
        assert found(self.operation, there) == (Finding.ADOPT, "1")

    def test_whose_record_stands_as_before_was_not(self) -> None:
        assert found(self.operation, firm("1", name="Berg")) == (Finding.ABSENT, "")

    def test_where_something_else_stands_is_asked_about(self) -> None:
        assert found(self.operation, firm("1", city="Oslo")) == (Finding.ASK, "")

    def test_whose_record_is_gone_is_asked_about(self) -> None:
        assert found(self.operation, firm("2", city="Ås")) == (Finding.ASK, "")

    def test_of_a_field_that_is_not_shown_is_asked_about(self) -> None:
        there = normal(raw(CUSTOMER, T, "1", name="Berg"))
        assert found(self.operation, there) == (Finding.ASK, "")

    def test_of_a_reference_alone_is_seen_by_what_it_points_at(self) -> None:
        change = replace(
            update({"customer_number": "1"}, {"customer_number": "2"}, PROJECT),
            references={"customer_number": Reference(CUSTOMER, id="12")},
        )
        before, after = (whole(PROJECT, T, "1", customer_number=one) for one in ("1", "2"))
        assert found(change, before, pointed={"customer_number": "12"}) == (Finding.ABSENT, "")
        assert found(change, after, pointed={"customer_number": "12"}) == (Finding.ADOPT, "1")


def test_a_link_is_made_when_the_side_has_stored_the_id() -> None:
    link = replace(update({}, {}), verb=Verb.LINK)
    assert found(link, firm("1")) == (Finding.ADOPT, "1")
    assert found(link, replace(firm("1"), anchored=False)) == (Finding.ABSENT, "")


def test_a_number_is_taken_by_another_record_only() -> None:
    giving = update({"number": None}, {"number": "7"})
    assert Lookup(snapshot(firm("2", number="07"))).taken(giving)
    assert not Lookup(snapshot(firm("1", number="7"), firm("2", number="8"))).taken(giving)


@pytest.mark.parametrize(
    ("operation", "natural"),
    [
        (create(number="7"), True),
        (create(organization_number="923609016"), True),
        (create(name="Berg", email="a@x.no"), True),
        (create(name="Berg"), False),
        (create(DEPARTMENT, name="Salg"), False),
        (create(EMPLOYEE, first_name="Kari", date_of_birth="1980-01-01"), True),
        (create(EMPLOYEE, first_name="Kari"), False),
    ],
)
def test_a_natural_key_is_more_than_a_name(operation: Operation, natural: bool) -> None:
    assert has_natural_key(operation) is natural


def test_a_change_that_carries_its_version_is_simply_sent_again() -> None:
    # where somebody else has changed the record it is refused, and never doubled
    change = replace(update({"name": "Før"}, {"name": "Etter"}), version="3")
    assert found(change, firm("1", name="En annens")) == (Finding.ABSENT, "")
    assert found(change, firm("1", name="Etter")) == (Finding.ADOPT, "1")


def test_where_a_known_record_is_no_longer_seen_absence_shows_nothing() -> None:
    made = create(name="Ny", number="7")
    assert found(made, firm("1"), known=("1",)) == (Finding.ABSENT, "")
    assert found(made, firm("1"), known=("1", "2")) == (Finding.ASK, "")


class TestARemoval:
    """A customer is removed, and made inactive where that is refused."""

    def remove(self, **before: Value) -> Operation:
        removal = update({"name": "Berg AS", **before}, {"is_inactive": True})
        return replace(removal, verb=Verb.REMOVE)

    def test_of_what_is_gone_was_made(self) -> None:
        assert found(self.remove(), firm("2")) == (Finding.ADOPT, "")
        assert found(self.remove(), worth=Completeness.PARTIAL) == (Finding.ASK, "")

    def test_of_what_is_inactive_since_has_set_it_aside(self) -> None:
        inactive = firm("1", name="Berg AS", is_inactive=True)
        assert found(self.remove(), inactive) == (Finding.ADOPT, "1")
        assert found(self.remove(is_inactive=False), inactive) == (Finding.ADOPT, "1")

    def test_of_what_was_inactive_before_is_not_shown_by_that(self) -> None:
        """The side may still be at work on it, and it is gone a moment later."""
        inactive = firm("1", name="Berg AS", is_inactive=True)
        assert found(self.remove(is_inactive=True), inactive) == (Finding.ABSENT, "")

    def test_of_what_stands_as_it_was_did_not_happen(self) -> None:
        assert found(self.remove(), firm("1", name="Berg AS")) == (Finding.ABSENT, "")

    def test_that_leaves_nothing_behind_is_shown_by_absence_alone(self) -> None:
        removal = replace(self.remove(), fields={})
        assert found(removal, firm("1", name="Berg AS")) == (Finding.ABSENT, "")


class TestWhatIsToBeEmptied:
    emptied = update({"city": "Ås", "name": "Berg"}, {"city": None, "name": "Eik"})
    number = replace(update({"number": None}, {"number": None}), takes={"number": "made"})

    @pytest.mark.parametrize(
        ("operation", "shown", "says_nothing"),
        [
            (emptied, None, True),
            (emptied, {"name": "Eik"}, True),
            (emptied, {"city": None}, False),
            (emptied, {"city": "Ås"}, False),
            (replace(emptied, fields={"name": "Eik"}), None, False),
            (replace(emptied, verb=Verb.CREATE), None, False),
            (number, None, False),
            (replace(emptied, takes={"name": "made"}), None, True),
        ],
    )
    def test_is_looked_at_where_the_answer_says_nothing_of_it(
        self, operation: Operation, shown: dict[str, Value] | None, says_nothing: bool
    ) -> None:
        record = None if shown is None else raw(CUSTOMER, T, "1", **shown)
        assert silent(operation, record) is says_nothing

    @pytest.mark.parametrize(
        ("operation", "shown", "kept"),
        [
            (emptied, {"city": "Ås", "name": "Eik"}, ["city"]),
            (emptied, {"city": None, "name": "Eik"}, []),
            (emptied, {"name": "Eik"}, []),
            (emptied, None, []),
            (replace(emptied, verb=Verb.CREATE), {"city": "Ås"}, []),
            (number, {"number": "7"}, []),
        ],
    )
    def test_has_failed_where_it_is_filled_still(
        self, operation: Operation, shown: dict[str, Value] | None, kept: list[str]
    ) -> None:
        record = None if shown is None else raw(CUSTOMER, T, "1", **shown)
        assert still_filled(operation, record) == kept
