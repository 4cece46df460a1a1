"""A file of answers is hostile until it is parsed."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from wizard.documents import questions as questionfile
from wizard.documents import questionsheet
from wizard.documents.questions import read_answers, write_questions
from wizard.errors import UsageError
from wizard.model.matching import Choice, Conflict
from wizard.model.records import Kind

PAIR = Conflict("q", Kind.CUSTOMER, "same_name", "Berg", (Choice.LINK, Choice.SKIP))


def _refusal(path: Path) -> str:
    with pytest.raises(UsageError) as caught:
        read_answers(path, (PAIR,))
    [problem] = caught.value.problems
    return problem.code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[",
        "{}",
        "null",
        '[{"answer": "skip"}]',
        '[{"id": 7}]',
        '[{"id": "q", "answer": ["skip"]}]',
        "[" * 100_000,
        '[{"id": "q", "value": ' + "9" * 10_000 + "}]",
    ],
)
def test_json_of_another_shape_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "answers.json"
    path.write_text(text)
    assert _refusal(path) == "answers_unreadable"


@given(st.binary(max_size=200), st.sampled_from([".xlsx", ".json"]))
def test_noise_is_never_more_than_unreadable(
    tmp_path_factory: pytest.TempPathFactory, noise: bytes, suffix: str
) -> None:
    path = tmp_path_factory.mktemp("noise") / f"answers{suffix}"
    path.write_bytes(noise)
    if noise.strip() != b"[]":
        assert _refusal(path) == "answers_unreadable"


_PLACE = st.integers(0, 999)
_BENDS = st.lists(st.tuples(_PLACE, st.integers(0, 255)), min_size=1, max_size=5)


def _bent(data: bytes, bends: list[tuple[int, int]]) -> bytes:
    bent = bytearray(data)
    for thousandth, byte in bends:
        bent[len(bent) * thousandth // 1000] = byte
    return bytes(bent)


def _codes(path: Path) -> list[str]:
    try:
        read_answers(path, (PAIR,))
    except UsageError as error:
        return [problem.code for problem in error.problems]
    return []


@given(_BENDS, _PLACE)
def test_a_broken_workbook_is_never_more_than_a_problem(
    tmp_path_factory: pytest.TempPathFactory, bends: list[tuple[int, int]], cut: int
) -> None:
    folder = tmp_path_factory.mktemp("bent")
    whole, bent, short, odd = (
        folder / f"{name}.xlsx" for name in ("whole", "bent", "short", "odd")
    )
    write_questions(whole, (PAIR,))
    data = whole.read_bytes()
    bent.write_bytes(_bent(data, bends))
    short.write_bytes(data[: len(data) * cut // 1000])
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(odd, "w") as new:
        for name in old.namelist():
            new.writestr(name, _bent(old.read(name), bends))
    assert {*_codes(bent), *_codes(short), *_codes(odd)} <= {
        "answers_unreadable",
        "answers_no_columns",
        "answers_no_id",
        "answers_not_option",
        "answers_value_alone",
    }


def test_a_workbook_without_our_columns_is_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "answers.xlsx"
    workbook = Workbook()
    workbook.worksheets[0].append(["Id", "Answer"])
    workbook.save(path)
    assert _refusal(path) == "answers_no_columns"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_never_read(tmp_path: Path, encoding: str) -> None:
    good, bad = tmp_path / "good.xlsx", tmp_path / "bad.xlsx"
    write_questions(good, (PAIR,))
    entity = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(bad, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name.endswith("sheet1.xml"):
                head = f'<?xml version="1.0" encoding="{encoding}"?>{entity}'
                part = (head + part.decode().split("?>")[-1]).encode(encoding)
            new.writestr(name, part)
    assert _refusal(bad) == "answers_unreadable"


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questionsheet, "_LARGEST_UNPACKED", 1024 * 1024)
    path = tmp_path / "answers.xlsx"
    write_questions(path, (PAIR,))
    assert read_answers(path, (PAIR,)) == []
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/media/zeros.bin", bytes(2 * 1024 * 1024))
    assert _refusal(path) == "answers_unreadable"


def test_a_file_larger_than_any_set_of_answers_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "answers.json"
    path.write_text(json.dumps([{"id": "q", "answer": "skip"}]))
    assert len(read_answers(path, (PAIR,))) == 1
    monkeypatch.setattr(questionfile, "_LARGEST", 10)
    assert _refusal(path) == "answers_unreadable"
