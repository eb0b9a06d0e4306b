/** The syntaxes of record files other than JSON: XML, Amazon Ion, lines of logs, Avro in single values. */
@NullMarked
package dev.mastic.runtime.frame.records;

import org.jspecify.annotations.NullMarked;
