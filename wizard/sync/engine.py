"""The engine: the only one who knows the order of the stages.

``survey`` reads both sides, ``make_plan`` computes everything that will happen, ``apply`` carries
out exactly that. Answering a question only makes the plan anew, without the network.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from wizard.errors import Actor, Problem, RefusedError, UsageError
from wizard.model.codec import digest_of_plan
from wizard.model.connection import Capabilities, Company, ConnectionCheck
from wizard.model.journal import RunHead, SyncReport
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
from wizard.model.records import Completeness, Kind, Side, Snapshot, Value
from wizard.model.rules import NO_RULES, Ruleset
from wizard.sync.apart import Apart
from wizard.sync.apply import Applier, World
from wizard.sync.departments import Departments
from wizard.sync.diff import diff
from wizard.sync.draft import Drafting
from wizard.sync.match import match
from wizard.sync.normalise import normalise
from wizard.sync.order import ordered
from wizard.sync.plan import Planned, Stage, plan_kind
from wizard.sync.refer import ReferenceBook, numbers_pointed_at, translate, with_referred
from wizard.sync.report import report
from wizard.sync.resolve import resolve_fields, resolve_pair
from wizard.sync.rules import Rules

_UNTOUCHED = Verdict()
"""The verdict on every pair whose fields are equal; nobody writes into a verdict that is made."""


@dataclass(frozen=True, slots=True)
class Survey:
    """Both sides as they were read: all that a plan is computed from.

    ``snapshots`` hold the kinds of the synk and the kinds their records point at; those of the
    partner are empty for the latter. ``links`` and ``baselines`` are what earlier runs left.
    """

    company: Company
    partner: str
    kinds: tuple[Kind, ...]
    capabilities: Mapping[Side, Capabilities]
    snapshots: Mapping[Kind, Mapping[Side, Snapshot]]
    links: Mapping[Kind, Mapping[str, str]] = field(default_factory=dict)
    baselines: Mapping[Kind, Mapping[str, Mapping[str, Value]]] = field(default_factory=dict)


def survey(endpoints: Mapping[Side, Endpoint], store: Store, kinds: Sequence[Kind]) -> Survey:
    """Read both sides; raises ``WizardError`` where a side cannot be read at all."""
    company = company_of(endpoints[Side.TRIPLETEX].check())
    partner = endpoints[Side.PARTNER].check().identity
    wanted = with_referred(kinds)
    links = {kind: store.links(company.id, partner, kind) for kind in kinds}
    snapshots: dict[Kind, dict[Side, Snapshot]] = {}
    for kind in wanted:
        ours = normalise(endpoints[Side.TRIPLETEX].fetch(kind), MAPPINGS[kind])
        ours = controlled(ours, links.get(kind, {}))
        theirs = Snapshot(kind, Side.PARTNER, ())
        if kind in kinds:
            theirs = normalise(endpoints[Side.PARTNER].fetch(kind), MAPPINGS[kind])
        snapshots[kind] = {Side.TRIPLETEX: ours, Side.PARTNER: theirs}
    return Survey(
        company,
        partner,
        tuple(kind for kind in Kind if kind in kinds),
        {side: endpoint.capabilities() for side, endpoint in endpoints.items()},
        snapshots,
        links,
        {kind: store.baselines(company.id, partner, kind) for kind in kinds},
    )


def make_plan(
    survey: Survey,
    policy: Policy,
    resolutions: Sequence[Resolution] = (),
    ruleset: Ruleset = NO_RULES,
) -> SyncPlan:
    """Everything that a synk of this survey will do, ask and leave alone; pure."""
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
            pointed = numbers_pointed_at(kind, survey.kinds, survey.snapshots)
            decided = _decide(survey, pointing, rules, said, pointed)
            stage = Stage(kind, pointing, decided, drafting, book, pointed or ())
            plan_kind(stage, rules, planned)
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
            tuple(sorted(resolutions, key=lambda one: one.conflict)),
            tuple(planned.agreed),
            partner_name=ruleset.partner,
            rules=ruleset.digest,
        )
    )


def fingerprinted(plan: SyncPlan) -> SyncPlan:
    """The plan with the fingerprint that its content gives it."""
    return replace(plan, fingerprint=digest_of_plan(replace(plan, fingerprint="")))


@contextmanager
def reserved(endpoints: Mapping[Side, Endpoint], store: Store) -> Iterator[None]:
    """Be the only writer of the company from the survey to the last write.

    A survey made before another program's run would lead to a plan that makes the same records
    once more. Raises ``RefusedError`` where another program is at work on the company.
    """
    with store.lease(company_of(endpoints[Side.TRIPLETEX].check()).id):
        yield


def apply(plan: SyncPlan, setup: str, world: World) -> SyncReport:
    """Carry out a plan as a new run, and close it with its report; inside ``reserved``.

    Raises ``RefusedError`` before anything is written where the key leads to another company, and
    ``InterruptedRun`` where it had to stop on the way.
    """
    check_company(plan, world.endpoints)
    return carry_out(world.store.begin_run(plan, setup), plan, world)


def resume(run: str, world: World) -> SyncReport:
    """Finish an interrupted run; a finished one is only reported again."""
    head = world.store.run(run)
    stored = world.store.report(head.id)
    if stored is not None:
        return stored
    plan, _ = world.store.plan_of(head.id)
    with world.store.lease(plan.company.id):
        check_company(plan, world.endpoints)
        return carry_out(head, plan, world)


def report_so_far(head: RunHead, store: Store) -> SyncReport:
    """The report of a run that is not finished, as far as the journal says."""
    plan, _ = store.plan_of(head.id)
    return report(head, plan, store.entries(head.id))


def check_company(plan: SyncPlan, endpoints: Mapping[Side, Endpoint]) -> None:
    """Refuse where the key or the partner is not the one the plan was made for."""
    company = company_of(endpoints[Side.TRIPLETEX].check())
    planned = plan.company
    if (company.id, company.organization_number) != (planned.id, planned.organization_number):
        raise RefusedError(
            Problem("wrong_company", params={"planned": planned.name, "found": company.name})
        )
    if endpoints[Side.PARTNER].check().identity != plan.partner:
        raise UsageError(Problem("plan_of_other_partner"))


def company_of(check: ConnectionCheck) -> Company:
    """The company a check found; raises ``RefusedError`` where it found none."""
    if check.company is None:
        raise RefusedError(*(check.problems or (Problem("no_company", Actor.ADMINISTRATOR),)))
    return check.company


def carry_out(head: RunHead, plan: SyncPlan, world: World) -> SyncReport:
    """Do what is left of a run, and close it with its report."""
    entries = Applier(head, plan, world).carry_out()
    finished = replace(head, finished=world.clock.now())
    result = report(finished, plan, entries)
    head = world.store.finish_run(head.id, result, plan.agreed)
    return replace(result, run=head)


def _decide(
    survey: Survey,
    sides: Mapping[Side, Snapshot],
    rules: Rulebook,
    said: Rules,
    pointed: Collection[Value] | None,
) -> list[Decided]:
    """Every match of a kind with what is decided of it."""
    t, p = sides[Side.TRIPLETEX], sides[Side.PARTNER]
    baselines = survey.baselines.get(t.kind, {})
    fields = [name for name in MAPPINGS[t.kind].fields if name in t.fields & p.fields]
    apart = Apart(sides, rules, pointed)
    decided = []
    for found in match(t, p, survey.links.get(t.kind, {})):
        if found.tripletex is None or found.partner is None:
            decided.append(Decided(found))
            continue
        stopped = said.stopped(found)
        if stopped:
            decided.append(stopped)
            continue
        doubtful = found.certainty in (Certainty.PROBABLE, Certainty.AMBIGUOUS)
        choice = resolve_pair(found, rules, apart.ways(found) if doubtful else ())
        linked = choice is Choice.LINK
        decided.append(
            _compared(found, fields, baselines, rules) if linked else Decided(found, choice)
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
    fresh = _fresh(ours.keys, theirs.keys, base, fields)
    return Decided(found, Choice.LINK, verdict, fresh, base=base)


def _fresh(
    ours: Mapping[str, Value],
    theirs: Mapping[str, Value],
    base: Mapping[str, Value],
    fields: Sequence[str],
) -> Mapping[str, Value]:
    """The keys on which a pair agrees, as far as that was not agreed on before."""
    if not base and len(ours) == len(fields) and ours == theirs:
        return ours  # what most pairs of a first synk are: the record's own, not a copy
    return {
        name: ours[name]
        for name in fields
        if name in ours
        and name in theirs
        and ours[name] == theirs[name]
        and not (name in base and base[name] == ours[name])
    }


def _departments(survey: Survey, policy: Policy) -> Departments:
    nothing = Snapshot(Kind.DEPARTMENT, Side.TRIPLETEX, (), Completeness.DENIED)
    found = survey.snapshots.get(Kind.DEPARTMENT, {}).get(Side.TRIPLETEX, nothing)
    create = policy.makes(Kind.EMPLOYEE, Side.TRIPLETEX)
    return Departments(found, survey.capabilities[Side.TRIPLETEX], create=create)


def controlled(snapshot: Snapshot, links: Mapping[str, str]) -> Snapshot:
    """The positive control: of the records known to exist, at least one must be seen.

    A key that has lost its rights answers with an empty list, not with a refusal.
    """
    if links and not any(record.id in links for record in snapshot.records):
        problem = Problem("known_records_gone", Actor.ADMINISTRATOR, snapshot.kind.value)
        return replace(snapshot, completeness=Completeness.PARTIAL, reason=problem)
    return snapshot
