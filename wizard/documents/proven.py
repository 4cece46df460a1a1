"""What a report proves, in a person's words: what was read, by which rules, and who decided."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from wizard.documents.words import (
    NOTHING,
    choice_word,
    field_word,
    kind_word,
    side_word,
    whole_word,
)
from wizard.errors import Problem
from wizard.messages import say
from wizard.model.journal import SyncReport
from wizard.model.matching import Policy, Resolution
from wizard.model.proof import Input, JournalHead

_POLICY: TypeAdapter[Policy] = TypeAdapter(Policy)


@dataclass(frozen=True, slots=True)
class Read:
    """One kind of one side, as it was read."""

    kind: str
    side: str
    records: int
    whole: str
    why_whole: str
    digest: str


@dataclass(frozen=True, slots=True)
class Decision:
    """One answer, and who gave it when."""

    kind: str
    subject: str
    field: str
    choice: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Proven:
    """All of it; ``rules`` are in the words of the set-up file."""

    plan: str
    inputs: tuple[Read, ...]
    rules: tuple[tuple[str, str], ...]
    decisions: tuple[Decision, ...]
    journal: JournalHead | None


def proven(report: SyncReport, language: str) -> Proven | None:
    """What a report proves; None in one of a version that left no proof."""
    proof = report.proof
    if proof is None:
        return None
    return Proven(
        report.run.fingerprint,
        tuple(_read(one, language) for one in proof.inputs),
        tuple(_flat(rules_json(proof.policy))),
        tuple(_decision(one, language) for one in proof.decisions),
        proof.journal,
    )


def rules_json(policy: Policy) -> dict[str, Any]:
    """A policy by the names and words that the set-up file has for it."""
    return dict(_POLICY.dump_python(policy, mode="json"))


def moment(at: datetime | None, language: str) -> str:
    """A time as the clock on the wall of whoever reads it showed it."""
    if at is None:
        return NOTHING
    style = "%d.%m.%Y kl. %H.%M" if language == "nb" else "%Y-%m-%d %H:%M"
    return at.astimezone().strftime(style)


def _read(one: Input, language: str) -> Read:
    return Read(
        kind_word(one.kind, plural=True, language=language),
        side_word(one.side, language),
        one.records,
        whole_word(one.completeness, language),
        say(Problem(one.why_whole), language).message,
        one.digest,
    )


def _decision(one: Resolution, language: str) -> Decision:
    return Decision(
        kind_word(one.kind, language=language) if one.kind else NOTHING,
        one.subject or NOTHING,
        field_word(one.kind, one.field, language) if one.kind and one.field else NOTHING,
        choice_word(one.choice, language),
        one.decided_by or NOTHING,
        moment(datetime.fromisoformat(one.decided_at) if one.decided_at else None, language),
    )


def _flat(rules: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for name, value in rules.items():
        if isinstance(value, Mapping):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", str(value)
