"""The words themselves, English here and Bokmål in the catalogue; ``words`` looks them up."""

from __future__ import annotations

from collections.abc import Mapping

from wizard.errors import Actor
from wizard.i18n import mark
from wizard.model.batch import Access, ClientState
from wizard.model.connection import RequirementState
from wizard.model.journal import Phase, RunState
from wizard.model.matching import Choice
from wizard.model.plan import Verb
from wizard.model.records import Completeness, Kind, Side

KINDS: Mapping[Kind, tuple[str, str]] = {
    Kind.DEPARTMENT: (mark("Department"), mark("Departments")),
    Kind.EMPLOYEE: (mark("Employee"), mark("Employees")),
    Kind.CUSTOMER: (mark("Customer"), mark("Customers")),
    Kind.PROJECT: (mark("Project"), mark("Projects")),
}
"""One record of a kind, and several."""

FIELDS: Mapping[Kind, Mapping[str, str]] = {
    Kind.DEPARTMENT: {"name": mark("Name")},
    Kind.EMPLOYEE: {
        "number": mark("Employee number"),
        "first_name": mark("First name"),
        "last_name": mark("Last name"),
        "email": mark("Email"),
        "phone_mobile": mark("Mobile"),
        "date_of_birth": mark("Date of birth"),
        "bank_account": mark("Bank account"),
        "department": mark("Department"),
        "first_workday": mark("First workday"),
        "last_workday": mark("Last workday"),
    },
    Kind.CUSTOMER: {
        "number": mark("Customer number"),
        "name": mark("Name"),
        "organization_number": mark("Organization number"),
        "email": mark("Email"),
        "invoice_email": mark("Invoice email"),
        "phone": mark("Phone"),
        "phone_mobile": mark("Mobile"),
        "is_private": mark("Private person"),
        "address": mark("Address"),
        "postal_code": mark("Postal code"),
        "city": mark("City"),
        "country": mark("Country"),
        "is_inactive": mark("Inactive"),
    },
    Kind.PROJECT: {
        "number": mark("Project number"),
        "name": mark("Project name"),
        "customer_number": mark("Customer number"),
        "manager_number": mark("Project manager"),
        "start_date": mark("Start date"),
        "end_date": mark("End date"),
        "is_internal": mark("Internal"),
        "is_closed": mark("Closed"),
        "description": mark("Description"),
    },
}

SIDES: Mapping[Side, str] = {
    Side.TRIPLETEX: mark("Tripletex"),
    Side.PARTNER: mark("Partner"),
}

VERBS: Mapping[Verb, str] = {
    Verb.LINK: mark("Link"),
    Verb.CREATE: mark("Create"),
    Verb.UPDATE: mark("Update"),
    Verb.REMOVE: mark("Remove"),
    Verb.UNLINK: mark("Unlink"),
}

PHASES: Mapping[Phase, str] = {
    Phase.INTENT: mark("Begun"),
    Phase.DONE: mark("Done"),
    Phase.FAILED: mark("Failed"),
    Phase.SKIPPED: mark("Stopped"),
    Phase.UNCERTAIN: mark("Uncertain"),
}

STATES: Mapping[RequirementState | RunState, str] = {
    RequirementState.MET: mark("In place"),
    RequirementState.MISSING: mark("Missing"),
    RequirementState.UNKNOWN: mark("Unknown"),
    RunState.RUNNING: mark("Not finished"),
    RunState.FINISHED: mark("Finished"),
    RunState.GIVEN_UP: mark("Given up"),
}

WHOLE: Mapping[Completeness, str] = {
    Completeness.COMPLETE: mark("All"),
    Completeness.PARTIAL: mark("Perhaps not all"),
    Completeness.DENIED: mark("None shown"),
}

COUNTS: Mapping[str, str] = {
    "linked": mark("Linked"),
    "equal": mark("Equal"),
    "differing": mark("Different"),
    "only_tripletex": mark("Only in Tripletex"),
    "only_partner": mark("Only at the partner"),
    "blocked": mark("Stopped"),
    "questions": mark("Questions"),
    "created": mark("Created"),
    "updated": mark("Updated"),
    "removed": mark("Removed"),
    "unlinked": mark("Unlinked"),
    "skipped": mark("Stopped"),
    "failed": mark("Failed"),
    "uncertain": mark("Uncertain"),
}
"""The numbers of a plan (``KindCounts``) and of a report (``SideCounts``)."""

