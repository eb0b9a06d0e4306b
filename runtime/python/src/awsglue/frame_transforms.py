"""The transforms of frames: what makes a frame of a frame."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, cast

from awsglue import batches, maps, predicates
from awsglue.utils import (
    _as_java_list,
    _as_resolve_choiceOption,
    _as_scala_option,
    _as_scala_seq,
    _call_site,
    _lines_of_script,
    makeOptions,
)

if TYPE_CHECKING:
    from awsglue.context import GlueContext
    from awsglue.dynamicframe import DynamicFrame, DynamicFrameCollection

__all__ = ["FrameTransforms"]


class FrameTransforms:
    """What :class:`DynamicFrame` can become."""

    _jdf: Any
    _sc: Any
    glue_ctx: GlueContext
    name: str

    def _frame(self, jdf: Any, name: str | None = None) -> DynamicFrame:
        """A frame of one of the JVM, under the name of this one unless it has another."""
        raise NotImplementedError

    def _frames(self, frames: list[DynamicFrame]) -> DynamicFrameCollection:
        raise NotImplementedError

    def _at(
        self, transformation_ctx: str, info: str | None, stageThreshold: int, totalThreshold: int
    ) -> tuple[Any, ...]:
        """The arguments that all transforms of the JVM end with; to be called by the transform itself."""
        return transformation_ctx, _call_site(self._sc, _lines_of_script(), info), stageThreshold, totalThreshold

    def filter(
        self,
        f: Callable[[Any], Any],
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """The records for which ``f`` is true.

        A record on which ``f`` raises KeyError, ValueError or TypeError is dropped; one on which it raises anything
        else becomes an error record.
        """
        at = self._at(transformation_ctx, info, stageThreshold, totalThreshold)
        return self._frame(predicates.apply(self._jdf, f, at))

    def map(
        self,
        f: Callable[[Any], Any],
        preservesPartitioning: bool = False,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """The records that ``f`` makes of these, each a dict that it may change and give back.

        A record on which ``f`` raises, or for which it answers None or an empty dict, becomes an error record.
        """
        at = self._at(transformation_ctx, info, stageThreshold, totalThreshold)
        return self._frame(maps.apply(cast("DynamicFrame", self), f, at))

    def mapPartitions(
        self,
        f: Callable[[Iterator[dict[str, Any]]], Iterable[dict[str, Any]]],
        preservesPartitioning: bool = True,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """The records that ``f`` makes of those of a whole partition.

        It takes and makes dicts with the keys ``record``, ``isError`` and ``errorMessage``; what it marks as errors
        become error records.
        """
        at = self._at(transformation_ctx, info, stageThreshold, totalThreshold)
        jdf = batches.map_partitions(cast("DynamicFrame", self), lambda index, records: f(records), at)
        return self._frame(jdf)

    def mapPartitionsWithIndex(
        self,
        f: Callable[[int, Iterator[dict[str, Any]]], Iterable[dict[str, Any]]],
        preservesPartitioning: bool = False,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """As :meth:`mapPartitions`, for a function that takes the number of the partition first."""
        at = self._at(transformation_ctx, info, stageThreshold, totalThreshold)
        return self._frame(batches.map_partitions(cast("DynamicFrame", self), f, at))

    def unbox(
        self,
        path: str,
        format: str,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
        **options: Any,
    ) -> DynamicFrame:
        """The records with the value that a text at a path holds in place of the text.

        A record with a text that is no value of the format becomes an error record.

        Args:
            format: ``json``, ``csv``, ``xml``, ``grokLog``, ``ion`` or ``avro``. A text of any but the first is one
                record. Bytes of Avro are a file, or with the option ``avroSchema`` a record that is written by it.
            options: those of the format, as for files: ``separator``, ``escaper``, ``quoteChar``, ``skipFirst``,
                ``withHeader`` of CSV, ``rowTag`` of XML, ``logFormat`` of logs; ``withSchema``, the JSON of a schema.
        """
        at = self._at(transformation_ctx, info, stageThreshold, totalThreshold)
        jdf = self._jdf.unbox(path, format, json.dumps(options), *at)
        return self._frame(jdf)

    def drop_fields(
        self,
        paths: str | list[str],
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """The records without the fields at these paths, which may lead into records and arrays of records."""
        at = self._at(transformation_ctx, info, stageThreshold, totalThreshold)
        jdf = self._jdf.dropFields(self._paths(paths), *at)
        return self._frame(jdf)

    def select_fields(
        self,
        paths: str | list[str],
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """The records with the fields at these paths only."""
        at = self._at(transformation_ctx, info, stageThreshold, totalThreshold)
        jdf = self._jdf.selectFields(self._paths(paths), *at)
        return self._frame(jdf)

    def split_fields(
        self,
        paths: str | list[str],
        name1: str,
        name2: str,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrameCollection:
        """Two frames: of the fields at these paths, and of all others."""
        at = self._at(transformation_ctx, info, stageThreshold, totalThreshold)
        both = self._jdf.splitFields(self._paths(paths), *at)
        return self._collection(both, (name1, name2))

    def split_rows(
        self,
        comparison_dict: dict[str, dict[str, Any]],
        name1: str,
        name2: str,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrameCollection:
        """Two frames: of the records for which all comparisons hold, and of all others.

        Args:
            comparison_dict: for each path operators with the constants they compare to, as in
                ``{"age": {">": 10, "<=": 20}}``; the operators are ``=``, ``!=``, ``<``, ``<=``, ``>`` and ``>=``.
        """
        at = self._at(transformation_ctx, info, stageThreshold, totalThreshold)
        tests = [(path, operator, value) for path, ops in comparison_dict.items() for operator, value in ops.items()]
        paths, operators, values = ([test[part] for test in tests] for part in range(3))
        both = self._jdf.splitRows(
            _as_scala_seq(self._sc, paths),
            _as_scala_seq(self._sc, values),
            _as_scala_seq(self._sc, operators),
            *at,
        )
        return self._collection(both, (name1, name2))

    def _collection(self, jdfs: Any, names: tuple[str, ...]) -> DynamicFrameCollection:
        frames = zip(names, _as_java_list(self._sc, jdfs), strict=True)
        return self._frames([self._frame(jdf, name) for name, jdf in frames])

    def rename_field(
        self,
        oldName: str,
        newName: str,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """The records with a field under another name; both names are whole paths."""
        at = self._at(transformation_ctx, info, stageThreshold, totalThreshold)
        jdf = self._jdf.renameField(oldName, newName, *at)
        return self._frame(jdf)

    def apply_mapping(
        self,
        mappings: tuple[str, ...] | list[tuple[str, ...]],
        case_sensitive: bool = False,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """Records of the mapped fields only, renamed and cast; a value that cannot be cast is null.

        Args:
            mappings: tuples ``(source path, source type, target path, target type)``, or without the source type, or of
                the two paths alone.

        Raises:
            TypeError: a mapping is no tuple.
            ValueError: a mapping has another length.
        """
        specs = [self._mapping(mapping) for mapping in (mappings if isinstance(mappings, list) else [mappings])]
        jdf = self._jdf.applyMapping(
            _as_scala_seq(self._sc, specs),
            case_sensitive,
            *self._at(transformation_ctx, info, stageThreshold, totalThreshold),
        )
        return self._frame(jdf)

    def _mapping(self, mapping: tuple[str, ...]) -> Any:
        if not isinstance(mapping, tuple):
            raise TypeError(f"Mapping must be specified as a tuple. Got {type(mapping)!s}.")
        if len(mapping) not in (2, 3, 4):
            raise ValueError(f"Mapping tuple must be of length 2, 3, or 4. Got tuple of length {len(mapping)}.")
        source, target = mapping[0], mapping[1 if len(mapping) < 4 else 2]
        source_type = mapping[1] if len(mapping) == 4 else None
        target_type = mapping[-1] if len(mapping) > 2 else None
        spec = cast("Any", self._sc._jvm).com.amazonaws.services.glue.MappingSpec
        return spec(source, source_type, target, target_type)

    def applyMapping(self, *args: Any, **kwargs: Any) -> DynamicFrame:
        """The same as :meth:`apply_mapping`."""
        return self.apply_mapping(*args, **kwargs)

    def resolveChoice(
        self,
        specs: tuple[str, str] | list[tuple[str, str]] | None = None,
        choice: str = "",
        database: str | None = None,
        table_name: str | None = None,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
        catalog_id: str | None = None,
    ) -> DynamicFrame:
        """The records with choices resolved.

        Args:
            specs: pairs of a path and an action: ``cast:TYPE``, ``project:TYPE``, ``make_cols`` or ``make_struct``.
            choice: instead of ``specs`` one action for all choices, of those or ``match_catalog``.
            database: with ``table_name`` the table whose columns ``match_catalog`` takes the types of.
        """
        if specs is None and not choice:
            raise ValueError("Parameter specs and option are both missing, add one.")
        if specs is not None and choice:
            raise ValueError("Parameter specs and option are both specified, choose one.")
        spec = cast("Any", self._sc._jvm).com.amazonaws.services.glue.ResolveSpec
        pairs = [specs] if isinstance(specs, tuple) else specs or []
        jdf = self._jdf.resolveChoice(
            _as_scala_seq(self._sc, [spec(path, action) for path, action in pairs]),
            _as_scala_option(self._sc, _as_resolve_choiceOption(self._sc, choice)),
            _as_scala_option(self._sc, database),
            _as_scala_option(self._sc, table_name),
            *self._at(transformation_ctx, info, stageThreshold, totalThreshold),
            _as_scala_option(self._sc, catalog_id),
        )
        return self._frame(jdf)

    def union(
        self,
        other_frame: DynamicFrame,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """The records of both frames; a field that has other types in the other frame becomes a choice."""
        at = self._at(transformation_ctx, info, stageThreshold, totalThreshold)
        jdf = self._jdf.union(other_frame._jdf, *at)
        return self._frame(jdf)

    def join(
        self,
        paths1: str | list[str],
        paths2: str | list[str],
        frame2: DynamicFrame,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """The records of both frames put together where the values at the paths are equal.

        All fields of both stay. Where both records have a field of one name, that of the second frame gets a dot in
        front and is addressed in backquotes: ``"`.id`"``.
        """
        at = self._at(transformation_ctx, info, stageThreshold, totalThreshold)
        jdf = self._jdf.join(
            self._paths(paths1),
            self._paths(paths2),
            frame2._jdf,
            *at,
        )
        return self._frame(jdf, self.name + frame2.name)

    def mergeDynamicFrame(
        self,
        stage_dynamic_frame: DynamicFrame,
        primary_keys: str | list[str],
        transformation_ctx: str = "",
        options: dict[str, Any] = {},
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """The records of a newer frame, and those of this one whose primary keys it does not have."""
        at = self._at(transformation_ctx, info, stageThreshold, totalThreshold)
        jdf = self._jdf.mergeDynamicFrames(
            stage_dynamic_frame._jdf,
            self._paths(primary_keys),
            at[0],
            makeOptions(self._sc, options),
            *at[1:],
        )
        return self._frame(jdf)

    def unnest(
        self,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """The records with the fields of records inside them as fields ``a.b`` of their own."""
        at = self._at(transformation_ctx, info, stageThreshold, totalThreshold)
        jdf = self._jdf.unnest(*at)
        return self._frame(jdf)

    def relationalize(
        self,
        root_table_name: str,
        staging_path: str,
        options: dict[str, Any] = {},
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrameCollection:
        """Flat frames that can be joined: the records, and for each array its elements.

        In the frame ``root`` a column in place of an array ``a`` holds a number; the frame ``root_a`` has it as
        ``id``, the place of an element as ``index`` and the element as ``a.val`` or, of records, ``a.val.field``.
        Nothing is written to the staging path.
        """
        at = self._at(transformation_ctx, info, stageThreshold, totalThreshold)
        jdfs = self._jdf.relationalize(
            root_table_name,
            staging_path,
            makeOptions(self._sc, options),
            *at,
        )
        return self._frames([self._frame(jdf, str(jdf.getName())) for jdf in _as_java_list(self._sc, jdfs)])

    def unnest_ddb_json(
        self,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """Items in the JSON of DynamoDB as flat records, without the names of types around the values."""
        at = self._at(transformation_ctx, info, stageThreshold, totalThreshold)
        jdf = self._jdf.unnestDDBJson(*at)
        return self._frame(jdf)

    def simplify_ddb_json(self) -> DynamicFrame:
        """Items in the JSON of DynamoDB as nested records, without the names of types around the values."""
        return self._frame(self._jdf.simplifyDDBJson())

    def spigot(
        self,
        path: str,
        options: dict[str, Any] = {},
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """These records, of which some are added to the files under a path, each a line of JSON.

        Args:
            options: ``topk``, the most records that are written (100), and ``prob``, the probability of each (1).
        """
        at = self._at(transformation_ctx, info, stageThreshold, totalThreshold)
        jdf = self._jdf.spigot(path, makeOptions(self._sc, options), *at)
        return self._frame(jdf)

    def getNumPartitions(self) -> int:
        """The number of partitions that the records are computed in."""
        return int(self._jdf.getNumPartitions())

    def repartition(
        self,
        num_partitions: int,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """The same records in a number of partitions."""
        at = self._at(transformation_ctx, info, stageThreshold, totalThreshold)
        jdf = self._jdf.repartition(num_partitions, *at)
        return self._frame(jdf)

    def coalesce(
        self,
        num_partitions: int,
        shuffle: bool = False,
        transformation_ctx: str = "",
        info: str = "",
        stageThreshold: int = 0,
        totalThreshold: int = 0,
    ) -> DynamicFrame:
        """The same records in at most a number of partitions."""
        at = self._at(transformation_ctx, info, stageThreshold, totalThreshold)
        jdf = self._jdf.coalesce(num_partitions, shuffle, *at)
        return self._frame(jdf)

    def _paths(self, paths: str | list[str]) -> Any:
        return _as_scala_seq(self._sc, [paths] if isinstance(paths, str) else list(paths))
