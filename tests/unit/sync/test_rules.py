"""The partner's rules: what they stop, keep, translate and supply."""

from __future__ import annotations

from dataclasses import replace

import pytest
from unit.sync.building import ALL, CUSTOMER, EMPLOYEE, PROJECT, P, T, snapshot, whole

from wizard.errors import Problem
from wizard.model.connection import Capabilities
from wizard.model.matching import Certainty, Decided, Direction, Match, Stop
from wizard.model.records import Kind, Mark, Record, Value
from wizard.model.rules import (
    Characters,
    Condition,
    Derive,
    MapValues,
    MatchPattern,
    Occasion,
    OnlyWhen,
    Pattern,
    Require,
    Ruleset,
    SkipWhen,
    StopRule,
    Words,
)
from wizard.sync.rules import Rules

SAID = Words("Fordi «{value}».", "Because «{value}».")
C = Characters


def stop(
    test: Require | MatchPattern | SkipWhen | OnlyWhen,
    *fields: str,
    kind: Kind = CUSTOMER,
    to: Direction = Direction.BOTH,
    on: Occasion = Occasion.ANY,
    id_: str = "r",
) -> StopRule:
    return StopRule(id_, kind, SAID, test, to, on, fields)


def rules(*stops: StopRule) -> Rules:
    return Rules(Ruleset("ours", "Ours", stops))


def customer(side: object = T, **values: Value) -> Record:
    return whole(CUSTOMER, P if side is P else T, "a" if side is P else "1", **values)


def pair(ours: Record, theirs: Record) -> Match:
    return Match(ours.kind, Certainty.EXACT, ours, theirs)


def the_stop(decided: Decided | None) -> Stop:
    assert decided is not None
    assert decided.stop is not None
    return decided.stop


def inactive(*, either: bool = False) -> Condition:
    return Condition("is_inactive", (True,), either=either)


