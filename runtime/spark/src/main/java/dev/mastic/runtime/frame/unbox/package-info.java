/** Texts in fields that are values of a format. */
@NullMarked
package dev.mastic.runtime.frame.unbox;

import org.jspecify.annotations.NullMarked;
