package dev.mastic.runs;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;

/**
 * The server's hold on a run.
 *
 * @param token grows with every claim; what a driver of an older claim says does not count
 * @param credentialsToken what the driver of this claim shows to be given newer credentials
 * @param launches how many drivers were given the run
 * @param driver the driver that has it now
 * @param order the order to end that the driver has been given
 */
public record Hold(
        long token, String credentialsToken, int launches, Optional<DriverRef> driver, Optional<StopOrder> order) {
    static final Hold NONE = new Hold(0, "", 0, Optional.empty(), Optional.empty());

    public Hold {
        requireNonNull(credentialsToken, "credentialsToken");
        requireNonNull(driver, "driver");
        requireNonNull(order, "order");
    }

    /** Why a driver was told to end, and since when it knows. */
    public record StopOrder(Reason reason, Instant since) {
        public StopOrder {
            requireNonNull(reason, "reason");
            requireNonNull(since, "since");
        }
    }

    /** Why a driver is told to end. */
    public enum Reason {
        REQUESTED,
        TIMEOUT,
        START_TIMEOUT,
        MAINTENANCE,
        BUDGET,
        SILENCE
    }

    Hold claimed(String newCredentialsToken) {
        return new Hold(token + 1, newCredentialsToken, launches, Optional.empty(), Optional.empty());
    }

    Hold launched(DriverRef launched) {
        return new Hold(token, credentialsToken, launches + 1, Optional.of(launched), Optional.empty());
    }

    Hold ordered(Reason reason, Instant now) {
        return new Hold(token, credentialsToken, launches, driver, Optional.of(new StopOrder(reason, now)));
    }

    Hold withoutDriver() {
        return new Hold(token, "", launches, Optional.empty(), order);
    }

    /** Prints without the token for credentials. */
    @Override
    public String toString() {
        return "Hold[token=%d, launches=%d, driver=%s, order=%s]".formatted(token, launches, driver, order);
    }
}
