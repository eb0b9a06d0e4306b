"""Glue's transforms of frames."""

from awsglue.transforms.apply_mapping import ApplyMapping
from awsglue.transforms.coalesce import Coalesce
from awsglue.transforms.collection_transforms import FlatMap, MapToCollection, SelectFromCollection
from awsglue.transforms.drop_nulls import DropNullFields
from awsglue.transforms.dynamicframe_filter import Filter
from awsglue.transforms.errors_as_dynamicframe import ErrorsAsDynamicFrame
from awsglue.transforms.field_transforms import DropFields, RenameField, SelectFields, SplitFields
from awsglue.transforms.repartition import Repartition
from awsglue.transforms.resolve_choice import ResolveChoice
from awsglue.transforms.transform import GlueTransform
from awsglue.transforms.union import Union

__all__ = [
    "ApplyMapping",
    "Coalesce",
    "DropFields",
    "DropNullFields",
    "ErrorsAsDynamicFrame",
    "Filter",
    "FlatMap",
    "MapToCollection",
    "RenameField",
    "Repartition",
    "ResolveChoice",
    "SelectFields",
    "SelectFromCollection",
    "SplitFields",
    "Union",
]

_TRANSFORMS: list[type[GlueTransform]] = [
    ApplyMapping,
    Coalesce,
    DropFields,
    DropNullFields,
    ErrorsAsDynamicFrame,
    Filter,
    FlatMap,
    MapToCollection,
    RenameField,
    Repartition,
    ResolveChoice,
    SelectFields,
    SelectFromCollection,
    SplitFields,
    Union,
]


def get_transforms() -> list[type[GlueTransform]]:
    """All transforms."""
    return list(_TRANSFORMS)


def get_transform(name: str) -> type[GlueTransform] | None:
    """The transform of a name in any case; None when there is none."""
    return next((transform for transform in _TRANSFORMS if transform.name().lower() == name.lower()), None)
