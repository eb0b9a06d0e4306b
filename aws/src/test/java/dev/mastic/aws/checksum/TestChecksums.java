package dev.mastic.aws.checksum;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestChecksums {
    // The check values of each algorithm's own definition: what "123456789" gives.
    @ParameterizedTest
    @CsvSource({
        "CRC32, cbf43926",
        "CRC32C, e3069283",
        "CRC64NVME, ae8b14860a799888",
        "MD5, 25f9e794323b453885f5181f1b624d0b",
        "SHA1, f7c3bc1d808e04732adf679965ccc34ca7ae3441",
        "SHA256, 15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"
    })
    void everyAlgorithmGivesItsCheckValue(ChecksumAlgorithm algorithm, String expected) {
        Checksum checksum = algorithm.start();
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        checksum.update(digits, 0, 4);
        checksum.update(digits, 4, 5);

        assertThat(HexFormat.of().formatHex(Base64.getDecoder().decode(checksum.base64())))
                .isEqualTo(expected);
    }

    @Test
    void aCrcIsTheSameByteByByteAndAtOnce() {
        byte[] bytes = new byte[1001];
        new Random(7).nextBytes(bytes);
        Crc64Nvme atOnce = new Crc64Nvme();
        Crc64Nvme byByte = new Crc64Nvme();

        atOnce.update(bytes, 0, bytes.length);
        for (byte each : bytes) {
            byByte.update(each);
        }

        assertThat(atOnce.getValue()).isEqualTo(byByte.getValue());
    }

    @Test
    void anAlgorithmIsFoundByItsHeader() {
        assertThat(ChecksumAlgorithm.ofHeader("x-amz-checksum-crc64nvme")).contains(ChecksumAlgorithm.CRC64NVME);
        assertThat(ChecksumAlgorithm.ofHeader("x-amz-checksum-type")).isEmpty();
        assertThat(ChecksumAlgorithm.ofHeader("content-md5")).isEmpty();
    }
}
