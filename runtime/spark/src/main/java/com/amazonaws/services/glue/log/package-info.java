/** The log of a job, under Glue's names. */
@NullMarked
package com.amazonaws.services.glue.log;

import org.jspecify.annotations.NullMarked;
