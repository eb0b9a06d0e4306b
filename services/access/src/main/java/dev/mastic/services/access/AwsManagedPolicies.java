package dev.mastic.services.access;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The policies that AWS keeps for everybody, under their own ARNs. The texts are resource files, named like the policy.
 *
 * <p>Source of the texts: the AWS managed policy reference guide.
 */
final class AwsManagedPolicies {
    static final String ACCOUNT = "aws";

    private static final List<String> NAMES = List.of(
            "AdministratorAccess",
            "AmazonS3FullAccess",
            "AmazonS3ReadOnlyAccess",
            "AWSGlueConsoleFullAccess",
            "CloudWatchLogsFullAccess",
            "IAMFullAccess",
            "PowerUserAccess",
            "SecretsManagerReadWrite",
            "service-role/AWSGlueServiceRole");

    // AWS has long had them; no account can tell since when.
    private static final Instant CREATED_AT = Instant.parse("2015-02-06T18:40:00Z");
    private static final int ID_CHARACTERS = 17;

    /** A policy with its text. */
    record Entry(ManagedPolicy policy, String document) {
        PolicyVersion version() {
            return new PolicyVersion(policy.defaultVersion(), document, policy.createdAt());
        }
    }

    private final Map<String, Entry> byArn = new TreeMap<>();

    AwsManagedPolicies() {
        for (String name : NAMES) {
            Entry entry = read(name);
            byArn.put(entry.policy().arn(), entry);
        }
    }

    Optional<Entry> find(String arn) {
        return Optional.ofNullable(byArn.get(arn));
    }

    List<ManagedPolicy> all() {
        List<ManagedPolicy> all = new ArrayList<>();
        byArn.values().forEach(entry -> all.add(entry.policy()));
        return all;
    }

    private static Entry read(String pathAndName) {
        int slash = pathAndName.lastIndexOf('/');
        String name = pathAndName.substring(slash + 1);
        ManagedPolicy policy = new ManagedPolicy(
                id(name),
                ACCOUNT,
                name,
                '/' + pathAndName.substring(0, slash + 1),
                Optional.empty(),
                1,
                1,
                CREATED_AT,
                CREATED_AT);
        return new Entry(policy, text("aws-managed/" + pathAndName + ".json"));
    }

    /** A unique id that is the same on every server. */
    private static String id(String name) {
        String letters = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "");
        return "ANPA" + letters.repeat(ID_CHARACTERS / letters.length() + 1).substring(0, ID_CHARACTERS);
    }

    private static String text(String resource) {
        try (InputStream in = AwsManagedPolicies.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
