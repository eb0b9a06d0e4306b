/** What is in a file, seen from its first bytes or its footer: format, columns, types. Trusts nothing that it reads. */
@NullMarked
package dev.mastic.services.crawlers.inference;

import org.jspecify.annotations.NullMarked;
