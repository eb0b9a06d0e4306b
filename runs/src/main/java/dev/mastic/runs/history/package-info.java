/**
 * What Spark did in a run, read from its event log. The log comes from a job and is not trusted: it is text, nothing in it names a
 * class that would be loaded, and everything that is kept of it has a bound.
 */
@NullMarked
package dev.mastic.runs.history;

import org.jspecify.annotations.NullMarked;
