/** The policy language: documents, how they are checked when they are written, and what they say about a request. */
@NullMarked
package dev.mastic.services.access.policy;

import org.jspecify.annotations.NullMarked;
