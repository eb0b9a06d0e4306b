package dev.mastic.services.storage;

import java.util.List;

/** Knows which files of data there are, which are garbage and which directories are being written into. */
interface BlobStore {
    /** The files of a content or an upload, in order. */
    List<Blob> of(String content);

    /** Those of the files that no content and no upload has. */
    List<String> unreferenced(List<String> blobs);

    /** Notes that files will be written into a directory; false when it is noted already. */
    boolean openShelf(String name);

    /** Every file of the directory has a row, or is gone. */
    void closeShelf(String name);

    List<String> openShelves();

    /** Files to remove whose id comes after the given one. */
    List<Garbage> garbage(String after, int limit);

    /** The files are gone. */
    void forget(List<Garbage> removed);

    /**
     * A file that nothing refers to any more.
     *
     * @param content what it was part of, and may still be read as
     */
    record Garbage(String blob, String content) {}
}
