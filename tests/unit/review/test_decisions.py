"""Answers and their undoing, held to a plain model of the same."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from unit.review.registers import asked, registers

from wizard.model.matching import Choice, Conflict, Policy, Resolution
from wizard.model.records import Kind
from wizard.review.decisions import Answer, Decisions
from wizard.review.gathering import review
from wizard.review.rows import Row, State
from wizard.sync.engine import make_plan

BOTH = (Choice.TRIPLETEX, Choice.PARTNER, Choice.VALUE, Choice.SKIP)
ONE = (Choice.TRIPLETEX, Choice.SKIP)


def made(at: int, options: tuple[Choice, ...], preset: Choice | None) -> Row:
    question = Conflict(f"q{at}", Kind.EMPLOYEE, "differs", "", options, "email")
    return Row(
        Kind.EMPLOYEE,
        at,
        f"Person {at}",
        str(at),
        "differs",
        "email",
        question=question if options else None,
        preset=preset,
    )


ROWS = st.lists(
    st.builds(
        lambda options, preset: (options, preset),
        st.sampled_from([BOTH, ONE, ()]),
        st.sampled_from([None, Choice.TRIPLETEX]),
    ),
    min_size=1,
    max_size=12,
).map(lambda all_: [made(at, *one) for at, one in enumerate(all_)])
PLACES = st.lists(st.integers(0, 11), unique=True) | st.builds(
    range, st.integers(0, 5), st.integers(0, 12)
)
STEPS = st.lists(st.tuples(PLACES, st.sampled_from(list(Choice))), max_size=10)


def within(places: Sequence[int], rows: list[Row]) -> Sequence[int]:
    if isinstance(places, range):
        return range(min(places.start, len(rows)), min(places.stop, len(rows)))
    return [at for at in places if at < len(rows)]


def standing(decisions: Decisions, rows: list[Row]) -> list[tuple[State, Choice | None]]:
    return [(decisions.state(at), decisions.choice(at)) for at in range(len(rows))]


@given(ROWS, STEPS)
@settings(max_examples=200)
def test_every_step_is_undone_to_what_was(
    rows: list[Row], steps: list[tuple[Sequence[int], Choice]]
) -> None:
    decisions = Decisions(rows)
    seen = [standing(decisions, rows)]
    for places, choice in steps:
        there = within(places, rows)
        able = [at for at in there if choice in rows[at].options]
        assert list(decisions.able(there, choice)) == able
        assert decisions.able_count(there, [choice])[choice] == len(able)
        assert not decisions.about_wholes(there)
        assert list(decisions.decide(there, Answer(choice))) == able
        for at in able:
            assert decisions.choice(at) is choice
            assert decisions.state(at) is State.CHOSEN
        if able:
            seen.append(standing(decisions, rows))
        assert decisions.undoable == len(seen) - 1
        assert sum(decisions.counts().values()) == len(rows)
    while decisions.undoable:
        assert standing(decisions, rows) == seen.pop()
        decisions.undo()
    assert standing(decisions, rows) == seen.pop()
    assert decisions.undo() == ()


@given(ROWS, STEPS)
def test_resolutions_say_it_all(rows: list[Row], steps: list[tuple[Sequence[int], Choice]]) -> None:
    decisions = Decisions(rows)
    for places, choice in steps:
        decisions.decide(within(places, rows), Answer(choice, by="kari"))
    again = Decisions(rows, decisions.resolutions())
    assert standing(again, rows) == standing(decisions, rows)
    assert again.resolutions() == decisions.resolutions()
    assert {one.decided_by for one in again.resolutions()} <= {"kari"}


def test_answers_read_back_are_one_step() -> None:
    rows = [made(0, BOTH, None), made(1, BOTH, None), made(2, ONE, None)]
    decisions = Decisions(rows)
    own = Answer(Choice.VALUE, "kari@moe.no")
    answers = [(0, own), (1, Answer(Choice.SKIP)), (2, Answer(Choice.PARTNER))]
    assert list(decisions.decide_each(answers)) == [0, 1]
    assert decisions.answer(0) == own
    assert decisions.state(2) is State.OPEN
    assert list(decisions.undo()) == [0, 1]
    assert decisions.resolutions() == ()


def test_an_answer_to_another_question_is_passed_over() -> None:
    rows = [made(0, ONE, None)]
    decisions = Decisions(
        rows, [Resolution("other", Choice.SKIP), Resolution("q0", Choice.PARTNER)]
    )
    assert decisions.resolutions() == ()
    assert decisions.state(0) is State.OPEN


def test_answers_and_steps_move_with_rows_gathered_anew() -> None:
    before = review(registers(), Policy())
    pair = next(at for at, one in enumerate(before.rows) if one.whole)
    mobile = next(at for at, one in enumerate(before.rows) if one.field == "phone_mobile")
    decisions = Decisions(before.rows)
    assert decisions.open_wholes() == [pair]
    decisions.decide([pair], Answer(Choice.LINK))
    decisions.decide([mobile], Answer(Choice.PARTNER))
    linked = review(registers(), Policy(), decisions.resolutions())
    moved = decisions.moved(linked.rows)
    assert moved.resolutions() == decisions.resolutions()
    name = next(at for at, one in enumerate(linked.rows) if one.field == "first_name")
    moved.decide([name], Answer(Choice.TRIPLETEX))
    back = moved.moved(before.rows)
    assert back.undoable == 2
    assert [before.rows[at].field for at in back.undo()] == ["phone_mobile"]
    assert [before.rows[at].name for at in back.undo()] == ["Nina Aas"]


def test_what_was_decided_is_what_the_plan_does() -> None:
    found = review(registers(), Policy())
    decisions = Decisions(found.rows)
    every = range(len(found.rows))
    assert len(decisions.decide(list(every), Answer(Choice.PARTNER))) == 1
    plan = make_plan(registers(), Policy(), decisions.resolutions())
    assert asked(found, "Ola Hansen", "phone_mobile").id not in {one.id for one in plan.questions}
    written = {name: value for one in plan.operations for name, value in one.fields.items()}
    assert written["phone_mobile"] == "93 45 67 12"
