"""A profile's rules as TOML spells them, and the values the engine takes them as.

There is no expression and no regex in them: a pattern names classes of characters, and a
condition one field and the values it may hold. So no profile can make the program slow.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StrictBool,
    model_validator,
)

from wizard.model.mapping import MAPPINGS, FieldMapping, FieldType
from wizard.model.matching import Direction
from wizard.model.records import Mark, Value
from wizard.model.rules import (
    Characters,
    Condition,
    Derive,
    MapValues,
    MatchPattern,
    Occasion,
    OnlyWhen,
    Pattern,
    Require,
    Ruleset,
    SkipWhen,
    StopRule,
)
from wizard.profiles.profile import Prose, SyncedKind
from wizard.profiles.texts import Id, Line, with_places

_TRANSLATED = (FieldType.TEXT, FieldType.NAME_OF)
_IDENTIFYING = frozenset({"name", "first_name", "last_name"})


def _rule_places(prose: Prose) -> Prose:
    for text in (prose.nb, prose.en):
        with_places(text, "subject", "value")
    return prose


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Pattern(_Strict):
    characters: Annotated[tuple[Characters, ...], Field(min_length=1)]
    min: Annotated[int, Field(ge=1, le=255)] = 1
    max: Annotated[int, Field(ge=1, le=255)] = 255


class _Condition(_Strict):
    field: str = ""
    mark: Mark | None = None
    equals: Line | StrictBool | None = Field(None, alias="is")
    one_of: Annotated[tuple[Line, ...], Field(min_length=1, max_length=100)] | None = None
    empty: Literal[True] | None = None
    on: Literal["source", "either"] = "source"

    @model_validator(mode="after")
    def _one_question(self) -> Self:
        asked = [one for one in (self.equals, self.one_of, self.empty) if one is not None]
        if (self.mark is None) is not bool(self.field) or len(asked) != bool(self.field):
            raise ValueError("one_condition")
        return self

    def condition(self) -> Condition:
        either = self.on == "either"
        if self.mark:
            return Condition(mark=self.mark, either=either)
        values: tuple[Value, ...] = self.one_of or (None if self.empty else self.equals,)
        return Condition(self.field, values, either=either)


class _Rule(_Strict):
    id: Id
    kind: SyncedKind
    sentence: Annotated[Prose, AfterValidator(_rule_places)]

    def named(self) -> Sequence[str]:
        """The fields the rule speaks of."""
        return ()

    @model_validator(mode="after")
    def _known_fields(self) -> Self:
        unknown = set(self.named()) - MAPPINGS[self.kind].fields.keys()
        if unknown:
            raise ValueError("unknown_field")
        return self

    def of(self, name: str) -> FieldMapping:
        """A field of the rule's kind."""
        return MAPPINGS[self.kind].fields[name]


class _Stop(_Rule):
    to: Direction = Direction.BOTH
    verb: Occasion = Occasion.ANY
    fields: tuple[str, ...] = ()

    def stop(self, test: Require | MatchPattern | SkipWhen | OnlyWhen) -> StopRule:
        return StopRule(self.id, self.kind, self.sentence, test, self.to, self.verb, self.fields)


class _Require(_Stop):
    rule: Literal["require"]
    field: str

    def named(self) -> Sequence[str]:
        return (*self.fields, self.field)

    def value(self) -> StopRule:
        return self.stop(Require(self.field))


class _MatchPattern(_Stop):
    rule: Literal["match_pattern"]
    field: str
    pattern: _Pattern

    def named(self) -> Sequence[str]:
        return (*self.fields, self.field)

    def value(self) -> StopRule:
        said = self.pattern
        pattern = Pattern(said.characters, said.min, said.max)
        return self.stop(MatchPattern(self.field, pattern))


class _When(_Stop):
    when: Annotated[tuple[_Condition, ...], Field(max_length=10)] = ()

    @model_validator(mode="after")
    def _comparable(self) -> Self:
        """A reference is told by who it points at, so only whether it is empty can be asked."""
        pointing = [one for one in self.when if one.field and self.of(one.field).refers_to]
        if any(not one.empty for one in pointing):
            raise ValueError("reference")
        return self

    def named(self) -> Sequence[str]:
        return (*self.fields, *(one.field for one in self.when if one.field))

    def conditions(self) -> tuple[Condition, ...]:
        return tuple(one.condition() for one in self.when)


class _SkipWhen(_When):
    rule: Literal["skip_when"]

    def value(self) -> StopRule:
        return self.stop(SkipWhen(self.conditions()))


class _OnlyWhen(_When):
    rule: Literal["only_when"]

    def value(self) -> StopRule:
        return self.stop(OnlyWhen(self.conditions()))


class _MapValues(_Rule):
    rule: Literal["map_values"]
    field: str
    values: Annotated[Mapping[Line, Line], Field(min_length=1, max_length=500)]

    def named(self) -> Sequence[str]:
        return (self.field,)

    @model_validator(mode="after")
    def _both_ways(self) -> Self:
        """Free text only, and each word once a side, so that it can be taken back."""
        if self.of(self.field).type not in _TRANSLATED or self.field in _IDENTIFYING:
            raise ValueError("field_not_translated")
        for words in (self.values.keys(), self.values.values()):
            if len({" ".join(word.casefold().split()) for word in words}) < len(self.values):
                raise ValueError("ambiguous_value")
        return self

    def value(self) -> MapValues:
        return MapValues(self.id, self.kind, self.sentence, self.field, dict(self.values))


class _Derive(_Rule):
    rule: Literal["derive"]
    field: str
    to: Direction = Direction.BOTH
    constant: Line | StrictBool | None = Field(None, alias="value")
    source: str | None = Field(None, alias="from")

    def named(self) -> Sequence[str]:
        return (self.field, *((self.source,) if self.source is not None else ()))

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if (self.constant is None) is (self.source is None):
            raise ValueError("one_value")
        target = self.of(self.field)
        if self.source is not None:
            if self.of(self.source).type is not target.type or target.refers_to:
                raise ValueError("other_type")
        elif not _holds(target.type, self.constant):
            raise ValueError("wrong_constant")
        return self

    def value(self) -> Derive:
        return Derive(
            self.id, self.kind, self.sentence, self.field, self.to, self.constant, self.source or ""
        )


def _holds(type_: FieldType, constant: Value) -> bool:
    """Whether a constant can be a value of this type; what identifies a record is no constant."""
    if isinstance(constant, bool) or type_ is FieldType.FLAG:
        return isinstance(constant, bool) and type_ is FieldType.FLAG
    if type_ is FieldType.DATE:
        try:
            return date.fromisoformat(str(constant)).isoformat() == constant
        except ValueError:
            return False
    return type_ in (FieldType.TEXT, FieldType.NAME_OF, FieldType.COUNTRY)


_Any = Annotated[
    _Require | _MatchPattern | _SkipWhen | _OnlyWhen | _MapValues | _Derive,
    Field(discriminator="rule"),
]


class _Rules(_Strict):
    rules: Annotated[tuple[_Any, ...], Field(max_length=200)]


def read_rules(data: object) -> Ruleset:
    """The rules in a profile's list; raises pydantic's ``ValidationError``."""
    values = [rule.value() for rule in _Rules.model_validate({"rules": data}).rules]
    return Ruleset(
        stops=tuple(one for one in values if isinstance(one, StopRule)),
        maps=tuple(one for one in values if isinstance(one, MapValues)),
        derived=tuple(one for one in values if isinstance(one, Derive)),
    )
