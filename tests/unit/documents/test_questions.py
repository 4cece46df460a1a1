"""Questions go out as a file and come back as answers, in either form and either language."""

from __future__ import annotations

import getpass
import json
import os
import stat
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from wizard import i18n
from wizard.documents.problems import problem_json
from wizard.documents.questions import read_answers, write_questions
from wizard.documents.words import choice_word
from wizard.errors import FailedError, UsageError
from wizard.model.mapping import MAPPINGS, FieldType
from wizard.model.matching import Choice, Conflict, Resolution
from wizard.model.records import Kind

_ANSWER, _VALUE, _ID = 8, 9, 10  # columns, as Excel counts them
_FIELD = (Choice.TRIPLETEX, Choice.PARTNER, Choice.VALUE, Choice.SKIP)
_PAIR = (Choice.LINK, Choice.APART, Choice.SKIP)

EMAIL = Conflict(
    "q-email", Kind.EMPLOYEE, "differs", "1004 Nina Aas", _FIELD, "email", "n@a.no", "nina@a.no"
)
START = Conflict(
    "q-start", Kind.PROJECT, "both_changed", "2050 Garasje", _FIELD, "start_date", "2024-01-31", ""
)
PRIVATE = Conflict(
    "q-private", Kind.CUSTOMER, "differs", "10042 Ås", _FIELD, "is_private", "True", "False"
)
PAIR = Conflict(
    "q-pair", Kind.CUSTOMER, "same_name", "Berg", _PAIR, tripletex="10 Berg", partner="rad 7"
)
POSTAL = Conflict(
    "q-postal", Kind.CUSTOMER, "differs", "10042 Ås", _FIELD, "postal_code", "1430", "1432"
)
ALL = (EMAIL, START, PRIVATE, PAIR, POSTAL)
FORMS = pytest.mark.parametrize("suffix", [".xlsx", ".json"])


def signed(question: Conflict, choice: Choice, value: Any, path: Path) -> Resolution:
    """An answer as it is read from a file: by whom, when the file was saved, and about what."""
    at = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
    about = (question.kind, question.subject, question.field)
    return Resolution(question.id, choice, value, getpass.getuser(), at, *about)


def _answer(path: Path, answers: Mapping[int, tuple[Any, Any]]) -> None:
    """Answer as a person would: by row, counted from 0, an answer and an own value."""
    if path.suffix == ".json":
        entries = json.loads(path.read_text(encoding="utf-8"))
        for at, (answer, value) in answers.items():
            entries[at] |= {"answer": answer, "value": value}
        path.write_text(json.dumps(entries), encoding="utf-8")
        return
    workbook = load_workbook(path)
    for at, (answer, value) in answers.items():
        workbook.worksheets[0].cell(at + 3, _ANSWER, answer)
        workbook.worksheets[0].cell(at + 3, _VALUE, value)
    workbook.save(path)


def _codes(caught: pytest.ExceptionInfo[UsageError]) -> list[str]:
    return [problem.code for problem in caught.value.problems]


