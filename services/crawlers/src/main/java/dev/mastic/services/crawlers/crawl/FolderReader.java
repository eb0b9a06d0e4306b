package dev.mastic.services.crawlers.crawl;

import dev.mastic.services.crawlers.crawl.FoundTable.Leaf;
import dev.mastic.services.crawlers.inference.Classifier;
import dev.mastic.services.crawlers.inference.DamagedFileException;
import dev.mastic.services.crawlers.inference.Finding;
import dev.mastic.services.crawlers.inference.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;

/** Looks into the files of a folder. */
final class FolderReader {
    private final CrawledLake lake;
    private final String bucket;
    private final OptionalInt sampleSize;
    private final int headBytes;
    private final List<Classifier> classifiers;
    private final Schemas schemas;
    private final CrawlLog log;
    private final BooleanSupplier stopped;

    /**
     * Makes a reader.
     *
     * @param headBytes how much of a file is looked at
     * @param classifiers in the order in which they are asked
     */
    FolderReader(
            CrawledLake lake,
            CrawlTarget target,
            int headBytes,
            List<Classifier> classifiers,
            Schemas schemas,
            CrawlLog log,
            BooleanSupplier stopped) {
        this.lake = lake;
        this.bucket = target.bucket();
        this.sampleSize = target.sampleSize();
        this.headBytes = headBytes;
        this.classifiers = List.copyOf(classifiers);
        this.schemas = schemas;
        this.log = log;
        this.stopped = stopped;
    }

    /** What is in a folder itself: one leaf when its files belong together, else one for each file. */
    List<Leaf> read(Folder folder) {
        if (stopped.getAsBoolean()) {
            throw new CrawlStoppedException();
        }
        List<Leaf> files = new ArrayList<>();
        for (LakeFile file : folder.files().sample(sampleSize)) {
            leaf(file).ifPresent(files::add);
        }
        if (files.isEmpty()) {
            return List.of();
        }
        Finding merged = files.get(0).schema();
        for (Leaf file : files.subList(1, files.size())) {
            if (!schemas.belongTogether(merged, file.schema())) {
                return files;
            }
            merged = Schemas.merge(merged, file.schema());
        }
        int count = folder.files().count();
        OptionalLong rows = merged.rows().isPresent()
                ? OptionalLong.of(merged.rows().orElseThrow() * count / files.size())
                : OptionalLong.empty();
        Finding whole =
                new Finding(merged.classification(), merged.fields(), merged.options(), rows, merged.certainty());
        return List.of(new Leaf(
                List.of(),
                folder.path(),
                whole,
                count,
                folder.files().bytes(),
                files.get(0).compression()));
    }

    /** A single file; empty when nothing is known of its format. */
    Optional<Leaf> leaf(LakeFile file) {
        Sample sample = new Sample(
                file.key(), file.size(), headBytes, (offset, length) -> lake.read(bucket, file.key(), offset, length));
        try {
            Optional<Finding> found = classify(sample);
            if (found.isEmpty()) {
                log.warn("The format of s3://" + bucket + "/" + file.key() + " is not known; it is passed over.");
                return Optional.empty();
            }
            return Optional.of(
                    new Leaf(List.of(), file.key(), found.orElseThrow(), 1, file.size(), sample.compression()));
        } catch (DamagedFileException damaged) {
            log.warn("s3://" + bucket + "/" + file.key() + " is passed over: " + damaged.getMessage() + ".");
            return Optional.empty();
        } catch (IOException e) {
            throw new CrawlFailedException("s3://" + bucket + "/" + file.key() + " could not be read: " + e);
        }
    }

    /** The first classifier that is sure; else the one that is surest. */
    private Optional<Finding> classify(Sample sample) throws IOException {
        Optional<Finding> best = Optional.empty();
        for (Classifier classifier : classifiers) {
            Optional<Finding> found = classifier.classify(sample);
            if (found.isPresent() && found.orElseThrow().certainty() >= 1) {
                return found;
            }
            if (found.isPresent()
                    && (best.isEmpty()
                            || best.orElseThrow().certainty()
                                    < found.orElseThrow().certainty())) {
                best = found;
            }
        }
        return best;
    }
}
