/** Data checked against rules in the Data Quality Definition Language. */
@NullMarked
package dev.mastic.runtime.quality;

import org.jspecify.annotations.NullMarked;
