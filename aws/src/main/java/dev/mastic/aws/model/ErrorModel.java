package dev.mastic.aws.model;

import org.jspecify.annotations.Nullable;

/**
 * One error as AWS's model describes it.
 *
 * @param shape the shape's name, which JSON and CBOR carry, e.g. {@code NoSuchEntityException}
 * @param code the code that Query and REST-XML carry, e.g. {@code NoSuchEntity}
 * @param status the HTTP status
 * @param messageMember how the model spells the message; null when the shape has none
 */
public record ErrorModel(
        String shape, String code, int status, @Nullable String messageMember) {}