class TestWhenOneStops:
    def stopped(self, test: Require | MatchPattern | SkipWhen | OnlyWhen, **values: Value) -> bool:
        return rules(stop(test)).stopping(customer(**values)) is not None

    @pytest.mark.parametrize(("city", "stops"), [("Ås", False), (None, True)])
    def test_a_required_field_is_empty(self, city: Value, stops: bool) -> None:
        assert self.stopped(Require("city"), city=city) is stops

    def test_a_required_field_is_unknown(self) -> None:
        record = replace(customer(), values={}, keys={})
        assert rules(stop(Require("city"))).stopping(record)

    @pytest.mark.parametrize(
        ("allowed", "text", "stops"),
        [
            ((C.DIGITS,), "0123456789", False),
            ((C.DIGITS,), "12a", True),
            ((C.DIGITS,), "1٣", True),
            ((C.DIGITS,), "1.", True),
            ((C.LETTERS,), "aÅñЖ", False),
            ((C.LETTERS,), "a1", True),
            ((C.DIGITS, C.LETTERS, C.FULL_STOP), "P.1", False),
            ((C.DIGITS, C.LETTERS, C.FULL_STOP), "P-1", True),
            ((C.HYPHEN, C.SLASH, C.SPACE), "-/ -", False),
            ((C.HYPHEN,), "/", True),
            ((C.DIGITS,), None, False),
        ],
    )
    def test_a_field_does_not_fit_a_pattern(
        self, allowed: tuple[C, ...], text: Value, stops: bool
    ) -> None:
        assert self.stopped(MatchPattern("address", Pattern(allowed)), address=text) is stops

    @pytest.mark.parametrize(
        ("text", "stops"), [("1", True), ("12", False), ("1234", False), ("12345", True)]
    )
    def test_a_field_is_too_short_or_too_long(self, text: str, stops: bool) -> None:
        pattern = Pattern((C.DIGITS,), 2, 4)
        assert self.stopped(MatchPattern("address", pattern), address=text) is stops

    def test_a_pattern_is_quick_whatever_it_meets(self) -> None:
        pattern = Pattern((C.LETTERS,), 1, 255)
        assert self.stopped(MatchPattern("address", pattern), address="a" * 100_000 + "!")

    @pytest.mark.parametrize(
        ("values", "held", "met"),
        [
            ((True,), {"is_inactive": True}, True),
            ((True,), {"is_inactive": False}, False),
            ((False,), {"is_inactive": None}, True),
        ],
    )
    def test_a_flag_is_set(
        self, values: tuple[Value, ...], held: dict[str, Value], met: bool
    ) -> None:
        condition = Condition("is_inactive", values)
        assert self.stopped(SkipWhen((condition,)), **held) is met
        assert self.stopped(OnlyWhen((condition,)), **held) is not met

    @pytest.mark.parametrize(
        ("values", "city", "met"),
        [
            (("Oslo", "Ås"), "ÅS", True),
            (("Oslo", "Ås"), "Ski", False),
            (("Oslo", None), None, True),
            (("Oslo",), None, False),
            ((None,), "Oslo", False),
        ],
    )
    def test_a_text_is_one_of_some(self, values: tuple[Value, ...], city: Value, met: bool) -> None:
        assert self.stopped(SkipWhen((Condition("city", values),)), city=city) is met

    def test_an_unknown_field_is_neither_this_nor_that(self) -> None:
        record = replace(customer(), values={}, keys={})
        condition = Condition("city", ("Ås", None))
        assert rules(stop(SkipWhen((condition,)))).stopping(record) is None
        assert rules(stop(OnlyWhen((condition,)))).stopping(record)

    def test_all_conditions_hold_together(self) -> None:
        both = (inactive(), Condition("city", ("Ås",)))
        assert self.stopped(SkipWhen(both), is_inactive=True, city="Ås")
        assert not self.stopped(SkipWhen(both), is_inactive=True, city="Ski")
        assert self.stopped(OnlyWhen(both), is_inactive=True, city="Ski")

    def test_no_condition_always_holds(self) -> None:
        assert self.stopped(SkipWhen(()))
        assert not self.stopped(OnlyWhen(()))

    def test_a_record_has_a_mark(self) -> None:
        skip = rules(stop(SkipWhen((Condition(mark=Mark.SUBPROJECT),)), kind=PROJECT))
        record = whole(PROJECT, T, "1", name="Hus")
        assert skip.stopping(record) is None
        problem = skip.stopping(replace(record, marks=frozenset({Mark.SUBPROJECT})))
        assert problem is not None
        assert problem.code == "rule_stops_record"
        assert "field" not in problem.params
        assert problem.params["value"] == ""


class TestWhomOneStops:
    @pytest.mark.parametrize("to", [Direction.TRIPLETEX, Direction.PARTNER, Direction.BOTH])
    def test_on_the_way_to_a_side(self, to: Direction) -> None:
        ruled = rules(stop(SkipWhen(()), to=to))
        assert bool(ruled.stopping(customer(T))) is to.allows(P)
        assert bool(ruled.stopping(customer(P))) is to.allows(T)

    def test_of_its_own_kind(self) -> None:
        assert rules(stop(SkipWhen(()))).stopping(whole(PROJECT, T, "1")) is None

    @pytest.mark.parametrize(
        ("occasion", "new", "paired"),
        [
            (Occasion.CREATE, True, False),
            (Occasion.UPDATE, False, True),
            (Occasion.ANY, True, True),
        ],
    )
    def test_on_its_occasion(self, occasion: Occasion, new: bool, paired: bool) -> None:
        ruled = rules(stop(SkipWhen(()), on=occasion))
        assert bool(ruled.stopping(customer())) is new
        assert bool(ruled.stopped(pair(customer(T), customer(P)))) is paired

    def test_the_first_of_several_is_named(self) -> None:
        ruled = rules(
            stop(Require("name"), id_="fits"), stop(Require("city")), stop(SkipWhen(()), id_="no")
        )
        problem = ruled.stopping(customer(name="Berg"))
        assert problem is not None
        assert problem.params["rule"] == "r"

    def test_a_pair_is_stopped_whichever_way_is(self) -> None:
        skip = rules(stop(SkipWhen((inactive(),))))
        idle, active = {"is_inactive": True}, {"is_inactive": False}
        found = pair(customer(T, **idle), customer(P, **active))
        stopped = the_stop(skip.stopped(found))
        assert (stopped.side, stopped.whole, stopped.count) == (P, True, 1)
        stopped = the_stop(skip.stopped(pair(customer(T, **active), customer(P, **idle))))
        assert (stopped.side, stopped.problem.code) == (T, "rule_stops_partner")
        assert skip.stopped(pair(customer(T, **active), customer(P, **active))) is None

    @pytest.mark.parametrize("either", [True, False])
    def test_a_counterpart_will_do_where_the_rule_says_so(self, either: bool) -> None:
        skip = rules(stop(SkipWhen((inactive(either=either),)), to=Direction.TRIPLETEX))
        stopped = skip.stopped(pair(customer(T, is_inactive=True), customer(P)))
        assert bool(stopped) is either
        if stopped:
            assert the_stop(stopped).problem.code == "rule_stops_tripletex"

    def test_a_counterpart_that_is_not_there_will_not(self) -> None:
        skip = rules(stop(SkipWhen((inactive(either=True),))))
        assert skip.stopping(customer(T)) is None


