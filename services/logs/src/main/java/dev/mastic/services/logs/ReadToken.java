package dev.mastic.services.logs;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.PageToken;
import dev.mastic.aws.ServiceException;
import dev.mastic.services.logs.LogStore.Direction;
import dev.mastic.services.logs.StoredEvent.Position;
import java.util.List;

/**
 * Where a reader of events goes on, as the text clients send back: {@code f/…} or {@code b/…}.
 *
 * @param direction which way
 * @param beyond the event that was read last on this way
 */
record ReadToken(Direction direction, Position beyond) {
    private static final String FORWARD = "f/";
    private static final String BACKWARD = "b/";

    static ReadToken forward(Position beyond) {
        return new ReadToken(Direction.FORWARD, beyond);
    }

    static ReadToken backward(Position beyond) {
        return new ReadToken(Direction.BACKWARD, beyond);
    }

    static ReadToken parse(String token) {
        if (token.startsWith(FORWARD)) {
            return forward(position(token.substring(FORWARD.length())));
        }
        if (token.startsWith(BACKWARD)) {
            return backward(position(token.substring(BACKWARD.length())));
        }
        throw invalid();
    }

    String text() {
        String kind = direction == Direction.FORWARD ? FORWARD : BACKWARD;
        return kind + PageToken.of(Long.toString(beyond.timestampMillis()), Long.toString(beyond.id()));
    }

    private static Position position(String key) {
        List<String> parts = PageToken.key(key, 2, ErrorCode.INVALID_PARAMETER);
        try {
            return new Position(Long.parseLong(parts.get(0)), Long.parseLong(parts.get(1)));
        } catch (NumberFormatException e) {
            throw invalid();
        }
    }

    private static ServiceException invalid() {
        return new ServiceException(ErrorCode.INVALID_PARAMETER, "The specified nextToken is invalid.");
    }
}
