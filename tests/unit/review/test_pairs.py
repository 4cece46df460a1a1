"""Two records side by side."""

from __future__ import annotations

from unit.review.registers import AAS, registers, row
from unit.sync.building import CUSTOMER, EMPLOYEE, P, T, whole

from wizard.model.matching import Certainty, Match, Policy
from wizard.review.gathering import review
from wizard.review.pairs import Comparison, case_of


def test_what_speaks_for_and_against() -> None:
    case = case_of(row(review(registers(), Policy()), "Nina Aas").match)
    assert [(one.field, one.comparison) for one in case.fields] == [
        ("number", Comparison.EQUAL),
        ("first_name", Comparison.DIFFERENT),
        ("last_name", Comparison.EQUAL),
        ("date_of_birth", Comparison.DIFFERENT),
    ]
    assert case.for_ == ("number",)
    assert case.against == ("other_name", "other_date_of_birth")


def test_a_value_on_one_side_is_missing_on_the_other() -> None:
    ours = whole(CUSTOMER, T, "a", number="1", name="Nord AS", city="Bodø")
    theirs = whole(CUSTOMER, P, "b", number="2", name="Nord AS")
    case = case_of(Match(CUSTOMER, Certainty.PROBABLE, ours, theirs))
    said = {one.field: one.comparison for one in case.fields}
    assert said["city"] is Comparison.MISSING
    assert said["name"] is Comparison.EQUAL
    assert "email" not in said
    assert case.for_ == ("name",)
    assert case.against == ()


def test_a_record_alone_says_what_it_holds() -> None:
    case = case_of(Match(EMPLOYEE, Certainty.LINKED, AAS[0], None))
    assert {one.comparison for one in case.fields} == {Comparison.MISSING}
    assert [one.tripletex for one in case.fields if one.field == "first_name"] == ["Nils"]
    assert (case.for_, case.against) == ((), ())
    assert case_of(None).fields == ()
