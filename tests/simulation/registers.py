"""Two small registers of the same little world, drawn so that everything difficult occurs.

Every subject (a person, a firm, a job) carries a mark of its own in a field that is carried over
and that nothing is matched by. Whoever counts the marks of a side sees a duplicate, whatever the
engine thinks of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from wizard.model.mapping import MAPPINGS
from wizard.model.matching import Authority, Direction, Policy
from wizard.model.records import Kind, Side, Value
from wizard.practice.numbers import Numbers

T, P = Side.TRIPLETEX, Side.PARTNER
MARKS = {Kind.EMPLOYEE: "phone_mobile", Kind.CUSTOMER: "address", Kind.PROJECT: "description"}
"""The field of each kind that holds the mark."""

_FIRST = ("Kari", "Ola", "Håkon", "Haakon", "Ingrid", "Per")
_LAST = ("Nordmann", "Ås", "Hansen", "Vik", "Moe")
_FIRMS = ("Ås Bygg", "Berg", "Eik Rør", "Furu Eiendom", "Gran", "Vår Drift")
_JOBS = ("Tak", "Bad", "Garasje", "Hage", "Kai")
_DEPARTMENTS = ("Salg", "Service", "Lager", None)
_TELLING = frozenset({"number", "name", "first_name", "last_name", "email", "organization_number"})
_LEEWAY = 0.15


@dataclass
class Subject:
    """One person, firm or job, and what each side that knows it says of it."""

    kind: Kind
    mark: str
    said: dict[Side, dict[str, Value]] = field(default_factory=dict)
    customer: Subject | None = None
    manager: Subject | None = None

    def number(self, side: Side) -> Value:
        """The number a side knows it by."""
        return self.said.get(side, {}).get("number")


@dataclass(frozen=True)
class Registers:
    """What both sides hold, how the set-up decides, and whether the partner is a workbook."""

    subjects: tuple[Subject, ...]
    policy: Policy
    workbook: str
    anchored: bool


def drawn(dice: Random, *, workbook: str = "") -> Registers:
    """Registers of five to thirty records a kind with all that is difficult about them."""
    numbers = Numbers(dice)
    most = dice.choice([3, 3, 4, 4, 6, 12])
    people = [_subject(dice, Kind.EMPLOYEE, n, numbers) for n in range(dice.randint(2, most))]
    firms = [_subject(dice, Kind.CUSTOMER, n, numbers) for n in range(dice.randint(2, most))]
    jobs = [_subject(dice, Kind.PROJECT, n, numbers) for n in range(dice.randint(1, most // 2 + 1))]
    for job in jobs:
        job.customer = dice.choice([None, *firms])
        job.manager = dice.choice([None, *people])
    subjects = (*people, *firms, *jobs)
    _one_number_each(subjects)
    for one in subjects:
        _mark_apart(one)
    return Registers(subjects, _policy(dice), workbook, anchored=dice.random() < 0.5)


def _policy(dice: Random) -> Policy:
    directions = [Direction.BOTH] * 5 + list(Direction)
    fields = {Kind.CUSTOMER: {"email": Authority.PARTNER}} if dice.random() < 0.2 else {}
    authority = dice.choice([Authority.ASK, Authority.TRIPLETEX, Authority.PARTNER])
    return Policy(authority, dice.choice(directions), dice.choice(directions), fields)


def _subject(dice: Random, kind: Kind, turn: int, numbers: Numbers) -> Subject:
    draw = {Kind.EMPLOYEE: _person, Kind.CUSTOMER: _firm, Kind.PROJECT: _job}[kind]
    mark = {
        Kind.EMPLOYEE: f"9{turn:03}1000",
        Kind.CUSTOMER: f"Merkeveien {turn}",
        Kind.PROJECT: f"Merke {turn}",
    }[kind]
    values: dict[str, Value] = {**dict.fromkeys(MAPPINGS[kind].fields), **draw(dice, numbers)}
    values |= {MARKS[kind]: mark}
    subject = Subject(kind, mark)
    for side in dice.choice([(T,), (P,), (P,), (T, P), (T, P)]):
        subject.said[side] = dict(values)
    if len(subject.said) == 2:
        _tell_differently(dice, subject.said[P])
    return subject


def _mark_apart(subject: Subject) -> None:
    """Where perhaps nobody can see that the two are one, each has a mark of its own."""
    if len(subject.said) == 2:
        ours, theirs = subject.said[T], subject.said[P]
        if any(_plain(theirs[name]) != _plain(ours[name]) for name in _TELLING & ours.keys()):
            person = subject.kind is Kind.EMPLOYEE
            other = f"{subject.mark[:-1]}5" if person else f"{subject.mark} B"
            theirs[MARKS[subject.kind]] = other


def _plain(value: Value) -> str:
    return str(value or "").upper()


def _person(dice: Random, numbers: Numbers) -> dict[str, Value]:
    first, last = dice.choice(_FIRST), dice.choice(_LAST)
    born = f"19{dice.randint(60, 99)}-0{dice.randint(1, 9)}-1{dice.randint(0, 9)}"
    return {
        "number": dice.choice([None, str(dice.randint(1, 30))]),
        "first_name": first,
        "last_name": last,
        "email": dice.choice([None, f"{first[0]}{dice.randint(1, 99)}@x.example".lower()]),
        "date_of_birth": dice.choice([None, born]),
        "bank_account": dice.choice([None, numbers.account()]),
        "department": dice.choice(_DEPARTMENTS),
        "first_workday": dice.choice([None, "2024-02-01"]),
    }


def _firm(dice: Random, numbers: Numbers) -> dict[str, Value]:
    return {
        "number": dice.choice([None, str(dice.randint(10001, 10030))]),
        "name": f"{dice.choice(_FIRMS)} {dice.choice(['', '', 'AS'])}".strip(),
        "organization_number": dice.choice([None, numbers.organization()]),
        "email": dice.choice([None, f"post{dice.randint(1, 99)}@firma.example"]),
        "phone": dice.choice([None, numbers.landline()]),
        "is_private": dice.random() < 0.1,
        "is_inactive": dice.random() < 0.1,
        "city": dice.choice([None, "Bergen"]),
        "postal_code": dice.choice([None, "5003"]),
    }


def _job(dice: Random, numbers: Numbers) -> dict[str, Value]:
    return {
        "number": dice.choice([None, f"P{dice.randint(1, 12)}", str(dice.randint(1, 12))]),
        "name": f"{dice.choice(_JOBS)} {dice.randint(1, 4)}",
        "start_date": dice.choice(["2024-01-01", "2025-03-30", None]),
        "is_internal": False,
        "is_closed": dice.random() < 0.1,
    }


def _tell_differently(dice: Random, said: dict[str, Value]) -> None:
    """The partner spells some values otherwise, lacks some, and disagrees on some."""
    for name, value in said.items():
        if value is None or isinstance(value, bool) or dice.random() > _LEEWAY:
            continue
        turn = dice.randrange(3)
        if turn == 0:
            said[name] = None if name not in ("name", "first_name", "last_name") else value
        elif turn == 1 and name in ("name", "city", "email", "first_name", "last_name"):
            said[name] = value.upper()
        elif name in ("phone", "city", "postal_code", "name", "email", "number"):
            other = {"phone": "22334455", "city": "Voss", "postal_code": "5700"}
            other |= {"name": f"{value} Vest", "email": "annen@x.example", "number": "77"}
            said[name] = other[name]


def _one_number_each(subjects: tuple[Subject, ...]) -> None:
    """In Tripletex no two of a kind share a number or an e-mail; firms and jobs have a number."""
    taken: set[tuple[Kind, str, Value]] = set()
    for turn, subject in enumerate(subjects):
        ours = subject.said.get(T)
        if ours is None:
            continue
        numbered = subject.kind is not Kind.EMPLOYEE
        if (numbered and ours["number"] is None) or (subject.kind, "n", ours["number"]) in taken:
            ours["number"] = f"9{turn:03}"
        if ours.get("email") and (subject.kind, "e", ours["email"]) in taken:
            ours["email"] = None
        taken |= {(subject.kind, "n", ours["number"]), (subject.kind, "e", ours.get("email"))}


def pointing(subject: Subject, side: Side) -> dict[str, Value]:
    """What a side says of a subject, its references by the numbers that side uses."""
    said = dict(subject.said[side])
    for name, target in (
        ("customer_number", subject.customer),
        ("manager_number", subject.manager),
    ):
        if target is not None:
            known = side if side in target.said else side.other
            said[name] = target.number(known)
    return said
