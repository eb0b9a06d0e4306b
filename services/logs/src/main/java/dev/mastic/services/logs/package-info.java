/** CloudWatch Logs: groups, streams, events and the patterns that filter them. */
@NullMarked
package dev.mastic.services.logs;

import org.jspecify.annotations.NullMarked;
