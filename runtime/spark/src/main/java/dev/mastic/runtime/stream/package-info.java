/** Streams, and how a job that reads them ends. */
@NullMarked
package dev.mastic.runtime.stream;

import org.jspecify.annotations.NullMarked;
