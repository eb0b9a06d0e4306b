/** The script that Glue Studio makes of a graph of nodes. */
@NullMarked
package dev.mastic.services.jobs.studio;

import org.jspecify.annotations.NullMarked;
