package dev.mastic.services.connections;

/** Who signs in at a database. It has no text of its own, so that no log shows it. */
final class SignIn {
    private final String user;
    private final String password;

    SignIn(String user, String password) {
        this.user = user;
        this.password = password;
    }

    String user() {
        return user;
    }

    String password() {
        return password;
    }
}
