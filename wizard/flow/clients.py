"""What is known of an office's clients, and the journey of each of them. Pure.

A client is known by its company's id in Tripletex, and in a set-up by its organisation number.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256

from wizard.flow.answers import (
    ClientDifferencesAnswers,
    ClientsAnswers,
    DifferencesAnswers,
    FirstSyncAnswers,
)
from wizard.flow.decisions import OfficeQuestion, gathered
from wizard.flow.journey import Journey
from wizard.flow.roster import chosen, organization_number
from wizard.model.batch import ClientState, Member
from wizard.model.codec import plan_from_json, plan_to_json
from wizard.model.matching import Conflict
from wizard.model.plan import SyncPlan


@dataclass(frozen=True, slots=True, repr=False)
class Packed:
    """A client's plan as it is shown and carried out, and what its records are called; small,
    because thousands are kept at once."""

    plan: bytes
    names: bytes

    @classmethod
    def of(cls, plan: SyncPlan, names: Sequence[str]) -> Packed:
        """This plan, packed; ``names`` has one for each of its operations."""
        said = json.dumps(names, ensure_ascii=False).encode()
        return cls(zlib.compress(plan_to_json(plan), 1), zlib.compress(said, 1))

    @property
    def text(self) -> bytes:
        """The very plan, as it is stored."""
        return zlib.decompress(self.plan)

    def opened(self) -> tuple[SyncPlan, Sequence[str]]:
        """The plan and the names, to be shown."""
        return plan_from_json(self.text), json.loads(zlib.decompress(self.names))


@dataclass(frozen=True, slots=True)
class ClientResult:
    """What became of one client when it was last its turn, and when that was.

    ``compared`` is the fingerprint of the plan that was made of it and not carried out yet;
    ``differing`` are the pairs that differ in it, and ``writes`` what it writes. ``questions`` are
    those that are open. ``synced`` is when its last run came to its end. ``plan`` is that very
    plan, where nothing is open in it: what was shown is carried out, and nothing else.
    """

    member: Member
    at: datetime
    compared: str = ""
    differing: int = 0
    writes: int = 0
    questions: tuple[Conflict, ...] = ()
    synced: datetime | None = None
    plan: Packed | None = field(default=None, repr=False)

    @property
    def number(self) -> str:
        """The client's organisation number, nine digits where it has one."""
        said = self.member.company.organization_number
        return organization_number(said) or said

    @property
    def ready(self) -> bool:
        """Whether it can be synced without anybody's eyes."""
        return bool(self.compared) and self.member.state is ClientState.WAITING


def compared(member: Member, plan: SyncPlan, *, at: datetime, names: Sequence[str]) -> ClientResult:
    """What a client's newest plan comes to; ``names`` are what its records are called."""
    asks = bool(plan.questions)
    return ClientResult(
        replace(
            member,
            state=ClientState.DECIDE if asks else ClientState.WAITING,
            code=3 if asks else 0,
            problems=(),
            questions=len(plan.questions),
            size=sum(one.records for one in plan.inputs),
        ),
        at,
        compared=plan.fingerprint,
        differing=sum(one.differing + one.questions for one in plan.counts.values()),
        writes=sum(one.write for one in plan.operations),
        questions=plan.questions,
        plan=None if asks else Packed.of(plan, names),
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """A client has had its turn: ``done`` of ``total``, and so many seconds are ``left``, where
    that can be told."""

    result: ClientResult
    done: int
    total: int
    left: float | None


Results = Mapping[int, ClientResult]
"""What became of clients, by their companies' ids."""


def questions_of(results: Results) -> tuple[OfficeQuestion, ...]:
    """The open questions of all clients, those that are alike as one."""
    return gathered({one.number: one.questions for one in results.values() if one.questions})


def digest(results: Results, numbers: Collection[str]) -> str:
    """What was shown of these clients, as one fingerprint; empty while none has had its turn."""
    ids = {one.id for one in chosen([one.member.company for one in results.values()], numbers)}
    shown = sorted(f"{id_} {one.compared}" for id_, one in results.items() if id_ in ids)
    return sha256("\n".join(shown).encode()).hexdigest() if shown else ""


def journey_for(journey: Journey, number: str, run: str = "") -> Journey:
    """The journey of one client: the office's answers, and over them the client's own.

    With ``run`` it is about that run of the client's.
    """
    said = journey.of(ClientDifferencesAnswers)
    own = DifferencesAnswers(said.own.get(number, ()), office=said.office)
    one = replace(journey.of(ClientsAnswers), numbers=(number,))
    return journey.answered(one).answered(own).answered(FirstSyncAnswers(run))
