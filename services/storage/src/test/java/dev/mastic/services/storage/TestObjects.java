package dev.mastic.services.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestObjects {
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
    void whatWasPutIsWhatIsGot() {
        assertThat(lake.put("a.txt", "one").eTag()).isEqualTo("\"f97c5d29941bfb1b2fdab0874906ab82\"");
        assertThat(lake.get("a.txt")).isEqualTo("one");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a//b", "..", "../../etc/passwd", "/", "//", "%2e%2e", "a%", "é/ü 日本", "𝒳\uFFFD", " ", "a\nb", "a\u0000b",
                "\\", "aa", "aa/b", "x/"
            })
    void oddKeysComeBackByteForByte(String key) {
        lake.put(key, key);
        assertThat(lake.get(key)).isEqualTo(key);
    }

    @Test
    void anEmptyObjectIsAnObject() {
        lake.put("dir/", "");
        assertThat(lake.get("dir/")).isEmpty();
        assertThat(lake.fileCount()).isZero();
    }

    static void assertRefused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ServiceException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
