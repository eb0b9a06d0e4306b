/** How a driver's Spark reaches object storage with the run's credentials and nothing else. */
@NullMarked
package dev.mastic.runtime.s3;

import org.jspecify.annotations.NullMarked;
