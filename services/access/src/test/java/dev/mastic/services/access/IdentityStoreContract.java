package dev.mastic.services.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the stores of identities, grants and policies do, whatever keeps them. */
abstract class IdentityStoreContract {
    private static final String ACCOUNT = "000000000000";
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    abstract IdentityStore identities();

    abstract GrantStore grants();

    abstract PolicyStore policies();

    @Test
    void anIdentityComesBackAsItWas() {
        Identity role = new Identity(
                "AROA1",
                ACCOUNT,
                IdentityKind.ROLE,
                "Etl",
                "/a/b/",
                NOW,
                Optional.of("arn:aws:iam::aws:policy/PowerUserAccess"),
                Optional.of(new RoleTerms("{}", Optional.of("it's"), Duration.ofHours(2))));
        Identity user = user("AIDA1", "ana", "/");

        assertThat(identities().add(role)).isTrue();
        assertThat(identities().add(user)).isTrue();

        assertThat(identities().find(ACCOUNT, IdentityKind.ROLE, "Etl")).contains(role);
        assertThat(identities().find(ACCOUNT, IdentityKind.ROLE, "eTL")).contains(role);
        assertThat(identities().find(ACCOUNT, IdentityKind.USER, "Etl")).isEmpty();
        assertThat(identities().find("111111111111", IdentityKind.ROLE, "Etl")).isEmpty();
        assertThat(identities().findById("AIDA1")).contains(user);
    }

    @Test
    void aNameIsTakenWhateverItsCase() {
        identities().add(user("AIDA1", "ana", "/"));

        assertThat(identities().add(user("AIDA2", "ANA", "/x/"))).isFalse();
        identities().add(user("AIDA3", "bob", "/"));
        assertThat(identities().replace(user("AIDA3", "Ana", "/"))).isFalse();
        assertThat(identities().replace(user("AIDA1", "Ana", "/y/"))).isTrue();
        assertThat(identities().findById("AIDA1").orElseThrow().arn()).endsWith(":user/y/Ana");
    }

    @Test
    void aListIsInTheOrderOfNamesAndGoesOnAfterAKey() {
        for (String name : List.of("c", "A", "b", "d")) {
            identities().add(user("AIDA" + name, name, name.equals("d") ? "/team/" : "/"));
        }

        assertThat(identities().list(ACCOUNT, IdentityKind.USER, "/", "", 10))
                .map(Identity::name)
                .containsExactly("A", "b", "c", "d");
        assertThat(identities().list(ACCOUNT, IdentityKind.USER, "/", "a", 2))
                .map(Identity::name)
                .containsExactly("b", "c");
        assertThat(identities().list(ACCOUNT, IdentityKind.USER, "/team/", "", 10))
                .map(Identity::name)
                .containsExactly("d");
    }

    @Test
    void whatBelongsToAnIdentityGoesWithIt() {
        identities().add(user("AIDA1", "ana", "/"));
        grants().putInline("AIDA1", new InlinePolicy("p", "{}"));
        grants().attach("AIDA1", "arn:p");
        identities().putTags("AIDA1", Map.of("k", "v"));

        identities().remove("AIDA1");

        assertThat(identities().findById("AIDA1")).isEmpty();
        assertThat(grants().inline("AIDA1")).isEmpty();
        assertThat(grants().attached("AIDA1")).isEmpty();
        assertThat(grants().holders("arn:p")).isEmpty();
        assertThat(identities().tags("AIDA1")).isEmpty();
    }

    @Test
    void tagsAreReplacedByKey() {
        identities().add(user("AIDA1", "ana", "/"));
        identities().putTags("AIDA1", Map.of("a", "1", "b", "2"));
        identities().putTags("AIDA1", Map.of("b", "3", "c", "4"));
        identities().removeTags("AIDA1", Set.of("a", "never"));

        assertThat(identities().tags("AIDA1")).containsExactly(Map.entry("b", "3"), Map.entry("c", "4"));
    }

