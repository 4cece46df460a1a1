"""Evidence: what speaks for two records being one person, firm or project, and what against.

Equal numbers prove nothing by themselves: two registers that grew apart give number 14 to two
different people. So a pair found by number is only a pair when the rest agrees with it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from rapidfuzz.distance import OSA

from wizard.model.records import Kind, Record, Value
from wizard.sync.subject import contradicting, folded, folded_name

_AGREEING: Final = ("number", "organization_number", "email", "date_of_birth", "bank_account")
_LASTING: Final = frozenset({"email", "date_of_birth", "bank_account"})
_CLAIMS: Final = frozenset({"number", "organization_number"})
_WORTH: Final = {"organization_number": 4, "email": 3, "date_of_birth": 3, "bank_account": 3}
_WORTH_NUMBER: Final = 2
_AGAINST: Final = 3


class Likeness(IntEnum):
    """How alike two names are, and what that is worth beside other evidence."""

    OTHER = 0
    PART = 1  # the first name of a person, a word of a firm
    ALIKE = 2  # a letter or two apart
    SAME = 3


_CODES: Final = {
    Likeness.SAME: ("name",),
    Likeness.ALIKE: ("similar_name",),
    Likeness.PART: ("part_of_name",),
    Likeness.OTHER: (),
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What two records say of being one.

    ``agree`` and ``hints`` are the codes of what is equal: what tells subjects apart, and what
    only hints at it, the name first. ``against`` are the fields that contradict.
    """

    likeness: Likeness
    agree: tuple[str, ...]
    hints: tuple[str, ...]
    against: tuple[str, ...]
    kind: Kind

    @property
    def same_name(self) -> bool:
        """Whether the two names are spellings of one."""
        return self.likeness >= Likeness.ALIKE

    @property
    def proves(self) -> bool:
        """Whether the two are one, and nobody needs to be asked."""
        agree, lasting = set(self.agree), len(_LASTING.intersection(self.agree))
        if "organization_number" in agree:
            # under another name it may be another branch of the firm: then the number decides
            return self.likeness is Likeness.SAME or "number" in agree
        if self.against:
            # one wrong digit in a birth date is common; but then more must agree
            mistaken = self.against == ("date_of_birth",) and bool(
                agree & {"email", "bank_account"}
            )
            return mistaken and "number" in agree and self.same_name
        if self.likeness is Likeness.SAME:
            return bool(agree)
        if self.likeness is Likeness.ALIKE:
            return "number" in agree or lasting >= 2
        # a new surname: the person is the same when what never changes is
        married = self.kind is Kind.EMPLOYEE and self.likeness is Likeness.PART
        return married and (lasting >= 2 or {"number", "date_of_birth"} <= agree)

    @property
    def level(self) -> int:
        """What goes before what: nobody is paired with another than its organisation number says.

        2 is proven with that number, 1 is proven without it, or has it and is not proven.
        """
        return self.proves + ("organization_number" in self.agree)

    @property
    def suggests(self) -> bool:
        """Whether a person has to be asked if the two are one."""
        if _CLAIMS.intersection(self.agree):
            return True
        if self.likeness is Likeness.SAME and self.agree:
            return True
        if self.against or self.likeness is Likeness.OTHER:
            return False
        return self.likeness is Likeness.SAME or len(self.agree) + len(self.hints) > 1

    @property
    def points(self) -> int:
        """How much speaks for the two: of several that suggest themselves, most is likeliest."""
        worth = sum(_WORTH.get(name, _WORTH_NUMBER) for name in self.agree)
        return worth + self.likeness + len(self.hints) - _AGAINST * len(self.against)


def surely(one: Record, other: Record) -> tuple[str, ...]:
    """What agrees of two with one name and nothing against it; nothing where it takes weighing.

    Where it says something, ``weigh`` says that it ``proves`` and ``agree`` is the same; it is
    there because nearly all pairs are such, and it is quick.
    """
    name = folded_name(one)
    if not name or name != folded_name(other) or contradicting(one, other):
        return ()
    return () if _elsewhere(one, other) else _agreeing(one, other)


def weigh(one: Record, other: Record) -> Evidence:
    """The evidence on two records of one kind; the order of the two does not matter."""
    likeness = _likeness(one, other)
    return Evidence(
        likeness,
        _agreeing(one, other),
        (*_CODES[likeness], *_hints(one, other)),
        (*contradicting(one, other), *_elsewhere(one, other)),
        one.kind,
    )


def _agreeing(one: Record, other: Record) -> tuple[str, ...]:
    mine, theirs = one.keys, other.keys
    return tuple(
        [
            name
            for name in _AGREEING
            if (said := mine.get(name)) is not None and said == theirs.get(name)
        ]
    )


def _elsewhere(one: Record, other: Record) -> tuple[str, ...]:
    """A project of another customer that began on another day is another: «Vedlikehold» twice."""
    if one.kind is not Kind.PROJECT:
        return ()
    fields = ("customer_number", "start_date")
    told = all(one.keys.get(name) and other.keys.get(name) for name in fields)
    apart = told and not any(_equal(one, other, name) for name in fields)
    return ("customer_number",) if apart else ()


def _hints(one: Record, other: Record) -> list[str]:
    hints = [name for name in ("customer_number", "start_date") if _equal(one, other, name)]
    if _equal(one, other, "address") and _equal(one, other, "postal_code"):
        hints.append("address")
    if _phones(one) & _phones(other):
        hints.append("phone")
    return hints


def _likeness(one: Record, other: Record) -> Likeness:
    name, there = folded_name(one), folded_name(other)
    if name == there:
        return Likeness.SAME if name else Likeness.OTHER
    if re.findall(r"\d+", name) != re.findall(r"\d+", there):
        return Likeness.OTHER  # «Storgata 11» and «Storgata 12»
    words, others = name.split(), there.split()
    if _alike(words, others):
        return Likeness.ALIKE
    if one.kind is Kind.EMPLOYEE:
        part = _alike(_first(one), _first(other))
    else:
        shared = [word for word in set(words) & set(others) if len(word) > 2 and word.isalpha()]
        part = one.kind is Kind.CUSTOMER and bool(shared)
    return Likeness.PART if part else Likeness.OTHER


def _alike(words: list[str], others: list[str]) -> bool:
    """Whether every word has one of its own among the others that is it, perhaps mistyped."""
    mine, theirs = Counter(words), Counter(others)
    left = list((theirs - mine).elements())
    for word in (mine - theirs).elements():
        near = next((one for one in left if OSA.distance(word, one) <= _slips(word, one)), None)
        if near is None:
            return False
        left.remove(near)
    return bool(words) and not left


def _slips(one: str, other: str) -> int:
    """How many letters may be wrong where two words are still the same one."""
    shorter = min(len(one), len(other))
    return 2 if shorter > 7 else 1 if shorter > 2 else 0


def _first(person: Record) -> list[str]:
    return folded(str(person.values.get("first_name") or "").partition(" ")[0]).split()


def _phones(record: Record) -> set[Value]:
    return {record.keys.get("phone"), record.keys.get("phone_mobile")} - {None}


def _equal(one: Record, other: Record, name: str) -> bool:
    return one.keys.get(name) is not None and one.keys.get(name) == other.keys.get(name)
