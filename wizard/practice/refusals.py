"""The refusals of the API: one exception, and one function for each kind of refusal.

The envelope around them is the vendor's; the language of its sentences is that of the key's
owner, so a refusal carries both until it is answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from . import wording
from .wording import Language, Text

DOCUMENTATION = "https://tripletex.no/v2-docs/"


@dataclass(frozen=True, slots=True)
class FieldError:
    """One line of `validationMessages`. Field names are the same in both languages but for a few
    that the vendor itself translates."""

    field: str | Text | None
    message: Text
    path: str | None = None


class ApiError(Exception):
    """The request is refused with this status, code and message."""

    def __init__(
        self,
        status: int,
        code: int,
        message: Text,
        *,
        developer_message: str | None = None,
        errors: Sequence[FieldError] | None = None,
    ) -> None:
        super().__init__(f"{status}/{code} {message.en}")
        self.status = status
        self.code = code
        self.message = message
        self.developer_message = developer_message
        self.errors = errors

    def envelope(self, language: Language, request_id: str) -> Mapping[str, Any]:
        """The body of the answer."""
        return {
            "status": self.status,
            "code": self.code,
            "message": _say(self.message, language),
            "link": DOCUMENTATION,
            "developerMessage": self.developer_message,
            "validationMessages": self.errors
            and [
                {
                    "field": _say(error.field, language),
                    "message": _say(error.message, language),
                    "path": error.path,
                    "rootId": None,
                }
                for error in self.errors
            ],
            "requestId": request_id,
        }


def _say(text: str | Text | None, language: Language) -> str | None:
    if isinstance(text, Text):
        return text.en if language == "en" else text.nb
    return text


def unauthorized() -> ApiError:
    """No session, or one that has ended."""
    return ApiError(401, 3000, wording.UNAUTHORIZED, developer_message=wording.COULD_NOT_LOG_IN)


def forbidden() -> ApiError:
    """A right or a package is missing; the vendor does not say which."""
    return ApiError(403, 9000, wording.NO_PERMISSION)


def not_found() -> ApiError:
    """No such object, or none that the key may see."""
    return ApiError(404, 6000, wording.NOT_FOUND)


def no_route() -> ApiError:
    """No such path. What a known path says to a method it lacks is not known; the same here."""
    return ApiError(404, 21000, wording.NO_ROUTE)


def unspecified() -> ApiError:
    """The body that had to be there is empty."""
    return ApiError(400, 1000, wording.UNSPECIFIED)


def illegal_field(name: str, dto: str) -> ApiError:
    """`fields` asks for something the model does not have."""
    return ApiError(400, 11000, wording.ILLEGAL_FIELD.given(name=name, dto=dto))


def bad_sorting(pattern: str) -> ApiError:
    """`sorting` names something that cannot be sorted by."""
    return ApiError(422, 17000, wording.BAD_SORTING.given(pattern=pattern))


def bad_ids(raw: str) -> ApiError:
    """The parameter `id` is not a list of ids; declared under 400, seen under 422."""
    nb, en = wording.ID_LIST
    return ApiError(422, 12000, Text(f"'{raw}': {nb}", f"'{raw}': {en}"))


def bad_parameter(name: str, message: Text) -> ApiError:
    """A query parameter does not hold."""
    return ApiError(422, 15000, wording.PARAMETER, errors=[FieldError(name, message)])


def bad_argument(name: str, message: Text) -> ApiError:
    """An argument of the call itself does not hold; the vendor marks these `arg:`."""
    field = f"arg:{name}"
    return ApiError(422, 18000, wording.VALIDATION, errors=[FieldError(field, message, field)])


def unmappable(field: str, message: Text, path: str | None) -> ApiError:
    """The JSON does not fit the model."""
    return ApiError(422, 16000, wording.MAPPING, errors=[FieldError(field, message, path)])


def wrong_shape() -> ApiError:
    """A list where an object belongs, or the other way; what the vendor says is not known."""
    return ApiError(422, 16000, wording.MAPPING)


def invalid_json() -> ApiError:
    """The body is not JSON."""
    return ApiError(422, 22000, wording.INVALID_JSON)


def too_many_matches() -> ApiError:
    """The query matches more than the service is willing to go through."""
    return ApiError(422, 23000, wording.TOO_MANY_MATCHES)


def stale_revision() -> ApiError:
    """Somebody else was first."""
    return ApiError(409, 8000, wording.REVISION)


def too_many_requests() -> ApiError:
    """The body is not documented and has no code of its own: the status stands in for it."""
    return ApiError(429, 429, wording.TOO_MANY_REQUESTS)


def invalid(*errors: FieldError) -> ApiError:
    """Rules of business are broken."""
    return ApiError(
        422, 18000, wording.VALIDATION, developer_message="VALIDATION_ERROR", errors=errors
    )


def invalid_field(field: str | Text | None, message: Text) -> ApiError:
    """One rule of business is broken."""
    return invalid(FieldError(field, message))


def in_use(status: int, message: Text) -> ApiError:
    """Something hangs on what was to be deleted."""
    errors = [FieldError(wording.INTERNAL_ID, message)]
    return ApiError(
        status, 18000, wording.VALIDATION, developer_message="VALIDATION_ERROR", errors=errors
    )


def malformed(errors: Sequence[tuple[str, Text]]) -> ApiError:
    """Constraints on the object itself are broken; their paths begin with the word null."""
    found = [FieldError(name, message, f"null.{name}") for name, message in errors]
    return ApiError(422, 18000, wording.VALIDATION, errors=found)
