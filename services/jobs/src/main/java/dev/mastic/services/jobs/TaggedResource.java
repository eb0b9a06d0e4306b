package dev.mastic.services.jobs;

/** A type of Glue resource that can carry tags. Features with such resources give one each. */
public interface TaggedResource {
    /** The type as ARNs spell it, e.g. {@code job}. */
    String type();

    /** Whether there is such a resource; {@code name} is what follows the type in its ARN. */
    boolean exists(String account, String region, String name);
}
