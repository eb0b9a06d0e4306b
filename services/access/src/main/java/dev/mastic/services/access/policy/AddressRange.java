package dev.mastic.services.access.policy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Ranges of IP addresses in CIDR form. */
final class AddressRange {
    // Only digits, so that no name is ever looked up.
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");

    private AddressRange() {}

    /** Whether {@code 203.0.113.0/24}, or a single address, holds an address. */
    static boolean contains(String range, String address) {
        int slash = range.indexOf('/');
        Optional<byte[]> network = parse(slash < 0 ? range : range.substring(0, slash));
        Optional<byte[]> host = parse(address);
        if (network.isEmpty() || host.isEmpty() || network.get().length != host.get().length) {
            return false;
        }
        int bits = host.get().length * Byte.SIZE;
        int prefix = slash < 0 ? bits : prefix(range.substring(slash + 1));
        return prefix >= 0 && prefix <= bits && samePrefix(network.get(), host.get(), prefix);
    }

    /** Whether a text is an address or a range. */
    static boolean isRange(String text) {
        int slash = text.indexOf('/');
        return parse(slash < 0 ? text : text.substring(0, slash))
                .filter(network -> slash < 0
                        || (prefix(text.substring(slash + 1)) >= 0
                                && prefix(text.substring(slash + 1)) <= network.length * Byte.SIZE))
                .isPresent();
    }

    private static int prefix(String digits) {
        return PREFIX.matcher(digits).matches() ? Integer.parseInt(digits) : -1;
    }

    private static boolean samePrefix(byte[] network, byte[] host, int prefix) {
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if (((network[bit / Byte.SIZE] ^ host[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    private static Optional<byte[]> parse(String address) {
        if (!ADDRESS.matcher(address).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(address).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
