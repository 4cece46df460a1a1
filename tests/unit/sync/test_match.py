"""Which record on one side is which on the other."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.sync.building import CUSTOMER, EMPLOYEE, PROJECT, P, T, snapshot, whole

from wizard.model.matching import Certainty, Match
from wizard.model.records import Completeness, Kind, Record, Side, Value
from wizard.sync.match import DOUBLE, GONE, TWIN, match
from wizard.sync.subject import contradicting

C = Certainty
ORG = "923 609 016"


def firm(side: Side, id_: str, **values: Value) -> Record:
    return whole(CUSTOMER, side, id_, **values)


def matched(
    *records: Record,
    links: dict[str, str] | None = None,
    ours: Completeness = Completeness.COMPLETE,
    theirs: Completeness = Completeness.COMPLETE,
    kind: Kind = CUSTOMER,
) -> list[Match]:
    there = [one for one in records if one.side is T]
    here = [one for one in records if one.side is P]
    return match(
        snapshot(*there, kind=kind, side=T, completeness=ours),
        snapshot(*here, kind=kind, side=P, completeness=theirs),
        links or {},
    )


def seen(found: list[Match]) -> list[tuple[str, str, Certainty, tuple[str, ...]]]:
    return [
        (
            one.tripletex.id if one.tripletex else "",
            one.partner.id if one.partner else "",
            one.certainty,
            one.evidence,
        )
        for one in found
    ]


class TestPairs:
    def test_a_number_and_a_name_make_a_pair(self) -> None:
        found = matched(
            firm(T, "1", number="7", name="Berg"), firm(P, "a", number="07", name="BERG AS")
        )
        assert seen(found) == [("1", "a", C.EXACT, ("number",))]

    def test_an_organization_number_makes_a_pair_under_two_numbers_or_two_names(self) -> None:
        ours = firm(T, "1", number="7", name="Berg", organization_number="923609016")
        found = matched(ours, firm(P, "a", number="8", name="Berg AS", organization_number=ORG))
        assert seen(found) == [("1", "a", C.EXACT, ("organization_number",))]
        found = matched(ours, firm(P, "a", number="7", name="Eik", organization_number=ORG))
        assert seen(found) == [("1", "a", C.EXACT, ("number", "organization_number"))]

    def test_an_e_mail_and_a_name_make_a_pair(self) -> None:
        kari = {"first_name": "Kari", "last_name": "Moe", "email": "kari@x.no"}
        found = matched(
            whole(EMPLOYEE, T, "1", **kari), whole(EMPLOYEE, P, "a", **kari), kind=EMPLOYEE
        )
        assert seen(found) == [("1", "a", C.EXACT, ("email",))]

    def test_an_e_mail_alone_does_not(self) -> None:
        found = matched(
            firm(T, "1", name="Berg", email="a@x.no"), firm(P, "a", name="Eik", email="a@x.no")
        )
        assert {one.certainty for one in found} == {C.UNMATCHED}

    def test_a_linked_pair_stays_one_whatever_becomes_of_its_values(self) -> None:
        found = matched(
            firm(T, "1", number="7", name="Berg"),
            firm(P, "a", number="8", name="Eik"),
            links={"1": "a"},
        )
        assert seen(found) == [("1", "a", C.LINKED, ("link",))]


class TestQuestions:
    def test_one_number_on_two_subjects(self) -> None:
        found = matched(firm(T, "1", number="7", name="Berg"), firm(P, "a", number="7", name="Eik"))
        assert seen(found) == [("1", "a", C.AMBIGUOUS, ("other_name",))]

    def test_one_number_on_two_organization_numbers(self) -> None:
        found = matched(
            firm(T, "1", number="7", name="Berg", organization_number="923609016"),
            firm(P, "a", number="7", name="Berg", organization_number="974760673"),
        )
        assert seen(found) == [("1", "a", C.AMBIGUOUS, ("other_organization_number",))]

    def test_one_e_mail_and_name_on_two_organization_numbers(self) -> None:
        berg = {"name": "Berg", "email": "post@berg.no"}
        found = matched(
            firm(T, "1", organization_number="923609016", **berg),
            firm(P, "a", organization_number="974760673", **berg),
        )
        assert seen(found) == [("1", "a", C.AMBIGUOUS, ("other_organization_number",))]

    def test_one_name_and_nothing_else(self) -> None:
        found = matched(firm(T, "1", number="7", name="Berg AS"), firm(P, "a", name="Berg"))
        assert seen(found) == [("1", "a", C.PROBABLE, ("name",))]

    def test_one_name_on_a_firm_and_a_person_is_none(self) -> None:
        found = matched(
            firm(T, "1", name="Kari Moe"), firm(P, "a", name="Kari Moe", is_private=True)
        )
        assert {one.certainty for one in found} == {C.UNMATCHED}

    def test_records_without_a_name_are_not_namesakes(self) -> None:
        found = matched(firm(T, "1", phone="22334455"), firm(P, "a", phone="22334455"))
        assert {one.certainty for one in found} == {C.UNMATCHED}

    def test_one_organization_number_under_two_numbers_and_names_may_be_two_branches(self) -> None:
        found = matched(
            firm(T, "1", number="7", name="Berg", organization_number="923609016"),
            firm(P, "a", number="8", name="Noe annet", organization_number=ORG),
        )
        assert seen(found) == [("1", "a", C.AMBIGUOUS, ("other_name",))]


class TestTwins:
    def test_three_of_one_number_are_left_alone(self) -> None:
        found = matched(
            firm(T, "1", number="7", name="Berg"),
            firm(P, "a", number="7", name="Berg", city="Ski"),
            firm(P, "b", number="7", name="Berg", city="Moss"),
        )
        assert seen(found) == [
            ("1", "", C.AMBIGUOUS, (TWIN,)),
            ("", "a", C.AMBIGUOUS, (DOUBLE,)),
            ("", "b", C.AMBIGUOUS, (DOUBLE,)),
        ]

    def test_who_is_left_alone_is_told_for_whom(self) -> None:
        found = matched(
            firm(T, "1", number="7", name="Eik"),
            firm(P, "a", number="7", name="Berg"),
            firm(P, "b", number="7", name="Lie"),
        )
        assert [one.rival for one in found] == ["7 Berg", "7 Lie", "7 Berg"]

    def test_a_second_record_with_the_number_of_a_linked_one(self) -> None:
        found = matched(
            firm(T, "1", number="7", name="Berg"),
            firm(P, "a", number="7", name="Berg"),
            firm(P, "b", number="7", name="Berg"),
            links={"1": "a"},
        )
        assert seen(found) == [
            ("1", "a", C.LINKED, ("link",)),
            ("", "b", C.AMBIGUOUS, (DOUBLE,)),
        ]

    def test_nobody_is_paired_past_who_has_the_organization_number(self) -> None:
        found = matched(
            firm(T, "1", number="7", name="Berg", organization_number="923609016"),
            firm(P, "a", number="7", name="Berg"),
            firm(P, "b", number="8", name="Eik", organization_number="923609016"),
        )
        assert seen(found) == [
            ("1", "b", C.AMBIGUOUS, ("other_name",)),
            ("", "a", C.AMBIGUOUS, (TWIN,)),
        ]

    def test_three_of_one_name_are_left_alone(self) -> None:
        found = matched(
            firm(T, "1", name="Berg"), firm(T, "2", name="Berg"), firm(P, "a", name="Berg")
        )
        assert {(one.certainty, one.evidence) for one in found} == {(C.AMBIGUOUS, (TWIN,))}

    def test_two_of_one_name_on_one_side_are_two(self) -> None:
        found = matched(firm(P, "a", name="Berg"), firm(P, "b", name="Berg"))
        assert {one.certainty for one in found} == {C.UNMATCHED}

    def test_who_may_be_one_that_is_asked_about_waits_with_it(self) -> None:
        """Ola got a new number at the partner, and Berit his old one."""
        found = matched(
            firm(T, "1", number="2", name="Ola Hansen"),
            firm(P, "a", number="2", name="Berit Moe"),
            firm(P, "b", number="5", name="Ola Hansen"),
            firm(P, "c", number="6", name="Nils Vik"),
        )
        assert seen(found) == [
            ("1", "b", C.AMBIGUOUS, ("name",)),
            ("", "a", C.AMBIGUOUS, (TWIN,)),
            ("", "c", C.UNMATCHED, ()),
        ]

    def test_a_second_record_with_the_number_of_a_proven_one_waits(self) -> None:
        found = matched(
            firm(T, "1", number="2", name="Ola Hansen", email="ola@x.no"),
            firm(P, "a", number="2", name="Berit Moe"),
            firm(P, "b", number="5", name="Ola Hansen", email="ola@x.no"),
        )
        assert seen(found) == [
            ("1", "b", C.EXACT, ("email",)),
            ("", "a", C.AMBIGUOUS, (TWIN,)),
        ]

    def test_branches_of_one_organization_number_find_their_own(self) -> None:
        shared: dict[str, Value] = {"organization_number": "923609016"}
        found = matched(
            firm(T, "1", number="1", name="Berg avd. Ski", **shared),
            firm(T, "2", number="2", name="Berg avd. Moss", **shared),
            firm(P, "a", number="8", name="Berg avd. Moss", **shared),
            firm(P, "b", number="9", name="Berg avd. Ski", **shared),
        )
        assert seen(found) == [
            ("1", "b", C.EXACT, ("organization_number",)),
            ("2", "a", C.EXACT, ("organization_number",)),
        ]

    def test_of_three_of_one_name_a_phone_tells_two_together(self) -> None:
        found = matched(
            firm(T, "1", name="Berg", phone="22334455"),
            firm(T, "2", name="Berg"),
            firm(P, "a", name="Berg", phone="22334455"),
        )
        assert seen(found) == [
            ("1", "a", C.PROBABLE, ("name", "phone")),
            ("2", "", C.AMBIGUOUS, (TWIN,)),
        ]

    def test_a_name_that_a_crowd_shares_is_left_alone(self) -> None:
        crowd = [firm(T, str(n), name="Sameiet") for n in range(20)]
        assert {one.certainty for one in matched(*crowd)} == {C.UNMATCHED}
        found = matched(*crowd, firm(P, "a", name="Sameiet"))
        assert {one.certainty for one in found} == {C.AMBIGUOUS}

    def test_a_crowd_does_not_hide_those_that_come_after_it(self) -> None:
        crowd = [firm(T, f"{n}", name="Sameiet") for n in range(20)]
        found = matched(
            *crowd,
            firm(T, "20", name="Eik"),
            firm(P, "a", name="Sameiet"),
            firm(P, "b", name="Eik"),
        )
        assert ("20", "b", C.PROBABLE, ("name",)) in seen(found)


class TestAbsence:
    @pytest.mark.parametrize("worth", [Completeness.PARTIAL, Completeness.DENIED])
    def test_from_a_picture_that_is_not_whole_is_unknown(self, worth: Completeness) -> None:
        found = matched(firm(T, "1", name="Berg"), firm(P, "a", name="Eik"), ours=worth)
        assert seen(found) == [("1", "", C.UNMATCHED, ()), ("", "a", C.UNKNOWN, ())]
        found = matched(firm(T, "1", name="Berg"), firm(P, "a", name="Eik"), theirs=worth)
        assert seen(found) == [("1", "", C.UNKNOWN, ()), ("", "a", C.UNMATCHED, ())]

    def test_of_a_linked_record_is_gone(self) -> None:
        links = {"1": "a", "2": "b"}
        found = matched(firm(T, "1", name="Berg"), firm(P, "b", name="Eik"), links=links)
        assert seen(found) == [("1", "", C.UNKNOWN, (GONE,)), ("", "b", C.UNKNOWN, (GONE,))]

    def test_of_a_linked_record_may_be_that_it_is_hidden(self) -> None:
        found = matched(firm(P, "b", name="Eik"), links={"2": "b"}, ours=Completeness.PARTIAL)
        assert seen(found) == [("", "b", C.UNKNOWN, ())]

    def test_of_a_linked_record_that_was_made_anew_is_mended(self) -> None:
        found = matched(
            firm(T, "9", number="7", name="Berg"),
            firm(P, "a", number="7", name="Berg"),
            links={"1": "a"},
        )
        assert seen(found) == [("9", "a", C.EXACT, ("number",))]


def test_projects_are_told_apart_by_number_and_name_alone() -> None:
    found = matched(
        whole(PROJECT, T, "1", number="7", name="Hus"),
        whole(PROJECT, P, "a", number="8", name="Hus"),
        kind=PROJECT,
    )
    assert seen(found) == [("1", "a", C.PROBABLE, ("name",))]


_firms = st.lists(
    st.fixed_dictionaries(
        {
            "number": st.sampled_from([None, "1", "2", "02", "3"]),
            "name": st.sampled_from([None, "Ås AS", "Aas", "Berg", "Berg 2", "Eik"]),
            "organization_number": st.sampled_from([None, "923609016", "974760673"]),
            "email": st.sampled_from([None, "a@x.no", "b@x.no"]),
            "is_private": st.sampled_from([None, True]),
        }
    ),
    max_size=6,
)
_links = st.dictionaries(st.sampled_from("012345"), st.sampled_from("abcdef"), max_size=3).filter(
    lambda links: len(set(links.values())) == len(links)
)


@given(_firms, _firms, _links, st.sampled_from(Completeness), st.sampled_from(Completeness))
def test_every_record_is_in_exactly_one_match(
    ours: list[dict[str, Value]],
    theirs: list[dict[str, Value]],
    links: dict[str, str],
    our_worth: Completeness,
    their_worth: Completeness,
) -> None:
    records = [firm(T, "012345"[n], **one) for n, one in enumerate(ours)]
    records += [firm(P, "abcdef"[n], **one) for n, one in enumerate(theirs)]
    found = matched(*records, links=links, ours=our_worth, theirs=their_worth)

    placed = Counter(
        (side, record.id) for one in found for side in Side if (record := one.on(side))
    )
    assert placed == {(record.side, record.id): 1 for record in records}
    pairs = {
        (one.tripletex.id, one.partner.id): one for one in found if one.tripletex and one.partner
    }
    known = {(record.side, record.id) for record in records}
    for link in links.items():
        if {(T, link[0]), (P, link[1])} <= known:
            assert pairs[link].certainty is C.LINKED
    for one in found:
        if one.certainty is C.EXACT and one.evidence[:1] == ("number",):
            same_firm = "organization_number" in one.evidence
            assert same_firm or not contradicting(*one.pair)
        if one.certainty is C.UNMATCHED:
            seen_whole = their_worth if one.tripletex else our_worth
            assert seen_whole is Completeness.COMPLETE
