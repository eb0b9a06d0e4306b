package dev.mastic.services.secrets;

import static java.util.Objects.requireNonNull;

/**
 * What a secret is found by.
 *
 * @param name as the user chose it, e.g. {@code prod/warehouse}
 */
record SecretName(String account, String region, String name) {
    SecretName {
        requireNonNull(account, "account");
        requireNonNull(region, "region");
        requireNonNull(name, "name");
    }
}
