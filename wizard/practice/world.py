"""The practice world: companies, keys, the clock, and the hands that reach in from outside.

The API reads and writes through `insert`, `replace` and `erase`; tests and demonstrations use
`add`, `edit` and `remove`, which are the same acts done by a person in the company.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from . import catalogue
from .applications import Application, registered
from .company import KINDS, Company
from .defaults import MODEL_OF, newborn, shaped
from .faults import Fault
from .keys import Key, KeyRing
from .options import Options
from .ratelimit import RateLimiter
from .rights import Rights, rights_of
from .schema import model
from .tables import Entity, Table, Values
from .wording import Language

OSLO = ZoneInfo("Europe/Oslo")
_FIRST_ID = 10_000_001


class Invitation(NamedTuple):
    """A mail that the real service would have sent to a new user."""

    employee: int
    email: str


class World:
    """Everything behind the practice server. Hold `lock` around what must be one act."""

    def __init__(
        self, details: Values, *, seed: int, clock: Callable[[], datetime], options: Options
    ) -> None:
        self.seed = seed
        self.options = options
        self.lock = threading.RLock()
        self.faults: list[Fault] = []
        self.before_answer: list[Callable[[str, str, int], None]] = []
        self.requests: list[tuple[str, str, int]] = []
        self.invitation_mails: list[Invitation] = []
        self.office_token: str | None = None
        self.office: Company | None = None
        self.halted = threading.Event()
        self.sleep: Callable[[float], object] = self.halted.wait
        self.limiter = RateLimiter(options)
        self.refreshing: set[str] = set()
        self.clock = clock
        self._ids = itertools.count(_FIRST_ID)
        self._request_numbers = itertools.count(1)
        self._registers = {
            "Country": catalogue.countries(),
            "Municipality": catalogue.municipalities(),
            "Currency": catalogue.currencies(),
        }
        self.companies: dict[int, Company] = {}
        self.company = self.found(details)
        self.keys = KeyRing(seed, self.next_id)
        self.consumer_token = self.keys.mint()[1]
        self.refresh_token = self.keys.mint_refresh()
        self.applications = registered(self.consumer_token, lambda: self.keys.mint()[1])
        self.employee_token = ""
        self.owner = 0

    # --- time and identity ------------------------------------------------------------------

    def now(self) -> datetime:
        """The time in Oslo, which is the service's own."""
        return self.clock().astimezone(OSLO)

    def next_id(self) -> int:
        """An id that nothing in the world has."""
        return next(self._ids)

    def next_request_id(self) -> str:
        """What `x-tlx-request-id` says of the next answer."""
        return str(UUID(int=self.seed % 2**32 << 96 | next(self._request_numbers)))

    def found(self, details: Values) -> Company:
        """A company that begins in this world."""
        company = Company(shaped("Company", details, None, self.next_id))
        self.companies[company.id] = company
        return company

    # --- reading ----------------------------------------------------------------------------

    def register(self, model_name: str) -> Table | None:
        """The register of that model which belongs to no company."""
        return self._registers.get(model_name)

    def employer(self, employee: int) -> Company:
        """The company that the employee works in."""
        return next(each for each in self.companies.values() if employee in each.employees)

    def target(self, company: Company, model_name: str, entity_id: int) -> Entity | None:
        """What a reference to that model and id points at, seen from the company."""
        if model_name == "Company":
            return company.details if company.id == entity_id else None
        table = self._registers.get(model_name)
        if table is None and model_name in _KIND_OF:
            table = company.table(_KIND_OF[model_name])
        return table.get(entity_id) if table is not None else None

    # --- writing ----------------------------------------------------------------------------

    def insert(self, company: Company, kind: str, given: Values, by: int) -> Entity:
        """A new object, done by the employee `by`."""
        values = newborn(kind, given, company, self.options)
        entity = shaped(MODEL_OF[kind], values, None, self.next_id)
        # The very first employee had nobody to be made by.
        entity.changes = (self._change("CREATE", by or entity.id),)
        company.table(kind).put(entity)
        return entity

    def replace(
        self, company: Company, kind: str, before: Entity, changed: Values, by: int
    ) -> Entity:
        """The object with some fields changed. That the version rises even when nothing is
        different is assumed."""
        entity = shaped(MODEL_OF[kind], dict(before) | changed, before, self.next_id)
        entity.changes = (*before.changes, self._change("UPDATE", by))
        company.table(kind).put(entity)
        return entity

    def _change(self, change_type: str, by: int) -> Values:
        moment = self.now().isoformat(timespec="seconds")
        return {"employeeId": by, "timestamp": moment, "changeType": change_type}

    # --- hands from outside -----------------------------------------------------------------

    def add(self, kind: str, **vendor_fields: Any) -> int:
        """A person in the company makes an object; no rule is checked. Returns its id."""
        with self.lock:
            fields = _checked(kind, vendor_fields)
            return self.insert(self.company, kind, fields, self.owner).id

    def edit(self, kind: str, entity_id: int, **vendor_fields: Any) -> None:
        """A person in the company changes an object; no rule is checked."""
        with self.lock:
            before = self.company.table(kind)[entity_id]
            fields = _checked(kind, vendor_fields)
            self.replace(self.company, kind, before, fields, self.owner)

    def remove(self, kind: str, entity_id: int) -> None:
        """A person in the company deletes an object; what pointed at it still does."""
        with self.lock:
            self.company.table(kind).drop(entity_id)

    def make_key(
        self,
        *,
        rights: Iterable[str] | None = None,
        owner_rights: Iterable[str] | None = None,
        language: Language = "no",
    ) -> str:
        """A new employee token with these rights, or all. With `owner_rights` it belongs to a new
        employee who has only those; the key can never do more than its owner."""
        with self.lock:
            owner = self.owner
            if owner_rights is not None:
                owner = self.add("employee", firstName="Tuva", lastName="Sandvær")
                self.company.rights[owner] = rights_of(owner_rights)
            own = self.applications[0]
            key = self.issue(owner, own, name=own.name, rights=rights_of(rights), language=language)
            return key.token

    def issue(
        self,
        owner: int,
        application: Application,
        *,
        name: str,
        rights: Rights,
        language: Language,
        office: bool = False,
    ) -> Key:
        """A new key of that employee for the application."""
        with self.lock:
            company = self.employer(owner)
            token_id, token = self.keys.mint()
            key = Key(
                token_id,
                token,
                application,
                name,
                company.id,
                owner,
                self._token_employee(company, rights),
                language,
                self.now(),
                office,
            )
            self.keys.add(key)
            return key

    def _token_employee(self, company: Company, rights: Rights) -> int:
        # A key is an employee itself, shown in the plain list; what else such a row holds is not
        # known.
        fields: Values = {
            "firstName": "API",
            "lastName": f"Nøkkel {len(company.token_employees) + 1}",
            "allowInformationRegistration": False,
        }
        employee = self.insert(company, "employee", fields, self.owner).id
        company.token_employees.add(employee)
        company.rights[employee] = rights
        return employee

    def revoke(self, token: str) -> None:
        """The key's owner takes it back."""
        with self.lock:
            self.keys.revoke(token)

    def switch_integrations(self, on: bool) -> None:
        """Somebody switches the company's Integrasjoner on or off."""
        with self.lock:
            self.company.integrations_on = on


_KIND_OF = {model_name: kind for kind, model_name in MODEL_OF.items()}


def _checked(kind: str, fields: Values) -> Values:
    if kind not in KINDS:
        raise ValueError(f"no such kind: {kind}; there are {', '.join(KINDS)}")
    if unknown := fields.keys() - model(MODEL_OF[kind]).fields.keys():
        raise ValueError(f"not fields of {MODEL_OF[kind]}: {sorted(unknown)}")
    return fields
