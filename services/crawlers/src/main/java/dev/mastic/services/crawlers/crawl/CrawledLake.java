package dev.mastic.services.crawlers.crawl;

import java.io.IOException;
import java.util.List;

/** The lake, with the permissions of a crawler's role. */
public interface CrawledLake {
    /**
     * The files under a prefix whose keys come after the given one, in the order of keys; none when there are no more.
     *
     * @throws dev.mastic.aws.ServiceException when the bucket is not there or the role may not list it
     */
    List<LakeFile> list(String bucket, String prefix, String after);

    /**
     * Some bytes of a file; fewer when it ends before.
     *
     * @throws dev.mastic.aws.ServiceException when the file is gone or the role may not read it
     */
    byte[] read(String bucket, String key, long offset, int length) throws IOException;
}
