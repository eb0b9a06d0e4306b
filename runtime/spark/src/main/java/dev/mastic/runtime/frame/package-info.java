/** DynamicFrame on Spark: a dataset with a schema tree of its own, whose transforms are column expressions. */
@NullMarked
package dev.mastic.runtime.frame;

import org.jspecify.annotations.NullMarked;
