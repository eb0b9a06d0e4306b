/** The API as AWS's own Java clients meet it: every test goes through HTTP to a server of its own kind. */
@NullMarked
package dev.mastic.conformance;

import org.jspecify.annotations.NullMarked;
