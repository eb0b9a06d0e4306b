/** What a driver practises on before a run is known. */
@NullMarked
package dev.mastic.runtime.warmup;

import org.jspecify.annotations.NullMarked;
