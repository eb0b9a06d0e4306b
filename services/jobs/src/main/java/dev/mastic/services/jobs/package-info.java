/** Glue's jobs: definitions, runs as clients see them, bookmarks and tags. */
@NullMarked
package dev.mastic.services.jobs;

import org.jspecify.annotations.NullMarked;
