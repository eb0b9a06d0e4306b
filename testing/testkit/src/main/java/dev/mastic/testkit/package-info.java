/** What tests share: a clock they own, a database of their own, seeded ids. */
@NullMarked
package dev.mastic.testkit;

import org.jspecify.annotations.NullMarked;
