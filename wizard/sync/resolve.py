"""Resolve: what to do about each difference and each doubtful pair, or whom to ask.

The answers come from three places, in this order: what a person has answered to this very
question, the policy of the set-up file, and otherwise nobody, which makes it a question. Before
them all stand two that nobody overrules: a rule of the partner's, and that a value that is not
valid never takes the place of one that is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from wizard.errors import Actor, Problem
from wizard.model.codec import digest
from wizard.model.mapping import MAPPINGS, FieldMapping, FieldType
from wizard.model.matching import (
    Authority,
    Certainty,
    Choice,
    Conflict,
    Difference,
    DifferenceState,
    Match,
    Resolution,
    Rulebook,
    Verdict,
)
from wizard.model.records import Record, Side, Value
from wizard.sync.spelling import clean, is_valid, key

_FILLS = {
    DifferenceState.FILL_TRIPLETEX: Side.TRIPLETEX,
    DifferenceState.FILL_PARTNER: Side.PARTNER,
}
_FOLLOWS = {
    DifferenceState.PARTNER_CHANGED: Side.TRIPLETEX,
    DifferenceState.TRIPLETEX_CHANGED: Side.PARTNER,
}


def resolve_pair(match: Match, rules: Rulebook, apart: tuple[Choice, ...]) -> Choice | Conflict:
    """LINK, SKIP or a way to keep the two ``apart`` for a pair, or the question that decides it."""
    if match.certainty in (Certainty.LINKED, Certainty.EXACT):
        return Choice.LINK
    t, p = match.pair
    conflict = Conflict(
        digest([match.kind, t.id, p.id, _content(t), _content(p)]),
        match.kind,
        _reason(match),
        p.label or t.label,
        (Choice.LINK, *apart, Choice.SKIP),
        tripletex=t.label,
        partner=p.label,
    )
    answer = rules.resolutions.get(conflict.id)
    return answer.choice if answer and answer.choice in conflict.options else conflict


def _reason(match: Match) -> str:
    """Why somebody has to say whether the two are one."""
    if match.certainty is Certainty.PROBABLE:
        return "same_name" if match.evidence == ("name",) else "alike"
    t, p = match.pair
    numbered = t.keys.get("number") is not None and t.keys["number"] == p.keys.get("number")
    return "same_number" if numbered else "same_details"


def resolve_fields(match: Match, differences: list[Difference], rules: Rulebook) -> Verdict:
    """What each difference of a pair leads to."""
    verdict = Verdict()
    for difference in differences:
        answer = _answer(match, difference, rules)
        if isinstance(answer, Conflict):
            verdict.questions.append(answer)
            continue
        for side, value in answer.items():
            # filled, never cleared: an empty winner leaves the other as it is
            forbidden = value is None or _forbidden(match, side, difference, rules)
            if not forbidden:
                verdict.writes[side][difference.field] = value
                verdict.because.setdefault(side, set()).add(difference.state.value)
            elif isinstance(forbidden, Problem):
                verdict.left.append(forbidden)
    return verdict


def _answer(
    match: Match, difference: Difference, rules: Rulebook
) -> Mapping[Side, Value] | Conflict:
    """The values each side is to be given, or the question that decides it."""
    if difference.state is DifferenceState.CLEARED:
        return {}
    if difference.state in _FILLS:
        side = _FILLS[difference.state]
        return _across(difference, side) if rules.policy.fills_in(match.kind, side) else {}
    if difference.state in _FOLLOWS:
        return _across(difference, _FOLLOWS[difference.state])
    ways = _ways(match, difference, rules)
    if not ways:  # no answer could be carried out: say why instead of asking
        return _across(difference, Side.TRIPLETEX)
    if any(rules.keeping(match, side, difference.field) is not None for side in Side):
        return _won(difference, ways[0])  # a rule leaves one way open: nobody has to be asked
    return _decided(match, difference, rules, ways)


def _across(difference: Difference, to: Side) -> Mapping[Side, Value]:
    """This side is given what stands on the other."""
    return {to: difference.partner if to is Side.TRIPLETEX else difference.tripletex}


def _won(difference: Difference, choice: Choice) -> Mapping[Side, Value]:
    """What is given where a side wins; nothing where the field is skipped."""
    return {} if choice is Choice.SKIP else _across(difference, Side(choice.value).other)


def _decided(
    match: Match, difference: Difference, rules: Rulebook, ways: tuple[Choice, ...]
) -> Mapping[Side, Value] | Conflict:
    (t, p), name = match.pair, difference.field
    conflict = Conflict(
        digest([match.kind, t.id, p.id, name, _said(t, name), _said(p, name)]),
        match.kind,
        "both_changed" if difference.state is DifferenceState.BOTH_CHANGED else "differs",
        p.label or t.label,
        _options(match, difference, ways),
        name,
        _shown(difference.tripletex),
        _shown(difference.partner),
    )
    answer = rules.resolutions.get(conflict.id)
    if answer and answer.choice in conflict.options:
        if answer.choice is not Choice.VALUE:
            return _won(difference, answer.choice)
        own = _own_value(answer, MAPPINGS[match.kind].fields[name])
        if own is not None:
            return dict.fromkeys(Side, own)
    return _by_policy(match, difference, rules, conflict)


def _by_policy(
    match: Match, difference: Difference, rules: Rulebook, conflict: Conflict
) -> Mapping[Side, Value] | Conflict:
    """What the set-up says, where that can be done; else the question, with why it is one."""
    authority = rules.policy.authority(match.kind, difference.field)
    if authority is Authority.ASK:
        return conflict
    winner = _newest(match) if authority is Authority.NEWEST else Side(authority.value)
    if winner is None:
        return replace(conflict, reason="newest_unknown")
    if _spoils(match, winner.other, difference):
        return replace(conflict, reason="winner_invalid")
    return _across(difference, winner.other)


def _newest(match: Match) -> Side | None:
    """The side that changed its record last; None where a side does not know, or both at once."""
    t, p = match.pair
    if t.changed is None or p.changed is None or t.changed == p.changed:
        return None
    return Side.TRIPLETEX if t.changed > p.changed else Side.PARTNER


def _own_value(answer: Resolution, field: FieldMapping) -> Value:
    """The answer as it would be written; None, so that it is asked again, where it is no value."""
    try:
        return clean(field, answer.value)
    except ValueError:
        return None


def _ways(match: Match, difference: Difference, rules: Rulebook) -> tuple[Choice, ...]:
    """The sides that can win: one that cannot be written can only win."""
    return tuple(
        choice
        for choice, side in ((Choice.TRIPLETEX, Side.PARTNER), (Choice.PARTNER, Side.TRIPLETEX))
        if _forbidden(match, side, difference, rules) is None
    )


def _options(match: Match, difference: Difference, ways: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """The answers that can be carried out."""
    field = MAPPINGS[match.kind].fields[difference.field]
    own = len(ways) == 2 and field.refers_to is None and field.type is not FieldType.NUMBER
    return (*ways, *((Choice.VALUE,) if own else ()), Choice.SKIP)


def _forbidden(match: Match, side: Side, difference: Difference, rules: Rulebook) -> Problem | None:
    """Why this side cannot be given a new value in this field."""
    can, name = rules.capabilities[side], difference.field
    held = difference.tripletex if side is Side.TRIPLETEX else difference.partner
    if name not in can.writable.get(match.kind, frozenset()):
        code, actor = "field_not_carried", Actor.USER
    elif held is not None and name in can.only_when_empty.get(match.kind, frozenset()):
        code, actor = "field_locked", Actor.ADMINISTRATOR
    elif _spoils(match, side, difference):
        code, actor = f"invalid_in_{side.other.value}", Actor.USER
    else:
        return rules.keeping(match, side, name)
    sent = difference.partner if side is Side.TRIPLETEX else difference.tripletex
    params = {"field": name, "value": _shown(sent)}
    return Problem(code, actor, match.kind.value, match.pair[1].label, params)


def _spoils(match: Match, side: Side, difference: Difference) -> bool:
    """Whether writing this side would put a value that is not valid in place of one that is."""
    if difference.tripletex is None or difference.partner is None:
        return False
    field = MAPPINGS[match.kind].fields[difference.field]
    ours, theirs = (
        is_valid(field, value, record)
        for value, record in zip(
            (difference.tripletex, difference.partner), match.pair, strict=True
        )
    )
    return theirs and not ours if side is Side.PARTNER else ours and not theirs


def _content(record: Record) -> dict[str, Value]:
    """What a record says, in any spelling; a reference by number, whoever that number is today."""
    return {name: _said(record, name) for name in record.values}


def _said(record: Record, name: str) -> Value:
    return key(MAPPINGS[record.kind].fields[name], record.values[name])


def _shown(value: Value) -> str:
    return "" if value is None else str(value)
