package dev.mastic.services.crawlers.crawl;

import java.util.List;
import java.util.Optional;

/** Reads a target into folders. */
final class FolderTree {
    // What one crawl may hold in memory: some hundred bytes for each.
    private static final int FOLDERS_MAX = 500_000;

    private final CrawledLake lake;
    private final CrawlTarget target;
    private final Exclusions exclusions;
    private int folders;
    private long files;

    FolderTree(CrawledLake lake, CrawlTarget target) {
        this.lake = lake;
        this.target = target;
        this.exclusions = new Exclusions(target.exclusions());
    }

    /** The target's folder, with everything below it that is not passed over. */
    Folder read() {
        String prefix = target.prefix();
        String folderPath = prefix.isEmpty() ? "" : prefix + "/";
        String name = prefix.isEmpty() ? target.bucket() : prefix.substring(prefix.lastIndexOf('/') + 1);
        Folder root = new Folder(name, folderPath);
        String after = "";
        for (List<LakeFile> page = lake.list(target.bucket(), prefix, after);
                !page.isEmpty();
                page = lake.list(target.bucket(), prefix, after)) {
            for (LakeFile file : page) {
                if (file.key().startsWith(folderPath)) {
                    add(root, file, file.key().substring(folderPath.length()));
                }
            }
            after = page.get(page.size() - 1).key();
        }
        return root;
    }

    /** The file that the target is, when it is one. */
    Optional<LakeFile> file() {
        return target.prefix().isEmpty()
                ? Optional.empty()
                : lake.list(target.bucket(), target.prefix(), "").stream()
                        .filter(file -> file.key().equals(target.prefix()) && file.size() > 0)
                        .findFirst();
    }

    int folders() {
        return folders;
    }

    long files() {
        return files;
    }

    private void add(Folder root, LakeFile file, String path) {
        if (file.size() == 0 || isHidden(path) || exclusions.match(path)) {
            return;
        }
        Folder folder = root;
        int from = 0;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
            String name = path.substring(from, slash);
            if (!folder.folders().containsKey(name) && ++folders > FOLDERS_MAX) {
                throw new CrawlFailedException(
                        "There are more than " + FOLDERS_MAX + " folders under " + target.location() + ".");
            }
            folder = folder.child(name);
            from = slash + 1;
        }
        folder.files().add(file);
        files++;
    }

    /** Whether a file or a folder on the way is what programs leave for themselves: {@code _SUCCESS}, {@code .crc}. */
    private static boolean isHidden(String path) {
        return path.endsWith("_$folder$") || isMarked(path, 0) || hasMarkedFolder(path);
    }

    private static boolean hasMarkedFolder(String path) {
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            if (isMarked(path, slash + 1)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMarked(String path, int at) {
        return at < path.length() && (path.charAt(at) == '_' || path.charAt(at) == '.');
    }
}
