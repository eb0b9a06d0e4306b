package dev.mastic.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class TestSealingKey {
    private static final byte[] PLAIN = "tiger".getBytes(StandardCharsets.UTF_8);

    private final SealingKey key = key(1);

    @Test
    void whatWasSealedIsOpenedInItsPlaceOnly() {
        byte[] sealed = key.seal(PLAIN, "here");

        assertThat(key.open(sealed, "here")).isEqualTo(PLAIN);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("tiger");
        assertThatThrownBy(() -> key.open(sealed, "there"))
                .hasMessage("a value of there was not sealed with this server's key");
        assertThatThrownBy(() -> key(2).open(sealed, "here")).isInstanceOf(IllegalStateException.class);
        sealed[sealed.length - 1] ^= 1;
        assertThatThrownBy(() -> key.open(sealed, "here")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theSameValueIsNeverSealedAlike() {
        assertThat(key.seal(PLAIN, "here")).isNotEqualTo(key.seal(PLAIN, "here"));
    }

    @Test
    void aTextIsOpenedWhereItWasSealedAndAnyOtherIsLeftAsItIs() {
        SealedText texts = new SealedText(key);
        String sealed = texts.seal("tiger", "here");
        assertThat(sealed).doesNotContain("tiger");
        assertThat(texts.open(sealed, "here")).isEqualTo("tiger");
        assertThat(texts.open(sealed, "there")).as("a copy in another place").isEqualTo(sealed);
        assertThat(texts.open("tiger", "here")).isEqualTo("tiger");
        assertThat(texts.open(sealed.substring(0, 9) + "not base 64!", "here")).endsWith("not base 64!");
    }

    @Test
    void aKeyOfAnotherLengthIsNone() {
        assertThatThrownBy(() -> new SealingKey(new byte[16], new SecureRandom()))
                .hasMessage("a key of 16 bytes (expected: 32)");
        assertThat(key).hasToString("SealingKey[hidden]");
    }

    private static SealingKey key(int first) {
        byte[] bytes = new byte[SealingKey.KEY_BYTES];
        bytes[0] = (byte) first;
        return new SealingKey(bytes, new SecureRandom());
    }
}
