"""Drops fields that hold nothing but null."""

from __future__ import annotations

from awsglue.dynamicframe import DynamicFrame
from awsglue.gluetypes import ArrayType, DataType, NullType, StructType
from awsglue.transforms.transform import GlueTransform

__all__ = ["DropNullFields"]


class DropNullFields(GlueTransform):
    """Drops the fields whose type is null, also those in records and in arrays of records, and prints their paths."""

    def __call__(
        self,
        frame: DynamicFrame,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        paths = _null_fields(frame.schema(), "")
        print("null_fields", paths)
        if not paths:
            return frame
        return frame.drop_fields(paths, transformation_ctx, info, stageThreshold, totalThreshold)


def _null_fields(schema: StructType, above: str) -> list[str]:
    found = []
    for field in schema:
        path = above + _quoted(field.name)
        record = _record(field.dataType)
        if isinstance(field.dataType, NullType):
            found.append(path)
        elif record is not None:
            found.extend(_null_fields(record, path + "."))
    return found


def _record(data_type: DataType) -> StructType | None:
    inner = data_type.elementType if isinstance(data_type, ArrayType) else data_type
    return inner if isinstance(inner, StructType) else None


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`" if "." in name or "`" in name else name