    @Test
    void membershipIsSeenFromBothSides() {
        identities().add(user("AIDA1", "ana", "/"));
        identities()
                .add(new Identity(
                        "AGPA1", ACCOUNT, IdentityKind.GROUP, "data", "/", NOW, Optional.empty(), Optional.empty()));
        identities().addMember("AGPA1", "AIDA1");
        identities().addMember("AGPA1", "AIDA1");

        assertThat(identities().groupsOf("AIDA1")).map(Identity::id).containsExactly("AGPA1");
        assertThat(identities().membersOf("AGPA1")).map(Identity::id).containsExactly("AIDA1");
        assertThat(identities().removeMember("AGPA1", "AIDA1")).isTrue();
        assertThat(identities().removeMember("AGPA1", "AIDA1")).isFalse();
    }

    @Test
    void inlinePoliciesAreKeptByName() {
        identities().add(user("AIDA1", "ana", "/"));
        grants().putInline("AIDA1", new InlinePolicy("b", "{1}"));
        grants().putInline("AIDA1", new InlinePolicy("a", "{2}"));
        grants().putInline("AIDA1", new InlinePolicy("b", "{3}"));

        assertThat(grants().inline("AIDA1"))
                .containsExactly(new InlinePolicy("a", "{2}"), new InlinePolicy("b", "{3}"));
        assertThat(grants().findInline("AIDA1", "b")).contains(new InlinePolicy("b", "{3}"));
        assertThat(grants().removeInline("AIDA1", "b")).isTrue();
        assertThat(grants().removeInline("AIDA1", "b")).isFalse();
    }

    @Test
    void anAttachmentIsSeenFromBothSides() {
        identities().add(user("AIDA1", "ana", "/"));
        grants().attach("AIDA1", "arn:p");
        grants().attach("AIDA1", "arn:p");

        assertThat(grants().attached("AIDA1")).containsExactly("arn:p");
        assertThat(grants().holders("arn:p")).map(Identity::name).containsExactly("ana");
        assertThat(grants().holderCount("arn:p")).isEqualTo(1);
        assertThat(grants().detach("AIDA1", "arn:p")).isTrue();
        assertThat(grants().detach("AIDA1", "arn:p")).isFalse();
    }

    @Test
    void aPolicyComesBackWithItsVersionsTheNewestFirst() {
        ManagedPolicy policy =
                new ManagedPolicy("ANPA1", ACCOUNT, "Read", "/team/", Optional.of("d"), 1, 1, NOW, NOW.plusSeconds(1));
        assertThat(policies().add(policy)).isTrue();
        assertThat(policies().add(policy)).isFalse();
        policies().addVersion("ANPA1", new PolicyVersion(1, "{1}", NOW));
        policies().addVersion("ANPA1", new PolicyVersion(2, "{2}", NOW));
        policies().replace(policy.withNextVersion(NOW.plusSeconds(2)).inForce(2));

        assertThat(policies().find("arn:aws:iam::000000000000:policy/team/Read"))
                .hasValueSatisfying(found -> {
                    assertThat(found.defaultVersion()).isEqualTo(2);
                    assertThat(found.lastVersion()).isEqualTo(2);
                    assertThat(found.description()).contains("d");
                });
        assertThat(policies().versions("ANPA1")).map(PolicyVersion::number).containsExactly(2, 1);
        assertThat(policies().findVersion("ANPA1", 1))
                .map(PolicyVersion::document)
                .contains("{1}");

        policies().removeVersion("ANPA1", 1);
        assertThat(policies().versions("ANPA1")).hasSize(1);
        policies().remove("ANPA1");
        assertThat(policies().list(ACCOUNT, "/", "", 10)).isEmpty();
        assertThat(policies().versions("ANPA1")).isEmpty();
    }

    private static Identity user(String id, String name, String path) {
        return new Identity(id, ACCOUNT, IdentityKind.USER, name, path, NOW, Optional.empty(), Optional.empty());
    }
}
