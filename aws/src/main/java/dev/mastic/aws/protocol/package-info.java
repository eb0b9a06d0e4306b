/** AWS's wire protocols, each one generic codec over the SDK's model classes. */
@NullMarked
package dev.mastic.aws.protocol;

import org.jspecify.annotations.NullMarked;
