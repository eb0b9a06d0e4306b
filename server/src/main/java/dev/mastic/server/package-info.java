/** The program: configuration, the HTTP edge, the threads, and the one class that wires everything together. */
@NullMarked
package dev.mastic.server;

import org.jspecify.annotations.NullMarked;
