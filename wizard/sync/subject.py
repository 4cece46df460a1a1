"""What a record says of whom it speaks: its name as it is compared, and what ties it to others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final

from wizard.model.records import Kind, Record

Tie = tuple[str, ...]
"""What two records may share: the names of the fields, then their values."""

_FIRM_FORMS: Final = frozenset({"as", "asa", "ans", "da", "enk", "sa", "ba", "ks", "nuf", "ab"})
_NAME: Final = "<name>"
_STRONG: Mapping[Kind, tuple[tuple[str, ...], ...]] = {
    Kind.EMPLOYEE: (("email", _NAME), ("date_of_birth", _NAME)),
    Kind.CUSTOMER: (("organization_number",), ("email", _NAME)),
}
_HINTS: Mapping[Kind, tuple[str, ...]] = {
    Kind.EMPLOYEE: ("email", "date_of_birth", "bank_account", "phone_mobile"),
    Kind.CUSTOMER: ("email", "phone", "phone_mobile", "address"),
    Kind.PROJECT: ("customer_number",),
}
_TRANSLITERATED: Final = (("aa", "a"), ("ae", "a"), ("oe", "o"), ("æ", "a"), ("ø", "o"))


def name_of(record: Record) -> str:
    """The record's name: first and last name of a person, the name of anything else."""
    if record.kind is Kind.EMPLOYEE:
        parts = (record.values.get("first_name"), record.values.get("last_name"))
        return " ".join(str(part) for part in parts if part)
    return str(record.values.get("name") or "")


def folded_name(record: Record) -> str:
    """The name as it is compared: no accents, no word order, no legal form of a firm."""
    return folded(name_of(record), firm=record.kind is Kind.CUSTOMER)


@lru_cache(maxsize=1 << 17)
def folded(name: str, *, firm: bool = False) -> str:
    """A name without accents and word order, and that of a firm without its legal form."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", name).casefold())
    if firm:
        words = [word for word in words if word not in _FIRM_FORMS] or words
    return " ".join(sorted(_plain(word) for word in words))


def ties_of(record: Record) -> Iterator[Tie]:
    """What ties this record to others that share it: its number, and its strong keys."""
    number = record.keys.get("number")
    if number is not None:
        yield ("number", str(number))
    name = folded_name(record)
    for names in _STRONG.get(record.kind, ()):
        parts = [name if field == _NAME else record.keys.get(field) for field in names]
        if all(parts):
            yield (*names, *(str(part) for part in parts))


def fields_of(tie: Tie) -> Iterator[str]:
    """The fields that a tie is made of."""
    for name in tie[: len(tie) // 2 or 1]:
        yield from ("name", "first_name", "last_name") if name == _NAME else (name,)


def hints_of(record: Record) -> Iterator[Tie]:
    """What two records of one subject may share where nothing ties them: a name, a detail."""
    name = folded_name(record)
    if name:
        yield ("name", name)
    for field in _HINTS.get(record.kind, ()):
        value = record.keys.get(field)
        if value is not None:
            # a mobile number may stand as the phone on the other side
            yield (field.removesuffix("_mobile"), str(value))


def contradicting(one: Record, other: Record) -> tuple[str, ...]:
    """The fields that by themselves say that the two are not the same subject."""
    fields = ["organization_number", "date_of_birth"]
    if one.kind is Kind.CUSTOMER:
        fields.append("is_private")
    return tuple(
        name
        for name in fields
        if (said := one.keys.get(name)) is not None
        and (there := other.keys.get(name)) is not None
        and said != there
    )


def _plain(word: str) -> str:
    """One spelling for «Håkon», «Haakon» and «Hakon», for «Bjørn» and «Bjoern»."""
    for typed, letter in _TRANSLITERATED:
        word = word.replace(typed, letter)
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
