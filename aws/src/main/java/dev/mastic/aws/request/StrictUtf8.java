package dev.mastic.aws.request;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text in a payload. What is not UTF-8 is refused, never replaced. */
public final class StrictUtf8 {
    private StrictUtf8() {}

    public static String decode(byte[] payload) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(payload))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ServiceException(ErrorCode.MALFORMED_REQUEST, "The request body is not UTF-8.");
        }
    }
}
