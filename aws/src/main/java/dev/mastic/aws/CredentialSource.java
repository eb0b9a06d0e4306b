package dev.mastic.aws;

import java.util.Optional;

/** Finds active credentials by access key id. */
@FunctionalInterface
public interface CredentialSource {
    Optional<Credential> find(String accessKeyId);
}
