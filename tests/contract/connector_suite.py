"""What every connector's endpoint must do, whatever stands behind it.

A test module subclasses ``ConnectorContract`` and gives two fixtures: ``reopen``, which opens the
same partner anew each time it is called, and ``foreign``, which reads what stands there that is
none of ours. The partner holds the customers in ``CUSTOMERS``, with the fields in ``FIELDS``.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from wizard.model.journal import Change, Draft, Outcome, OutcomeState, Removal
from wizard.model.ports import Endpoint
from wizard.model.records import Completeness, Kind, Record, Value

FIELDS = ("number", "name", "email", "is_inactive", "country", "postal_code")
CUSTOMERS: tuple[tuple[Value, ...], ...] = (
    ("10001", "Fjell Bygg AS", "post@fjell.example", False, "NO", "0150"),
    ("10002", "Ås Rør & Varme", None, True, "SE", None),
    ("10003", "Bølge «Hav» <AS>", "hav@example.no", None, None, "5003"),
)

Reopen = Callable[[], Endpoint]


def draft(operation: str, **values: Value) -> Draft:
    """A customer to be made."""
    return Draft(operation, values)


def by_number(endpoint: Endpoint) -> dict[Value, Record]:
    """The customers as they are now."""
    records = endpoint.fetch(Kind.CUSTOMER).records
    return {record.values["number"]: record for record in records}


def only(outcomes: object) -> Outcome:
    """The one outcome of a call with one write."""
    assert isinstance(outcomes, list | tuple)
    (outcome,) = outcomes
    assert isinstance(outcome, Outcome)
    return outcome


class ConnectorContract:
    """The promises of the ``Endpoint`` port that every partner keeps."""

    def test_fetch_shows_all_and_is_stable(self, reopen: Reopen) -> None:
        first, second = reopen().fetch(Kind.CUSTOMER), reopen().fetch(Kind.CUSTOMER)
        assert first == second
        assert first.completeness is Completeness.COMPLETE
        assert first.fields >= set(FIELDS)
        assert [r.id for r in first.records] == sorted({r.id for r in first.records})
        shown = {tuple(r.values[f] for f in FIELDS) for r in first.records}
        assert shown == set(CUSTOMERS)

    def test_a_new_record_is_fetched_under_the_id_it_got(self, reopen: Reopen) -> None:
        made = only(reopen().create(Kind.CUSTOMER, [draft("a", number="1", name="Ny")]))
        assert made.state is OutcomeState.DONE
        assert made.record is not None
        assert by_number(reopen())["1"] == made.record
        assert made.record.anchored

    def test_what_a_draft_leaves_out_is_empty(self, reopen: Reopen) -> None:
        reopen().create(Kind.CUSTOMER, [draft("a", number="1", name="Ny", email=None)])
        values = by_number(reopen())["1"].values
        assert {field: values[field] for field in FIELDS} == {
            **dict.fromkeys(FIELDS),
            "number": "1",
            "name": "Ny",
        }

    def test_the_same_draft_twice_makes_one_record(self, reopen: Reopen) -> None:
        endpoint = reopen()
        first = only(endpoint.create(Kind.CUSTOMER, [draft("a", number="1", name="Ny")]))
        again = only(endpoint.create(Kind.CUSTOMER, [draft("a", number="1", name="Ny")]))
        assert again == first
        assert len(endpoint.fetch(Kind.CUSTOMER).records) == len(CUSTOMERS) + 1

    def test_drafts_with_equal_content_are_two_records(self, reopen: Reopen) -> None:
        drafts = [draft("a", number="1", name="Ny"), draft("b", number="1", name="Ny")]
        ids = {o.record.id for o in reopen().create(Kind.CUSTOMER, drafts) if o.record}
        assert len(ids) == 2
        assert ids < {record.id for record in reopen().fetch(Kind.CUSTOMER).records}

    def test_outcomes_come_in_order_one_for_each(self, reopen: Reopen) -> None:
        endpoint = reopen()
        drafts = [draft(f"op{n}", number=str(n), name=f"Kunde {n}") for n in range(5)]
        made = endpoint.create(Kind.CUSTOMER, drafts)
        assert [o.operation for o in made] == [d.operation for d in drafts]
        assert [o.record.values["number"] for o in made if o.record] == list("01234")
        record = by_number(endpoint)["10001"]
        changes = [
            Change("unknown", "no such id", {"name": "X"}),
            Change("known", record.id, {"name": "Y"}, record.version),
            Change("stale", record.id, {"name": "Z"}, "no such version"),
        ]
        states = [(o.operation, o.state) for o in endpoint.update(Kind.CUSTOMER, changes)]
        assert states == [
            ("unknown", OutcomeState.REJECTED),
            ("known", OutcomeState.DONE),
            ("stale", OutcomeState.STALE),
        ]

    def test_nothing_to_write_is_nothing_written(self, reopen: Reopen) -> None:
        endpoint = reopen()
        before = endpoint.fetch(Kind.CUSTOMER)
        assert list(endpoint.create(Kind.CUSTOMER, [])) == []
        assert list(endpoint.update(Kind.CUSTOMER, [])) == []
        assert endpoint.fetch(Kind.CUSTOMER) == before

    def test_an_update_touches_only_what_it_names(self, reopen: Reopen) -> None:
        endpoint = reopen()
        before = by_number(endpoint)
        target = before["10001"]
        change = Change("u", target.id, {"email": "ny@fjell.example"}, target.version)
        outcome = only(endpoint.update(Kind.CUSTOMER, [change]))
        after = by_number(reopen())
        assert outcome.record == after["10001"]
        assert after["10001"].values == {**target.values, "email": "ny@fjell.example"}
        assert after["10001"].version != target.version
        assert after["10001"].id == target.id
        for number in ("10002", "10003"):
            assert after[number].values == before[number].values
            assert after[number].version == before[number].version

    @pytest.mark.parametrize(
        ("field", "value"),
        [("email", None), ("is_inactive", True), ("is_inactive", False), ("country", "DK")],
    )
    def test_a_field_takes_each_sort_of_value(
        self, reopen: Reopen, field: str, value: Value
    ) -> None:
        endpoint = reopen()
        target = by_number(endpoint)["10001"]
        only(endpoint.update(Kind.CUSTOMER, [Change("u", target.id, {field: value})]))
        assert by_number(reopen())["10001"].values[field] == value

    def test_a_stale_version_writes_nothing(self, reopen: Reopen) -> None:
        ours, theirs = reopen(), reopen()
        target = by_number(ours)["10001"]
        theirs.update(Kind.CUSTOMER, [Change("t", target.id, {"name": "Deres"}, target.version)])
        before = theirs.fetch(Kind.CUSTOMER)
        change = Change("u", target.id, {"name": "Vår"}, target.version)
        assert only(ours.update(Kind.CUSTOMER, [change])).state is OutcomeState.STALE
        assert reopen().fetch(Kind.CUSTOMER) == before

    def test_an_unknown_id_is_rejected_with_its_reason(self, reopen: Reopen) -> None:
        change = Change("u", "no such id", {"name": "X"})
        outcome = only(reopen().update(Kind.CUSTOMER, [change]))
        assert outcome.state is OutcomeState.REJECTED
        assert outcome.problem is not None

    def test_a_link_makes_the_id_last(self, reopen: Reopen) -> None:
        endpoint = reopen()
        target = by_number(endpoint)["10002"]
        outcome = only(endpoint.update(Kind.CUSTOMER, [Change("l", target.id, {}, target.version)]))
        assert outcome.state is OutcomeState.DONE
        after = by_number(reopen())["10002"]
        assert (after.id, after.anchored) == (target.id, True)
        assert (after.values, after.version) == (target.values, target.version)

    @pytest.mark.parametrize(
        "name",
        [
            "Ærlig Ødegård på Å",
            "😀 Smil 🇳🇴",
            "a;b,c\"d'e",
            "to\nlinjer",
            "x" * 20_000,
            "=1+1",
            "_x0041_",
        ],
    )
    def test_every_text_comes_back_as_it_went(self, reopen: Reopen, name: str) -> None:
        made = only(reopen().create(Kind.CUSTOMER, [draft("a", number="1", name=name)]))
        assert made.state is OutcomeState.DONE
        assert by_number(reopen())["1"].values["name"] == name

    def test_what_is_not_ours_survives(self, reopen: Reopen, foreign: Callable[[], object]) -> None:
        before = foreign()
        endpoint = reopen()
        target = by_number(endpoint)["10003"]
        endpoint.update(Kind.CUSTOMER, [Change("u", target.id, {"name": "Ny"}, target.version)])
        endpoint.create(Kind.CUSTOMER, [draft("a", number="1", name="Ny")])
        assert foreign() == before

    def test_what_a_run_made_can_be_removed_and_made_again(
        self, reopen: Reopen, foreign: Callable[[], object]
    ) -> None:
        before, others = by_number(reopen()), foreign()
        drafts = [draft(f"op{n}", number=f"{n}", name=f"Ny {n}") for n in range(3)]
        made = [one.record for one in reopen().create(Kind.CUSTOMER, drafts)]
        gone = [Removal(f"r{n}", one.id, one.version) for n, one in enumerate(made) if one]
        outcomes = reopen().remove(Kind.CUSTOMER, gone)
        assert [(one.operation, one.state, one.record) for one in outcomes] == [
            (one.operation, OutcomeState.DONE, None) for one in gone
        ]
        after = by_number(reopen())
        assert {n: one.values for n, one in after.items()} == {
            n: one.values for n, one in before.items()
        }
        assert foreign() == others
        assert only(reopen().remove(Kind.CUSTOMER, gone[:1])).state is OutcomeState.DONE
        only(reopen().create(Kind.CUSTOMER, drafts[:1]))
        assert by_number(reopen())["0"].values["name"] == "Ny 0"

    def test_what_has_changed_is_not_removed(self, reopen: Reopen) -> None:
        made = only(reopen().create(Kind.CUSTOMER, [draft("op", number="1", name="Ny")])).record
        assert made is not None
        reopen().update(Kind.CUSTOMER, [Change("u", made.id, {"name": "Nyere"}, made.version)])
        outcome = only(reopen().remove(Kind.CUSTOMER, [Removal("r", made.id, made.version)]))
        assert outcome.state is OutcomeState.STALE
        assert by_number(reopen())["1"].values["name"] == "Nyere"

    def test_check_names_the_same_partner_every_time(self, reopen: Reopen) -> None:
        first, second = reopen().check(), reopen().check()
        assert first.identity == second.identity
        assert first.problems == ()

    def test_capabilities_cover_what_is_written(self, reopen: Reopen) -> None:
        assert reopen().capabilities().writable[Kind.CUSTOMER] >= set(FIELDS)

    def test_closing_twice_is_closing_once(self, reopen: Reopen) -> None:
        endpoint = reopen()
        endpoint.close()
        endpoint.close()
