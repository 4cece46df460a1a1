"""Absence: records that were linked and are no longer there.

Nothing is deleted because its counterpart is gone, and nothing is made anew: a person is asked.
Where many are gone at once, the register has more likely been cut short or hidden than emptied, so
the side is not taken for whole until a person says that they really are gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from wizard.errors import Actor, Problem
from wizard.model.codec import digest
from wizard.model.matching import Bond, Certainty, Choice, Conflict, Decided, Match, Rulebook
from wizard.model.records import Completeness, Kind, Record, Side, Snapshot

MANY = 5
"""As few as this are believed to be gone, and asked about one by one, unless they are all."""
SHARE = 10
"""More than one in so many, and the side is not taken for whole."""

_Pair = tuple[str, str]
_PLACE = {Side.TRIPLETEX: 0, Side.PARTNER: 1}
_OPTIONS = (Choice.GONE, Choice.FORGET, Choice.SKIP)
_BONDS = {Choice.GONE: Bond.GONE, Choice.FORGET: Bond.FORGOTTEN}


@dataclass(frozen=True, slots=True)
class Bonds:
    """The pairs of a kind that earlier runs linked, Tripletex id to partner id.

    ``gone`` are those, by Tripletex id, of which a person said that one record is gone for good.
    """

    pairs: Mapping[str, str]
    gone: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Absence:
    """What is made of the linked records of a kind that are not seen.

    ``snapshots`` are worth what is left of them, ``questions`` those about many at once, and
    ``answers`` what a person said of all that are gone from a side. ``between`` holds the pairs
    that are broken, by side and id of the record that is left.
    """

    bonds: Bonds
    snapshots: Mapping[Side, Snapshot]
    questions: tuple[Conflict, ...]
    answers: Mapping[Side, Choice]
    between: Mapping[tuple[Side, str], _Pair]


def judge(snapshots: Mapping[Side, Snapshot], bonds: Bonds, rules: Rulebook) -> Absence:
    """How far each side is believed in what it does not show."""
    judged, questions = dict(snapshots), []
    answers: dict[Side, Choice] = {}
    between: dict[tuple[Side, str], _Pair] = {}
    for side, snapshot in snapshots.items():
        known, gone = _missing(side, snapshots, bonds)
        between |= {(side.other, pair[_PLACE[side.other]]): pair for pair in gone}
        gone = [pair for pair in gone if pair[0] not in bonds.gone]
        if snapshot.completeness is not Completeness.COMPLETE or not _many(len(gone), known):
            continue
        question = _about_many(snapshot.kind, side, gone, known)
        choice = _answered(question, rules)
        if choice in _BONDS:
            answers[side] = choice
            continue
        actor = Actor.ADMINISTRATOR if side is Side.TRIPLETEX else Actor.USER
        reason = Problem("known_records_gone", actor, snapshot.kind.value)
        judged[side] = replace(snapshot, completeness=Completeness.PARTIAL, reason=reason)
        if choice is None:
            questions.append(question)
    return Absence(bonds, judged, tuple(questions), answers, between)


def decide_gone(match: Match, absence: Absence, rules: Rulebook) -> Decided:
    """What becomes of a record whose linked counterpart is gone."""
    record = match.subject
    pair = absence.between[record.side, record.id]
    if pair[0] in absence.bonds.gone:
        return Decided(match, Choice.GONE)
    side = record.side.other
    question = _about_one(record, pair)
    choice = absence.answers.get(side) or _answered(question, rules)
    if choice in _BONDS:
        return Decided(match, choice, bond=_BONDS[choice], between=pair)
    return Decided(match, choice or question)


def back(decided: Decided, absence: Absence) -> Decided:
    """The same; a pair of which one was gone for good, and is there again, is held again."""
    t = decided.match.tripletex
    if decided.match.certainty is Certainty.LINKED and t and t.id in absence.bonds.gone:
        return replace(decided, bond=Bond.HELD, between=(t.id, absence.bonds.pairs[t.id]))
    return decided


def _missing(
    side: Side, snapshots: Mapping[Side, Snapshot], bonds: Bonds
) -> tuple[int, list[_Pair]]:
    """How many records of a side should be there, and the pairs of all that are not seen.

    A pair that neither side shows any more says nothing about either.
    """
    if not bonds.pairs:
        return 0, []
    here, across = ({record.id for record in snapshots[one].records} for one in (side, side.other))
    left = [pair for pair in bonds.pairs.items() if pair[_PLACE[side.other]] in across]
    known = sum(pair[0] not in bonds.gone for pair in left)
    return known, [pair for pair in left if pair[_PLACE[side]] not in here]


def _many(gone: int, known: int) -> bool:
    return gone > 0 and (gone == known or (gone >= MANY and gone * SHARE > known))


def _about_many(kind: Kind, side: Side, gone: list[_Pair], known: int) -> Conflict:
    """One question for all; it shows how many linked records each side still has."""
    held = {side: str(known - len(gone)), side.other: str(known)}
    return Conflict(
        digest([kind, side, sorted(gone)]),
        kind,
        "many_gone",
        "",
        _OPTIONS,
        tripletex=held[Side.TRIPLETEX],
        partner=held[Side.PARTNER],
    )


def _about_one(record: Record, pair: _Pair) -> Conflict:
    labels = {record.side: record.label}
    return Conflict(
        digest([record.kind, record.side, pair]),
        record.kind,
        f"gone_{record.side.other.value}",
        record.label,
        _OPTIONS,
        tripletex=labels.get(Side.TRIPLETEX, ""),
        partner=labels.get(Side.PARTNER, ""),
    )


def _answered(question: Conflict, rules: Rulebook) -> Choice | None:
    answer = rules.resolutions.get(question.id)
    return answer.choice if answer and answer.choice in question.options else None
