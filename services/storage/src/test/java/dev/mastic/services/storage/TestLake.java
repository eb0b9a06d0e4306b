package dev.mastic.services.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mastic.aws.Access;
import dev.mastic.aws.Authorizer;
import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.Principal;
import dev.mastic.aws.RequestBody;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.StreamedResponse;
import dev.mastic.store.Database;
import dev.mastic.store.Failpoints;
import dev.mastic.store.RandomIds;
import dev.mastic.testkit.TestClock;
import dev.mastic.testkit.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

/** A lake in a directory of its own, whose operations are called directly. */
final class TestLake implements AutoCloseable {
    static final String BUCKET = "lake";
    static final Caller ROOT = caller("000000000000", "us-east-1");

    final Path files;
    final TestClock clock = TestClock.atNoon();
    final Database database;
    final Set<String> denied = new HashSet<>();

    private final Path directory;
    private final Authorizer authorizer = this::authorize;
    private Random random = new Random(42);
    private StorageModule module;

    private TestLake(Path directory) {
        this.directory = directory;
        this.files = directory.resolve("objects");
        this.database = TestDatabase.create();
        this.module = open(Failpoints.NONE);
    }

    /** A lake with a bucket called {@value #BUCKET}. */
    static TestLake in(Path directory) {
        TestLake lake = new TestLake(directory);
        lake.createBucket(BUCKET);
        return lake;
    }

    static Caller caller(String account, String region) {
        return new Caller(Principal.root(account), region, "request", "127.0.0.1", false);
    }

    /** Starts the lake anew on the same data, as after a crash. */
    void restart(Failpoints failpoints) {
        module = open(failpoints);
    }

    <T> T api(Class<T> type) {
        return module.apis().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    LakeTransactions transactions() {
        return module.transactions();
    }

    ChangeReader changes() {
        return module.changes();
    }

    BlobSweeper sweeper() {
        return module.sweeper();
    }

    ObjectReader reader() {
        return module.reader();
    }

    ObjectsApi objects() {
        return api(ObjectsApi.class);
    }

    void createBucket(String name) {
        api(BucketsApi.class)
                .createBucket(ROOT, CreateBucketRequest.builder().bucket(name).build());
    }

    PutObjectResponse put(String key, String data) {
        return put(PutObjectRequest.builder().bucket(BUCKET).key(key).build(), data);
    }

    PutObjectResponse put(PutObjectRequest request, String data) {
        return objects().putObject(ROOT, request, body(data));
    }

    String get(String key) {
        return get(GetObjectRequest.builder().bucket(BUCKET).key(key).build());
    }

    String get(GetObjectRequest request) {
        return text(objects().getObject(ROOT, request));
    }

    static String text(StreamedResponse response) {
        return new String(bytes(response), StandardCharsets.UTF_8);
    }

    static byte[] bytes(StreamedResponse response) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            response.content().writeTo(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static RequestBody body(String data) {
        return body(data.getBytes(StandardCharsets.UTF_8));
    }

    static RequestBody body(byte[] data) {
        return new RequestBody(new ByteArrayInputStream(data), OptionalLong.of(data.length));
    }

    static CompleteMultipartUploadRequest completion(String key, String upload, List<CompletedPart> parts) {
        return CompleteMultipartUploadRequest.builder()
                .bucket(BUCKET)
                .key(key)
                .uploadId(upload)
                .multipartUpload(all -> all.parts(parts))
                .build();
    }

    /** How many files of data there are. */
    long fileCount() {
        try (Stream<Path> all = Files.walk(files)) {
            return all.filter(Files::isRegularFile).count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path onlyFile() {
        try (Stream<Path> all = Files.walk(files)) {
            return all.filter(Files::isRegularFile)
                    .reduce((one, other) -> files)
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    @Override
    public void close() {
        database.close();
    }

    private StorageModule open(Failpoints failpoints) {
        // Every start has other ids, as it would with a source of true randomness.
        random = new Random(random.nextLong());
        return StorageModule.open(
                database, directory.resolve("objects"), authorizer, clock, new RandomIds(random), failpoints);
    }

    private void authorize(Caller caller, Access access) {
        if (denied.contains(access.action()) || denied.contains(access.action() + " " + access.resource())) {
            throw new ServiceException(
                    ErrorCode.ACCESS_DENIED, "%s may not %s", caller.principal().arn(), access.action());
        }
    }
}
