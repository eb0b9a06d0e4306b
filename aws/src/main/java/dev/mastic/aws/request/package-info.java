/** The way of a request: a list of steps from raw bytes to an answer. */
@NullMarked
package dev.mastic.aws.request;

import org.jspecify.annotations.NullMarked;
