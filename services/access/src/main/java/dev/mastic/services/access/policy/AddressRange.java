package dev.mastic.services.access.policy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** Ranges of IP addresses in CIDR form. */
final class AddressRange {
    // Only digits, so that no name is ever looked up.
    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern PREFIX = Pattern.compile("[0-9]{1,3}");

    private static final byte[] NO_ADDRESS = {};

    private AddressRange() {}

    /** Whether {@code 203.0.113.0/24}, or a single address, holds an address. */
    static boolean contains(String range, String address) {
        int slash = range.indexOf('/');
        byte[] network = parse(slash < 0 ? range : range.substring(0, slash));
        byte[] host = parse(address);
        if (host.length == 0 || network.length != host.length) {
            return false;
        }
        int bits = host.length * Byte.SIZE;
        int prefix = slash < 0 ? bits : prefix(range.substring(slash + 1));
        return prefix >= 0 && prefix <= bits && samePrefix(network, host, prefix);
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

    /** The bytes of an address; none when the text is not one. */
    private static byte[] parse(String address) {
        if (!ADDRESS.matcher(address).matches()) {
            return NO_ADDRESS;
        }
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException e) {
            return NO_ADDRESS;
        }
    }
}
