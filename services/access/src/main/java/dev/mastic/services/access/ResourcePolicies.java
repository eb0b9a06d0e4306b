package dev.mastic.services.access;

import java.util.Optional;

/** What resources themselves say about who may use them; the services that keep such policies stand behind it. */
@FunctionalInterface
public interface ResourcePolicies {
    /** The text of the policy that governs the resource of that ARN; empty when none does. */
    Optional<String> governing(String arn);
}
