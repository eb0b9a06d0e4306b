package dev.mastic.services.jobs;

import dev.mastic.aws.Caller;

/** Puts scripts that were made of graphs where their jobs look for them; the lake stands behind it. */
public interface GeneratedScripts {
    /**
     * Writes a script with the permissions of the caller, over what is there.
     *
     * @throws dev.mastic.aws.ServiceException when the caller may not, or there is no such bucket
     */
    void replace(Caller caller, String location, String script);

    /** The same, but what is there stays. */
    void writeWhereNothingIs(Caller caller, String location, String script);
}