class TestWhatIsSaid:
    def problem(self, side: object) -> Problem:
        found = rules(stop(MatchPattern("address", Pattern((C.DIGITS,))))).stopping(
            customer(side, address="Vei 1", name="Berg", number="7")
        )
        assert found is not None
        return found

    @pytest.mark.parametrize(
        ("side", "code"), [(T, "rule_stops_tripletex"), (P, "rule_stops_partner")]
    )
    def test_names_the_rule_and_where_to_mend(self, side: object, code: str) -> None:
        problem = self.problem(side)
        assert problem.code == code
        assert (problem.kind, problem.subject) == ("customer", "7 Berg")
        assert problem.params == {
            "field": "address",
            "rule": "r",
            "system": "Ours",
            "sentence.nb": "Fordi «{value}».",
            "sentence.en": "Because «{value}».",
            "value": "Vei 1",
        }

    def test_an_unmet_condition_is_named_too(self) -> None:
        found = rules(stop(OnlyWhen((inactive(),)))).stopping(customer())
        assert found is not None
        assert found.params["field"] == "is_inactive"


class TestSingleFields:
    kept = rules(
        stop(SkipWhen((inactive(),)), "is_inactive", "city", to=Direction.TRIPLETEX),
        stop(Require("name"), "email", on=Occasion.UPDATE),
    )

    def test_are_kept_from_a_side(self) -> None:
        found = pair(customer(T), customer(P, is_inactive=True, name="Berg"))
        problem = self.kept.keeping(found, T, "city")
        assert problem is not None
        assert (problem.code, problem.params["field"]) == ("rule_keeps_field", "city")
        assert problem.params["value"] == "True"
        assert self.kept.keeping(found, P, "city") is None
        assert self.kept.keeping(found, T, "address") is None
        assert self.kept.keeping(found, T, "email") is None
        assert self.kept.keeping(found, P, "email") is not None

    def test_do_not_stop_the_record(self) -> None:
        found = customer(P, is_inactive=True)
        assert self.kept.stopping(found) is None
        assert self.kept.stopped(pair(customer(T), found)) is None

    def test_are_left_out_of_a_new_record(self) -> None:
        record = customer(P, is_inactive=True)
        assert list(self.kept.keeping_new(record, ["city", "email", "address"])) == ["city"]
        assert self.kept.keeping_new(customer(P), ["city"]) == {}
        assert Rules().keeping_new(record, ["city"]) == {}


