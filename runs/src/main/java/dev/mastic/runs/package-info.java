/** What happens to a job run between StartJobRun and its last state: states, dispatcher, watcher, log shipper. */
@NullMarked
package dev.mastic.runs;

import org.jspecify.annotations.NullMarked;
