package dev.mastic.services.storage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A page of a listing.
 *
 * @param items what was not folded
 * @param commonPrefixes what keys were folded into
 * @param next what the following page goes on after; empty when there is none
 */
record Listing<T>(List<T> items, List<String> commonPrefixes, Optional<String> next) {
    Listing {
        items = List.copyOf(items);
        commonPrefixes = List.copyOf(commonPrefixes);
    }

    /** Items in the order of their keys, from a given key on. Asking again ends the iteration before. */
    @FunctionalInterface
    interface Seek<T> {
        Iterator<T> from(String key);
    }

    int size() {
        return items.size() + commonPrefixes.size();
    }

    /** Reads a page. Behind a folded prefix it seeks past all its keys, however many there are. */
    static <T> Listing<T> read(ListingQuery query, Seek<T> source, Function<T, String> keyOf) {
        List<T> items = new ArrayList<>();
        List<String> folded = new ArrayList<>();
        String last = "";
        Iterator<T> rows = source.from(start(query));
        while (rows.hasNext()) {
            T row = rows.next();
            String key = keyOf.apply(row);
            if (!key.startsWith(query.prefix())) {
                break;
            }
            if (items.size() + folded.size() == query.limit()) {
                return new Listing<>(items, folded, Optional.of(last));
            }
            String common = commonPrefix(key, query);
            if (common.isEmpty()) {
                items.add(row);
                last = key;
                continue;
            }
            // A page that ended with a folded prefix is followed by one that begins behind it.
            if (!common.equals(query.after())) {
                folded.add(common);
                last = common;
            }
            rows = KeyOrder.behindAll(common).map(source::from).orElseGet(Collections::emptyIterator);
        }
        return new Listing<>(items, folded, Optional.empty());
    }

    private static String start(ListingQuery query) {
        if (query.after().isEmpty()) {
            return query.prefix();
        }
        String behind = query.afterId().isEmpty() ? KeyOrder.behind(query.after()) : query.after();
        return KeyOrder.compare(behind, query.prefix()) > 0 ? behind : query.prefix();
    }

    /** What a key is folded into; empty when it stays itself. */
    private static String commonPrefix(String key, ListingQuery query) {
        if (query.delimiter().isEmpty()) {
            return "";
        }
        int at = key.indexOf(query.delimiter(), query.prefix().length());
        return at < 0 ? "" : key.substring(0, at + query.delimiter().length());
    }
}
