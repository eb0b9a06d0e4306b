/** Where errors come from, under Glue's names. */
@NullMarked
package com.amazonaws.services.glue.errors;

import org.jspecify.annotations.NullMarked;
