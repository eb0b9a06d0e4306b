/** The checksums that S3 clients send along with a payload. */
@NullMarked
package dev.mastic.aws.checksum;

import org.jspecify.annotations.NullMarked;
