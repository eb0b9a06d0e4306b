package dev.mastic.runtime.frame;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records without records in them: the field {@code b} of a record {@code a} becomes the field {@code a.b}. Of a choice only
 * the record is taken apart, its other alternatives keep the name.
 */
final class Flattening {

    /** What Glue calls an element of an array. */
    static final String ELEMENT = ".val";

    private final Map<String, Value> flat = new LinkedHashMap<>();

    private Flattening() {}

    static Map<String, Value> records(Map<String, Value> fields) {
        Flattening flattening = new Flattening();
        fields.forEach(flattening::add);
        return flattening.flat;
    }

    /** Also the records in arrays, whose fields get the name of the array and {@link #ELEMENT} in front; arrays stay arrays. */
    static Map<String, Value> everywhere(Map<String, Value> fields) {
        Map<String, Value> unnested = new LinkedHashMap<>();
        records(fields).forEach((name, value) -> unnested.put(name, elements(name, value)));
        return unnested;
    }

    private void add(String name, Value value) {
        List<Value.Alternative> others = value.alternatives().stream()
                .filter(one -> !(one.type() instanceof Type.Struct))
                .toList();
        if (value.shape().isNull()) {
            put(name, value);
        } else {
            value.with(others).ifPresent(rest -> put(name, rest));
        }
        value.fields().forEach((part, inner) -> add(name + "." + part, inner.within(value)));
    }

    private void put(String name, Value value) {
        if (flat.put(name, value) != null) {
            throw new IllegalArgumentException(
                    "two fields become the column \"" + name + "\": rename one of them before unnesting");
        }
    }

    private static Value elements(String name, Value value) {
        return value.changeElements(element -> Optional.of(element(name + ELEMENT, element)))
                .orElse(value);
    }

    private static Value element(String name, Value element) {
        return element.changeFields(parts -> everywhere(named(name, parts)))
                .map(changed -> elements(name, changed))
                .orElse(element);
    }

    private static Map<String, Value> named(String name, Map<String, Value> parts) {
        Map<String, Value> named = new LinkedHashMap<>();
        parts.forEach((part, value) -> named.put(name + "." + part, value));
        return named;
    }
}
