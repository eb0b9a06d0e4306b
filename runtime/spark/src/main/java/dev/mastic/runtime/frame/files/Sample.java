package dev.mastic.runtime.frame.files;

/**
 * A part of a source to try things out with.
 *
 * @param records at most
 * @param partitionsMax the partitions that files are taken from
 * @param filesPerPartitionMax the files that are taken from each
 */
public record Sample(int records, int partitionsMax, int filesPerPartitionMax) {

    private static final int TEN = 10;

    /** So many records, from ten files of ten partitions unless the options say otherwise. */
    public static Sample of(int records, Options options) {
        return new Sample(
                records,
                Math.toIntExact(options.number("maxSamplePartitions").orElse(TEN)),
                Math.toIntExact(options.number("maxSampleFilesPerPartition").orElse(TEN)));
    }

    FileSet of(FileSet all) {
        return all.sample(partitionsMax, filesPerPartitionMax);
    }
}
