package dev.mastic.runtime.frame.json;

import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.execution.datasources.CodecStreams$;

/** Opens a file from its start, uncompressed as its name says. */
final class WholeFile {

    private WholeFile() {}

    static InputStream open(Configuration configuration, Path path) {
        return CodecStreams$.MODULE$.createInputStream(configuration, path);
    }
}
