"""A search over a plan's operations finds what a person means, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wizard.documents.filtering import OperationFinder
from wizard.model.plan import Operation, Verb
from wizard.model.records import Kind, Side

T, P = Side

OPERATIONS = (
    Operation("1", Verb.LINK, P, Kind.CUSTOMER, "Ås Bygg", "number", target="7"),
    Operation("2", Verb.CREATE, T, Kind.CUSTOMER, "10", "only_partner", fields={"name": "Vik AS"}),
    Operation(
        "3",
        Verb.UPDATE,
        T,
        Kind.EMPLOYEE,
        "11",
        "partner_changed",
        fields={"email": "kari@vik.no", "is_private": True, "city": None},
        before={"email": "KARI@GAMMEL.NO"},
    ),
)


@pytest.mark.parametrize(
    ("wanted", "positions"),
    [
        ({}, [0, 1, 2]),
        ({"kind": Kind.CUSTOMER}, [0, 1]),
        ({"side": T}, [1, 2]),
        ({"verb": Verb.UPDATE}, [2]),
        ({"kind": Kind.CUSTOMER, "side": T, "verb": Verb.CREATE}, [1]),
        ({"kind": Kind.PROJECT}, []),
        ({"text": "ås bygg"}, [0]),
        ({"text": "bygg A\u030aS"}, [0]),
        ({"text": "VIK"}, [1, 2]),
        ({"text": "vik kari"}, [2]),
        ({"text": "gammel"}, [2]),
        ({"text": "1"}, [1, 2]),
        ({"text": "vik", "side": P}, []),
        ({"text": "true"}, []),
        ({"text": "none"}, []),
        ({"text": "  "}, [0, 1, 2]),
    ],
)
def test_what_is_found(wanted: dict[str, str], positions: list[int]) -> None:
    assert OperationFinder(OPERATIONS).find(**wanted) == positions  # type: ignore[arg-type]


@given(
    st.none() | st.sampled_from(Kind),
    st.none() | st.sampled_from(Side),
    st.none() | st.sampled_from(Verb),
)
def test_nothing_else_is_found(kind: Kind | None, side: Side | None, verb: Verb | None) -> None:
    wanted = [
        at
        for at, one in enumerate(OPERATIONS)
        if (kind is None or one.kind is kind)
        and (side is None or one.side is side)
        and (verb is None or one.verb is verb)
    ]
    assert OperationFinder(OPERATIONS).find(kind=kind, side=side, verb=verb) == wanted
