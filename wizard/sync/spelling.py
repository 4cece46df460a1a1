"""Spelling: the one way a value is written, and the key by which its spellings are compared.

A value keeps what a person would want written (trimmed, NFC); its key is what two spellings of
the same value share, so that «Aas  Bygg» and «AAS BYGG», «912 34 567» and «+4791234567» are
equal and neither is rewritten.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from itertools import accumulate
from typing import Final

import phonenumbers
from stdnum.no import iban, kontonr, mva, orgnr

from wizard.errors import Problem
from wizard.model.mapping import FieldMapping, FieldType
from wizard.model.records import Record, Value

HOME: Final = "NO"
"""The country whose rules hold where none is named."""

_NINE_DIGITS = re.compile(r"[0-9]{9}")
_ELEVEN_DIGITS = re.compile(r"(?!0000)[0-9]{11}")  # what is a giro account in disguise, is not
_NORWEGIAN_PHONE = re.compile(r"(?:(?:\+|00)47)?([2-9][0-9]{7})")
_EMAIL = re.compile(r"[\x21-\x7e]+@[^@\s.]+(?:\.[^@\s.]+)+")


class InvalidValueError(ValueError):
    """The value is not what its field holds; ``code`` says how, and begins with ``value_not_``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def is_invalid(fault: Problem) -> bool:
    """Whether a fault is a value that could be read, but breaks the rules of its field."""
    return fault.code.startswith("value_not_")


def key(field: FieldMapping, value: Value) -> Value:
    """The form in which a value of this field is compared; a value that is not valid is text."""
    try:
        return forms(field, value, foreign=False)[1]
    except InvalidValueError:
        text = fold(_tidy(str(value)) or "")
        # firms abroad space their number as they like
        return text.replace(" ", "") if field.type is FieldType.ORGANIZATION_NUMBER else text


def is_foreign(record: Record) -> bool:
    """Whether a record is of a firm abroad, whose numbers follow other rules."""
    country = record.values.get("country")
    return country != HOME and str(country or HOME).strip().upper() != HOME


def is_valid(field: FieldMapping, value: Value, record: Record) -> bool:
    """Whether a record's value is one that this field can hold; an empty one always is."""
    try:
        forms(field, value, foreign=is_foreign(record))
    except InvalidValueError:
        return False
    return True


def clean(field: FieldMapping, value: Value) -> Value:
    """A person's own answer as it would be written; raises ``ValueError`` where it is invalid.

    A register may hold words where a telephone number belongs; an answer may not.
    """
    written = forms(field, value, foreign=False)[0]
    if field.type is FieldType.PHONE and written and not _telephone(str(written)):
        raise ValueError("words are no telephone number")
    return written


def forms(field: FieldMapping, raw: Value, *, foreign: bool) -> tuple[Value, Value]:
    """The written form and the key of a value; ``foreign`` where it belongs to a firm abroad."""
    if raw is None:
        return None, field.empty_is
    if raw is True or raw is False:
        return raw, raw
    text = _tidy(raw)
    if text is None:
        return None, field.empty_is
    if foreign and field.type is FieldType.ORGANIZATION_NUMBER:
        return text, fold(text).replace(" ", "")
    return _FORMS[field.type](text)


def _tidy(raw: str) -> str | None:
    """NFC, one space for any run of white space, nothing at the ends; empty text is empty."""
    if raw.isascii() and raw.isprintable() and "  " not in raw:
        return raw.strip() or None  # as nearly all are: one look, and no copy
    return " ".join(unicodedata.normalize("NFC", raw).split()) or None


def fold(text: str) -> str:
    """The text with case out of the way."""
    folded = text.lower() if text.isascii() else unicodedata.normalize("NFC", text.casefold())
    return text if folded == text else folded  # one object for both, where they are equal


def _flag(text: str) -> tuple[str, str]:
    raise InvalidValueError("value_not_flag")


def _text(text: str) -> tuple[str, str]:
    return text, fold(text)


