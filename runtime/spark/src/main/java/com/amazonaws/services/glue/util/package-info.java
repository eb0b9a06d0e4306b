/** Options, arguments and the life of a job, under Glue's names. */
@NullMarked
package com.amazonaws.services.glue.util;

import org.jspecify.annotations.NullMarked;
