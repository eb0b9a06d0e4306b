package dev.mastic.aws.request;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names this server is reached by. What stands before one of them in a {@code Host} header is a bucket:
 * {@code lake.localhost}, {@code lake.s3.localhost}, {@code lake.s3.eu-west-1.amazonaws.com}.
 */
public final class HostNames {
    private static final String AWS = "amazonaws.com";
    private static final String S3_LABEL = "s3(?:[.-](?:dualstack\\.)?[a-z]{2}(?:-[a-z]+)+-\\d)?";

    private final Pattern withS3Label;
    private final Pattern withoutLabel;

    /** @param names the server's own names, e.g. {@code localhost}; AWS's own are always known */
    public HostNames(List<String> names) {
        String own = names.stream()
                .map(name -> Pattern.quote(name.toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining("|"));
        String all = Pattern.quote(AWS) + (own.isEmpty() ? "" : "|" + own);
        withS3Label = Pattern.compile("(?:(?<bucket>.+)\\.)?" + S3_LABEL + "\\.(?:" + all + ")");
        withoutLabel = Pattern.compile("(?<bucket>.+)\\.(?:" + (own.isEmpty() ? "(?!)" : own) + ")");
    }

    /** The bucket that a {@code Host} header names; empty for path-style requests. */
    Optional<String> bucket(String host) {
        String name = withoutPort(host.toLowerCase(Locale.ROOT));
        Matcher labelled = withS3Label.matcher(name);
        if (labelled.matches()) {
            return Optional.ofNullable(labelled.group("bucket"));
        }
        Matcher plain = withoutLabel.matcher(name);
        return plain.matches() ? Optional.of(plain.group("bucket")) : Optional.empty();
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon < 0 || host.endsWith("]") ? host : host.substring(0, colon);
    }
}
