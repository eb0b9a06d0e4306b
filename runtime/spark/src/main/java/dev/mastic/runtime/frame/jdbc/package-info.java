/** Databases behind JDBC as sources and sinks: where they are, how they are read in parts and written all or nothing. */
@NullMarked
package dev.mastic.runtime.frame.jdbc;

import org.jspecify.annotations.NullMarked;
