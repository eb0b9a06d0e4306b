package dev.mastic.aws.model;

import dev.mastic.aws.AwsService;
import dev.mastic.aws.OperationTable;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The page that says of every operation of every service whether this server answers it: {@code docs/reference/coverage.md}.
 */
public final class CoveragePage {
    private static final String HEAD = """
            # Coverage

            Every operation of every service that Mastic knows, by AWS's own models. What is not implemented answers
            `NotImplementedException` (S3 and Query services: `NotImplemented`), HTTP 501, and nothing else.

            This page is generated from the table of operations; a test fails when it is out of date.

            """;

    private final OperationTable operations;

    public CoveragePage(OperationTable operations) {
        this.operations = operations;
    }

    /** The page as Markdown. */
    public String markdown() {
        StringBuilder page =
                new StringBuilder(HEAD).append("| Service | Implemented | Operations |\n|---|---:|---:|\n");
        for (AwsService service : AwsService.values()) {
            Map<String, Boolean> covered = covered(service);
            page.append("| [%s](#%s) | %d | %d |\n"
                    .formatted(title(service), anchor(service), implemented(covered), covered.size()));
        }
        for (AwsService service : AwsService.values()) {
            section(service, page);
        }
        return page.toString();
    }

    private void section(AwsService service, StringBuilder page) {
        page.append("\n## ").append(title(service)).append("\n\n");
        page.append("Operations by ")
                .append(ServiceModel.of(service).source())
                .append(" and by the AWS SDK for Java.\n\n");
        page.append("| Operation | Implemented |\n|---|---|\n");
        covered(service)
                .forEach((name, implemented) ->
                        page.append("| `%s` | %s |\n".formatted(name, implemented ? "yes" : "no")));
    }

    private Map<String, Boolean> covered(AwsService service) {
        Map<String, String> names = new TreeMap<>(SdkOperations.names(service));
        ServiceModel model = ServiceModel.of(service);
        names.replaceAll((lower, name) ->
                model.operation(lower).map(OperationModel::name).orElse(name));
        Map<String, Boolean> covered = new TreeMap<>(Comparator.naturalOrder());
        model.operations()
                .forEach(each -> covered.put(
                        each.name(), operations.find(service, each.name()).isPresent()));
        names.values()
                .forEach(
                        name -> covered.put(name, operations.find(service, name).isPresent()));
        return covered;
    }

    private static long implemented(Map<String, Boolean> covered) {
        return covered.values().stream().filter(Boolean::booleanValue).count();
    }

    private static String title(AwsService service) {
        return ServiceModel.of(service).title();
    }

    private static String anchor(AwsService service) {
        return title(service).toLowerCase(Locale.ROOT).replace(' ', '-');
    }
}
