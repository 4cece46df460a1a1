"""The rules of links and baselines, for any order of agreements."""

from __future__ import annotations

from typing import ClassVar

from hypothesis import given
from hypothesis import strategies as st

from wizard.model.plan import Agreement, Withdrawal
from wizard.model.records import Kind
from wizard.store.pairs import Pair, merged

AGREEMENTS = st.lists(
    st.builds(
        Agreement,
        kind=st.just(Kind.CUSTOMER),
        tripletex=st.sampled_from("123"),
        partner=st.sampled_from("abc"),
        values=st.dictionaries(
            st.sampled_from(["name", "city"]), st.sampled_from([None, "Ås", True])
        ),
    ),
    max_size=8,
)


@given(AGREEMENTS)
def test_no_partner_record_belongs_to_two_and_the_newest_agreement_stands(
    agreed: list[Agreement],
) -> None:
    pairs = merged({}, agreed)

    partners = [pair.partner for pair in pairs.values()]
    assert len(set(partners)) == len(partners)
    if agreed:
        newest = agreed[-1]
        assert pairs[newest.tripletex].partner == newest.partner
        assert newest.values.items() <= pairs[newest.tripletex].values.items()


@given(AGREEMENTS, AGREEMENTS)
def test_agreements_written_in_two_goes_lead_to_the_same_as_in_one(
    first: list[Agreement], second: list[Agreement]
) -> None:
    assert merged(merged({}, first), second) == merged({}, first + second)


@given(AGREEMENTS)
def test_what_stood_before_is_not_touched(agreed: list[Agreement]) -> None:
    before = {"1": Pair("a", {"name": "Ås"}), "2": Pair("b", {})}
    merged(before, agreed)
    assert before == {"1": Pair("a", {"name": "Ås"}), "2": Pair("b", {})}


class TestAWithdrawal:
    BEFORE: ClassVar = {"t1": Pair("p1", {"name": "a", "city": "b", "email": "c"})}

    def test_puts_back_what_was_agreed_on_and_leaves_the_other_fields(self) -> None:
        back = Withdrawal(Kind.CUSTOMER, "t1", "p1", {"name": "z"}, ("name", "city"))
        assert merged(self.BEFORE, [back]) == {"t1": Pair("p1", {"name": "z", "email": "c"})}

    def test_without_fields_forgets_the_pair(self) -> None:
        assert merged(self.BEFORE, [Withdrawal(Kind.CUSTOMER, "t1", "p1")]) == {}

    def test_of_no_fields_changes_nothing(self) -> None:
        none = Withdrawal(Kind.CUSTOMER, "t1", "p1", {}, ())
        assert merged(self.BEFORE, [none]) == self.BEFORE

    def test_is_about_that_very_pair(self) -> None:
        for t, p in (("t1", "p2"), ("t2", "p1")):
            assert merged(self.BEFORE, [Withdrawal(Kind.CUSTOMER, t, p)]) == self.BEFORE

    def test_lets_both_be_linked_to_others(self) -> None:
        gone = Withdrawal(Kind.CUSTOMER, "t1", "p1")
        new = Agreement(Kind.CUSTOMER, "t2", "p1", {})
        assert merged(self.BEFORE, [gone, new]) == {"t2": Pair("p1", {})}
