package dev.mastic.runtime.s3;

import com.amazonaws.AmazonClientException;
import com.amazonaws.AmazonServiceException;
import com.amazonaws.services.s3.model.DeleteObjectsRequest.KeyVersion;
import com.amazonaws.services.s3.model.MultiObjectDeleteException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.s3a.S3AFileSystem;
import org.apache.hadoop.fs.s3a.S3AUtils;
import org.apache.hadoop.fs.s3a.impl.MultiObjectDeleteSupport;

/** Files to be deleted: exactly those that were found, whatever else has come to their places meanwhile. */
final class Overwritten {
    private static final String DENIED = "AccessDenied";
    private static final int DELETED_AT_ONCE_MAX = 1000;

    private final Map<FileSystem, List<Path>> files = new LinkedHashMap<>();
    private boolean isWhole = true;

    private Overwritten(Collection<Path> all, Configuration configuration) throws IOException {
        for (Path file : all) {
            files.computeIfAbsent(file.getFileSystem(configuration), store -> new ArrayList<>())
                    .add(file);
        }
    }

    static Overwritten of(Collection<Path> files, Configuration configuration) throws IOException {
        return new Overwritten(files, configuration);
    }

    /** The files that lie under some places now, except for those that are spared. */
    static Overwritten under(Collection<Path> places, Set<Path> spared, Configuration configuration)
            throws IOException {
        Set<Path> found = new LinkedHashSet<>();
        for (Path place : places) {
            FileSystem store = place.getFileSystem(configuration);
            if (store.exists(place)) {
                RemoteIterator<LocatedFileStatus> all = store.listFiles(place, true);
                while (all.hasNext()) {
                    found.add(all.next().getPath());
                }
            }
        }
        found.removeAll(spared);
        return new Overwritten(found, configuration);
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** Whether it is certain that none of them has been deleted. */
    boolean isWhole() {
        return isWhole;
    }

    /** Deletes them, many with each request; fails with the first that cannot be deleted. */
    void delete() throws IOException {
        for (Map.Entry<FileSystem, List<Path>> bucket : files.entrySet()) {
            List<Path> all = bucket.getValue();
            for (int from = 0; from < all.size(); from += DELETED_AT_ONCE_MAX) {
                List<Path> some = all.subList(from, Math.min(all.size(), from + DELETED_AT_ONCE_MAX));
                if (bucket.getKey() instanceof S3AFileSystem lake) {
                    delete(lake, some);
                } else {
                    delete(bucket.getKey(), some);
                }
            }
        }
    }

    private void delete(FileSystem store, List<Path> some) throws IOException {
        isWhole = false;
        for (Path file : some) {
            store.delete(file, false);
        }
    }

    // S3A's delete asks three times for each file, and leaves the mark of a directory where the last one was.
    private void delete(S3AFileSystem lake, List<Path> some) throws IOException {
        boolean wasWhole = isWhole;
        // A request that fails without an answer may have deleted all the same.
        isWhole = false;
        List<KeyVersion> keys =
                some.stream().map(file -> new KeyVersion(lake.pathToKey(file))).toList();
        try {
            lake.removeKeys(keys, true, null);
        } catch (MultiObjectDeleteException partly) {
            boolean isDenied = partly.getErrors().stream().allMatch(error -> DENIED.equals(error.getCode()));
            isWhole = wasWhole && isDenied && partly.getErrors().size() == keys.size();
            throw MultiObjectDeleteSupport.translateDeleteException(some.get(0).toString(), partly);
        } catch (AmazonServiceException refused) {
            isWhole = wasWhole && DENIED.equals(refused.getErrorCode());
            throw S3AUtils.translateException("delete", some.get(0), refused);
        } catch (AmazonClientException unanswered) {
            throw S3AUtils.translateException("delete", some.get(0), unanswered);
        }
    }
}
