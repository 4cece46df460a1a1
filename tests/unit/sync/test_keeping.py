"""What becomes of a difference where a rule of the partner's keeps a side from being given it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from unit.sync.building import EVERYTHING, P, T, rules
from unit.sync.test_resolve import WITHOUT_CITY, S, verdict, written

from wizard.errors import Problem
from wizard.model.connection import Capabilities
from wizard.model.matching import Authority, Match, Policy, Verdict
from wizard.model.records import Side


class TestARuleOfThePartners:
    def found(self, state: S, *kept: Side, can: Capabilities = EVERYTHING) -> Verdict:
        def keeping(match: Match, side: Side, name: str) -> Problem | None:
            return Problem("rule_keeps_field") if (side in kept and name == "city") else None

        book = replace(rules(Policy(Authority.ASK), can={P: can}), keeping=keeping)
        return verdict(state, "Oslo", "Ås", book)

    @pytest.mark.parametrize("state", [S.FIRST_SEEN, S.BOTH_CHANGED])
    def test_that_keeps_one_side_decides_for_it(self, state: S) -> None:
        assert written(self.found(state, T)) == {P: {"city": "Oslo"}}
        assert written(self.found(state, P)) == {T: {"city": "Ås"}}
        assert not self.found(state, T).questions

    def test_that_keeps_both_sides_is_reported(self) -> None:
        found = self.found(S.FIRST_SEEN, T, P)
        assert not written(found)
        assert not found.questions
        assert [problem.code for problem in found.left] == ["rule_keeps_field"]

    def test_that_keeps_a_side_from_following_is_reported(self) -> None:
        found = self.found(S.TRIPLETEX_CHANGED, P)
        assert not written(found)
        assert [problem.code for problem in found.left] == ["rule_keeps_field"]
        assert written(self.found(S.TRIPLETEX_CHANGED, T)) == {P: {"city": "Oslo"}}

    def test_says_less_than_what_a_side_cannot_do(self) -> None:
        found = self.found(S.FILL_PARTNER, P, can=WITHOUT_CITY)
        assert [problem.code for problem in found.left] == ["field_not_carried"]
