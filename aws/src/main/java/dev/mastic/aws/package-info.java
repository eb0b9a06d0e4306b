/** How AWS talks: services, operations, callers, errors. It knows nothing of what Glue, S3 or IAM mean. */
@NullMarked
package dev.mastic.aws;

import org.jspecify.annotations.NullMarked;
