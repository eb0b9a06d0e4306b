/** CSV: a reader that works on bytes, and a writer that quotes as Glue does. */
@NullMarked
package dev.mastic.runtime.frame.csv;

import org.jspecify.annotations.NullMarked;
