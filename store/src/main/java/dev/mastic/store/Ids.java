package dev.mastic.store;

/** Makes ids and secrets. Comes in through constructors, so that tests own them. */
public interface Ids {
    /** Random lower-case hexadecimal digits, e.g. the 64 of {@code jr_…}. */
    String hex(int digits);

    /** Random letters and digits of {@code A-Z2-7}, e.g. the rest of {@code AKIA…}. */
    String upper(int characters);

    /** Random characters of {@code A-Za-z0-9+/}, e.g. the 40 of a secret key. */
    String secret(int characters);

    /** A random UUID, e.g. a request id. */
    String uuid();
}
