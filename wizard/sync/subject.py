"""Whether two records speak of the same person, firm or project.

Equal numbers prove nothing by themselves: two registers that grew apart give number 14 to two
different people. So a pair found by number is only a pair when the rest agrees with it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

from rapidfuzz import fuzz

from wizard.model.records import Kind, Record, Value

_FIRM_FORMS: Final = frozenset({"as", "asa", "ans", "da", "enk", "sa", "ba", "ks", "nuf", "ab"})
_NAME: Final = "<name>"
_STRONG: Mapping[Kind, tuple[tuple[str, ...], ...]] = {
    Kind.EMPLOYEE: (("email", _NAME), ("date_of_birth", _NAME)),
    Kind.CUSTOMER: (("organization_number",), ("email", _NAME)),
}
_TRANSLITERATED: Final = (("aa", "a"), ("ae", "a"), ("oe", "o"), ("æ", "a"), ("ø", "o"))
_ALIKE: Final = 88.0
"""Two names with at least this token similarity (0 to 100) are spellings of one name.

A dropped letter, «Aas» for «Ås» and «Knutsen» for «Knudsen» stay above; «Kari» and «Karin» with
the same surname do too, which is why a birth date that differs overrules it.
"""


def name_of(record: Record) -> str:
    """The record's name: first and last name of a person, the name of anything else."""
    if record.kind is Kind.EMPLOYEE:
        parts = (record.values.get("first_name"), record.values.get("last_name"))
        return " ".join(str(part) for part in parts if part)
    return str(record.values.get("name") or "")


def folded_name(record: Record) -> str:
    """The name as it is compared: no accents, no word order, no legal form of a firm."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", name_of(record)).casefold())
    if record.kind is Kind.CUSTOMER:
        words = [word for word in words if word not in _FIRM_FORMS] or words
    return " ".join(sorted(_plain(word) for word in words))


def ties_of(record: Record) -> Iterator[tuple[str, ...]]:
    """What ties this record to others that share it: its number, and its strong keys."""
    number = record.keys.get("number")
    if number is not None:
        yield ("number", str(number))
    for names in _STRONG.get(record.kind, ()):
        parts = [folded_name(record) if name == _NAME else record.keys.get(name) for name in names]
        if all(parts):
            yield (*names, *(str(part) for part in parts))


def agreeing(one: Record, other: Record) -> tuple[str, ...]:
    """The fields that tell subjects apart and are known and equal on both sides."""
    return tuple(
        name
        for name in ("organization_number", "email", "date_of_birth", "bank_account")
        if _known(one, name) is not None and _known(one, name) == _known(other, name)
    )


def contradicting(one: Record, other: Record) -> tuple[str, ...]:
    """The fields that by themselves say that the two are not the same subject."""
    clashes = [
        name
        for name in ("organization_number", "date_of_birth")
        if None not in (_known(one, name), _known(other, name))
        and _known(one, name) != _known(other, name)
    ]
    if one.kind is Kind.CUSTOMER and one.keys.get("is_private") != other.keys.get("is_private"):
        clashes.append("is_private")
    return tuple(clashes)


def same_subject(one: Record, other: Record) -> bool:
    """Whether two records with the same number are one and the same person, firm or project."""
    agree, clash = agreeing(one, other), contradicting(one, other)
    if "organization_number" in agree:
        return True
    if "organization_number" in clash or "is_private" in clash:
        return False
    if _alike(folded_name(one), folded_name(other)):
        # one wrong digit in a birth date is common; but then something else must agree
        return not clash or "email" in agree or "bank_account" in agree
    # a new surname: the person is the same when what never changes is
    return one.kind is Kind.EMPLOYEE and not clash and len(agree) >= 2


def _alike(name: str, other: str) -> bool:
    """Whether two folded names are spellings of one; «Storgata 11» and «Storgata 12» are not."""
    figures = re.findall(r"\d+", name) == re.findall(r"\d+", other)
    return figures and fuzz.token_sort_ratio(name, other) >= _ALIKE


def _plain(word: str) -> str:
    """One spelling for «Håkon», «Haakon» and «Hakon», for «Bjørn» and «Bjoern»."""
    for typed, letter in _TRANSLITERATED:
        word = word.replace(typed, letter)
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def _known(record: Record, name: str) -> Value:
    return record.keys.get(name)
