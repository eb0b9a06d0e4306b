/** The lake: S3's buckets and objects, with an index in the database and data in files named by id. */
@NullMarked
package dev.mastic.services.storage;

import org.jspecify.annotations.NullMarked;
