package dev.mastic.services.jobs;

/** Usage profiles as resources with tags. */
final class TaggedProfiles implements TaggedResource {
    private final JdbcDocumentStore profiles;

    TaggedProfiles(JdbcDocumentStore profiles) {
        this.profiles = profiles;
    }

    @Override
    public String type() {
        return "usageProfile";
    }

    @Override
    public boolean exists(String account, String region, String name) {
        return profiles.find(account, region, name).isPresent();
    }
}
