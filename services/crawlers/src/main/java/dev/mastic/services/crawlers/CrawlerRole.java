package dev.mastic.services.crawlers;

import static java.util.Objects.requireNonNull;

/**
 * Who crawls.
 *
 * @param role the name or the ARN of the crawler's role
 * @param crawler the crawler's name
 */
public record CrawlerRole(String account, String region, String role, String crawler) {
    public CrawlerRole {
        requireNonNull(account, "account");
        requireNonNull(region, "region");
        requireNonNull(role, "role");
        requireNonNull(crawler, "crawler");
    }
}
