"""The connector that lives in memory keeps the contract, on either side."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from contract.connector_suite import CUSTOMERS, FIELDS, ConnectorContract, Reopen

from wizard.model.mapping import MAPPINGS
from wizard.model.records import Kind, Record, Side
from wizard.partners.memory import MemoryEndpoint


@pytest.fixture(params=list(Side))
def endpoint(request: pytest.FixtureRequest) -> MemoryEndpoint:
    side: Side = request.param
    empty = dict.fromkeys(MAPPINGS[Kind.CUSTOMER].fields)
    customers = [
        Record(Kind.CUSTOMER, side, f"c{n}", {**empty, **dict(zip(FIELDS, row, strict=True))}, "1")
        for n, row in enumerate(CUSTOMERS)
    ]
    project = Record(Kind.PROJECT, side, "p1", {"number": "1", "name": "Hus"}, "1")
    return MemoryEndpoint(side, [*customers, project])


@pytest.fixture
def reopen(endpoint: MemoryEndpoint) -> Reopen:
    return lambda: endpoint


@pytest.fixture
def foreign(endpoint: MemoryEndpoint) -> Callable[[], object]:
    return lambda: endpoint.fetch(Kind.PROJECT)


class TestMemory(ConnectorContract):
    pass
