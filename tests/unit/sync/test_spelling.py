"""One spelling of every value, and the key that its spellings share."""

from __future__ import annotations

import unicodedata

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.no import iban, kontonr, mva, orgnr
from unit.sync.building import CUSTOMER, EMPLOYEE, P, T, normal, raw

from wizard.model.mapping import MAPPINGS, FieldMapping, FieldType
from wizard.model.records import Side, Value
from wizard.sync.spelling import InvalidValueError, clean, fold, forms, key

FIELDS = [field for mapping in MAPPINGS.values() for field in mapping.fields.values()]
_LETTERS = "aåÅæÆøØéÉßzZ019 -.,@+/&'\u00a0\t"
_TEXTS = st.text(alphabet=_LETTERS, max_size=14) | st.text(max_size=8)
_VALUES = st.none() | st.booleans() | _TEXTS


def field(type_: FieldType) -> FieldMapping:
    return FieldMapping("it", type_)


@given(st.sampled_from(FIELDS), _VALUES)
def test_a_key_is_its_own_key(field: FieldMapping, value: Value) -> None:
    once = key(field, value)
    assert key(field, once) == once


@given(st.sampled_from(FIELDS), st.text(alphabet=_LETTERS, max_size=14))
def test_case_white_space_and_composition_make_no_difference(
    field: FieldMapping, text: str
) -> None:
    wanted = key(field, text)
    spaced = " \u00a0".join(["", *text.split(" "), ""])
    for other in (text.upper(), unicodedata.normalize("NFD", text), f"\t{text} ", spaced):
        if field.type in (FieldType.EMAIL, FieldType.DATE) and other is spaced:
            continue  # white space inside is no spelling of these
        assert key(field, other) == wanted, repr(other)


@given(_TEXTS, _TEXTS)
def test_different_words_keep_different_keys(one: str, other: str) -> None:
    text = field(FieldType.TEXT)
    if fold(" ".join(one.split())) != fold(" ".join(other.split())):
        assert key(text, one) != key(text, other)


@pytest.mark.parametrize(
    ("type_", "spellings"),
    [
        (FieldType.PHONE, ["91234567", "912 34 567", "+47 912 34 567", "0047 91234567"]),
        (FieldType.PHONE, ["+46 8 123 456 78", "0046812345678"]),
        (
            FieldType.ORGANIZATION_NUMBER,
            ["923609016", "923 609 016", "NO 923 609 016 MVA", "923609016MVA", "NO923609016"],
        ),
        (
            FieldType.BANK_ACCOUNT,
            ["86011117947", "8601.11.17947", "8601 11 17947", "NO93 8601 1117 947"],
        ),
        (FieldType.NUMBER, ["42", "0042", " 42 ", "00042"]),
        (FieldType.NUMBER, ["0", "000"]),
        (FieldType.NUMBER, ["A-7", "a-7"]),
        (FieldType.EMAIL, ["Kari@X.no", "kari@x.no"]),
        (FieldType.COUNTRY, ["no", "NO"]),
        (FieldType.TEXT, ["Ås  Bygg", "ÅS BYGG", "A\u030as bygg"]),
    ],
)
def test_spellings_of_one_value_share_a_key(type_: FieldType, spellings: list[str]) -> None:
    assert len({key(field(type_), one) for one in spellings}) == 1


@pytest.mark.parametrize(
    ("type_", "given_", "written"),
    [
        (FieldType.PHONE, "+4791234567", "91 23 45 67"),
        (FieldType.PHONE, "0046812345678", "+46 8 123 456 78"),
        (FieldType.PHONE, " ", None),
        (FieldType.NUMBER, "0042", "0042"),
        (FieldType.ORGANIZATION_NUMBER, "NO 923 609 016 MVA", "923609016"),
        (FieldType.BANK_ACCOUNT, "8601.11.17947", "86011117947"),
        (FieldType.DATE, "2024-02-29", "2024-02-29"),
        (FieldType.COUNTRY, "se", "SE"),
        (FieldType.TEXT, "  Ås\u00a0 Bygg ", "Ås Bygg"),
        (FieldType.TEXT, " \t", None),
    ],
)
def test_a_value_is_written_as_a_person_would(
    type_: FieldType, given_: str, written: str | None
) -> None:
    assert clean(field(type_), given_) == written


