"""What people read on the terminal: the same numbers as in the JSON answers, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wizard.documents.words import (
    count_word,
    kind_word,
    reason_word,
    side_word,
    state_word,
    verb_word,
)
from wizard.i18n import mark
from wizard.i18n import translate as _
from wizard.model.connection import ConnectionCheck, Requirement, RequirementState
from wizard.model.journal import Phase, RunHead, SyncReport
from wizard.model.plan import SyncPlan
from wizard.model.records import Kind

_DONE = {
    "link": "linked",
    "create": "created",
    "update": "updated",
    "remove": "removed",
    "unlink": "unlinked",
}
_COUNTED = mark(
    "{kind}, {side}: {linked} linked, {created} created, {updated} updated, "
    "{skipped} left alone, {failed} failed, {uncertain} uncertain"
)
_UNDONE = mark(
    "{kind}, {side}: {updated} put back, {removed} removed, {linked} links forgotten, "
    "{skipped} left alone, {failed} failed, {uncertain} uncertain"
)
_MOST = 60
_MARKS = {
    RequirementState.MET: "✓",
    RequirementState.MISSING: "✗",
    RequirementState.UNKNOWN: "?",
}


def shortened(lines: Iterable[str]) -> list[str]:
    """As many lines as a person reads, and how many more there are; files hold them all."""
    shown = list(lines)
    if len(shown) <= _MOST:
        return shown
    more = _("… and {count} more; the plan file and the report hold them all")
    return [*shown[:_MOST], "  " + more.format(count=len(shown) - _MOST)]


def check_lines(check: ConnectionCheck, requirements: Sequence[Requirement]) -> tuple[str, ...]:
    """The company, the key, and one line a requirement."""
    company = check.company
    head = []
    if company:
        words = _("{name} (organisation number {number})")
        head.append(words.format(name=company.name, number=company.organization_number))
    if check.key_owner:
        head.append(_("The key belongs to {owner}.").format(owner=check.key_owner))
    return (*head, *(f"{_MARKS[one.state]} {_required(one.id)}" for one in requirements))


def _required(id_: str) -> str:
    """A requirement in words; a right keeps the name it has in Tripletex's own interface."""
    what, _colon, which = id_.partition(":")
    part, _colon, kind = which.partition(":")
    if what == "module":
        return _("Integrasjoner is switched on ({module})").format(module=which)
    if what == "right":
        return _("The right {right}").format(right=which)
    words = {
        "file": _("The partner's file can be reached"),
        "sheet": _("The partner's register has {kind}"),
        "columns": _("The columns of {kind} are recognised"),
    }
    shown = kind_word(Kind(kind), plural=True).lower() if kind in list(Kind) else kind
    # a connector of somebody else's may have requirements of its own
    return words.get(part, id_).format(kind=shown)


def plan_lines(plan: SyncPlan) -> tuple[str, ...]:
    """The plan in numbers, then every operation."""
    lines = [_("Plan for {company}").format(company=plan.company.name)]
    for kind, counts in plan.counts.items():
        words = _(
            "{kind}: {linked} linked ({equal} equal, {differing} differing), "
            "{only_tripletex} only in Tripletex, {only_partner} only at the partner, "
            "{blocked} stopped, {questions} with questions"
        )
        values = {name: getattr(counts, name) for name in counts.__dataclass_fields__}
        lines.append(words.format(kind=kind_word(kind, plural=True), **values))
    lines += shortened(
        f"  {side_word(one.side, partner=plan.partner_name)}: {verb_word(one.verb)} "
        f"{kind_word(one.kind).lower()} {one.key} "
        f"({reason_word(one.because)})"
        for one in plan.operations
    )
    return tuple(lines)


def report_lines(report: SyncReport) -> tuple[str, ...]:
    """What a run did: a line for each kind and side, then everything that was done."""
    run = report.run
    head = (
        _("Undo {run} of {company}: takes back {undoes}")
        if run.undoes
        else _("Synk {run} of {company}")
    )
    lines = [head.format(run=run.id, company=run.company, undoes=run.undoes)]
    for kind, sides in report.counts.items():
        for side, counts in sides.items():
            words = _(_UNDONE if run.undoes else _COUNTED)
            values = {name: getattr(counts, name) for name in counts.__dataclass_fields__}
            names = {"kind": kind_word(kind, plural=True), "side": side_word(side)}
            lines.append(words.format(**names, **values))
    lines += shortened(
        f"  {side_word(one.side)}: {count_word(_DONE[one.verb])} "
        f"{kind_word(one.kind).lower()} {one.key}"
        for one in report.lines
        if one.phase is Phase.DONE
    )
    if report.questions:
        words = _("{count} questions are left for you to decide.")
        lines.append(words.format(count=report.questions))
    return tuple(lines)


def runs_lines(heads: Sequence[RunHead]) -> tuple[str, ...]:
    """One line a run."""
    if not heads:
        return (_("No synk has been run on this machine."),)
    return tuple(
        f"{one.id}  {one.started.astimezone():%Y-%m-%d %H:%M}  "
        f"{state_word(one.state).lower()}  {one.company}"
        + (f"  {_('takes back {run}').format(run=one.undoes)}" if one.undoes else "")
        for one in heads
    )
