package dev.mastic.services.catalog.expression;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.util.List;
import java.util.Optional;

/** The values of one partition, for a condition to look at. */
public record PartitionRow(List<PartitionKey> keys, List<String> values) {
    public PartitionRow {
        keys = List.copyOf(keys);
        values = List.copyOf(values);
    }

    /** The sortable text of a key's value; nothing for a value that is missing or a NULL that is not a text. */
    Optional<String> sortable(int key) {
        if (key >= values.size()) {
            return Optional.empty();
        }
        String value = values.get(key);
        KeyType type = keys.get(key).keyType();
        Optional<String> sortable = type.sortable(value);
        if (sortable.isEmpty() && !value.equals(KeyType.NULL_PARTITION)) {
            throw new ServiceException(ErrorCode.INVALID_STATE, "%s", type.mismatch(value));
        }
        return sortable;
    }
}
