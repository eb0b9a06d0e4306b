package dev.mastic.runtime.frame;

import java.util.Optional;

/**
 * One line of ApplyMapping.
 *
 * @param sourceType the type that the script expects; of a choice, the alternative that is taken
 * @param targetType the type to cast to; the value is taken as it is without one
 */
public record Mapping(FieldPath source, Optional<String> sourceType, FieldPath target, Optional<String> targetType) {}