def _number(text: str) -> tuple[str, str]:
    # «0042» and «42» are the same number: one of the systems holds it as an integer
    return text, (text.lstrip("0") or "0") if text.isdecimal() and text.isascii() else fold(text)


def _email(text: str) -> tuple[str, str]:
    if not _EMAIL.fullmatch(text):
        raise InvalidValueError("value_not_email")
    return text, fold(text)


def _phone(text: str) -> tuple[str, str]:
    return _telephone(text) or _text(text)


def _telephone(text: str) -> tuple[str, str] | None:
    """A telephone number; None where it cannot be one."""
    plain = _NORWEGIAN_PHONE.fullmatch(text.replace(" ", ""))
    return _norwegian_phone(plain[1]) if plain else _any_phone(text)


def _norwegian_phone(digits: str) -> tuple[str, str]:
    """What ``_any_phone`` says of eight digits at home, at a thirtieth of the time."""
    first, second, third = _grouping(digits[0])
    shown = f"{digits[:first]} {digits[first:second]} {digits[second:third]} {digits[third:]}"
    return shown.rstrip(), f"+47{digits}"


@cache
def _grouping(first: str) -> tuple[int, int, int]:
    """Where Norwegian numbers that begin with this digit are divided, as phonenumbers has it."""
    number = phonenumbers.parse(f"{first}0000000", HOME)
    shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    lengths = [len(group) for group in shown.split(" ")]
    ends = [*accumulate(lengths), 8, 8]
    return ends[0], ends[1], ends[2]


def _any_phone(text: str) -> tuple[str, str] | None:
    try:
        number = phonenumbers.parse(text, HOME)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    home = number.country_code == phonenumbers.country_code_for_region(HOME)
    style = phonenumbers.PhoneNumberFormat
    shown = phonenumbers.format_number(number, style.NATIONAL if home else style.INTERNATIONAL)
    return shown, phonenumbers.format_number(number, style.E164)


def _date(text: str) -> tuple[str, str]:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise InvalidValueError("value_not_date") from None
    if day.isoformat() != text:  # «20240131» is a date too, but not how one is written here
        raise InvalidValueError("value_not_date")
    return text, text


def _organization_number(text: str) -> tuple[str, str]:
    digits = text.replace(" ", "")
    if _NINE_DIGITS.fullmatch(digits):
        # no VAT number: its check digit is all there is to look at
        if not _is_organization_number(digits):
            raise InvalidValueError("value_not_organization_number")
        return digits, digits
    compact = str(orgnr.compact(text.removeprefix("NO").removeprefix("no")))
    if mva.is_valid(text):
        compact = str(mva.compact(text)).removesuffix("MVA")
    if not orgnr.is_valid(compact):
        raise InvalidValueError("value_not_organization_number")
    return compact, compact


def _is_organization_number(digits: str) -> bool:
    return bool(orgnr.checksum(digits) == 0)


def _bank_account(text: str) -> tuple[str, str]:
    digits = text.replace(" ", "").replace(".", "")
    if not _ELEVEN_DIGITS.fullmatch(digits):
        # an IBAN begins with its country
        is_iban = not text[0].isdigit() and iban.is_valid(text)
        digits = str(iban.to_kontonr(text) if is_iban else kontonr.compact(text))
    if len(digits) != 11 or not _is_account(digits):
        raise InvalidValueError("value_not_bank_account")
    return digits, digits


def _is_account(digits: str) -> bool:
    return bool(kontonr.is_valid(digits))


def _country(text: str) -> tuple[str, str]:
    return text.upper(), text.upper()


_FORMS: Mapping[FieldType, Callable[[str], tuple[Value, Value]]] = {
    FieldType.TEXT: _text,
    FieldType.NAME_OF: _text,
    FieldType.NUMBER: _number,
    FieldType.EMAIL: _email,
    FieldType.PHONE: _phone,
    FieldType.DATE: _date,
    FieldType.FLAG: _flag,
    FieldType.ORGANIZATION_NUMBER: _organization_number,
    FieldType.BANK_ACCOUNT: _bank_account,
    FieldType.COUNTRY: _country,
}
