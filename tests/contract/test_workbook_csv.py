"""The workbook as a folder of .csv files keeps the contract."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from contract.connector_suite import ConnectorContract, Reopen

from wizard.model.records import Kind
from wizard.partners.workbook import CONNECTOR

TEXT = """\
Vår ref;Kundenummer;Navn;E-post;Inaktiv;Land;Postnummer
ref 0;10001;Fjell Bygg AS;post@fjell.example;nei;Norge;0150
ref 1;10002;Ås Rør & Varme;;ja;Sverige;
"ref; 2";10003;Bølge «Hav» <AS>;hav@example.no;;;5003
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "Kunder.csv").write_text(TEXT, encoding="utf-8-sig", newline="\r\n")
    (tmp_path / "Annet.csv").write_bytes(b"\xff\xfe not ours \x00")
    return tmp_path


@pytest.fixture
def reopen(folder: Path) -> Reopen:
    return lambda: CONNECTOR.open({"file": str(folder)}, [Kind.CUSTOMER])


@pytest.fixture
def foreign(folder: Path) -> Callable[[], object]:
    def read() -> object:
        lines = (folder / "Kunder.csv").read_text(encoding="utf-8-sig").splitlines()
        first = [line.rpartition(";10")[0] for line in lines[1:4]]
        return first, (folder / "Annet.csv").read_bytes()

    return read


class TestCsv(ConnectorContract):
    pass
