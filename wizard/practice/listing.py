"""Lists: how they are cut into pages, sorted, and fingerprinted."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Sequence
from typing import Any

from . import refusals, wording
from .call import Answer, Call
from .derived import DERIVED
from .render import renderer, selected
from .schema import NESTED, Model, Type, model
from .tables import Entity, Values
from .wording import Text

MOST_PER_PAGE = 1000
"""Default page size, and here also the largest; the real service's cap is not documented."""

NO_CHECKSUM = "Checksum not yet supported for this endpoint"
NOT_ASKED_FOR = "'If-None-Match' header not specified"

_SortKey = Callable[[Entity], tuple[bool, Any]]


def list_answer(
    call: Call, of: Model, rows: Collection[Entity], *, checksum: bool = False
) -> Answer:
    """The page of `rows` that the call asks for."""
    start = _whole_number(call, "from", 0, wording.FROM_NEGATIVE)
    count = min(_whole_number(call, "count", MOST_PER_PAGE, wording.COUNT_NEGATIVE), MOST_PER_PAGE)
    if len(rows) > call.options.max_matches:
        raise refusals.too_many_matches()
    render = renderer(call, of, selected(call))
    ordered = _sorted(call, of, rows)
    digest = NO_CHECKSUM
    if checksum:
        digest = _digest(call, ordered) if call.if_none_match else NOT_ASKED_FOR
        if call.if_none_match and call.if_none_match.strip('"') == digest:
            return Answer(304)
    page = ordered[start : start + count]
    return Answer(200, envelope([render(row) for row in page], start, len(ordered), digest))


def envelope(values: Sequence[Values], start: int, total: int, digest: str | None) -> Values:
    """The vendor's list envelope around a page. fullResultSize is deliberately not the total:
    it only tells that more may exist."""
    end = start + len(values)
    return {
        "fullResultSize": end + (1 if total > end else 0),
        "from": start,
        "count": len(values),
        "versionDigest": digest,
        "values": values,
    }


def _whole_number(call: Call, name: str, default: int, refusal: Text) -> int:
    raw = call.query.get(name, "")
    if not raw:
        return default
    try:
        number = int(raw)
    except ValueError:
        # The text that has been seen asks for a whole number; that it also answers letters is
        # likely, not known.
        raise refusals.bad_argument(name, refusal) from None
    if number < 0:
        raise refusals.bad_argument(name, refusal)
    return number


def _sorted(call: Call, of: Model, rows: Collection[Entity]) -> list[Entity]:
    ordered = list(rows)
    patterns = [part.strip() for part in call.query.get("sorting", "").split(",")]
    keys = [(_sort_key(call, of, part), part.startswith("-")) for part in patterns if part]
    for key, descending in reversed(keys):
        ordered.sort(key=key, reverse=descending)
    return ordered


def _sort_key(call: Call, of: Model, pattern: str) -> _SortKey:
    *way, last = pattern.removeprefix("-").split(".")
    steps: list[tuple[str, str]] = []
    for name in way:
        field = of.fields.get(name)
        if field is None or field.type not in (Type.REFERENCE, Type.INLINE):
            raise refusals.bad_sorting(pattern)
        steps.append((name, field.model if field.type is Type.REFERENCE else ""))
        of = model(field.model)
    if last not in of.fields or of.fields[last].type in NESTED or last == "url":
        raise refusals.bad_sorting(pattern)
    derive = DERIVED.get((of.name, last))

    def key(entity: Entity) -> tuple[bool, Any]:
        found: Any = entity
        for name, target in steps:
            found = found and found[name]
            found = call.target(target, found["id"]) if found and target else found
        if found is None:
            return False, ""
        value = derive(found, call) if derive else found[last]
        return (False, "") if value is None else (True, value)

    return key


def _digest(call: Call, rows: Collection[Entity]) -> str:
    asked = sorted((name, value) for name, value in call.query.items())
    state = [(row.id, row.version) for row in rows]
    return hashlib.sha256(json.dumps([asked, state]).encode()).hexdigest()
