package dev.mastic.services.catalog;

/** Tells whether a text is a policy that a resource can have; IAM stands behind it. */
@FunctionalInterface
public interface PolicyCheck {
    /**
     * Returns when it is.
     *
     * @throws dev.mastic.aws.ServiceException that says what is wrong with it
     */
    void check(String policy);
}
