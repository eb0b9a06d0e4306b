package dev.mastic.runtime.frame.jdbc;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Statements separated by semicolons; those inside of quotes and comments separate nothing. */
final class SqlScript {
    private static final Pattern TOKEN = Pattern.compile(
            "'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\\n]*|(?s:/\\*.*?\\*/)|\\$(\\w*)\\$(?s:.*?)\\$\\1\\$|;|[^;'\"$/-]+|.",
            Pattern.DOTALL);

    private SqlScript() {}

    static List<String> statements(String script) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        Matcher token = TOKEN.matcher(script);
        while (token.find()) {
            if (token.group().equals(";")) {
                add(statements, statement);
            } else {
                statement.append(token.group());
            }
        }
        add(statements, statement);
        return statements;
    }

    private static void add(List<String> statements, StringBuilder statement) {
        if (!statement.toString().isBlank()) {
            statements.add(statement.toString().trim());
        }
        statement.setLength(0);
    }
}
