package dev.mastic.store;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Addresses of a PostgreSQL database, as its own programs write them: {@code postgresql://user:password@host:port/database}. */
final class PostgresUrl {
    private static final String JDBC = "jdbc:";
    private static final Set<String> SCHEMES = Set.of("postgresql", "postgres");
    private static final String EXPECTED =
            "an address of PostgreSQL is expected: postgresql://user:password@host:port/database";

    private PostgresUrl() {}

    /**
     * The address as JDBC has it: user and password are parameters there.
     *
     * @throws IllegalArgumentException when it is not an address; its message does not repeat the password
     */
    static String toJdbc(String text) {
        if (text.startsWith(JDBC)) {
            return text;
        }
        URI address = parsed(text);
        if (!SCHEMES.contains(address.getScheme())
                || address.getHost() == null
                || address.getPath().length() < 2) {
            throw new IllegalArgumentException(EXPECTED);
        }
        StringJoiner parameters = new StringJoiner("&", "?", "").setEmptyValue("");
        @Nullable String identity = address.getUserInfo();
        if (identity != null) {
            int colon = identity.indexOf(':');
            parameters.add("user=" + encoded(colon < 0 ? identity : identity.substring(0, colon)));
            if (colon >= 0) {
                parameters.add("password=" + encoded(identity.substring(colon + 1)));
            }
        }
        if (address.getRawQuery() != null) {
            parameters.add(address.getRawQuery());
        }
        String port = address.getPort() < 0 ? "" : ":" + address.getPort();
        return JDBC + "postgresql://" + address.getHost() + port + address.getRawPath() + parameters;
    }

    /** Host and database, for messages. */
    static String withoutSecrets(String text) {
        return text.replaceFirst("//[^@/]*@", "//").replaceFirst("\\?.*", "");
    }

    private static URI parsed(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(EXPECTED + " (" + e.getReason() + ")");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
