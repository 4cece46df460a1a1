"""Reading a JSON object as one of the vendor's models: every field known, every value of its type.

`decode` looks only at the shape; `resolve` then follows the references in it.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from . import refusals, wording
from .call import Call
from .schema import MODELS, Field, Model, Type, model
from .tables import Entity, Values

_SCALARS: dict[Type, tuple[type, ...]] = {
    # A number where a text belongs is refused, and the other way. The real service may be
    # milder; a client that passes here passes there.
    Type.TEXT: (str,),
    Type.INTEGER: (int,),
    Type.NUMBER: (int, float),
    Type.FLAG: (bool,),
}


def is_date(value: object) -> bool:
    """True for a text that is a day, written yyyy-mm-dd."""
    if not isinstance(value, str) or len(value) != len("yyyy-mm-dd"):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def decode(of: Model, body: Any, prefix: str = "", path: str = "") -> Values:
    """The fields that were sent. Read-only ones are passed over: that the real service ignores
    them rather than refuses is read off its own examples, which send some."""
    if not isinstance(body, dict):
        raise refusals.wrong_shape()
    values: Values = {}
    for name, value in body.items():
        field = of.fields.get(name)
        if field is None:
            raise refusals.unmappable(prefix + name, wording.UNKNOWN_FIELD, None)
        if not field.read_only:
            values[name] = _value(field, value, prefix + name, path + name)
    return values


def _value(field: Field, value: Any, name: str, path: str) -> Any:
    if value is None:
        return None
    fits = True
    match field.type:
        case Type.DATE:
            fits = is_date(value)
        case Type.CHOICE:
            fits = value in field.choices if isinstance(value, str) else False
        case Type.TEXTS:
            fits = isinstance(value, list) and all(isinstance(each, str) for each in value)
        case Type.REFERENCE | Type.INLINE:
            return _nested(field, value, name, path)
        case Type.OBJECTS:
            fits = isinstance(value, list)
            if fits:
                return [_nested(field, each, name, f"{path}[{n}]") for n, each in enumerate(value)]
        case _:
            fits = isinstance(value, _SCALARS[field.type]) and (
                field.type is Type.FLAG or not isinstance(value, bool)
            )
    if not fits:
        raise refusals.unmappable(name, wording.WRONG_TYPE, path)
    return value


def _nested(field: Field, value: Any, name: str, path: str) -> Values:
    if not isinstance(value, dict):
        raise refusals.unmappable(name, wording.WRONG_TYPE, path)
    if field.model not in MODELS:
        return value
    return decode(model(field.model), value, f"{name}.", f"{path}.")


def resolve(call: Call, of: Model, values: Values, before: Entity | None) -> None:
    """Follow the references among `values`, in place: each must point at something, and is
    reduced to its id."""
    for name, value in values.items():
        field = of.fields[name]
        if not value:
            if field.type is Type.REFERENCE:
                values[name] = None
        elif field.type is Type.REFERENCE:
            values[name] = _followed(call, field, value)
        elif field.type is Type.INLINE:
            _settle_inline(call, field, value, before and before[name])
        elif field.type is Type.OBJECTS and field.model not in MODELS:
            raise refusals.invalid_field(name, wording.NOT_KEPT)


def _followed(call: Call, field: Field, pointer: Values) -> Values:
    if type(pointer.get("id")) is not int:
        raise refusals.invalid_field(f"{field.name}.id", wording.REQUIRED)
    if field.model == "VatType":
        # There is no register of VAT codes here, so no code is a right one.
        raise refusals.invalid_field("vatType.id", wording.BAD_VAT_CODE)
    if field.model not in MODELS:
        raise refusals.invalid_field(field.name, wording.NOT_KEPT)
    target = call.target(field.model, pointer["id"])
    # Beside the id, other values only narrow down what is looked for: sending a name that is not
    # the object's own has been reported to end in "not found", and so it does here.
    wanted = {name: value for name, value in pointer.items() if name != "version"}
    if target is None or any(target.get(name) != value for name, value in wanted.items()):
        raise refusals.not_found()
    return {"id": pointer["id"]}


def _settle_inline(call: Call, field: Field, value: Values, before: Entity | None) -> None:
    given = value.pop("id", None)
    value.pop("version", None)
    if given is not None and (before is None or before.id != given):
        raise refusals.not_found()
    resolve(call, model(field.model), value, before)
