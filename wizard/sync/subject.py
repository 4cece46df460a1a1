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
_WORD: Final = re.compile(r"[^\W_]+")
_STRONG: Mapping[Kind, tuple[str, ...]] = {
    Kind.DEPARTMENT: ("number",),
    Kind.EMPLOYEE: ("number",),
    Kind.CUSTOMER: ("number", "organization_number"),
    Kind.PROJECT: ("number",),
}
"""What only one can have."""
_WITH_NAME: Mapping[Kind, tuple[str, ...]] = {
    Kind.EMPLOYEE: ("email", "date_of_birth"),
    Kind.CUSTOMER: ("email",),
}
"""What only one of a name can have."""
_HINTS: Mapping[Kind, tuple[str, ...]] = {
    Kind.EMPLOYEE: ("email", "date_of_birth", "bank_account", "phone_mobile"),
    Kind.CUSTOMER: ("email", "phone", "phone_mobile", "address"),
    Kind.PROJECT: ("customer_number",),
}
_TELLING_APART: Mapping[Kind, tuple[str, ...]] = {
    Kind.DEPARTMENT: (),
    Kind.EMPLOYEE: ("date_of_birth",),
    Kind.CUSTOMER: ("organization_number", "is_private"),
    Kind.PROJECT: (),
}
_REMEMBERED: Final = 2**17
"""How many names are: more than a register has, as both sides spell them."""
_TRANSLITERATED: Final = (("aa", "a"), ("ae", "a"), ("oe", "o"), ("æ", "a"), ("ø", "o"))


def name_of(record: Record) -> str:
    """The record's name: first and last name of a person, the name of anything else."""
    if record.kind is Kind.EMPLOYEE:
        first, last = record.values.get("first_name"), record.values.get("last_name")
        return f"{first} {last}" if first and last else str(first or last or "")
    return str(record.values.get("name") or "")


def folded_name(record: Record) -> str:
    """The name as it is compared: no accents, no word order, no legal form of a firm."""
    name = name_of(record)
    return folded_firm(name) if record.kind is Kind.CUSTOMER else folded(name)


@lru_cache(_REMEMBERED)
def folded(name: str) -> str:
    """A name without accents and word order."""
    return _folded(_words(name))


@lru_cache(_REMEMBERED)
def folded_firm(name: str) -> str:
    """The same, and without the legal form of a firm."""
    words = _words(name)
    return _folded([word for word in words if word not in _FIRM_FORMS] or words)


def _words(name: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", name).casefold())


def _folded(words: list[str]) -> str:
    return " ".join(sorted(_plain(" ".join(words)).split(" ")))


def ties_of(record: Record) -> list[Tie]:
    """What ties this record to others that share it: its number, and its strong keys."""
    kind, keys = record.kind, record.keys
    ties: list[Tie] = [
        (field, str(value)) for field in _STRONG[kind] if (value := keys.get(field)) is not None
    ]
    said = [field for field in _WITH_NAME.get(kind, ()) if keys.get(field)]
    if said and (name := folded_name(record)):
        ties += [(field, _NAME, str(keys[field]), name) for field in said]
    return ties


def fields_of(tie: Tie) -> Iterator[str]:
    """The fields that a tie is made of."""
    for name in tie[: len(tie) // 2]:
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
    mine, theirs = one.keys, other.keys
    return tuple(
        [
            name
            for name in _TELLING_APART[one.kind]
            if (said := mine.get(name)) is not None
            and (there := theirs.get(name)) is not None
            and said != there
        ]
    )


def _plain(text: str) -> str:
    """One spelling for «Håkon», «Haakon» and «Hakon», for «Bjørn» and «Bjoern»."""
    for typed, letter in _TRANSLITERATED:
        text = text.replace(typed, letter)
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
