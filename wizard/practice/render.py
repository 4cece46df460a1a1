"""Turning stored objects into answers: selected, expanded, filtered by what the key may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import refusals
from .call import Call
from .derived import DERIVED
from .fields import FieldsSyntaxError, Selection, parse_fields
from .schema import NESTED, Field, Model, Type, model
from .tables import Entity, Values

Render = Callable[[Entity], Values]
_Read = Callable[[Entity], Any]

STANDARD = Selection(star=True)
_CHANGES = "changes"


def selected(call: Call) -> Selection:
    """What the call's `fields` parameter asks for."""
    try:
        return parse_fields(call.query.get("fields", ""))
    except FieldsSyntaxError as error:
        # How the vendor refuses a text it cannot read is not known; as an unknown field here.
        raise refusals.illegal_field(error.at, "Fields") from None


def renderer(call: Call, of: Model, selection: Selection = STANDARD) -> Render:
    """A function that makes the answer of one object; worked out once for a whole list."""
    readers = [
        (name, _reader(call, of, of.fields[name], inner))
        for name, inner in _wanted(of, selection).items()
        if name not in call.hidden.get(of.name, ())
    ]
    return lambda entity: {name: read(entity) for name, read in readers}


def _wanted(of: Model, selection: Selection) -> dict[str, Selection | None]:
    # Changes are given only when asked for by name.
    wanted: dict[str, Selection | None] = {}
    if selection.star:
        wanted = {name: None for name in of.fields if name != _CHANGES}
    for name, inner in selection.names.items():
        field = of.fields.get(name)
        if field is None:
            raise refusals.illegal_field(name, of.dto)
        if inner is not None and field.type not in NESTED:
            # A selection inside a plain value; the exact words for this are not known.
            raise refusals.illegal_field(next(iter(inner.names), "*"), of.dto)
        wanted[name] = inner
    return wanted


def _reader(call: Call, of: Model, field: Field, inner: Selection | None) -> _Read:
    name = field.name
    if name == "url":
        return lambda entity: _url(call, of, entity.id)
    if name == _CHANGES:
        render = renderer(call, model("Change"), inner or STANDARD)
        return lambda entity: [render(Entity(change)) for change in entity.changes]
    derive = DERIVED.get((of.name, name))
    value: _Read = (
        (lambda entity: derive(entity, call)) if derive else (lambda entity: entity[name])
    )
    if field.type not in NESTED:
        return value
    return _nested_reader(call, field, inner, value)


def _nested_reader(call: Call, field: Field, inner: Selection | None, value: _Read) -> _Read:
    target = model(field.model)
    show = _pointer(call, target) if inner is None else renderer(call, target, inner)
    if field.type is Type.OBJECTS:
        return lambda entity: [show(each) for each in value(entity)]
    if field.type is Type.INLINE or inner is None:
        return lambda entity: None if (found := value(entity)) is None else show(found)

    def follow(entity: Entity) -> Values | None:
        pointer = value(entity)
        found = None if pointer is None else call.target(target.name, pointer["id"])
        return None if found is None else show(found)

    return follow


def _pointer(call: Call, target: Model) -> Render:
    """An object that is not expanded: only its id and where to find it."""
    if not target.addressable:
        return renderer(call, target)
    return lambda entity: {"id": entity["id"], "url": _url(call, target, entity["id"])}


def _url(call: Call, of: Model, entity_id: int) -> str:
    # Without a scheme, as the real service writes them.
    return f"{call.host}/v2/{of.path}/{entity_id}"
