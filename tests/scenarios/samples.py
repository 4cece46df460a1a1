"""A pair of registers with one of everything that a first synk meets."""

from __future__ import annotations

from scenarios.registers import P, T, record

from wizard.model.records import Kind, Record

E, C, J, D = Kind.EMPLOYEE, Kind.CUSTOMER, Kind.PROJECT, Kind.DEPARTMENT


def ours() -> list[Record]:
    """What stands in Tripletex."""
    kari = {"first_name": "Kari", "last_name": "Nordmann", "email": "kari@x.no"}
    return [
        record(D, T, "d1", name="Salg"),
        record(E, T, "1", number="1", department="Salg", **kari),
        record(E, T, "2", number="2", first_name="Ola", last_name="Hansen", department="Salg"),
        record(E, T, "3", number="3", first_name="Per", last_name="Ås", date_of_birth="1980-01-01"),
        record(C, T, "11", number="10001", name="Ås Bygg AS", organization_number="923609016"),
        record(C, T, "12", number="20002", name="Berg AS", organization_number="974760673"),
        record(J, T, "21", number="P1", name="Hus", customer_number="10001", manager_number="1"),
        record(J, T, "22", number="P9", name="Vår", customer_number="20002", manager_number="3"),
    ]


def theirs() -> list[Record]:
    """What stands at the partner."""
    kari = {"first_name": "KARI", "last_name": "Nordmann", "email": "Kari@x.no"}
    nils = {"first_name": "Nils", "last_name": "Vik", "department": "Lager"}
    work = {"first_workday": "2024-02-01", "date_of_birth": "1990-05-05"}
    days = {"first_workday": "2020-01-01", "date_of_birth": "1980-01-01"}
    return [
        record(E, P, "a1", anchored=False, number="01", phone_mobile="91234567", **kari),
        record(E, P, "a2", number="2", first_name="Berit", last_name="Moe"),
        record(E, P, "a3", number="3", first_name="Per", last_name="Ås", email="per@x.no", **days),
        record(E, P, "a4", number="4", **nils, **work),
        record(C, P, "c1", number="10001", name="Ås Bygg AS", organization_number="923 609 016"),
        record(C, P, "c3", number="10003", name="Eik AS", email="post@eik.no"),
        record(C, P, "c4", number="10004", name="Furu AS", phone="22334455"),
        record(C, P, "c5", number="10005", name="Gran AS"),
        record(C, P, "c8", number="88", name="Feil", organization_number="923609017"),
        record(C, P, "c9", name="Ny kunde"),
        record(J, P, "p1", number="p1", name="Hus", customer_number="10001", end_date="2025-01-01"),
        record(
            J,
            P,
            "p2",
            number="P2",
            name="Nytt",
            customer_number="10003",
            manager_number="4",
            start_date="2024-01-01",
        ),
        record(J, P, "p3", number="P3", name="Uten dato", manager_number="4"),
    ]
