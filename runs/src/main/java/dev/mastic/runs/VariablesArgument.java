package dev.mastic.runs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The value of {@code --customer-driver-env-vars}: {@code CUSTOMER_A=1,CUSTOMER_B="x,y"}. As on AWS, names without the
 * prefix are left out without a word.
 */
final class VariablesArgument {
    private static final String PREFIX = "CUSTOMER_";

    private VariablesArgument() {}

    static Map<String, String> parse(String value) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String item : items(value)) {
            int equals = item.indexOf('=');
            if (equals > 0 && item.startsWith(PREFIX)) {
                variables.put(item.substring(0, equals), unquoted(item.substring(equals + 1)));
            }
        }
        return variables;
    }

    /** Split at commas outside of double quotes. */
    private static List<String> items(String value) {
        List<String> items = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int at = 0; at < value.length(); at++) {
            if (value.charAt(at) == '"') {
                quoted = !quoted;
            } else if (value.charAt(at) == ',' && !quoted) {
                items.add(value.substring(from, at).strip());
                from = at + 1;
            }
        }
        items.add(value.substring(from).strip());
        return items;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
