package dev.mastic.runtime.driver;

import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.HexFormat;
import py4j.ClientServer;

/** The py4j server of a driver: loopback, a port of its own, closed to whoever lacks the token. */
record Gateway(int port, String token) {
    private static final int TOKEN_BYTES = 32;

    static Gateway open(EntryPoint entryPoint) {
        byte[] random = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(random);
        String token = HexFormat.of().formatHex(random);
        ClientServer server = new ClientServer.ClientServerBuilder(entryPoint)
                .javaPort(0)
                .javaAddress(InetAddress.getLoopbackAddress())
                .authToken(token)
                .build();
        server.startServer();
        return new Gateway(server.getJavaServer().getListeningPort(), token);
    }

    @Override
    public String toString() {
        return "Gateway[" + port + ", hidden]";
    }
}
