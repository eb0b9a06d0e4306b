"""The types of Glue schemas, their JSON form, and the rule by which schemas merge."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, ClassVar

__all__ = [
    "ArrayType",
    "AtomicType",
    "BinaryType",
    "BooleanType",
    "ByteType",
    "ChoiceType",
    "DataType",
    "DateType",
    "DecimalType",
    "DoubleType",
    "DynamicRecord",
    "EntityType",
    "EnumType",
    "Field",
    "FloatType",
    "IntegerType",
    "LongType",
    "MapType",
    "NullType",
    "SetType",
    "ShortType",
    "StringType",
    "StructType",
    "TimestampNTZType",
    "TimestampType",
    "UnknownType",
    "mergeDataTypes",
]


class DataType:
    """A type of a schema. Two types are equal when their JSON forms are."""

    def __init__(self, properties: dict[str, Any] | None = None) -> None:
        self.properties = dict(properties or {})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DataType) and self.jsonValue() == other.jsonValue()

    def __hash__(self) -> int:
        return hash(json.dumps(self.jsonValue(), sort_keys=True))

    @classmethod
    def typeName(cls) -> str:
        """Glue's name of the type, such as ``string`` or ``struct``."""
        return cls.__name__.removesuffix("Type").lower()

    def jsonValue(self) -> dict[str, Any]:
        """The form in which schemas go over the wire and into files."""
        return {"dataType": self.typeName(), "properties": self.properties}


