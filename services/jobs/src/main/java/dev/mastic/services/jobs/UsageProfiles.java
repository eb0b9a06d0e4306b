package dev.mastic.services.jobs;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.util.Optional;

/** Finds the usage profile that counts for a request. */
final class UsageProfiles {
    private final JdbcDocumentStore documents;
    private final AssignedProfiles assigned;

    UsageProfiles(JdbcDocumentStore documents, AssignedProfiles assigned) {
        this.documents = documents;
        this.assigned = assigned;
    }

    /** The profile of who calls. */
    Optional<ProfileShapes> ofCaller(Caller caller) {
        return assigned.of(caller).map(name -> named(caller, name));
    }

    /** The profile of who calls, else the one that the job's author had. */
    Optional<ProfileShapes> ofCallerOr(Caller caller, Optional<String> authors) {
        return ofCaller(caller).or(() -> authors.map(name -> named(caller, name)));
    }

    /** A profile that is gone limits nothing any more that could be looked up: what it was to bound is refused. */
    private ProfileShapes named(Caller caller, String name) {
        return documents
                .find(caller.accountId(), caller.region(), name)
                .map(ProfileShapes::read)
                .orElseThrow(
                        () -> new ServiceException(ErrorCode.ENTITY_NOT_FOUND, "Usage profile %s not found.", name));
    }
}
