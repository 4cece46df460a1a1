"""Two registers to go through in the window, and effects that read them at once."""

from __future__ import annotations

from dataclasses import replace

from ui.desks import FJELL, ready_effects
from unit.sync.building import CUSTOMER, EMPLOYEE, PROJECT, P, T, whole
from unit.sync.surveying import survey

from wizard.app import App
from wizard.effects import RealEffects
from wizard.flow.journey import Journey
from wizard.flow.ports import Control, Effects, Found
from wizard.flow.steps import Effect
from wizard.model.records import Record, Value
from wizard.sync.engine import Survey

Values = dict[str, Value]


def person(number: str, first: str, last: str, ours: Values, theirs: Values) -> list[Record]:
    """An employee of both sides; what the sides say besides is given for each."""
    named: Values = {"number": number, "first_name": first, "last_name": last}
    return [
        whole(EMPLOYEE, T, f"t{number}", **{**named, **ours}),
        whole(EMPLOYEE, P, f"p{number}", **{**named, **theirs}),
    ]


def firm(number: str, name: str, ours: Values | None, theirs: Values | None) -> list[Record]:
    """A customer of both sides, or of one."""
    named: Values = {"number": number, "name": name}
    found = []
    if ours is not None:
        found.append(whole(CUSTOMER, T, f"t{number}", **{**named, **ours}))
    if theirs is not None:
        found.append(whole(CUSTOMER, P, f"p{number}", **{**named, **theirs}))
    return found


def fjell(*more: Record) -> Survey:
    """Fjell Bygg AS and its register: every state of the bar, and one pair to be looked at."""
    born: Values = {"date_of_birth": "1980-01-01"}
    records = [
        *person(
            "104",
            "Ola",
            "Hansen",
            {**born, "phone_mobile": "+47 912 34 567", "bank_account": "15034012345"},
            {**born, "phone_mobile": "+47 934 56 712", "bank_account": "15034012345"},
        ),
        *person("117", "Ingrid", "Bø", born, {**born, "first_workday": "2023-03-01"}),
        *person("120", "Nils", "Aas", {"date_of_birth": "1984-09-12"}, {}),
        *person(
            "133",
            "Per-Åge",
            "Øverli",
            {**born, "email": "per@fjellbygg.no"},
            {**born, "email": "per.age@fjellbygg.no"},
        ),
        *firm("10240", "Nordlys Eiendom AS", None, {"organization_number": "974760673"}),
        *firm("10241", "Rehab Storgata AS", {"email": "post@rehab.no"}, None),
        *firm("10242", "Bakken AS", {"city": "Bodø"}, {"city": "Bodø"}),
        *firm("AB-7", "Feil nummer AS", {}, None),
        *more,
    ]
    nina = whole(
        EMPLOYEE,
        P,
        "p120",
        number="120",
        first_name="Nina",
        last_name="Aas",
        date_of_birth="1991-01-30",
    )
    records = [nina if one.id == "p120" else one for one in records]
    found = survey(*records, kinds=(EMPLOYEE, CUSTOMER, PROJECT))
    company = FJELL.company
    assert company is not None
    return replace(found, company=company)


def reading(found: Survey, **more: object) -> Effects:
    """Effects that read these registers, and plan as the program does."""
    real = RealEffects(App({}))

    def read(journey: Journey, known: Found, control: Control) -> Found:
        return replace(known, survey=found, plan=None)

    effects = {Effect.SURVEY: read, Effect.PLAN: real.plan, **more}
    return {**ready_effects(), **{Effect(name): one for name, one in effects.items()}}  # type: ignore[dict-item]
