/** A crawl: from files to folders that belong together to tables in the catalog. */
@NullMarked
package dev.mastic.services.crawlers.crawl;

import org.jspecify.annotations.NullMarked;
