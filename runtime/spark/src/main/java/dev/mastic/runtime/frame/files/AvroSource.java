package dev.mastic.runtime.frame.files;

import dev.mastic.runtime.frame.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.mapred.FsInput;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.avro.AvroFileFormat;
import org.apache.spark.sql.avro.SchemaConverters;
import org.apache.spark.sql.types.StructType;

/**
 * Avro through Spark's reader. Every file says its schema: files of one schema are read together, those of several become one
 * frame, in which fields of different types are choices, as are the unions of Avro.
 */
final class AvroSource implements SourceFormat {

    private final Options format;

    AvroSource(Options format) {
        this.format = format;
    }

    @Override
    public Frame read(SourceFiles files) {
        Map<Schema, Set<Path>> groups = bySchema(files);
        List<Frame> frames = new ArrayList<>();
        groups.forEach((schema, paths) -> {
            FileSet same = files.files()
                    .keep(files.files().files().stream()
                            .filter(file -> paths.contains(file.getPath()))
                            .toList());
            frames.add(read(files.of(same), schema));
        });
        return frames.stream()
                .reduce(Frame::union)
                .orElseGet(() -> Frame.of(files.blocks(new StructType(), new AvroFileFormat(), Map.of())));
    }

    private Frame read(SourceFiles files, Schema written) {
        Schema schema = AvroTypes.of(format).reading(written);
        StructType all = (StructType) SchemaConverters.toSqlType(schema).dataType();
        StructType data = new StructType();
        for (String name : all.fieldNames()) {
            data = List.of(files.files().keys().fieldNames()).contains(name) ? data : data.add(all.apply(name));
        }
        Map<String, String> options = Map.of("avroSchema", schema.toString());
        return AvroUnions.choices(FileColumns.add(files.blocks(data, new AvroFileFormat(), options), format), schema);
    }

    private static Map<Schema, Set<Path>> bySchema(SourceFiles files) {
        Configuration hadoop = files.spark().sessionState().newHadoopConf();
        List<FileStatus> filled =
                files.files().files().stream().filter(file -> file.getLen() > 0).toList();
        List<Schema> schemas =
                filled.stream().parallel().map(file -> schema(file, hadoop)).toList();
        Map<Schema, Set<Path>> groups = new LinkedHashMap<>();
        for (int i = 0; i < schemas.size(); i++) {
            groups.computeIfAbsent(schemas.get(i), schema -> new HashSet<>())
                    .add(filled.get(i).getPath());
        }
        return groups;
    }

    private static Schema schema(FileStatus file, Configuration hadoop) {
        try (DataFileReader<GenericRecord> reader =
                new DataFileReader<>(new FsInput(file.getPath(), hadoop), new GenericDatumReader<>())) {
            Schema schema = reader.getSchema();
            if (schema.getType() != Schema.Type.RECORD) {
                throw new IllegalArgumentException(
                        file.getPath() + ": the values of the file are " + schema.getType() + " (expected: records)");
            }
            return schema;
        } catch (IOException broken) {
            throw new UncheckedIOException(file.getPath() + " is not an Avro file: " + broken.getMessage(), broken);
        }
    }
}
