/** Glue's own names for what job scripts reach: thin classes over {@code dev.mastic.runtime.frame}. */
@NullMarked
package com.amazonaws.services.glue;

import org.jspecify.annotations.NullMarked;
