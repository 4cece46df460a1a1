"""What people read on the terminal of an office's work: a line a client, and why some wait."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from wizard.cli.say import plan_lines, shortened
from wizard.documents.vocabulary import ACCESS, CLIENT_STATES
from wizard.flow.causes import causes
from wizard.flow.roster import Placed
from wizard.i18n import translate as _
from wizard.model.batch import BatchHead, ClientState, Member
from wizard.model.connection import ConnectionCheck
from wizard.model.plan import SyncPlan


def check_lines(office: ConnectionCheck, placed: Sequence[Placed]) -> tuple[str, ...]:
    """The office, the key, and a line a client."""
    company = office.company
    assert company is not None
    words = _("{name} (organisation number {number}), an accounting office")
    head = [words.format(name=company.name, number=company.organization_number)]
    if office.key_owner:
        head.append(_("The key belongs to {owner}.").format(owner=office.key_owner))
    lines = (f"{one.number}  {_(ACCESS[one.access])}  {one.name}" for one in placed)
    return (*head, *shortened(lines))


def office_plan_lines(plans: Sequence[SyncPlan], file: Path) -> tuple[str, ...]:
    """A line a client: what would be written, and what is asked; one client's alone in full."""
    if len(plans) == 1:
        return plan_lines(plans[0])
    words = _("{name}: {operations} operations, {questions} questions")
    lines = (
        words.format(
            name=one.company.name, operations=len(one.operations), questions=len(one.questions)
        )
        for one in plans
    )
    where = _(
        "{file} holds each client's plan in full, one on a line. Make a plan with --clients and a "
        "list that holds one client alone, and that client's is shown here in full."
    )
    return (*shortened(lines), *([where.format(file=file.name)] if plans else ()))


def batch_lines(head: BatchHead, members: Sequence[Member]) -> tuple[str, ...]:
    """The batch in numbers, and the clients that are not done."""
    title = _("Batch {run} of {office}: {done} of {count} clients are done")
    done = head.counts[ClientState.DONE]
    first = title.format(run=head.id, office=head.office.name, done=done, count=len(members))
    left = (
        f"  {one.company.organization_number}  {_(CLIENT_STATES[one.state])}  {one.company.name}"
        for one in members
        if one.state is not ClientState.DONE
    )
    groups = _("Causes: {causes}. Clients that they keep from being done: {count}.")
    found = causes(members)
    stuck = len({one.company.id for cause in found for one in cause.members})
    tail = (groups.format(causes=len(found), count=stuck),) if found else ()
    return (first, *shortened(left), *tail)