@FORMS
def test_unanswered_questions_stay_open(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"questions{suffix}"
    write_questions(path, ALL)
    assert read_answers(path, ALL) == []


@FORMS
@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_the_file_is_for_this_user_only(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"questions{suffix}"
    write_questions(path, ALL)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


@st.composite
def _cases(draw: st.DrawFn) -> tuple[list[Conflict], dict[int, Choice]]:
    fields = [
        (k, n)
        for k in Kind
        for n, f in MAPPINGS[k].fields.items()
        if f.type in (FieldType.TEXT, FieldType.NAME_OF, FieldType.COUNTRY)
    ]
    questions = [
        Conflict(f"{at:024x}", kind, "differs", draw(st.text(max_size=9)), options, field, "a", "b")
        for at in range(draw(st.integers(1, 6)))
        for kind, field in [draw(st.sampled_from(fields))]
        for options in [tuple(draw(st.permutations(_FIELD)))[: draw(st.integers(1, 4))]]
    ]
    picked = draw(st.sets(st.sampled_from(range(len(questions)))))
    return questions, {at: draw(st.sampled_from(questions[at].options)) for at in sorted(picked)}


_LANGUAGE = st.sampled_from(["nb", "en"])
_SPELLINGS: list[Callable[[Choice, str], str]] = [
    choice_word,
    lambda choice, language: choice_word(choice, language).upper(),
    lambda choice, language: f" {choice_word(choice, language)} ",
    lambda choice, language: choice.value,
    lambda choice, language: choice.value.title(),
]


@given(_cases(), st.sampled_from([".xlsx", ".json"]), _LANGUAGE, _LANGUAGE, st.data())
def test_answers_come_back_in_either_form_and_language(
    tmp_path_factory: pytest.TempPathFactory,
    case: tuple[list[Conflict], dict[int, Choice]],
    suffix: str,
    writes: str,
    reads: str,
    data: st.DataObject,
) -> None:
    questions, picked = case
    spell = data.draw(st.sampled_from(_SPELLINGS))
    path = tmp_path_factory.mktemp("round") / f"questions{suffix}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(i18n, "_chosen", [writes])
        write_questions(path, questions)
        value = {at: "+47 912" if c is Choice.VALUE else None for at, c in picked.items()}
        _answer(path, {at: (spell(c, reads), value[at]) for at, c in picked.items()})
        patch.setattr(i18n, "_chosen", [reads])
        found = read_answers(path, questions)
    assert found == [
        signed(questions[at], choice, value[at], path) for at, choice in picked.items()
    ]


@FORMS
@pytest.mark.parametrize(
    ("at", "given", "meant"),
    [
        (4, 1433, "1433"),
        (4, 1433.0, "1433"),
        (0, " ny@a.no ", "ny@a.no"),
        (1, "03.02.2025", "2025-02-03"),
        (1, "3.2.2025", "2025-02-03"),
        (1, "2025-02-03", "2025-02-03"),
        (2, "Ja", True),
        (2, "no", False),
        (2, False, False),
    ],
)
def test_an_own_value_is_what_was_meant(
    tmp_path: Path, suffix: str, at: int, given: object, meant: object
) -> None:
    path = tmp_path / f"questions{suffix}"
    write_questions(path, ALL)
    _answer(path, {at: ("value", given)})
    assert [one.value for one in read_answers(path, ALL)] == [meant]


def test_a_date_that_excel_made_a_date_of_is_one(tmp_path: Path) -> None:
    path = tmp_path / "questions.xlsx"
    write_questions(path, ALL)
    _answer(path, {1: ("Egen verdi", datetime(2025, 2, 3))})
    assert [one.value for one in read_answers(path, ALL)] == ["2025-02-03"]


@FORMS
@pytest.mark.parametrize(
    ("at", "answer", "value", "code"),
    [
        (0, "Link the two", None, "answers_not_option"),
        (0, "tripletx", None, "answers_not_option"),
        (3, "partner", None, "answers_not_option"),
        (0, "Own value", None, "answers_value_missing"),
        (0, "Own value", "  ", "answers_value_missing"),
        (0, None, "ny@a.no", "answers_value_alone"),
        (0, "Partner", "ny@a.no", "answers_value_alone"),
        (1, "Own value", "31.02.2025", "answers_value_date"),
        (1, "Own value", True, "answers_value_date"),
        (2, "Own value", "kanskje", "answers_value_flag"),
        (0, "Own value", "kari@", "answers_value_unfit"),
    ],
)
def test_an_answer_that_cannot_stand_is_named_with_its_row(
    tmp_path: Path, suffix: str, at: int, answer: object, value: object, code: str
) -> None:
    path = tmp_path / f"questions{suffix}"
    write_questions(path, ALL)
    _answer(path, {at: (answer, value)})
    with pytest.raises(UsageError) as caught:
        read_answers(path, ALL)
    assert _codes(caught) == [code]
    [problem] = caught.value.problems
    row = str(at + (3 if suffix == ".xlsx" else 1))
    assert problem.params["row"] == row
    assert problem.subject == ALL[at].subject
    assert f"Row {row}" in problem_json(problem)["message"]


@FORMS
def test_every_row_that_is_wrong_is_told_at_once(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"questions{suffix}"
    write_questions(path, ALL)
    _answer(path, {0: ("what", None), 1: ("partner", None), 3: ("value", "x")})
    with pytest.raises(UsageError) as caught:
        read_answers(path, ALL)
    assert _codes(caught) == ["answers_not_option", "answers_not_option"]
    allowed = problem_json(caught.value.problems[1])["remedy"]
    assert (
        allowed
        == "Choose one of these in row {}: «Link the two», «Keep apart», «Leave alone».".format(
            6 if suffix == ".xlsx" else 4
        )
    )


@FORMS
def test_the_same_question_twice_must_have_the_same_answer(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"questions{suffix}"
    write_questions(path, (EMAIL, EMAIL))
    _answer(path, {0: ("partner", None), 1: ("Partner", None)})
    assert read_answers(path, ALL) == [signed(EMAIL, Choice.PARTNER, None, path)]
    _answer(path, {1: ("Tripletex", None)})
    with pytest.raises(UsageError) as caught:
        read_answers(path, ALL)
    assert _codes(caught) == ["answers_two"]


@FORMS
def test_an_answer_to_an_old_question_is_passed_over(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"questions{suffix}"
    write_questions(path, ALL)
    _answer(path, {0: ("nonsense", None), 3: ("link", None)})
    assert read_answers(path, (PAIR,)) == [signed(PAIR, Choice.LINK, None, path)]


def test_an_answer_whose_id_is_gone_is_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "questions.xlsx"
    write_questions(path, ALL)
    workbook = load_workbook(path)
    workbook.worksheets[0].cell(3, _ID).value = None
    workbook.save(path)
    assert read_answers(path, ALL) == []
    _answer(path, {0: ("partner", None)})
    with pytest.raises(UsageError) as caught:
        read_answers(path, ALL)
    assert _codes(caught) == ["answers_no_id"]


def test_the_sheet_shows_what_a_person_needs_to_choose(tmp_path: Path) -> None:
    path = tmp_path / "questions.xlsx"
    i18n.use("nb")
    write_questions(path, ALL)
    sheet = load_workbook(path).worksheets[0]
    note, header, *rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert sheet.title == "Spørsmål"
    assert str(note[0]).startswith("Velg et svar")
    assert header[:3] == ["Type", "Gjelder", "Felt"]
    assert header[7:] == ["Svar", "Egen verdi", "Id"]
    assert rows[1][:6] == [
        "Prosjekt",
        "2050 Garasje",
        "Startdato",
        "31.01.2024",
        "–",
        "Endret på begge sider",
    ]
    assert rows[2][3:5] == ["Ja", "Nei"]
    assert rows[3][2:5] == ["–", "10 Berg", "rad 7"]
    assert rows[3][6] == "Koble sammen, Hold fra hverandre, La være"
    assert sheet.freeze_panes == "A3"
    assert not sheet["J3"].alignment.wrap_text  # a wrapped id would make every row tall
    assert sheet["H3"].value is None
    assert sheet["I3"].number_format == "@"  # so that 0123 and 1-2 stay what was typed
    assert sheet.column_dimensions["J"].width < sheet.column_dimensions["B"].width


def test_each_answer_is_chosen_from_a_list_of_what_is_allowed(tmp_path: Path) -> None:
    path = tmp_path / "questions.xlsx"
    write_questions(path, (EMAIL, START, PAIR, PRIVATE))
    lists = load_workbook(path).worksheets[0].data_validations.dataValidation
    assert {str(one.sqref): one.formula1 for one in lists} == {
        "H3:H4 H6": '"Tripletex,Partner,Own value,Leave alone"',
        "H5": '"Link the two,Keep apart,Leave alone"',
    }


def test_values_from_a_register_stay_text(tmp_path: Path) -> None:
    path = tmp_path / "questions.xlsx"
    danger = Conflict("q", Kind.CUSTOMER, "differs", "=1+1", _FIELD, "name", "@SUM(A1)", "-2+3")
    write_questions(path, (danger,))
    cells = next(load_workbook(path).worksheets[0].iter_rows(min_row=3))
    assert [cells[at].value for at in (1, 3, 4)] == ["=1+1", "@SUM(A1)", "-2+3"]
    assert {cell.data_type for cell in cells if cell.value} == {"s"}


def test_a_workbook_is_read_by_its_headings_wherever_they_stand(tmp_path: Path) -> None:
    path = tmp_path / "questions.xlsx"
    workbook = Workbook()
    workbook.create_sheet("Mine notater").append(["husk"])
    sheet = workbook.create_sheet("Flyttet")
    sheet.append([])
    sheet.append(["min merknad"])
    sheet.append([" ID ", "svar", "Egen Verdi"])
    sheet.append(["q-pair", "hold fra hverandre"])
    workbook.save(path)
    assert read_answers(path, ALL) == [signed(PAIR, Choice.APART, None, path)]


def test_json_holds_the_questions_for_programs(tmp_path: Path) -> None:
    path = tmp_path / "questions.json"
    write_questions(path, (EMAIL,))
    assert json.loads(path.read_text(encoding="utf-8")) == [
        {
            "id": "q-email",
            "kind": "employee",
            "subject": "1004 Nina Aas",
            "reason": "differs",
            "field": "email",
            "tripletex": "n@a.no",
            "partner": "nina@a.no",
            "options": ["tripletex", "partner", "value", "skip"],
            "answer": None,
            "value": None,
        }
    ]


def test_json_that_notepad_has_saved_is_read(tmp_path: Path) -> None:
    path = tmp_path / "questions.json"
    path.write_bytes(b'\xef\xbb\xbf[{"id": "q-pair", "answer": "skip"}]')
    assert [one.choice for one in read_answers(path, ALL)] == [Choice.SKIP]


@pytest.mark.parametrize("name", ["questions.csv", "questions", "questions.xls"])
def test_another_kind_of_file_is_refused_both_ways(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError) as caught:
        write_questions(tmp_path / name, ALL)
    assert _codes(caught) == ["answers_suffix"]
    with pytest.raises(UsageError) as caught:
        read_answers(tmp_path / name, ALL)
    assert _codes(caught) == ["answers_suffix"]


@FORMS
def test_a_missing_file_and_a_missing_folder_are_told(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / "nowhere" / f"questions{suffix}"
    with pytest.raises(UsageError) as caught:
        read_answers(path, ALL)
    assert _codes(caught) == ["answers_missing"]
    with pytest.raises(FailedError):
        write_questions(path, ALL)
