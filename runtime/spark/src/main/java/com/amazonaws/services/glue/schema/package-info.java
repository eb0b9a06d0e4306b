/** Schemas of frames, under Glue's names. */
@NullMarked
package com.amazonaws.services.glue.schema;

import org.jspecify.annotations.NullMarked;
