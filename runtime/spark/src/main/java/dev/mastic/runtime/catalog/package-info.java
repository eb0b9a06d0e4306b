/** The Data Catalog as a driver sees it: the Glue API, called with the run's credentials. */
@NullMarked
package dev.mastic.runtime.catalog;

import org.jspecify.annotations.NullMarked;
