/** Predicates of Python as expressions of Spark. */
@NullMarked
package dev.mastic.runtime.frame.predicate;

import org.jspecify.annotations.NullMarked;