CHOICES: Mapping[Choice, str] = {
    Choice.TRIPLETEX: mark("Tripletex"),
    Choice.PARTNER: mark("Partner"),
    Choice.VALUE: mark("Own value"),
    Choice.LINK: mark("Link the two"),
    Choice.APART: mark("Keep apart"),
    Choice.RENUMBER_TRIPLETEX: mark("Keep apart: new number in Tripletex"),
    Choice.RENUMBER_PARTNER: mark("Keep apart: new number at the partner"),
    Choice.SKIP: mark("Leave alone"),
    Choice.GONE: mark("Gone for good"),
    Choice.FORGET: mark("Treat as new"),
}

ACTORS: Mapping[Actor, str] = {
    Actor.USER: mark("You"),
    Actor.ADMINISTRATOR: mark("The administrator in Tripletex"),
    Actor.PARTNER: mark("The partner"),
    Actor.TRIPLETEX: mark("Tripletex"),
    Actor.IT: mark("IT"),
    Actor.VENDOR: mark("Whoever delivers this program"),
}

REASONS: Mapping[str, str] = {
    # why a pair was linked, or why somebody had to say that it should be
    "link": mark("linked before"),
    "number": mark("same number"),
    "name": mark("same name"),
    "similar_name": mark("similar name"),
    "part_of_name": mark("a part of the name is the same"),
    "organization_number": mark("same organization number"),
    "email": mark("same email"),
    "date_of_birth": mark("same date of birth"),
    "bank_account": mark("same bank account"),
    "phone": mark("same phone"),
    "address": mark("same address"),
    "customer_number": mark("same customer"),
    "start_date": mark("same start date"),
    "other_name": mark("different name"),
    "other_organization_number": mark("different organization number"),
    "other_date_of_birth": mark("different date of birth"),
    "other_is_private": mark("firm on one side, private person on the other"),
    "other_customer_number": mark("different customer and start date"),
    "decided": mark("your answer"),
    # why a record is made
    "only_tripletex": mark("only in Tripletex"),
    "only_partner": mark("only at the partner"),
    "department_used": mark("a department in use"),
    "derived": mark("with a value that a rule of the partner's supplies"),
    # why a value is written
    "equal": mark("equal"),
    "fill_tripletex": mark("empty in Tripletex"),
    "fill_partner": mark("empty at the partner"),
    "partner_changed": mark("changed at the partner"),
    "tripletex_changed": mark("changed in Tripletex"),
    "cleared": mark("emptied on one side"),
    "both_changed": mark("changed on both sides"),
    "first_seen": mark("different on the two sides"),
    "assigned": mark("given by Tripletex"),
    "renumbered": mark("a new number, so that two can be kept apart"),
    "undo": mark("taken back"),
    # why a person is asked
    "newest_unknown": mark("different, and nobody knows which side was changed last"),
    "winner_invalid": mark(
        "different, and the side that would win holds a value that is not valid"
    ),
    "differs": mark("different on the two sides"),
    "same_name": mark("same name, and nothing else that tells whether the two are one"),
    "alike": mark("much is the same, but not enough to be sure that the two are one"),
    "same_details": mark("same details, but the rest speaks against the two being one"),
    "same_number": mark("same number, but the rest speaks against the two being one"),
    "gone_tripletex": mark("linked before, and no longer in Tripletex"),
    "gone_partner": mark("linked before, and no longer at the partner"),
    "many_gone": mark("many that were linked before are no longer there"),
}
"""The codes of ``Operation.because``, ``Match.evidence`` and ``Conflict.reason``."""

CLIENT_STATES: Mapping[ClientState, str] = {
    ClientState.WAITING: mark("Not begun"),
    ClientState.RUNNING: mark("Under way"),
    ClientState.INTERRUPTED: mark("Stopped on the way"),
    ClientState.DECIDE: mark("Needs decisions"),
    ClientState.FAILED: mark("Failed"),
    ClientState.DONE: mark("Done"),
}

ACCESS: Mapping[Access, str] = {
    Access.GIVEN: mark("Has given access"),
    Access.TOO_FEW: mark("Too few rights"),
    Access.WAITING: mark("Waits for access"),
    Access.UNEXPECTED: mark("Not in the list"),
}
