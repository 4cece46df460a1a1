"""What Tripletex's refusals mean: one table, read by status, code and field, never by text.

The words of an answer follow the language of the key's owner and change between releases. They
are shown to people as detail, with the code and the request id that Tripletex's support asks
for, but nothing is decided by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wizard.errors import Actor, Problem, RefusedError
from wizard.http.reply import Reply, TransportFault, Trouble
from wizard.model.journal import OutcomeState

_State = OutcomeState
_LONGEST_DETAIL = 1000


class ApiFault(Exception):  # noqa: N818 - a fault is the field's word for it
    """A call that did not give what was asked for.

    ``state`` is what became of it where it was a write, ``status`` what HTTP said (0 where there
    was no answer), and ``request`` the id that Tripletex gave the request.
    """

    def __init__(
        self, state: OutcomeState, problem: Problem, *, status: int = 0, request: str = ""
    ) -> None:
        super().__init__(problem.code)
        self.state = state
        self.problem = problem
        self.status = status
        self.request = request

    def as_error(self) -> RefusedError:
        """The same as the error that reading raises: by reading, nothing was written."""
        return RefusedError(self.problem)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: it holds for a status (or its first digit, or 0 for any), a code and a field.

    ``field`` is matched against the names of the fields the answer complains about.
    """

    status: int
    code: int | None
    field: str | None
    state: OutcomeState
    problem: str
    actor: Actor


_NUMBER = r"customerNumber|employeeNumber|departmentNumber|number"

CALLS: Sequence[Row] = (
    Row(401, None, None, _State.UNSENT, "tripletex.session_refused", Actor.USER),
    Row(403, None, None, _State.REJECTED, "tripletex.forbidden", Actor.ADMINISTRATOR),
    Row(404, 6000, None, _State.REJECTED, "tripletex.not_found", Actor.USER),
    Row(404, None, None, _State.REJECTED, "tripletex.wrong_address", Actor.IT),
    Row(409, 7000, None, _State.EXISTS, "tripletex.exists", Actor.USER),
    Row(409, 14000, None, _State.EXISTS, "tripletex.exists", Actor.USER),
    Row(409, 8000, None, _State.STALE, "tripletex.changed", Actor.USER),
    Row(409, 10000, None, _State.UNSENT, "tripletex.locked", Actor.USER),
    Row(422, 23000, None, _State.REJECTED, "tripletex.too_many", Actor.VENDOR),
    Row(
        422,
        18000,
        r"projectManager(\.id)?",
        _State.REJECTED,
        "tripletex.manager_without_access",
        Actor.ADMINISTRATOR,
    ),
    Row(
        422,
        18000,
        r"(employments\.)?division(\.id)?|employee",
        _State.REJECTED,
        "tripletex.division_missing",
        Actor.USER,
    ),
    Row(
        422,
        18000,
        r"(employments\.)?employee\.dateOfBirth",
        _State.REJECTED,
        "tripletex.birth_date_missing",
        Actor.USER,
    ),
    Row(
        422,
        18000,
        r"department(\.id)?",
        _State.REJECTED,
        "tripletex.department_missing",
        Actor.USER,
    ),
    # an address in use may belong to a user of another company, whom no look-up here can find
    Row(422, 18000, "email", _State.REJECTED, "tripletex.email_refused", Actor.USER),
    Row(422, 18000, _NUMBER, _State.EXISTS, "tripletex.number_in_use", Actor.USER),
    Row(422, 15000, r".+", _State.REJECTED, "tripletex.value_refused", Actor.USER),
    Row(422, 16000, r".+", _State.REJECTED, "tripletex.value_refused", Actor.USER),
    Row(422, 18000, r".+", _State.REJECTED, "tripletex.value_refused", Actor.USER),
    Row(422, 18000, None, _State.REJECTED, "tripletex.refused", Actor.USER),
    Row(422, None, None, _State.REJECTED, "tripletex.not_understood", Actor.VENDOR),
    Row(429, None, None, _State.UNSENT, "tripletex.busy", Actor.USER),
    Row(400, None, None, _State.REJECTED, "tripletex.not_understood", Actor.VENDOR),
    Row(4, None, None, _State.REJECTED, "tripletex.refused", Actor.USER),
    Row(5, None, None, _State.UNCERTAIN, "tripletex.unavailable", Actor.TRIPLETEX),
    Row(0, None, None, _State.UNCERTAIN, "tripletex.unreadable", Actor.TRIPLETEX),
)

