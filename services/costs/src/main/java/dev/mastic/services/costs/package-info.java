/** Cost Explorer: what runs would have cost on AWS. */
@NullMarked
package dev.mastic.services.costs;

import org.jspecify.annotations.NullMarked;
