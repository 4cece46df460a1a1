"""The engine: the only one who knows the order of the stages.

``survey`` reads both sides, ``make_plan`` computes everything that will happen, ``apply`` carries
out exactly that. Answering a question only makes the plan anew, without the network.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from wizard.errors import InterruptedRun, Problem, UsageError
from wizard.model.codec import digest_of_plan
from wizard.model.collecting import let_go, uncollected
from wizard.model.connection import Capabilities, Company
from wizard.model.journal import RunHead, RunState, SyncReport
from wizard.model.mapping import MAPPINGS
from wizard.model.matching import (
    Certainty,
    Choice,
    Decided,
    Match,
    Policy,
    Resolution,
    Rulebook,
    Verdict,
)
from wizard.model.plan import SyncPlan
from wizard.model.ports import Endpoint, Store
from wizard.model.proof import Input
from wizard.model.records import Completeness, Kind, Side, Snapshot, Value
from wizard.model.rules import NO_RULES, Ruleset
from wizard.sync.absence import Absence, Bonds, back, decide_gone, judge
from wizard.sync.apart import Apart
from wizard.sync.apply import Applier
from wizard.sync.company import alone, check_company, company_of
from wizard.sync.departments import Departments
from wizard.sync.diff import diff, fresh
from wizard.sync.draft import Drafting
from wizard.sync.match import GONE, match
from wizard.sync.normalise import Normaliser
from wizard.sync.order import in_order, ordered
from wizard.sync.plan import Planned, Stage, plan_kind
from wizard.sync.proof import clock_flaws, flaws, inputs_of
from wizard.sync.refer import ReferenceBook, numbers_pointed_at, translate, with_referred
from wizard.sync.report import report
from wizard.sync.resolve import resolve_fields, resolve_pair
from wizard.sync.rules import Rules
from wizard.sync.sight import steady
from wizard.sync.world import World

_UNTOUCHED = Verdict()
"""The verdict on every pair whose fields are equal; nobody writes into a verdict that is made."""


@dataclass(frozen=True, slots=True)
class Survey:
    """Both sides as they were read: all that a plan is computed from.

    ``snapshots`` hold the kinds of the synk and the kinds their records point at; those of the
    partner are empty for the latter. ``links``, ``baselines`` and ``gone`` are what earlier runs
    left, and ``inputs`` vouch for what was read.
    """

    company: Company
    partner: str
    kinds: tuple[Kind, ...]
    capabilities: Mapping[Side, Capabilities]
    snapshots: Mapping[Kind, Mapping[Side, Snapshot]]
    links: Mapping[Kind, Mapping[str, str]] = field(default_factory=dict)
    baselines: Mapping[Kind, Mapping[str, Mapping[str, Value]]] = field(default_factory=dict)
    gone: Mapping[Kind, frozenset[str]] = field(default_factory=dict)
    inputs: tuple[Input, ...] = ()


def survey(endpoints: Mapping[Side, Endpoint], store: Store, kinds: Sequence[Kind]) -> Survey:
    """Read both sides; raises ``WizardError`` where a side cannot be read at all."""
    company = company_of(endpoints[Side.TRIPLETEX].check())
    partner = endpoints[Side.PARTNER].check().identity
    wanted = with_referred(kinds)
    snapshots: dict[Kind, dict[Side, Snapshot]] = {}
    with steady(endpoints.values()):
        for kind in wanted:
            spelling = Normaliser(MAPPINGS[kind])
            ours = spelling.normalise(endpoints[Side.TRIPLETEX].fetch(kind))
            theirs = Snapshot(kind, Side.PARTNER, ())
            if kind in kinds:
                theirs = spelling.normalise(endpoints[Side.PARTNER].fetch(kind))
            snapshots[kind] = {Side.TRIPLETEX: ours, Side.PARTNER: theirs}
    surveyed = Survey(
        company,
        partner,
        tuple(kind for kind in Kind if kind in kinds),
        {side: endpoint.capabilities() for side, endpoint in endpoints.items()},
        snapshots,
        {kind: store.links(company.id, partner, kind) for kind in kinds},
        {kind: store.baselines(company.id, partner, kind) for kind in kinds},
        {kind: store.gone(company.id, partner, kind) for kind in kinds},
    )
    why = {side: can.why_whole for side, can in surveyed.capabilities.items()}
    return replace(surveyed, inputs=inputs_of(snapshots, surveyed.kinds, why, store.keyed))


@uncollected()
def make_plan(
    survey: Survey,
    policy: Policy,
    resolutions: Sequence[Resolution] = (),
    ruleset: Ruleset = NO_RULES,
    *,
    show: Callable[[Sequence[Decided]], object] | None = None,
) -> SyncPlan:
    """Everything that a synk of this survey will do, ask and leave alone; pure.

    ``show`` is handed what was decided of every match, a kind at a time.
    """
    said = Rules(ruleset)
    can = said.narrowed(survey.capabilities)
    answers = {one.conflict: one for one in resolutions}
    rules = Rulebook(policy, answers, can, said.keeping)
    departments = _departments(survey, policy)
    books: dict[Kind, ReferenceBook] = {}
    planned = Planned()
    drafting = Drafting(can, books, departments, said)
    for kind, sides in survey.snapshots.items():
        if kind is Kind.DEPARTMENT:
            continue
        mapping = MAPPINGS[kind]
        seen = {side: said.seen(shot) for side, shot in sides.items()}
        pointing = {side: translate(shot, mapping, books) for side, shot in seen.items()}
        book = ReferenceBook.of(
            pointing[Side.TRIPLETEX], pointing[Side.PARTNER], outside=kind not in survey.kinds
        )
        if kind in survey.kinds:
            bonds = Bonds(survey.links.get(kind, {}), survey.gone.get(kind, frozenset()))
            absence = judge(pointing, bonds, rules)
            planned.questions += absence.questions
            pointed = numbers_pointed_at(kind, survey.kinds, survey.snapshots)
            decided = _decide(survey, absence, rules, said, pointed)
            if show:
                show(decided)
            stage = Stage(kind, absence.snapshots, decided, drafting, book, pointed or ())
            plan_kind(stage, rules, planned)
            let_go(decided)
        books[kind] = book
    used = {one.operation for op in planned.operations for one in op.references.values()}
    operations = ordered(
        [*(one for one in departments.operations if one.id in used), *planned.operations]
    )
    return fingerprinted(
        SyncPlan(
            survey.company,
            survey.partner,
            survey.kinds,
            policy,
            operations,
            tuple(planned.questions),
            tuple(planned.stops),
            planned.counts,
            in_order(resolutions),
            tuple(planned.agreed),
            partner_name=ruleset.partner,
            rules=ruleset.digest,
            inputs=survey.inputs,
        )
    )


def fingerprinted(plan: SyncPlan) -> SyncPlan:
    """The plan with the fingerprint that its content gives it."""
    return replace(plan, fingerprint=digest_of_plan(replace(plan, fingerprint="", inputs=())))


def apply(plan: SyncPlan, setup: str, world: World) -> SyncReport:
    """Carry out a plan as a new run, and close it with its report; inside ``reserved``.

    Raises ``RefusedError`` before anything is written where the key leads to another company, and
    ``InterruptedRun`` where it had to stop on the way.
    """
    check_company(plan, world.endpoints)
    return carry_out(world.store.begin_run(plan, setup), plan, world)


def resume(run: str, world: World) -> SyncReport:
    """Finish an interrupted run; a finished one is only reported again.

    Raises ``UsageError`` where it was given up, and ``FailedError`` where its journal is not as it
    was written: going on from there could write something twice.
    """
    head = world.store.run(run)
    if head.state is RunState.GIVEN_UP:
        raise UsageError(Problem("run_given_up", subject=head.id))
    stored = world.store.report(head.id)
    if stored is not None:
        return stored
    plan, _ = world.store.plan_of(head.id)
    with alone(plan.company, world.endpoints, world.store, world.clock, run=head.id):
        check_company(plan, world.endpoints)
        return carry_out(head, plan, world, resumed=True)


def report_so_far(head: RunHead, store: Store) -> SyncReport:
    """The report of a run that is not finished, as far as the journal says."""
    plan, _ = store.plan_of(head.id)
    return report(head, plan, store.entries(head.id), store.journal(head.id))


def carry_out(head: RunHead, plan: SyncPlan, world: World, *, resumed: bool = False) -> SyncReport:
    """Do what is left of a run, and close it with its report."""
    try:
        entries = Applier(head, plan, world).carry_out(resumed=resumed)
    except InterruptedRun as error:
        error.run = head.id
        raise
    finished = replace(head, finished=world.clock.now())
    result = report(finished, plan, entries, world.store.journal(head.id))
    odd = (*clock_flaws(entries, finished.finished), *flaws(plan, entries, result))
    result = replace(result, stops=(*result.stops, *odd))
    head = world.store.finish_run(head.id, result, plan.agreed)
    return replace(result, run=head)


def _decide(
    survey: Survey,
    absence: Absence,
    rules: Rulebook,
    said: Rules,
    pointed: Collection[Value] | None,
) -> list[Decided]:
    """Every match of a kind with what is decided of it."""
    t, p = absence.snapshots[Side.TRIPLETEX], absence.snapshots[Side.PARTNER]
    baselines = survey.baselines.get(t.kind, {})
    fields = [name for name in MAPPINGS[t.kind].fields if name in t.fields & p.fields]
    apart = Apart(absence.snapshots, rules, pointed)
    decided = []
    for found in match(t, p, absence.bonds.pairs):
        if found.tripletex is None or found.partner is None:
            gone = found.evidence == (GONE,)
            decided.append(decide_gone(found, absence, rules) if gone else Decided(found))
            continue
        stopped = said.stopped(found)
        if stopped:
            decided.append(stopped)
            continue
        doubtful = found.certainty in (Certainty.PROBABLE, Certainty.AMBIGUOUS)
        choice = resolve_pair(found, rules, apart.ways(found) if doubtful else ())
        linked = choice is Choice.LINK
        decided.append(
            back(_compared(found, fields, baselines, rules), absence)
            if linked
            else Decided(found, choice)
        )
    return decided


def _compared(
    found: Match,
    fields: Sequence[str],
    baselines: Mapping[str, Mapping[str, Value]],
    rules: Rulebook,
) -> Decided:
    """A pair that is one, with what is to be written of it."""
    ours, theirs = found.pair
    base = baselines.get(ours.id, {}) if found.certainty is Certainty.LINKED else {}
    differences = diff(ours, theirs, base, fields)
    verdict = resolve_fields(found, differences, rules) if differences else _UNTOUCHED
    agreed = fresh(ours.keys, theirs.keys, base, fields)
    return Decided(found, Choice.LINK, verdict, agreed, base=base)


def _departments(survey: Survey, policy: Policy) -> Departments:
    nothing = Snapshot(Kind.DEPARTMENT, Side.TRIPLETEX, (), Completeness.DENIED)
    found = survey.snapshots.get(Kind.DEPARTMENT, {}).get(Side.TRIPLETEX, nothing)
    create = policy.makes(Kind.EMPLOYEE, Side.TRIPLETEX)
    return Departments(found, survey.capabilities[Side.TRIPLETEX], create=create)
