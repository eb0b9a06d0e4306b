package dev.mastic.aws.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One shape as AWS's model describes it.
 *
 * @param name the shape's name
 * @param type {@code structure}, {@code list}, {@code map}, {@code string}, {@code integer}, …
 * @param required the members that must be there
 * @param min the least length of a string, list or map, or the least value of a number
 * @param max the greatest
 * @param pattern the regular expression of a string
 * @param enumValues the values of an enumeration; empty when it is none
 * @param sensitive whether the value must not be shown
 * @param payload the member that is the whole payload
 * @param timestampFormat how a timestamp is written where it is not as the protocol usually does
 * @param flattened whether a list stands without an element around its items wherever it is used
 * @param members the members of a structure
 * @param member the items of a list
 * @param key the keys of a map
 * @param value the values of a map
 */
public record ShapeModel(
        String name,
        String type,
        List<String> required,
        @Nullable BigDecimal min,
        @Nullable BigDecimal max,
        @Nullable String pattern,
        List<String> enumValues,
        boolean sensitive,
        @Nullable String payload,
        @Nullable String timestampFormat,
        boolean flattened,
        Map<String, MemberModel> members,
        @Nullable MemberModel member,
        @Nullable MemberModel key,
        @Nullable MemberModel value) {}
