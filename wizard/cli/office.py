"""The commands as an accounting office uses them: the same steps, at all its clients."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from wizard import tomlfile
from wizard.app import App, Job, for_offices
from wizard.documents.clientlist import roster_in
from wizard.documents.templates import read_template, template_of
from wizard.errors import Actor, Problem, RefusedError, UsageError
from wizard.flow.batch import JOBS
from wizard.flow.brief import Brief, Template, with_template
from wizard.flow.roster import Line, Placed, Roster, beside, read_roster
from wizard.model.batch import Access, Member
from wizard.model.connection import Company, ConnectionCheck
from wizard.model.ports import PartnerCompanies
from wizard.office.batching import Desk, at_desk
from wizard.partners.registry import connector
from wizard.setup import Setup, read_setup


@dataclass(frozen=True, slots=True)
class Over:
    """What a command says over the set-up file: which clients, which template, how many at once."""

    clients: Path | None = None
    template: str | None = None
    jobs: int | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """An office at its desk, with what the set-up says and the clients that take part."""

    desk: Desk
    brief: Brief
    job: Job
    partner: PartnerCompanies
    roster: Roster | None
    reached: tuple[Company, ...]

    @property
    def placed(self) -> tuple[Placed, ...]:
        """Every client that is expected or reached, and how it stands to the key."""
        return beside(self.roster, self.reached)

    @property
    def members(self) -> list[Member]:
        """The clients that are worked at: those that are expected and have let the key in."""
        given = (one.company for one in self.placed if one.access is Access.GIVEN)
        return [Member(company) for company in given if company is not None]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Rows that name no client, in the list or at the partner, and clients without access."""
        waiting = (one for one in self.placed if one.access is Access.WAITING)
        listed = self.roster.problems if self.roster else ()
        return (*listed, *self.partner.problems, *map(_shut, waiting))

    def placed_with(self, checks: dict[int, ConnectionCheck]) -> tuple[Placed, ...]:
        """The same, with the rights that clients have been asked for."""
        return beside(self.roster, self.reached, checks)


def is_office(setup: Path, over: Over) -> bool:
    """Whether a set-up file is an office's; raises ``UsageError`` where it cannot be used."""
    office = read_setup(setup).audience == "office"
    if not office and over != Over():
        raise UsageError(Problem("office.options_of_office", subject=setup.name))
    return office


@contextmanager
def opened(app: App, setup: Path, over: Over) -> Iterator[Opened]:
    """The office of a set-up file at its desk; ``RefusedError`` where no client is reached."""
    brief, expected = _brief(app, setup, over)
    job = Job.of(Setup.model_validate(brief.setup))
    if not job.kinds:
        raise UsageError(Problem("profile_without_kinds", params={"partner": job.profile.name}))
    if "office" not in job.profile.audiences:
        raise UsageError(Problem("office.partner_of_one", params={"partner": job.profile.name}))
    door = for_offices(connector(job.profile.connector), job.profile.name)
    partner = door.companies(job.setup.partner_settings, job.kinds)
    with at_desk(app, brief) as desk:
        home = desk.home.organization_number
        roster = roster_in(over.clients, home) if over.clients else None
        if roster is None and expected is not None:
            roster = read_roster([Line(n, (one,)) for n, one in enumerate(expected, 1)], home)
        found = Opened(desk, brief, job, partner, roster, desk.office.clients())
        if not found.members:
            raise RefusedError(*found.problems, Problem("office.no_clients"))
        yield found


def jobs_of(over: Over) -> int:
    """How many clients are worked at at once."""
    return over.jobs or JOBS


def template_named(app: App, name: str) -> Template:
    """A template by its name in the store, or by the path of its file."""
    if tomlfile.names_file(name):
        return read_template(Path(name))
    return template_of(app.store.templates.load(name), name)


def _brief(app: App, setup: Path, over: Over) -> tuple[Brief, Sequence[str] | None]:
    """What the set-up file and the template say, and which clients the file names, if any."""
    values = read_setup(setup).model_dump(mode="json", exclude_unset=True)
    scope = dict(values.get("scope", {}))
    expected = scope.pop("clients", None)
    brief = Brief({**values, "scope": scope})
    if over.template:
        brief = with_template(brief, template_named(app, over.template))
    return brief, expected


def _shut(one: Placed) -> Problem:
    subject = f"{one.number} {one.name}".strip()
    return Problem("tripletex.client_shut", Actor.ADMINISTRATOR, subject=subject)
