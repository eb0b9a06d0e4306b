package dev.mastic.runtime.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The way to a field: names with dots between them, backquotes around a name that holds a dot, {@code []} after a name for
 * the elements of an array.
 */
public record FieldPath(List<Step> steps) {

    /** One name of the way, and whether it goes on to the elements of the array under it. */
    public record Step(String name, boolean elements) {}

    public FieldPath {
        steps = List.copyOf(steps);
    }

    /** The way to a field at the top, whatever characters its name has. */
    public static FieldPath ofName(String name) {
        return new FieldPath(List.of(new Step(name, false)));
    }

    public static FieldPath parse(String text) {
        List<Step> steps = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '`' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '`') {
                name.append(c);
                i++;
            } else if (c == '`') {
                quoted = !quoted;
            } else if (c == '.' && !quoted) {
                steps.add(step(name));
                name.setLength(0);
            } else {
                name.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("path \"" + text + "\" has a backquote without its pair");
        }
        steps.add(step(name));
        return new FieldPath(steps);
    }

    private static Step step(CharSequence text) {
        String name = text.toString();
        return name.endsWith("[]") ? new Step(name.substring(0, name.length() - 2), true) : new Step(name, false);
    }

    /** A name as a path of one step: quoted when it would be read as more. */
    public static String quote(String name) {
        boolean plain = name.indexOf('.') < 0 && name.indexOf('`') < 0;
        return plain ? name : "`" + name.replace("`", "``") + "`";
    }

    /** A name as Spark's {@code col} takes it. */
    public static String column(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    @Override
    public String toString() {
        return steps.stream()
                .map(step -> quote(step.name()) + (step.elements() ? "[]" : ""))
                .collect(Collectors.joining("."));
    }

    /** This path behind other steps. */
    FieldPath under(List<Step> above) {
        List<Step> all = new ArrayList<>(above);
        all.addAll(steps);
        return new FieldPath(all);
    }

    boolean endsInElements() {
        return steps.get(steps.size() - 1).elements();
    }

    String last() {
        return steps.get(steps.size() - 1).name();
    }
}
