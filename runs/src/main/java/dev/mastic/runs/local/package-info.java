/** Drivers as processes of this machine: how they are started, kept warm, watched and ended. */
@NullMarked
package dev.mastic.runs.local;

import org.jspecify.annotations.NullMarked;
