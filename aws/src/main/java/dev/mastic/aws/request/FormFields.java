package dev.mastic.aws.request;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a query string or of a form, decoded, in the order they came. */
public final class FormFields {
    private static final int FIELDS_MAX = 50_000;

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    private FormFields() {}

    /** Reads {@code a=1&b=2}; a field without {@code =} has the empty value. */
    public static FormFields parse(String encoded) {
        FormFields fields = new FormFields();
        int count = 0;
        for (int from = 0; from < encoded.length(); ) {
            int ampersand = encoded.indexOf('&', from);
            int end = ampersand < 0 ? encoded.length() : ampersand;
            if (end > from) {
                count++;
                if (count > FIELDS_MAX) {
                    throw new ServiceException(
                            ErrorCode.MALFORMED_REQUEST, "The request has more than %d fields.", FIELDS_MAX);
                }
                fields.add(encoded.substring(from, end));
            }
            from = end + 1;
        }
        return fields;
    }

    /** Reads a form from a payload, which must be UTF-8. */
    public static FormFields parse(byte[] payload) {
        return parse(StrictUtf8.decode(payload));
    }

    public Optional<String> first(String name) {
        List<String> found = values.get(name);
        return found == null ? Optional.empty() : Optional.of(found.get(0));
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    public Map<String, List<String>> asMap() {
        return Collections.unmodifiableMap(values);
    }

    private void add(String field) {
        int equals = field.indexOf('=');
        String name = PercentEncoding.decodeField(equals < 0 ? field : field.substring(0, equals));
        String value = equals < 0 ? "" : PercentEncoding.decodeField(field.substring(equals + 1));
        values.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
    }
}
