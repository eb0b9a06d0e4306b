/** What is kept and how: the database, its transactions, ids, and the failpoints between durable steps. */
@NullMarked
package dev.mastic.store;

import org.jspecify.annotations.NullMarked;