class AtomicType(DataType):
    """A type without parts."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.properties})"

    @classmethod
    def fromJsonValue(cls, json_value: dict[str, Any]) -> AtomicType:
        return cls(properties=json_value.get("properties", {}))


class BinaryType(AtomicType):
    """Bytes."""


class BooleanType(AtomicType):
    """True or false."""


class ByteType(AtomicType):
    """An integer of 8 bits."""


class DateType(AtomicType):
    """A day."""


class DecimalType(AtomicType):
    """A number of up to ``precision`` digits, ``scale`` of them behind the point."""

    def __init__(self, precision: int = 10, scale: int = 2, properties: dict[str, Any] | None = None) -> None:
        super().__init__(properties)
        self.precision = precision
        self.scale = scale

    def __repr__(self) -> str:
        return f"DecimalType({self.precision}, {self.scale}, {self.properties})"

    def jsonValue(self) -> dict[str, Any]:
        return {**super().jsonValue(), "precision": self.precision, "scale": self.scale}

    @classmethod
    def fromJsonValue(cls, json_value: dict[str, Any]) -> DecimalType:
        return cls(json_value["precision"], json_value["scale"], json_value.get("properties", {}))


class DoubleType(AtomicType):
    """A floating-point number of 64 bits."""


class EnumType(AtomicType):
    """One of the texts in ``options``."""

    def __init__(self, options: list[str], properties: dict[str, Any] | None = None) -> None:
        super().__init__(properties)
        self.options = list(options)

    def __repr__(self) -> str:
        return f"EnumType({self.options}, {self.properties})"

    def jsonValue(self) -> dict[str, Any]:
        return {**super().jsonValue(), "options": self.options}

    @classmethod
    def fromJsonValue(cls, json_value: dict[str, Any]) -> EnumType:
        return cls(json_value["options"], json_value.get("properties", {}))


class FloatType(AtomicType):
    """A floating-point number of 32 bits."""


class IntegerType(AtomicType):
    """An integer of 32 bits; Glue calls it ``int``."""

    @classmethod
    def typeName(cls) -> str:
        return "int"


class LongType(AtomicType):
    """An integer of 64 bits."""


class NullType(AtomicType):
    """Nothing but null."""


class ShortType(AtomicType):
    """An integer of 16 bits."""


class StringType(AtomicType):
    """Text."""


class TimestampType(AtomicType):
    """A point in time."""


class TimestampNTZType(AtomicType):
    """A date and a time of day without a time zone."""


class UnknownType(AtomicType):
    """A type that nobody has seen yet; it yields to any other."""


class ArrayType(DataType):
    """A list of elements of one type."""

    def __init__(self, elementType: DataType | None = None, properties: dict[str, Any] | None = None) -> None:
        super().__init__(properties)
        self.elementType = elementType if elementType is not None else UnknownType()

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.elementType!r}, {self.properties})"

    def jsonValue(self) -> dict[str, Any]:
        return {**super().jsonValue(), "elementType": self.elementType.jsonValue()}

    @classmethod
    def fromJsonValue(cls, json_value: dict[str, Any]) -> ArrayType:
        return cls(_deserialize_json_value(json_value["elementType"]), json_value.get("properties", {}))


class SetType(ArrayType):
    """A set of elements of one type."""


class ChoiceType(DataType):
    """A position that holds values of several types, at most one of each name.

    Raises:
        ValueError: a type of the same name is among the choices already.
    """

    def __init__(self, choices: list[DataType] | None = None, properties: dict[str, Any] | None = None) -> None:
        super().__init__(properties)
        self.choices: dict[str, DataType] = {}
        for choice in choices or []:
            self.add(choice)

    def __repr__(self) -> str:
        return f"ChoiceType({list(self.choices.values())!r}, {self.properties})"

    def add(self, new_choice: DataType) -> None:
        """Adds a type whose name is not among the choices yet."""
        if new_choice.typeName() in self.choices:
            raise ValueError(f"Attempting to insert duplicate choice {new_choice!r} in {self!r}")
        self.choices[new_choice.typeName()] = new_choice

    def merge(self, new_choices: DataType | list[DataType]) -> None:
        """Adds types; one whose name is among the choices merges with the type there."""
        added = new_choices if isinstance(new_choices, list) else [new_choices]
        for choice in added:
            name = choice.typeName()
            present = self.choices.get(name)
            self.choices[name] = choice if present is None else mergeDataTypes(present, choice)

    def jsonValue(self) -> dict[str, Any]:
        return {**super().jsonValue(), "choices": [choice.jsonValue() for choice in self.choices.values()]}

    @classmethod
    def fromJsonValue(cls, json_value: dict[str, Any]) -> ChoiceType:
        choices = [_deserialize_json_value(choice) for choice in json_value["choices"]]
        return cls(choices, json_value.get("properties", {}))


class MapType(DataType):
    """Values of one type under string keys."""

    def __init__(self, valueType: DataType | None = None, properties: dict[str, Any] | None = None) -> None:
        super().__init__(properties)
        self.valueType = valueType if valueType is not None else UnknownType()

    def __repr__(self) -> str:
        return f"MapType({self.valueType!r}, {self.properties})"

    def jsonValue(self) -> dict[str, Any]:
        return {**super().jsonValue(), "valueType": self.valueType.jsonValue()}

    @classmethod
    def fromJsonValue(cls, json_value: dict[str, Any]) -> MapType:
        return cls(_deserialize_json_value(json_value["valueType"]), json_value.get("properties", {}))


class Field:
    """A named field of a struct."""

    def __init__(self, name: str, dataType: DataType, properties: dict[str, Any] | None = None) -> None:
        self.name = name
        self.dataType = dataType
        self.properties = dict(properties or {})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Field) and self.jsonValue() == other.jsonValue()

    def __hash__(self) -> int:
        return hash((self.name, self.dataType))

    def __repr__(self) -> str:
        return f"Field({self.name}, {self.dataType!r}, {self.properties})"

    def jsonValue(self) -> dict[str, Any]:
        return {"name": self.name, "container": self.dataType.jsonValue(), "properties": self.properties}

    @classmethod
    def fromJsonValue(cls, json_value: dict[str, Any]) -> Field:
        container = _deserialize_json_value(json_value["container"])
        return cls(json_value["name"], container, json_value.get("properties", {}))


class StructType(DataType):
    """Named fields in an order; iterating gives the fields."""

    def __init__(self, fields: list[Field] | None = None, properties: dict[str, Any] | None = None) -> None:
        super().__init__(properties)
        self.fields = list(fields or [])
        self.field_map = {field.name: field for field in self.fields}

    def __iter__(self) -> Iterator[Field]:
        return iter(self.fields)

    def __repr__(self) -> str:
        return f"StructType({self.fields!r}, {self.properties})"

    def add(self, field: Field) -> None:
        """Adds a field behind the others."""
        self.fields.append(field)
        self.field_map[field.name] = field

    def hasField(self, field: Field | str) -> bool:
        """Whether there is a field of this name."""
        return (field.name if isinstance(field, Field) else field) in self.field_map

    def getField(self, field: Field | str) -> Field:
        """The field of this name; KeyError when there is none."""
        return self.field_map[field.name if isinstance(field, Field) else field]

    def jsonValue(self) -> dict[str, Any]:
        return {**super().jsonValue(), "fields": [field.jsonValue() for field in self.fields]}

    @classmethod
    def fromJsonValue(cls, json_value: dict[str, Any]) -> StructType:
        fields = [Field.fromJsonValue(field) for field in json_value["fields"]]
        return cls(fields, json_value.get("properties", {}))


class EntityType(DataType):
    """A type of a domain over a base type. Glue itself declares it and has no use for it."""

    def __init__(self, entity: str, base_type: DataType, properties: dict[str, Any]) -> None:
        raise NotImplementedError("EntityType not yet supported in schema parsing.")


class _Types:
    """The classes by the names in JSON."""

    by_name: ClassVar[dict[str, Any]] = {
        kind.typeName(): kind
        for kind in (
            ArrayType,
            BinaryType,
            BooleanType,
            ByteType,
            ChoiceType,
            DateType,
            DecimalType,
            DoubleType,
            EnumType,
            FloatType,
            IntegerType,
            LongType,
            MapType,
            NullType,
            SetType,
            ShortType,
            StringType,
            StructType,
            TimestampNTZType,
            TimestampType,
            UnknownType,
        )
    }


def _deserialize_json_value(json_val: dict[str, Any]) -> Any:
    name = json_val["dataType"]
    if name not in _Types.by_name:
        raise ValueError(f'unknown dataType "{name}" (expected: one of {", ".join(sorted(_Types.by_name))})')
    return _Types.by_name[name].fromJsonValue(json_val)


def _deserialize_json_string(json_str: str) -> Any:
    return _deserialize_json_value(json.loads(json_str))


def _serialize_schema(schema: DataType) -> str:
    return json.dumps(schema.jsonValue())


def _make_choice(s1: DataType, s2: DataType) -> ChoiceType:
    choice = ChoiceType()
    for part in (s1, s2):
        choice.merge(list(part.choices.values()) if isinstance(part, ChoiceType) else part)
    return choice


def mergeDataTypes(s1: DataType, s2: DataType) -> DataType:
    """The type of values of either: null and unknown yield, structs, arrays and maps merge, others become a choice.

    Nothing widens: an int and a long make a choice.
    """
    if isinstance(s1, (NullType, UnknownType)):
        return s2 if not isinstance(s2, UnknownType) else s1
    if isinstance(s2, (NullType, UnknownType)):
        return s1
    if isinstance(s1, ChoiceType) or isinstance(s2, ChoiceType) or s1.typeName() != s2.typeName():
        return _make_choice(s1, s2)
    if isinstance(s1, StructType) and isinstance(s2, StructType):
        return _merge_structs(s1, s2)
    if isinstance(s1, ArrayType) and isinstance(s2, ArrayType):
        return type(s1)(mergeDataTypes(s1.elementType, s2.elementType), s1.properties)
    if isinstance(s1, MapType) and isinstance(s2, MapType):
        return MapType(mergeDataTypes(s1.valueType, s2.valueType), s1.properties)
    return s1


def _merge_structs(s1: StructType, s2: StructType) -> StructType:
    merged = []
    for field in s1:
        other = s2.field_map.get(field.name)
        both = field.dataType if other is None else mergeDataTypes(field.dataType, other.dataType)
        merged.append(Field(field.name, both, field.properties))
    return StructType(merged + [field for field in s2 if not s1.hasField(field)], s1.properties)


class DynamicRecord(dict[str, Any]):
    """A record as functions get it: a dict whose keys are attributes too. A missing key is a KeyError either way."""

    def __getattr__(self, attr: str) -> Any:
        if attr.startswith("__"):
            raise AttributeError(attr)
        return self[attr]

    def __setattr__(self, attr: str, value: Any) -> None:
        self[attr] = value


def _create_dynamic_record(dynamicRecord: dict[str, Any]) -> DynamicRecord:
    # The records in a record are wrapped, those further in are plain dicts, as in Glue.
    return DynamicRecord(
        {key: DynamicRecord(value) if isinstance(value, dict) else value for key, value in dynamicRecord.items()}
    )


def _revert_to_dict(dynamicRecord: Any) -> Any:
    if isinstance(dynamicRecord, dict):
        return {key: _revert_to_dict(value) for key, value in dynamicRecord.items()}
    if isinstance(dynamicRecord, list):
        return [_revert_to_dict(value) for value in dynamicRecord]
    return dynamicRecord
