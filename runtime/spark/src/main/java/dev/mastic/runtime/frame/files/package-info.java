/** Frames from files and into files: the formats, the options of Glue, tables of the Data Catalog. */
@NullMarked
package dev.mastic.runtime.frame.files;

import org.jspecify.annotations.NullMarked;