@pytest.mark.parametrize(
    ("type_", "wrong", "code"),
    [
        (FieldType.FLAG, "kanskje", "value_not_flag"),
        (FieldType.EMAIL, "kari", "value_not_email"),
        (FieldType.EMAIL, "kåre@x.no", "value_not_email"),
        (FieldType.DATE, "31.01.2024", "value_not_date"),
        (FieldType.DATE, "2024-02-30", "value_not_date"),
        (FieldType.DATE, "20240131", "value_not_date"),
        (FieldType.ORGANIZATION_NUMBER, "923609017", "value_not_organization_number"),
        (FieldType.BANK_ACCOUNT, "86011117948", "value_not_bank_account"),
        (FieldType.BANK_ACCOUNT, "8601111794", "value_not_bank_account"),
        (FieldType.BANK_ACCOUNT, "8", "value_not_bank_account"),
        (FieldType.BANK_ACCOUNT, "0000 4090403", "value_not_bank_account"),
        (FieldType.BANK_ACCOUNT, "konto 8601 11 17947", "value_not_bank_account"),
        (FieldType.BANK_ACCOUNT, "NO92 8601 1117 947", "value_not_bank_account"),
        (FieldType.BANK_ACCOUNT, "SE45 5000 0000 0583 9825 7466", "value_not_bank_account"),
    ],
)
def test_what_is_not_valid_says_why(type_: FieldType, wrong: str, code: str) -> None:
    with pytest.raises(InvalidValueError) as invalid:
        clean(field(type_), wrong)
    assert (invalid.value.code, str(invalid.value)) == (code, code)


@pytest.mark.parametrize("words", ["spør Kari", "123", "9123456", "+4712", "912 34 567 jobb"])
def test_an_answer_where_a_telephone_number_belongs_is_one(words: str) -> None:
    with pytest.raises(ValueError, match=r"^words are no telephone number$"):
        clean(field(FieldType.PHONE), words)


@pytest.mark.parametrize(
    ("type_", "given_", "both"),
    [
        (FieldType.TEXT, "Berg  AS", ("Berg AS", "berg as")),
        (FieldType.TEXT, " Berg\tAS ", ("Berg AS", "berg as")),
        (FieldType.TEXT, "STRAẞE A\u030aS", ("STRAẞE ÅS", "strasse ås")),
        (FieldType.PHONE, "Spør  Kari", ("Spør Kari", "spør kari")),
        (FieldType.PHONE, "123", ("123", "123")),
        (FieldType.NAME_OF, " Salg ", ("Salg", "salg")),
        (FieldType.NUMBER, "000", ("000", "0")),
        (FieldType.NUMBER, "0042", ("0042", "42")),
        (FieldType.NUMBER, "A-007", ("A-007", "a-007")),
        (FieldType.NUMBER, "٠٠٧", ("٠٠٧", "٠٠٧")),
        (FieldType.EMAIL, "Kari@X.no", ("Kari@X.no", "kari@x.no")),
        (FieldType.PHONE, "+46 8 123 456 78", ("+46 8 123 456 78", "+46812345678")),
        (FieldType.PHONE, "47 91 23 45 67", ("91 23 45 67", "+4791234567")),
        (FieldType.PHONE, "22334455", ("22 33 44 55", "+4722334455")),
        (FieldType.PHONE, "Spør Kari", ("Spør Kari", "spør kari")),
        (FieldType.DATE, "2024-02-29", ("2024-02-29", "2024-02-29")),
        (FieldType.ORGANIZATION_NUMBER, "no 923 609 016", ("923609016", "923609016")),
        (FieldType.ORGANIZATION_NUMBER, "923 609 016 mva", ("923609016", "923609016")),
        (FieldType.BANK_ACCOUNT, "NO93 8601 1117 947", ("86011117947", "86011117947")),
        (FieldType.COUNTRY, "se", ("SE", "SE")),
        (FieldType.FLAG, True, (True, True)),
        (FieldType.FLAG, False, (False, False)),
        (FieldType.FLAG, " ", (None, None)),
    ],
)
def test_a_value_has_one_written_form_and_one_key(
    type_: FieldType, given_: Value, both: tuple[Value, Value]
) -> None:
    assert forms(field(type_), given_, foreign=False) == both


def test_a_value_that_is_not_valid_is_compared_as_text() -> None:
    number, mail = field(FieldType.ORGANIZATION_NUMBER), field(FieldType.EMAIL)
    assert key(number, " SE 556703  7485") == "se5567037485"
    assert key(mail, "Kari  MOE ") == "kari moe"
    assert key(field(FieldType.FLAG), "Kanskje") == "kanskje"
    assert forms(number, " SE 556703-7485", foreign=True) == ("SE 556703-7485", "se556703-7485")
    with pytest.raises(InvalidValueError):
        forms(mail, "nei", foreign=True)