SESSIONS: Sequence[Row] = (
    Row(
        422,
        None,
        r"(arg:)?consumerToken",
        _State.UNSENT,
        "tripletex.consumer_token_refused",
        Actor.VENDOR,
    ),
    Row(
        422,
        None,
        r"(arg:)?refreshToken",
        _State.UNSENT,
        "tripletex.internal_key_refused",
        Actor.USER,
    ),
    Row(404, 21000, None, _State.UNSENT, "tripletex.wrong_address", Actor.IT),
    Row(422, None, r"(arg:)?employeeToken", _State.UNSENT, "tripletex.key_refused", Actor.USER),
    Row(404, None, None, _State.UNSENT, "tripletex.key_refused", Actor.USER),
    Row(401, None, None, _State.UNSENT, "tripletex.key_refused", Actor.USER),
    # what a company without Integrasjoner is answered is not documented; it is this or the above
    Row(403, None, None, _State.UNSENT, "tripletex.integrations_off", Actor.ADMINISTRATOR),
    *CALLS,
)

_TROUBLES: Mapping[Trouble, tuple[OutcomeState, str]] = {
    Trouble.REFUSED: (_State.UNSENT, "http.unreachable"),
    Trouble.PROXY: (_State.UNSENT, "http.proxy"),
    Trouble.TLS: (_State.UNSENT, "http.certificate"),
    Trouble.BROKEN: (_State.UNCERTAIN, "http.broken"),
}


def fault_of(reply: Reply, host: str, table: Sequence[Row] = CALLS) -> ApiFault:
    """What an answer that is not a success means."""
    fields = _fields(reply.body)
    body = reply.body if isinstance(reply.body, dict) else {}
    if reply.unreadable is not None and reply.status not in (401, 429) and reply.status < 500:
        return unreadable(reply, host)
    row = next(row for row in table if _holds(row, reply.status, body.get("code"), fields))
    params = {"host": host, "field": ", ".join(fields)}
    problem = Problem(row.problem, row.actor, params=params, detail=_detail(reply, body))
    return ApiFault(row.state, problem, status=reply.status, request=_request(reply, body))


def unreadable(reply: Reply, host: str) -> ApiFault:
    """An answer that is not what Tripletex answers; a write may or may not have happened."""
    why = reply.unreadable.value if reply.unreadable else "shape"
    fault = _unreadable(
        f"HTTP {reply.status} ({why}) {reply.request_id}".strip(), host, reply.status
    )
    fault.request = reply.request_id
    return fault


def unreadable_rows(host: str) -> ApiFault:
    """A list in which a row does not say which record it is."""
    return _unreadable("id, version", host, 200)


def _unreadable(detail: str, host: str, status: int) -> ApiFault:
    problem = Problem("tripletex.unreadable", Actor.TRIPLETEX, params={"host": host}, detail=detail)
    return ApiFault(_State.UNCERTAIN, problem, status=status)


def transport_fault(fault: TransportFault) -> ApiFault:
    """What it means that there was no answer at all."""
    state, code = _TROUBLES[fault.trouble]
    params = {"host": fault.host, "cause": fault.cause}
    return ApiFault(state, Problem(code, Actor.IT, params=params, detail=fault.cause))


def _holds(row: Row, status: int, code: object, fields: Sequence[str]) -> bool:
    return (
        row.status in (status, status // 100, 0)
        and row.code in (None, code)
        and (row.field is None or any(re.fullmatch(row.field, name) for name in fields))
    )


def _messages(body: object) -> Iterator[Mapping[str, Any]]:
    found = body.get("validationMessages") if isinstance(body, dict) else None
    for message in found if isinstance(found, list) else ():
        if isinstance(message, dict):
            yield message


def _fields(body: object) -> Sequence[str]:
    """The fields an answer complains about; one complaint may name several, by comma."""
    names = (str(message.get("field") or "") for message in _messages(body))
    return [part.strip() for name in names for part in name.split(",") if part.strip()]


def _detail(reply: Reply, body: Mapping[str, Any]) -> str:
    """What Tripletex itself said: status and code, its words, and the request's id."""
    said = [str(body["message"])] if body.get("message") else []
    for message in _messages(body):
        field = f"{message['field']}: " if message.get("field") else ""
        said.append(f"{field}{message.get('message') or ''}")
    head = f"{reply.status}/{body.get('code', '-')}"
    return " · ".join(filter(None, [head, *said, _request(reply, body)]))[:_LONGEST_DETAIL]


def _request(reply: Reply, body: Mapping[str, Any]) -> str:
    return str(body.get("requestId") or reply.request_id)
