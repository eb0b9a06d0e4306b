package dev.mastic.runtime.s3;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.s3a.S3AFileSystem;

/**
 * S3A for Hadoop's other way to files, {@code FileContext}, which checkpoints of streams take. S3A's own class for it knows
 * the scheme {@code s3a} alone.
 */
public final class LakeFiles extends DelegateToFileSystem {
    private static final int NO_PORT = -1;

    /** Hadoop finds this constructor by reflection. */
    public LakeFiles(URI uri, Configuration settings) throws IOException, URISyntaxException {
        super(uri, new S3AFileSystem(), settings, uri.getScheme(), false);
    }

    @Override
    public int getUriDefaultPort() {
        return NO_PORT;
    }
}
