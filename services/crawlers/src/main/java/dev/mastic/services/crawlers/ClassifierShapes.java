package dev.mastic.services.crawlers;

import dev.mastic.aws.protocol.ShapeText;
import dev.mastic.services.crawlers.inference.Classifier;
import dev.mastic.services.crawlers.inference.CsvClassifier;
import dev.mastic.services.crawlers.inference.CsvOptions;
import dev.mastic.services.crawlers.inference.GrokClassifier;
import dev.mastic.services.crawlers.inference.JsonClassifier;
import dev.mastic.services.crawlers.inference.XmlClassifier;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.CreateClassifierRequest;
import software.amazon.awssdk.services.glue.model.CreateCsvClassifierRequest;
import software.amazon.awssdk.services.glue.model.CreateGrokClassifierRequest;
import software.amazon.awssdk.services.glue.model.CreateXMLClassifierRequest;
import software.amazon.awssdk.services.glue.model.CsvHeaderOption;

/** Classifiers between wire and domain. What is kept is the request that made one. */
final class ClassifierShapes {
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("BINARY", "binary"),
            Map.entry("BOOLEAN", "boolean"),
            Map.entry("DATE", "date"),
            Map.entry("DECIMAL", "decimal(38,18)"),
            Map.entry("DOUBLE", "double"),
            Map.entry("FLOAT", "float"),
            Map.entry("INT", "int"),
            Map.entry("LONG", "bigint"),
            Map.entry("SHORT", "smallint"),
            Map.entry("STRING", "string"),
            Map.entry("TIMESTAMP", "timestamp"));

    private ClassifierShapes() {}

    /** The name that a request gives, after a check of all that it says. */
    static String name(CreateClassifierRequest request) {
        List<String> names = Stream.of(
                        request.grokClassifier() == null
                                ? null
                                : request.grokClassifier().name(),
                        request.xmlClassifier() == null
                                ? null
                                : request.xmlClassifier().name(),
                        request.jsonClassifier() == null
                                ? null
                                : request.jsonClassifier().name(),
                        request.csvClassifier() == null
                                ? null
                                : request.csvClassifier().name())
                .filter(name -> name != null)
                .toList();
        if (names.size() != 1) {
            throw Refusals.invalid("Exactly one kind of classifier has to be given, not %d", names.size());
        }
        classifier(request);
        return names.get(0);
    }

    static software.amazon.awssdk.services.glue.model.Classifier shape(StoredClassifier stored) {
        software.amazon.awssdk.services.glue.model.Classifier shape =
                ShapeText.read(stored.definition(), software.amazon.awssdk.services.glue.model.Classifier.class);
        var builder = shape.toBuilder();
        if (shape.grokClassifier() != null) {
            builder.grokClassifier(shape.grokClassifier().toBuilder()
                    .creationTime(stored.createdAt())
                    .lastUpdated(stored.updatedAt())
                    .version(stored.version())
                    .build());
        }
        if (shape.xmlClassifier() != null) {
            builder.xmlClassifier(shape.xmlClassifier().toBuilder()
                    .creationTime(stored.createdAt())
                    .lastUpdated(stored.updatedAt())
                    .version(stored.version())
                    .build());
        }
        if (shape.jsonClassifier() != null) {
            builder.jsonClassifier(shape.jsonClassifier().toBuilder()
                    .creationTime(stored.createdAt())
                    .lastUpdated(stored.updatedAt())
                    .version(stored.version())
                    .build());
        }
        if (shape.csvClassifier() != null) {
            builder.csvClassifier(shape.csvClassifier().toBuilder()
                    .creationTime(stored.createdAt())
                    .lastUpdated(stored.updatedAt())
                    .version(stored.version())
                    .build());
        }
        return builder.build();
    }

    /** What does the work. */
    static Classifier classifier(StoredClassifier stored) {
        return classifier(ShapeText.read(stored.definition(), CreateClassifierRequest.class));
    }

    private static Classifier classifier(CreateClassifierRequest request) {
        if (request.grokClassifier() != null) {
            return grok(request.grokClassifier());
        }
        if (request.xmlClassifier() != null) {
            return xml(request.xmlClassifier());
        }
        if (request.jsonClassifier() != null) {
            String path = request.jsonClassifier().jsonPath();
            return JsonClassifier.at(path)
                    .orElseThrow(
                            () -> Refusals.invalid("JsonPath: %s (expected: $ with members, e.g. $.records[*])", path));
        }
        return csv(request.csvClassifier());
    }

    private static Classifier grok(CreateGrokClassifierRequest grok) {
        try {
            return GrokClassifier.of(
                    grok.classification(),
                    grok.grokPattern(),
                    Optional.ofNullable(grok.customPatterns()).orElse(""));
        } catch (IllegalArgumentException bad) {
            throw Refusals.invalid("GrokPattern does not compile: %s", String.valueOf(bad.getMessage()));
        }
    }

    private static Classifier xml(CreateXMLClassifierRequest xml) {
        return new XmlClassifier(
                xml.classification(), Optional.ofNullable(xml.rowTag()).filter(tag -> !tag.isEmpty()));
    }

    private static Classifier csv(@Nullable CreateCsvClassifierRequest csv) {
        if (csv == null) {
            throw Refusals.invalid("A classifier has to be given");
        }
        String quote = Optional.ofNullable(csv.quoteSymbol()).orElse("\"");
        Optional<Character> delimiter = Optional.ofNullable(csv.delimiter()).map(text -> text.charAt(0));
        if (delimiter.isPresent() && delimiter.orElseThrow() == quote.charAt(0)) {
            throw Refusals.invalid("The delimiter and the quote symbol cannot both be %s", quote);
        }
        if (csv.customDatatypes().size() > 0 && !Boolean.TRUE.equals(csv.customDatatypeConfigured())) {
            throw Refusals.invalid("CustomDatatypes are given, but CustomDatatypeConfigured is not true");
        }
        return new CsvClassifier(new CsvOptions(
                delimiter,
                quote.charAt(0),
                header(csv.containsHeader()),
                csv.header(),
                csv.customDatatypes().stream().map(ClassifierShapes::type).toList(),
                !Boolean.TRUE.equals(csv.disableValueTrimming()),
                Boolean.TRUE.equals(csv.allowSingleColumn()),
                Optional.ofNullable(csv.serdeAsString()).filter(serde -> !serde.equals("None")),
                true));
    }

    private static CsvOptions.Header header(@Nullable CsvHeaderOption option) {
        return option == null ? CsvOptions.Header.UNKNOWN : CsvOptions.Header.valueOf(option.name());
    }

    private static String type(String name) {
        return Optional.ofNullable(TYPES.get(name.toUpperCase(Locale.ROOT)))
                .orElseThrow(() -> Refusals.invalid(
                        "CustomDatatypes: %s (expected: one of %s)",
                        name, TYPES.keySet().stream().sorted().toList()));
    }
}
