/** JSON records: inference that keeps conflicting types apart, the reader and the writer. */
@NullMarked
package dev.mastic.runtime.frame.json;

import org.jspecify.annotations.NullMarked;
