package dev.mastic.services.connections;

import dev.mastic.aws.Caller;

/** Reads the secrets that connections name; the feature that keeps them stands behind it. */
@FunctionalInterface
public interface SecretValues {
    /**
     * The text of a secret.
     *
     * @throws dev.mastic.aws.ServiceException when it is not there, or the caller may not read it
     */
    String read(Caller caller, String secretId);
}
