"""An office's batch as a page and as a workbook: the clients, and why some of them are not done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

from wizard.documents.officereports import Counts, summed
from wizard.documents.page import page
from wizard.documents.proven import moment
from wizard.documents.sheets import Table, add_sheet, save_workbook
from wizard.documents.summary import stopped_of
from wizard.documents.vocabulary import CLIENT_STATES
from wizard.documents.words import actor_word, count_word
from wizard.flow.causes import causes
from wizard.i18n import current, mark, translate
from wizard.model.batch import BatchHead, ClientState, Member

_COUNTED = ("linked", "created", "updated", "skipped", "failed", "uncertain")
_CLIENTS = (mark("Client"), mark("Organization number"), mark("State"))
_AFTER = (mark("Reason"), mark("What to do"), mark("Who can do it"), mark("Run"))
_CAUSES = (
    mark("Clients"),
    mark("Reason"),
    mark("What to do"),
    mark("Who can do it"),
    mark("Names"),
)


@dataclass(frozen=True, slots=True)
class ClientLine:
    """A client in a person's words; ``numbers`` are its counts in the order of the headings."""

    name: str
    number: str
    state: ClientState
    word: str
    numbers: tuple[int, ...]
    reason: str
    remedy: str
    actor: str
    run: str


@dataclass(frozen=True, slots=True)
class CauseLine:
    """What keeps clients from being done, and how to mend it."""

    count: int
    reason: str
    remedy: str
    actor: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfficeSummary:
    """All that an office's report says, in one language."""

    title: str
    states: tuple[tuple[str, str, int], ...]
    headings: tuple[str, ...]
    clients: tuple[ClientLine, ...]
    causes: tuple[CauseLine, ...]


def summarise_office(
    head: BatchHead, members: Sequence[Member], counts: Mapping[int, Counts], language: str
) -> OfficeSummary:
    """What a batch says to a person who reads this language."""
    title = mark("{done} of {count} clients are done")
    values = {"done": head.counts[ClientState.DONE], "count": len(members)}
    return OfficeSummary(
        translate(title, language).format(**values),
        tuple(
            (state.value, translate(CLIENT_STATES[state], language), count)
            for state, count in head.counts.items()
            if count
        ),
        tuple(count_word(name, language) for name in _COUNTED),
        tuple(_client(one, counts.get(one.company.id, {}), language) for one in members),
        tuple(_causes(members, language)),
    )


def office_html(
    head: BatchHead, members: Sequence[Member], counts: Mapping[int, Counts], language: str = ""
) -> str:
    """The page, in the language in use or the one named."""
    spoken = language or current()
    return page(
        "office.html",
        spoken,
        printed=False,
        t={label: translate(label, spoken) for label in (*_CLIENTS, *_AFTER, *_CAUSES)},
        office=head.office.name,
        started=moment(head.started, spoken),
        summary=summarise_office(head, members, counts, spoken),
    )


def write_office_xlsx(
    path: Path,
    head: BatchHead,
    members: Sequence[Member],
    counts: Mapping[int, Counts],
    language: str = "",
) -> None:
    """Write the workbook for this user only; raises ``FailedError``."""
    spoken = language or current()
    found = summarise_office(head, members, counts, spoken)
    workbook = Workbook(write_only=True)
    add_sheet(
        workbook,
        Table(
            translate(mark("Clients"), spoken),
            [
                *(translate(label, spoken) for label in _CLIENTS),
                *found.headings,
                *(translate(label, spoken) for label in _AFTER),
            ],
            [
                (
                    *(one.name, one.number, one.word),
                    *one.numbers,
                    *(one.reason, one.remedy, one.actor, one.run),
                )
                for one in found.clients
            ],
        ),
    )
    add_sheet(
        workbook,
        Table(
            translate(mark("Causes"), spoken),
            [translate(label, spoken) for label in _CAUSES],
            [
                (one.count, one.reason, one.remedy, one.actor, "\n".join(one.names))
                for one in found.causes
            ],
        ),
    )
    save_workbook(workbook, path)


def _client(member: Member, counts: Counts, language: str) -> ClientLine:
    total = summed(side for kind in counts.values() for side in kind.values())
    said = stopped_of(member.problems[0], language) if member.problems else None
    return ClientLine(
        member.company.name,
        member.company.organization_number,
        member.state,
        translate(CLIENT_STATES[member.state], language),
        tuple(total.get(name, 0) for name in _COUNTED),
        said.message if said else "",
        said.remedy if said else "",
        said.actor if said else "",
        member.run,
    )


def _causes(members: Sequence[Member], language: str) -> Iterable[CauseLine]:
    for cause in causes(members):
        said = stopped_of(cause.example, language)
        names = tuple(one.company.name for one in cause.members)
        actor = actor_word(cause.actor, language)
        yield CauseLine(len(names), said.message, said.remedy, actor, names)
