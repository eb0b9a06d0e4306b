/** The language of {@code GetPartitions.Expression}: its parser, its tree, and how partition values compare. */
@NullMarked
package dev.mastic.services.catalog.expression;

import org.jspecify.annotations.NullMarked;
