/** CloudWatch metrics: data put in, kept in spans that grow with age, and read back as statistics and expressions. */
@NullMarked
package dev.mastic.services.metrics;

import org.jspecify.annotations.NullMarked;
