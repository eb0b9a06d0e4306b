/** Metric math: expressions over time series, as GetMetricData takes them. */
@NullMarked
package dev.mastic.services.metrics.math;

import org.jspecify.annotations.NullMarked;
