package dev.mastic.aws.model;

import org.jspecify.annotations.Nullable;

/**
 * A member of a structure, or the items of a list or map.
 *
 * @param shape the shape's name
 * @param location {@code uri}, {@code querystring}, {@code header}, {@code headers} or {@code statusCode}; null in the payload
 * @param locationName the name on the wire where it is not the member's own; null elsewhere
 * @param flattened whether the items of a list stand without an element around them
 */
public record MemberModel(
        String shape, @Nullable String location, @Nullable String locationName, boolean flattened) {}
