package dev.mastic.aws;

/** Decides whether a caller may do something. The one way to IAM, for the request list and for operations that need more. */
@FunctionalInterface
public interface Authorizer {
    /**
     * Returns when the caller may.
     *
     * @throws ServiceException with {@link ErrorCode#ACCESS_DENIED} and AWS's own words when not
     */
    void authorize(Caller caller, Access access);

    /** Whether the caller may, for operations that answer differently rather than refuse. */
    default boolean allows(Caller caller, Access access) {
        try {
            authorize(caller, access);
            return true;
        } catch (ServiceException refusal) {
            if (refusal.code() != ErrorCode.ACCESS_DENIED) {
                throw refusal;
            }
            return false;
        }
    }
}
