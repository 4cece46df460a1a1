"""A small pair of registers in which every sort of row occurs."""

from __future__ import annotations

from unit.sync.building import CUSTOMER, EMPLOYEE, P, T, whole
from unit.sync.surveying import survey

from wizard.model.matching import Conflict
from wizard.model.records import Record
from wizard.review.gathering import review
from wizard.review.rows import Review, Row
from wizard.sync.engine import Survey

OLA: tuple[Record, Record] = (
    whole(
        EMPLOYEE,
        T,
        "t1",
        number="104",
        first_name="Ola",
        last_name="Hansen",
        phone_mobile="91234567",
        date_of_birth="1980-01-01",
        email=None,
    ),
    whole(
        EMPLOYEE,
        P,
        "p1",
        number="104",
        first_name="Ola",
        last_name="Hansen",
        phone_mobile="93456712",
        date_of_birth="1980-01-01",
        email="ola@fjellbygg.no",
    ),
)
AAS: tuple[Record, Record] = (
    whole(
        EMPLOYEE,
        T,
        "t2",
        number="120",
        first_name="Nils",
        last_name="Aas",
        date_of_birth="1984-09-12",
    ),
    whole(
        EMPLOYEE,
        P,
        "p2",
        number="120",
        first_name="Nina",
        last_name="Aas",
        date_of_birth="1991-01-30",
    ),
)
FIRM: tuple[Record, Record] = (
    whole(CUSTOMER, T, "c1", number="1", name="Nord AS", organization_number="923609016"),
    whole(
        CUSTOMER,
        P,
        "d1",
        number="1",
        name="Nord AS",
        organization_number="923609016",
        email="post@nord.no",
        city="Bodø",
    ),
)
LAME = whole(CUSTOMER, P, "d2", number="2")


def registers(*more: Record) -> Survey:
    """Ola differs, the two Aas share a number, the firm is filled."""
    return survey(*OLA, *AAS, *FIRM, *more, kinds=(EMPLOYEE, CUSTOMER))


def row(found: Review, name: str, field: str | None = None) -> Row:
    """The row of a record and a field."""
    return next(one for one in found.rows if (one.name, one.field) == (name, field))


def asked(found: Review, name: str, field: str | None = None) -> Conflict:
    """The question of a row."""
    question = row(found, name, field).question
    assert question is not None
    return question


__all__ = ["AAS", "FIRM", "LAME", "OLA", "asked", "registers", "review", "row"]
