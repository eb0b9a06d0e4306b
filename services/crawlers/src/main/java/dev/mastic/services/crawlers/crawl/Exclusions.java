package dev.mastic.services.crawlers.crawl;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Patterns of keys that a crawl passes over.
 *
 * <p>Source of the grammar: "Include and exclude patterns" in the Glue developer guide: {@code *} stays in a folder, {@code **}
 * does not; {@code ?}, {@code [a-c]} and <code>{csv,json}</code> are as in a shell.
 */
final class Exclusions {
    private static final String LITERAL = ".()+|^$@%";

    private final List<Pattern> patterns;

    Exclusions(List<String> globs) {
        patterns = globs.stream().map(Exclusions::regex).map(Pattern::compile).collect(Collectors.toList());
    }

    /** @param path a key without the prefix of its target */
    boolean match(String path) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(path).matches());
    }

    private static String regex(String glob) {
        StringBuilder regex = new StringBuilder();
        int braces = 0;
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (c == '*') {
                boolean crossing = i + 1 < glob.length() && glob.charAt(i + 1) == '*';
                while (i + 1 < glob.length() && glob.charAt(i + 1) == '*') {
                    i++;
                }
                regex.append(crossing ? ".*" : "[^/]*");
            } else if (c == '?') {
                regex.append("[^/]");
            } else if (c == '[' && glob.indexOf(']', i) > i) {
                int end = glob.indexOf(']', i + 2);
                end = end < 0 ? glob.indexOf(']', i) : end;
                String inside = glob.substring(i + 1, end)
                        .replace("\\", "\\\\")
                        .replace("[", "\\[")
                        .replace("&&", "&\\&");
                regex.append('[')
                        .append(inside.startsWith("!") ? "^" + inside.substring(1) : inside)
                        .append(']');
                i = end;
            } else if (c == '{') {
                braces++;
                regex.append("(?:");
            } else if (c == '}' && braces > 0) {
                braces--;
                regex.append(')');
            } else if (c == ',' && braces > 0) {
                regex.append('|');
            } else if (c == '\\' && i + 1 < glob.length()) {
                regex.append(Pattern.quote(String.valueOf(glob.charAt(++i))));
            } else if (LITERAL.indexOf(c) >= 0 || c == '[' || c == ']' || c == '}' || c == '\\') {
                regex.append('\\').append(c);
            } else {
                regex.append(c);
            }
        }
        return regex.append(")".repeat(braces)).toString();
    }
}
