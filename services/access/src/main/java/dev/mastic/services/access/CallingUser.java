package dev.mastic.services.access;

import dev.mastic.aws.Caller;
import dev.mastic.aws.Principal;

/** The user that a request without a user's name is about: the one who sent it. */
final class CallingUser {
    private CallingUser() {}

    static Identity require(Identities identities, Caller caller) {
        Principal principal = caller.principal();
        if (principal.kind() != Principal.Kind.USER) {
            throw Refusals.invalid("Must specify userName when calling with non-User credentials");
        }
        return identities
                .findById(principal.id())
                .orElseThrow(() -> Refusals.notFound(IdentityKind.USER, principal.arn()));
    }
}