class TestWords:
    ruled = Rules(
        Ruleset("ours", maps=(MapValues("m", CUSTOMER, SAID, "city", {"Ås": "AS", "Oslo": "OSL"}),))
    )

    def test_of_the_partner_are_compared_as_ours(self) -> None:
        record = customer(P, city="osl", address="OSL")
        [seen] = self.ruled.seen(snapshot(record)).records
        assert seen.keys["city"] == "oslo"
        assert seen.values["city"] == "osl"
        assert seen.keys["address"] == record.keys["address"]

    def test_that_stand_nowhere_are_as_they_are(self) -> None:
        shot = snapshot(customer(P, city="Ski"), customer(P))
        assert self.ruled.seen(shot).records == shot.records

    def test_of_tripletex_are_as_they_are(self) -> None:
        shot = snapshot(customer(T, city="AS"))
        assert self.ruled.seen(shot).records is shot.records

    def test_of_another_kind_are_as_they_are(self) -> None:
        shot = snapshot(whole(PROJECT, P, "p"))
        assert self.ruled.seen(shot).records is shot.records

    def test_are_written_as_each_side_writes_them(self) -> None:
        assert self.ruled.spelled(CUSTOMER, T, {"city": "as", "name": "AS"}) == {
            "city": "Ås",
            "name": "AS",
        }
        assert self.ruled.spelled(CUSTOMER, P, {"city": "Oslo"}) == {"city": "OSL"}
        assert self.ruled.spelled(CUSTOMER, P, {"city": "Ski"}) == {"city": "Ski"}
        assert self.ruled.spelled(CUSTOMER, P, {"name": "Oslo"}) == {"name": "Oslo"}
        assert self.ruled.spelled(EMPLOYEE, P, {"city": "Oslo"}) == {"city": "Oslo"}


class TestSupplied:
    ruled = Rules(
        Ruleset(
            "ours",
            derived=(
                Derive("a", CUSTOMER, SAID, "city", Direction.TRIPLETEX, "Ås"),
                Derive("b", CUSTOMER, SAID, "invoice_email", source="email"),
                Derive("c", CUSTOMER, SAID, "invoice_email", value="x@y.no"),
            ),
        )
    )

    def test_where_the_new_record_lacks_it(self) -> None:
        record = customer(P, email="a@b.no")
        assert self.ruled.supplied(record, {"email": "a@b.no"}) == {
            "city": "Ås",
            "invoice_email": "a@b.no",
        }

    def test_the_first_rule_that_has_a_value_supplies_it(self) -> None:
        assert self.ruled.supplied(customer(T), {}) == {"invoice_email": "x@y.no"}

    def test_not_where_it_has_a_value(self) -> None:
        assert self.ruled.supplied(customer(P), {"city": "Oslo", "invoice_email": "c@d.no"}) == {}


class TestFields:
    ruled = Rules(Ruleset("ours", fields={CUSTOMER: ("number", "name")}))

    def test_that_take_part_are_all_that_is_seen(self) -> None:
        assert self.ruled.seen(snapshot(customer(T))).fields == {"number", "name"}
        shot = snapshot(whole(PROJECT, T, "1"))
        assert self.ruled.seen(shot).fields == shot.fields

    def test_that_take_part_are_all_that_is_written(self) -> None:
        can = self.ruled.narrowed({T: Capabilities(ALL), P: Capabilities({CUSTOMER: frozenset()})})
        assert can[T].writable[CUSTOMER] == {"number", "name"}
        assert can[T].writable[PROJECT] == ALL[PROJECT]
        assert can[P].writable[CUSTOMER] == frozenset()

    def test_all_take_part_where_nothing_is_said(self) -> None:
        can = {T: Capabilities(ALL), P: Capabilities(ALL)}
        assert Rules().narrowed(can) is can


class TestADigest:
    def test_is_of_everything_that_matters(self) -> None:
        sets = [
            Ruleset("a"),
            Ruleset("b"),
            Ruleset("a", stops=(stop(SkipWhen((inactive(),))),)),
            Ruleset("a", stops=(stop(OnlyWhen((inactive(),))),)),
            Ruleset("a", stops=(stop(SkipWhen((inactive(either=True),))),)),
            Ruleset("a", fields={CUSTOMER: ("name",)}),
        ]
        digests = {one.digest for one in sets}
        assert len(digests) == len(sets)
        assert {replace(one).digest for one in sets} == digests

    def test_of_nothing_is_nothing(self) -> None:
        assert Ruleset().digest == ""
