package dev.mastic.services.storage;

import dev.mastic.aws.Authorizer;
import dev.mastic.store.Database;
import dev.mastic.store.Failpoints;
import dev.mastic.store.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** The lake, wired: its operations, its sweeper, and the port through which the rest of the server reads objects. */
public final class StorageModule {
    private final List<Object> apis;
    private final BlobSweeper sweeper;
    private final ObjectReader reader;
    private final ObjectDeposit deposit;
    private final ChangeReader changes;
    private final LakeTransactions transactions;

    private StorageModule(
            List<Object> apis,
            BlobSweeper sweeper,
            ObjectReader reader,
            ObjectDeposit deposit,
            ChangeReader changes,
            LakeTransactions transactions) {
        this.apis = List.copyOf(apis);
        this.sweeper = sweeper;
        this.reader = reader;
        this.deposit = deposit;
        this.changes = changes;
        this.transactions = transactions;
    }

    /**
     * Opens the lake, removing first what a crash left unfinished.
     *
     * @param directory where object data is; made when it is missing
     */
    public static StorageModule open(
            Database database, Path directory, Authorizer authorizer, Clock clock, Ids ids, Failpoints failpoints) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        BucketStore buckets = new JdbcBucketStore(database);
        Layers layers = new Layers(database);
        BlobStore blobs = new JdbcBlobStore(database);
        BlobFiles files = new BlobFiles(directory, blobs, ids, failpoints);
        files.sweepShelves();
        Leases leases = new Leases();
        Contents contents = new Contents(blobs, files, leases);
        Lookup lookup = new Lookup(buckets, layers, authorizer);
        UploadStore uploads = new JdbcUploadStore(database);
        ObjectWriter writer = new ObjectWriter(files, clock);
        Archives archives = new Archives(clock);
        PartWriter parts = new PartWriter(uploads, files, clock);
        List<Object> apis = List.of(
                new BucketsApi(buckets, lookup, clock),
                new ObjectsApi(lookup, layers, blobs, writer, contents, authorizer, archives),
                new ListingApi(lookup, layers),
                new CopyApi(lookup, layers, uploads, contents, parts, authorizer, archives),
                new MultipartApi(lookup, layers, uploads, parts, ids, authorizer),
                new UploadListingApi(lookup, uploads),
                new ArchivesApi(lookup, layers, archives, clock),
                new TaggingApi(lookup, buckets, layers),
                new AttributesApi(lookup, blobs, authorizer),
                new BucketSettingsApi(lookup));
        return new StorageModule(
                apis,
                new BlobSweeper(blobs, files, leases, failpoints),
                new ObjectReader(lookup, layers, contents, authorizer, archives),
                new ObjectDeposit(lookup, layers, writer, authorizer),
                new ChangeReader(lookup, new JdbcChangeStore(database), authorizer),
                new LakeTransactions(new JdbcTransactionStore(database), clock, failpoints));
    }

    /** The objects whose methods are the operations of S3. */
    public List<Object> apis() {
        return apis;
    }

    /** To be ticked every few seconds. */
    public BlobSweeper sweeper() {
        return sweeper;
    }

    public ObjectReader reader() {
        return reader;
    }

    public ObjectDeposit deposit() {
        return deposit;
    }

    public ChangeReader changes() {
        return changes;
    }

    public LakeTransactions transactions() {
        return transactions;
    }
}