def test_an_empty_field_has_the_key_of_what_it_means() -> None:
    fields = MAPPINGS[CUSTOMER].fields
    assert key(fields["is_inactive"], None) is key(fields["is_inactive"], False) is False
    assert key(fields["country"], None) == key(fields["country"], "no") == "NO"


# what is plain is not sent the long way round; the answer is the library's all the same


@given(
    st.sampled_from(["", "+47", "0047", "+47 ", "00 47", "+46", "47", "0"]),
    st.from_regex(r"[0-9]{2,3}( ?[0-9]){4,6}", fullmatch=True),
)
def test_a_phone_number(country: str, digits: str) -> None:
    text = country + digits
    shown = e164 = text
    try:
        number = phonenumbers.parse(text, "NO")
    except phonenumbers.NumberParseException:
        number = phonenumbers.PhoneNumber()
    if phonenumbers.is_possible_number(number):
        home = number.country_code == 47
        style = phonenumbers.PhoneNumberFormat
        shown = phonenumbers.format_number(number, style.NATIONAL if home else style.INTERNATIONAL)
        e164 = phonenumbers.format_number(number, style.E164)
    assert forms(field(FieldType.PHONE), text, foreign=False) == (shown, e164)


@pytest.mark.parametrize("first", "23456789")
def test_every_norwegian_series_is_divided_as_the_library_divides_it(first: str) -> None:
    style = phonenumbers.PhoneNumberFormat.NATIONAL
    for series in range(0, 1000, 7):
        digits = f"{first}{series:03}4321"
        wanted = phonenumbers.format_number(phonenumbers.parse(digits, "NO"), style)
        assert clean(field(FieldType.PHONE), digits) == wanted


@given(st.from_regex(r"([89][0-9]{8})|([0-9]{8,10})", fullmatch=True))
def test_an_organization_number(text: str) -> None:
    valid = orgnr.is_valid(text) and not mva.is_valid(text)
    assert said(FieldType.ORGANIZATION_NUMBER, text) == (text if valid else None)


@given(st.integers(10**7, 10**9 - 1))
def test_an_organization_number_with_its_check_digit(stem: int) -> None:
    texts = [f"{stem}{digit}"[-9:] for digit in range(10)]
    for text in texts:
        wanted = text if orgnr.is_valid(text) else None
        assert said(FieldType.ORGANIZATION_NUMBER, text) == wanted


@given(st.from_regex(r"(NO[0-9]{2} ?)?[0-9]{4}[. ]?[0-9]{2}[. ]?[0-9]{4}", fullmatch=True))
def test_an_account_with_every_check_digit(stem: str) -> None:
    for text in [f"{stem}{digit}" for digit in range(10)]:
        digits = iban.to_kontonr(text) if iban.is_valid(text) else kontonr.compact(text)
        valid = len(digits) == 11 and kontonr.is_valid(digits)
        assert said(FieldType.BANK_ACCOUNT, text) == (digits if valid else None)


def said(type_: FieldType, text: str) -> Value:
    """The written form of a value; None where it is not valid."""
    try:
        return clean(field(type_), text)
    except InvalidValueError:
        return None


class TestNormalise:
    @pytest.mark.parametrize("side", [T, P])
    def test_only_the_partner_is_to_mend_a_value_that_is_not_valid(self, side: Side) -> None:
        found = normal(raw(CUSTOMER, side, "1", organization_number="923 609 017"))
        assert found.values == {"organization_number": "923 609 017"}
        assert found.keys == {"organization_number": "923609017"}
        codes = {name: fault.code for name, fault in found.faults.items()}
        expected = {"organization_number": "value_not_organization_number"}
        assert codes == (expected if side is P else {})

    def test_a_firm_abroad_has_a_number_of_its_own_kind(self) -> None:
        abroad = normal(raw(CUSTOMER, P, "1", organization_number="SE 556703-7485", country="se"))
        assert not abroad.faults
        number = MAPPINGS[CUSTOMER].fields["organization_number"]
        assert abroad.keys["organization_number"] == key(number, "SE556703-7485")
        assert forms(number, "SE 556703-7485", foreign=True)[0] == "SE 556703-7485"

    def test_a_fault_of_the_side_itself_is_kept(self) -> None:
        from dataclasses import replace

        from wizard.errors import Problem

        own = Problem("workbook.merged_row")
        read = replace(raw(EMPLOYEE, P, "1", email="nei"), faults={"email": own})
        assert normal(read).faults == {"email": own}

    def test_a_field_that_is_not_known_stays_unknown(self) -> None:
        assert normal(raw(EMPLOYEE, P, "1", email=None)).keys == {"email": None}
