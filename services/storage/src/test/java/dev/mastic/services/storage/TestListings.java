package dev.mastic.services.storage;

import static dev.mastic.services.storage.TestLake.BUCKET;
import static dev.mastic.services.storage.TestLake.ROOT;
import static dev.mastic.services.storage.TestLake.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.checksum.ChecksumAlgorithm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

class TestListings {
    @TempDir
    private Path directory;

    private TestLake lake;

    @BeforeEach
    void open() {
        lake = TestLake.in(directory);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void keysComeInTheOrderOfTheirBytes() {
        // In Java's order of strings the second, a pair of surrogates, would come before the first.
        put("\uFFFD", "𝒳", "Z", "a", "é", "a/b", "a//b", "a!");
        assertThat(names(list(r -> {}))).containsExactly("Z", "a", "a!", "a//b", "a/b", "é", "\uFFFD", "𝒳");
    }

    @Test
    @Tag("sqlite")
    void theLeastCharacterComesFirst() {
        put("a!", "a\u0000", "a");
        assertThat(names(list(r -> {}))).containsExactly("a", "a\u0000", "a!");
        assertThat(names(list(r -> r.startAfter("a")))).containsExactly("a\u0000", "a!");
    }

    @Test
    void aDelimiterFoldsWhatIsBelowIt() {
        put("asdf", "boo/bar", "boo/baz/xyzzy", "cquux/thud", "cquux/bla");
        ListObjectsV2Response all = list(r -> r.delimiter("/"));
        assertThat(names(all)).containsExactly("asdf");
        assertThat(prefixes(all)).containsExactly("boo/", "cquux/");
        assertThat(all.keyCount()).isEqualTo(3);

        ListObjectsV2Response below = list(r -> r.delimiter("/").prefix("boo/"));
        assertThat(names(below)).containsExactly("boo/bar");
        assertThat(prefixes(below)).containsExactly("boo/baz/");
    }

    @Test
    void aMarkerInsideAFoldedPrefixGoesOnInsideIt() {
        put("a/1", "a/2", "b");
        assertThat(prefixes(list(r -> r.delimiter("/").startAfter("a/1")))).containsExactly("a/");
        assertThat(prefixes(list(r -> r.delimiter("/").startAfter("a/")))).isEmpty();
    }

    @Test
    void theOldListingGoesOnByMarker() {
        put("asdf", "boo/bar", "boo/baz/xyzzy", "cquux/thud");
        ListObjectsResponse first = listOld(r -> r.delimiter("/").maxKeys(1));
        assertThat(first.contents()).extracting(S3Object::key).containsExactly("asdf");
        assertThat(first.nextMarker()).isEqualTo("asdf");
        ListObjectsResponse second = listOld(r -> r.delimiter("/").maxKeys(1).marker("asdf"));
        assertThat(second.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("boo/");
        assertThat(second.nextMarker()).isEqualTo("boo/");
        ListObjectsResponse third = listOld(r -> r.delimiter("/").maxKeys(1).marker("boo/"));
        assertThat(third.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("cquux/");
        assertThat(third.isTruncated()).isFalse();
        assertThat(listOld(r -> r.maxKeys(1)).nextMarker()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void pagesTogetherAreTheWhole(int pageSize) {
        Random random = new Random(pageSize);
        TreeSet<String> keys = new TreeSet<>(KeyOrder::compare);
        for (int i = 0; i < 60; i++) {
            keys.add(IntStream.range(0, 1 + random.nextInt(5))
                    .mapToObj(n -> List.of("a", "/", "b", "//", "é", "𝒳").get(random.nextInt(6)))
                    .reduce("", String::concat));
        }
        put(keys.toArray(String[]::new));

        for (String delimiter : List.of("", "/", "a", "𝒳")) {
            for (String prefix : List.of("", "a", "/", "b/", "é")) {
                assertThat(paged(prefix, delimiter, pageSize))
                        .as("prefix %s, delimiter %s", prefix, delimiter)
                        .isEqualTo(expected(keys, prefix, delimiter));
            }
        }
    }

    @Test
    void noKeysAtAllIsAnAnswerToo() {
        put("a", "b");
        ListObjectsV2Response none = list(r -> r.maxKeys(0));
        assertThat(none.contents()).isEmpty();
        assertThat(none.isTruncated()).isFalse();
        assertRefused(ErrorCode.INVALID_ARGUMENT, () -> list(r -> r.maxKeys(-1)));
        assertRefused(ErrorCode.INVALID_ARGUMENT, () -> list(r -> r.continuationToken("%%%")));
    }

    @Test
    void keysAreEncodedOnRequest() {
        put("a b+c/é\n", "z");
        ListObjectsV2Response encoded =
                list(r -> r.encodingType("url").prefix("a b").delimiter("+"));
        assertThat(prefixes(encoded)).containsExactly("a%20b%2B");
        assertThat(encoded.prefix()).isEqualTo("a%20b");
        assertThat(names(list(r -> r.encodingType("url")))).containsExactly("a%20b%2Bc/%C3%A9%0A", "z");
    }

    @Test
    void anOwnerIsToldOnRequest() {
        put("a");
        assertThat(list(r -> {}).contents().get(0).owner()).isNull();
        assertThat(list(r -> r.fetchOwner(true)).contents().get(0).owner().id()).hasSize(64);
    }

    @Test
    void aFoldedPrefixCostsOneSeekHoweverManyKeysItHas() {
        int[] seeks = {0};
        List<String> keys = Stream.concat(
                        IntStream.range(0, 1_000).mapToObj("a/%04d"::formatted), Stream.of("b", "c/1"))
                .toList();
        int[] looked = {0};
        Listing.Seek<String> source = from -> {
            seeks[0]++;
            return keys.stream()
                    .filter(key -> KeyOrder.compare(key, from) >= 0)
                    .peek(key -> looked[0]++)
                    .iterator();
        };

        Listing<String> listing = Listing.read(new ListingQuery("", "/", "", 10), source, key -> key);

        assertThat(listing.commonPrefixes()).containsExactly("a/", "c/");
        assertThat(seeks[0]).isEqualTo(3);
        assertThat(looked[0]).isLessThan(6);
    }

    @Tag("sqlite")
    @ParameterizedTest
    @ValueSource(
            strings = {
                JdbcObjectStore.LIST,
                JdbcUploadStore.LIST,
                JdbcBucketStore.LIST,
                JdbcBlobStore.OF_CONTENT,
                JdbcBlobStore.OF_CONTENT_AFTER,
                JdbcBlobStore.GARBAGE,
                JdbcStagedObjectStore.LIST,
                JdbcChangeStore.PUBLISHED,
                JdbcChangeStore.STAGED
            })
    void everyListQueryWalksAnIndexInItsOrder(String sql) {
        Object[] arguments = Stream.generate(() -> "x")
                .limit(sql.chars().filter(c -> c == '?').count())
                .toArray();
        List<String> plan = lake.database.read(handle -> handle.select("EXPLAIN QUERY PLAN " + sql, arguments)
                .map((row, context) -> row.getString("detail"))
                .list());
        assertThat(plan).hasSize(1);
        assertThat(plan.get(0)).startsWith("SEARCH").containsAnyOf("USING PRIMARY KEY", "USING INDEX");
    }

    @Test
    void uploadsUnderWayAreListedByKeyAndId() {
        List<String> begun = new ArrayList<>();
        for (String key : List.of("b", "a/1", "a/2", "b")) {
            begun.add(key + " "
                    + lake.api(MultipartApi.class)
                            .createMultipartUpload(
                                    ROOT,
                                    CreateMultipartUploadRequest.builder()
                                            .bucket(BUCKET)
                                            .key(key)
                                            .build())
                            .uploadId());
        }
        List<String> listed = new ArrayList<>();
        String key = null;
        String id = null;
        do {
            ListMultipartUploadsResponse page = lake.api(UploadListingApi.class)
                    .listMultipartUploads(
                            ROOT,
                            ListMultipartUploadsRequest.builder()
                                    .bucket(BUCKET)
                                    .maxUploads(1)
                                    .keyMarker(key)
                                    .uploadIdMarker(id)
                                    .build());
            for (MultipartUpload upload : page.uploads()) {
                listed.add(upload.key() + " " + upload.uploadId());
            }
            key = page.nextKeyMarker();
            id = page.nextUploadIdMarker();
        } while (key != null);

        assertThat(listed).containsExactlyElementsOf(begun.stream().sorted().toList());
    }

    private List<String> paged(String prefix, String delimiter, int pageSize) {
        List<String> found = new ArrayList<>();
        String token = null;
        do {
            String current = token;
            ListObjectsV2Response page = list(r -> r.prefix(prefix)
                    .delimiter(delimiter.isEmpty() ? null : delimiter)
                    .maxKeys(pageSize)
                    .continuationToken(current));
            List<String> together = new ArrayList<>(names(page));
            together.addAll(prefixes(page));
            together.sort(KeyOrder::compare);
            assertThat(together.size()).isLessThanOrEqualTo(pageSize).isEqualTo(page.keyCount());
            found.addAll(together);
            token = page.nextContinuationToken();
        } while (token != null);
        return found;
    }

    /** The listing by its definition. */
    private static List<String> expected(Set<String> keys, String prefix, String delimiter) {
        TreeSet<String> expected = new TreeSet<>(KeyOrder::compare);
        for (String key : keys) {
            if (key.startsWith(prefix)) {
                int at = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
                expected.add(at < 0 ? key : key.substring(0, at + delimiter.length()));
            }
        }
        return new ArrayList<>(expected);
    }

    private void put(String... keys) {
        // Straight into the store: what is listed here has no data.
        ObjectStore objects = new JdbcObjectStore(lake.database);
        ObjectContent content = new ObjectContent(
                "none",
                0,
                "d41d8cd98f00b204e9800998ecf8427e",
                0,
                new ObjectChecksum(ChecksumAlgorithm.CRC32, ChecksumScope.FULL_OBJECT, "AAAAAA=="));
        lake.database.update(handle -> Arrays.stream(keys).forEach(key -> {
            assertThat(key.getBytes(StandardCharsets.UTF_8)).isNotEmpty();
            Description description = new Description("STANDARD", Map.of(), Map.of(), Map.of());
            objects.put(
                    new StoredObject(BUCKET, key, content, description, lake.clock.instant()),
                    List.of(),
                    WriteCondition.NONE);
        }));
    }

    private ListObjectsV2Response list(Consumer<ListObjectsV2Request.Builder> options) {
        ListObjectsV2Request.Builder request = ListObjectsV2Request.builder().bucket(BUCKET);
        options.accept(request);
        return lake.api(ListingApi.class).listObjectsV2(ROOT, request.build());
    }

    private ListObjectsResponse listOld(Consumer<ListObjectsRequest.Builder> options) {
        ListObjectsRequest.Builder request = ListObjectsRequest.builder().bucket(BUCKET);
        options.accept(request);
        return lake.api(ListingApi.class).listObjects(ROOT, request.build());
    }

    private static List<String> names(ListObjectsV2Response response) {
        return response.contents().stream().map(S3Object::key).toList();
    }

    private static List<String> prefixes(ListObjectsV2Response response) {
        return response.commonPrefixes().stream().map(CommonPrefix::prefix).toList();
    }
}
