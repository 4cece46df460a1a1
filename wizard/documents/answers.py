"""What a person answered in a file, made into resolutions, or into what is wrong with each row."""

from __future__ import annotations

import getpass
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from wizard.documents.words import NO, YES, choice_word, field_word
from wizard.errors import Problem, UsageError
from wizard.i18n import LANGUAGES, translate
from wizard.model.mapping import MAPPINGS, FieldType
from wizard.model.matching import Choice, Conflict, Resolution
from wizard.model.records import Kind, Value
from wizard.sync.spelling import clean


@dataclass(frozen=True, slots=True)
class Answerer:
    """Who answers, and when, as a resolution says it: ISO text with its offset."""

    name: str
    at: str


@dataclass(frozen=True, slots=True)
class Answered:
    """One row of a file, as it was read; ``row`` is the number a person finds it by.

    ``value`` is the own value as the file holds it: text, a number, a flag, a date, or None.
    """

    row: int
    id: str
    answer: str
    value: object = None

    @property
    def has_value(self) -> bool:
        """Whether an own value is filled in."""
        return self.value is not None and str(self.value).strip() != ""


def resolve(
    rows: Iterable[Answered], questions: Sequence[Conflict], by: Answerer
) -> list[Resolution]:
    """The resolutions that the rows amount to; raises ``UsageError`` naming every bad row."""
    open_ = {question.id: question for question in questions}
    words = _words()
    found: dict[str, tuple[int, Resolution]] = {}
    problems = []
    for row in rows:
        if not row.answer and not row.has_value:
            continue
        if not row.id:
            problems.append(Problem("answers_no_id", params={"row": str(row.row)}))
        elif question := open_.get(row.id):
            judged = _judge(row, question, words)
            if isinstance(judged, Problem):
                problems.append(judged)
                continue
            judged = _signed(judged, question, by)
            first, before = found.setdefault(row.id, (row.row, judged))
            if before != judged:
                problems.append(_wrong("answers_two", row, question, first=str(first)))
    if problems:
        raise UsageError(*problems)
    return [resolution for _, resolution in found.values()]


def _judge(row: Answered, question: Conflict, words: Mapping[str, Choice]) -> Resolution | Problem:
    if not row.answer:
        return _wrong("answers_value_alone", row, question)
    choice = words.get(_plain(row.answer))
    if choice is None or choice not in question.options:
        return _wrong("answers_not_option", row, question, answer=row.answer)
    own = choice is Choice.VALUE
    if own is not row.has_value:
        code = "answers_value_missing" if own else "answers_value_alone"
        return _wrong(code, row, question)
    if not own or question.field is None:
        return Resolution(question.id, choice)
    try:
        value = own_value(question.kind, question.field, row.value)
    except ValueError:
        holds = MAPPINGS[question.kind].fields[question.field].type
        label = field_word(question.kind, question.field)
        return _wrong(_UNFIT.get(holds, "answers_value_unfit"), row, question, field=label)
    return Resolution(question.id, choice, value)


def own_value(kind: Kind, field: str, said: object) -> Value:
    """A person's own value, read in either language and spelled as the field spells it.

    Raises ``ValueError`` where the field cannot hold it.
    """
    holds = MAPPINGS[kind].fields[field]
    value = clean(holds, _READERS.get(holds.type, _text)(said))
    if value is None:
        raise ValueError("nothing is no answer")
    return value


def _signed(answer: Resolution, question: Conflict, by: Answerer) -> Resolution:
    return replace(
        answer,
        decided_by=by.name,
        decided_at=by.at,
        kind=question.kind,
        subject=question.subject,
        field=question.field,
    )


def user() -> str:
    """The user name of whoever runs the program; empty where the system has none for them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def _wrong(code: str, row: Answered, question: Conflict, **params: str) -> Problem:
    allowed = ", ".join(f"«{choice_word(one)}»" for one in question.options)
    about = {"row": str(row.row), "allowed": allowed, **params}
    return Problem(code, kind=question.kind.value, subject=question.subject, params=about)


def _words() -> Mapping[str, Choice]:
    """Every word and code that is an answer."""
    spoken = {
        _plain(choice_word(choice, language)): choice for choice in Choice for language in LANGUAGES
    }
    return spoken | {choice.value: choice for choice in Choice}


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


def _text(value: object) -> Value:
    """Text as a person meant it; a number is written without decimals it does not have."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.date().isoformat() if isinstance(value, datetime) else str(value).strip()


def _flag(value: object) -> Value:
    if isinstance(value, bool):
        return value
    word = _plain(str(value))
    yes, no = ({_plain(translate(one, language)) for language in LANGUAGES} for one in (YES, NO))
    if word not in yes | no:
        raise ValueError("neither yes nor no")
    return word in yes


def _date(value: object) -> Value:
    if isinstance(value, datetime):
        return value.date().isoformat()
    text = str(value).strip()
    style = "%d.%m.%Y" if "." in text else "%Y-%m-%d"
    return datetime.strptime(text, style).date().isoformat()


_READERS: Mapping[FieldType, Callable[[object], Value]] = {
    FieldType.DATE: _date,
    FieldType.FLAG: _flag,
}
_UNFIT = {FieldType.DATE: "answers_value_date", FieldType.FLAG: "answers_value_flag"}
