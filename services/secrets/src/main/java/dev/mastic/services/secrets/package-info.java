/** Secrets Manager: secrets, their versions and the labels that say which version is in use. */
@NullMarked
package dev.mastic.services.secrets;

import org.jspecify.annotations.NullMarked;
