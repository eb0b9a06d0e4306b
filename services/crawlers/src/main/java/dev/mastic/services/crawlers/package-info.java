/** Crawlers: they read what lies in the lake, find out what it is, and write tables that describe it. */
@NullMarked
package dev.mastic.services.crawlers;

import org.jspecify.annotations.NullMarked;
