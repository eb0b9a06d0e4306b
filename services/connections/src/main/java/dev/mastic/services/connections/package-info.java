/** Glue's connections: where a database is and how to sign in there. */
@NullMarked
package dev.mastic.services.connections;

import org.jspecify.annotations.NullMarked;
