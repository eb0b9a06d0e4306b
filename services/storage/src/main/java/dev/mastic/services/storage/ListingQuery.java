package dev.mastic.services.storage;

/**
 * Which entries of a listing are asked for.
 *
 * @param prefix what keys begin with
 * @param delimiter keys that have it after the prefix are folded into what comes up to it; empty to fold nothing
 * @param after the key or folded prefix that the listing goes on after; empty to begin at the start
 * @param afterId goes on after this item of the key {@code after}, where a key may have several; empty to skip the key
 * @param limit how many keys and folded prefixes, at most
 */
record ListingQuery(String prefix, String delimiter, String after, String afterId, int limit) {
    ListingQuery(String prefix, String delimiter, String after, int limit) {
        this(prefix, delimiter, after, "", limit);
    }
}
