"""A plan as JSON is what the contract promises of it."""

from __future__ import annotations

import json

from wizard.documents.plans import plan_json
from wizard.model.connection import Company
from wizard.model.matching import Policy
from wizard.model.plan import KindCounts, Operation, SyncPlan, Verb
from wizard.model.records import Kind, Side


def test_a_plan_in_json() -> None:
    operation = Operation(
        "abc",
        Verb.CREATE,
        Side.TRIPLETEX,
        Kind.EMPLOYEE,
        "1021",
        "only_partner",
        source="7",
        fields={"first_name": "Kari", "bank_account": "12345678903"},
    )
    plan = SyncPlan(
        Company(1, "Fjell Bygg AS", "923609016"),
        "register.xlsx",
        (Kind.EMPLOYEE,),
        Policy(),
        (operation,),
        (),
        (),
        {Kind.EMPLOYEE: KindCounts(linked=3, equal=2, differing=1, only_partner=1)},
        fingerprint="f00",
    )
    assert json.loads(json.dumps(plan_json(plan))) == {
        "fingerprint": "f00",
        "counts": {
            "employee": {
                "linked": 3,
                "equal": 2,
                "differing": 1,
                "only_tripletex": 0,
                "only_partner": 1,
                "blocked": 0,
                "questions": 0,
            }
        },
        "operations": [
            {
                "id": "abc",
                "verb": "create",
                "side": "tripletex",
                "kind": "employee",
                "key": "1021",
                "fields": {"first_name": "Kari", "bank_account": "12345678903"},
                "because": "only_partner",
            }
        ],
    }
