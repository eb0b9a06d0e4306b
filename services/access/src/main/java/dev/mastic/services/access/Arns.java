package dev.mastic.services.access;

import java.util.Optional;
import java.util.regex.Pattern;

/** The parts of {@code arn:partition:service:region:account:resource}. */
final class Arns {
    private static final int ACCOUNT = 4;
    private static final int RESOURCE = 5;
    private static final Pattern ACCOUNT_ID = Pattern.compile("[0-9]{12}");

    private Arns() {}

    /** The account that an ARN names, when it names one. */
    static Optional<String> account(String arn) {
        return part(arn, ACCOUNT).filter(account -> ACCOUNT_ID.matcher(account).matches());
    }

    /** What stands after the account, e.g. {@code role/service-role/etl}. */
    static Optional<String> resource(String arn) {
        return part(arn, RESOURCE);
    }

    private static Optional<String> part(String arn, int index) {
        String[] parts = arn.split(":", RESOURCE + 1);
        return parts.length > RESOURCE && parts[0].equals("arn") ? Optional.of(parts[index]) : Optional.empty();
    }
}
