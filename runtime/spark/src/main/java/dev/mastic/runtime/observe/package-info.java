/** What is told about a run while it runs: its metrics and its progress. */
@NullMarked
package dev.mastic.runtime.observe;

import org.jspecify.annotations.NullMarked;
