/** AWS Signature Version 4: proving who sent a request, and that nobody changed it. */
@NullMarked
package dev.mastic.aws.sigv4;

import org.jspecify.annotations.NullMarked;
