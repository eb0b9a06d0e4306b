/** The JVM half of a driver: the process that serves one run and exits. */
@NullMarked
package dev.mastic.runtime.driver;

import org.jspecify.annotations.NullMarked;
