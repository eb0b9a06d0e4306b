/** The Glue Data Catalog: databases, tables and their versions, partitions, statistics, functions. */
@NullMarked
package dev.mastic.services.catalog;

import org.jspecify.annotations.NullMarked;
