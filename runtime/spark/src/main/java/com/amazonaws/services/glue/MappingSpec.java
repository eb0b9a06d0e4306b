package com.amazonaws.services.glue;

import dev.mastic.runtime.frame.FieldPath;
import dev.mastic.runtime.frame.Mapping;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One line of ApplyMapping: paths and names of types, of which the types may be left out. */
public record MappingSpec(
        String sourcePath,
        @Nullable String sourceType,
        String targetPath,
        @Nullable String targetType) {

    Mapping mapping() {
        return new Mapping(
                FieldPath.parse(sourcePath),
                Optional.ofNullable(sourceType),
                FieldPath.parse(targetPath),
                Optional.ofNullable(targetType));
    }
}
