"""How two that share a number can both live on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest
from unit.sync.building import CUSTOMER, EVERYTHING, PROJECT, P, T, rules, snapshot, whole
from unit.sync.surveying import survey

from wizard.model.connection import Capabilities
from wizard.model.matching import Certainty, Choice, Direction, Match, Policy, Rulebook
from wizard.model.plan import Operation, Verb
from wizard.model.records import Completeness, Kind, Record, Side, Snapshot, Value
from wizard.sync.apart import RENUMBERED, Apart, Numbers, renumbered
from wizard.sync.engine import make_plan
from wizard.sync.identity import identified

BERG = whole(CUSTOMER, T, "1", number="7", name="Berg")
EIK = whole(CUSTOMER, P, "a", number="07", name="Eik")
OURS, THEIRS = Choice.RENUMBER_TRIPLETEX, Choice.RENUMBER_PARTNER
WITHOUT_NUMBER = Capabilities({CUSTOMER: frozenset({"name"})})
LOCKED = Capabilities(EVERYTHING.writable, only_when_empty={CUSTOMER: frozenset({"number"})})


def sides(
    *records: Record, kind: Kind = CUSTOMER, theirs: Completeness = Completeness.COMPLETE
) -> dict[Side, Snapshot]:
    ours = [one for one in records if one.side is T]
    here = [one for one in records if one.side is P]
    return {
        T: snapshot(*ours, kind=kind, side=T),
        P: snapshot(*here, kind=kind, side=P, completeness=theirs),
    }


def ways(
    *more: Record,
    pair: tuple[Record, Record] = (BERG, EIK),
    certainty: Certainty = Certainty.AMBIGUOUS,
    given: Rulebook | None = None,
    pointed: Collection[Value] | None = (),
    theirs: Completeness = Completeness.COMPLETE,
) -> tuple[Choice, ...]:
    apart = Apart(sides(*pair, *more, theirs=theirs), given or rules(), pointed)
    return apart.ways(Match(CUSTOMER, certainty, *pair))


class TestWays:
    def test_a_collision_can_be_given_a_new_number_on_either_side(self) -> None:
        assert ways() == (OURS, THEIRS)

    def test_what_only_may_be_one_is_kept_apart_as_it_is(self) -> None:
        assert ways(certainty=Certainty.PROBABLE) == (Choice.APART,)

    @pytest.mark.parametrize("certainty", [Certainty.PROBABLE, Certainty.AMBIGUOUS])
    def test_nothing_is_made_anew_where_a_side_was_not_seen_whole(
        self, certainty: Certainty
    ) -> None:
        assert ways(certainty=certainty, theirs=Completeness.PARTIAL) == ()

    def test_a_number_that_a_third_has_is_nobodys_to_give_up(self) -> None:
        assert ways(whole(CUSTOMER, P, "b", number="7", name="Lie")) == ()
        assert ways(whole(CUSTOMER, P, "b", number="8", name="Lie")) == (OURS, THEIRS)

    def test_who_shares_more_than_the_number_is_not_told_apart_by_one(self) -> None:
        shared: dict[str, Value] = {"number": "7", "email": "post@berg.no", "name": "Berg"}
        ours = whole(CUSTOMER, T, "1", organization_number="923609016", **shared)
        other = whole(CUSTOMER, P, "a", organization_number="974760673", **shared)
        assert ways(pair=(ours, other)) == ()
        unnumbered = whole(CUSTOMER, T, "1", name="Berg"), whole(CUSTOMER, P, "a", name="Eik")
        assert ways(pair=unnumbered) == ()

    @pytest.mark.parametrize("side", Side)
    def test_both_sides_must_take_a_number(self, side: Side) -> None:
        assert ways(given=rules(can={side: WITHOUT_NUMBER})) == ()
        assert ways(given=rules(can={side: Capabilities({})})) == ()

    def test_a_side_that_never_changes_a_number_keeps_it(self) -> None:
        assert ways(given=rules(can={T: LOCKED})) == (THEIRS,)
        assert ways(given=rules(can={P: LOCKED})) == (OURS,)

    @pytest.mark.parametrize("create", [Direction.TRIPLETEX, Direction.PARTNER, Direction.NONE])
    def test_both_must_be_allowed_to_be_made_across(self, create: Direction) -> None:
        assert ways(given=rules(Policy(create_missing=create))) == ()

    def test_a_number_the_partner_points_at_is_not_changed_there(self) -> None:
        assert ways(pointed={"7"}) == (OURS,)
        assert ways(pointed={"8", None}) == (OURS, THEIRS)
        assert ways(pointed=None) == (OURS,)


@pytest.mark.parametrize(
    ("worth", "options"),
    [
        (Completeness.COMPLETE, (Choice.LINK, OURS, THEIRS, Choice.SKIP)),
        (Completeness.PARTIAL, (Choice.LINK, OURS, Choice.SKIP)),
    ],
)
def test_projects_not_seen_whole_may_point_at_any_number(
    worth: Completeness, options: tuple[Choice, ...]
) -> None:
    plan = make_plan(survey(BERG, EIK, worth={(P, PROJECT): worth}), Policy())
    assert [one.options for one in plan.questions] == [options]


class TestNumbers:
    def of(self, *numbers: str | None, pointed: Collection[Value] = ()) -> Numbers:
        records = [whole(PROJECT, T, str(n), number=one) for n, one in enumerate(numbers[::2])]
        records += [whole(PROJECT, P, str(n), number=one) for n, one in enumerate(numbers[1::2])]
        return Numbers(sides(*records, kind=PROJECT), pointed)

    def test_the_next_is_above_those_of_both_sides_and_never_given_twice(self) -> None:
        numbers = self.of("7", "12", None, "3")
        assert [numbers.following("7"), numbers.following("3")] == ["13", "14"]

    def test_the_next_is_above_what_is_pointed_at_though_nobody_has_it(self) -> None:
        assert self.of("7", "8", pointed={"41", None}).following("7") == "42"

    def test_letters_and_figures_keep_their_style(self) -> None:
        numbers = self.of("P007", "p011", "900", "X-9", "HUS", "2024-1")
        assert numbers.following("P007") == "P012"
        assert numbers.following("p011") == "p013"
        assert numbers.following("X-9") == "X-10"
        assert numbers.following("HUS") == "HUS2"
        assert numbers.following("HUS") == "HUS3"
        assert numbers.following("900") == "901"
        assert numbers.following("2024-1") == "2024-2"

    def test_a_figure_of_another_script_is_a_letter(self) -> None:
        assert self.of("٣").following("٣") == "٣2"


def test_the_record_is_known_by_its_new_number_and_written_on_its_own_side() -> None:
    eik = replace(EIK, version="3", handles={"row": "4"})
    new, operation = renumbered(eik, "008")
    assert new == replace(
        eik, values={**eik.values, "number": "008"}, keys={**eik.keys, "number": "8"}
    )
    assert operation == identified(
        Operation(
            "",
            Verb.UPDATE,
            P,
            CUSTOMER,
            "07",
            RENUMBERED,
            target="a",
            fields={"number": "008"},
            before={"number": "07"},
            version="3",
            handles={"row": "4"},
        )
    )
