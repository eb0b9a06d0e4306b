package dev.mastic.services.crawlers;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.PageToken;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.protocol.ShapeText;
import dev.mastic.store.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.glue.model.CreateClassifierRequest;
import software.amazon.awssdk.services.glue.model.CreateClassifierResponse;
import software.amazon.awssdk.services.glue.model.DeleteClassifierRequest;
import software.amazon.awssdk.services.glue.model.DeleteClassifierResponse;
import software.amazon.awssdk.services.glue.model.GetClassifierRequest;
import software.amazon.awssdk.services.glue.model.GetClassifierResponse;
import software.amazon.awssdk.services.glue.model.GetClassifiersRequest;
import software.amazon.awssdk.services.glue.model.GetClassifiersResponse;
import software.amazon.awssdk.services.glue.model.UpdateClassifierRequest;
import software.amazon.awssdk.services.glue.model.UpdateClassifierResponse;

/** Glue's operations on classifiers. To IAM a classifier is no resource, so all of them are asked about. */
public final class ClassifiersApi {
    private static final int PAGE_ITEMS_MAX = 1_000;
    private static final int PAGE_ITEMS_DEFAULT = 100;

    private final JdbcClassifierStore classifiers;
    private final Database database;
    private final Clock clock;

    ClassifiersApi(JdbcClassifierStore classifiers, Database database, Clock clock) {
        this.classifiers = classifiers;
        this.database = database;
        this.clock = clock;
    }

    @OnResource("*")
    public CreateClassifierResponse createClassifier(Caller caller, CreateClassifierRequest request) {
        Instant now = clock.instant();
        String name = ClassifierShapes.name(request);
        if (!classifiers.add(new StoredClassifier(Owner.of(caller), name, 1, ShapeText.write(request), now, now))) {
            throw new ServiceException(ErrorCode.ALREADY_EXISTS, "Classifier with name %s already exists", name);
        }
        return CreateClassifierResponse.builder().build();
    }

    @OnResource("*")
    public GetClassifierResponse getClassifier(Caller caller, GetClassifierRequest request) {
        return GetClassifierResponse.builder()
                .classifier(ClassifierShapes.shape(find(caller, request.name())))
                .build();
    }

    @OnResource("*")
    public GetClassifiersResponse getClassifiers(Caller caller, GetClassifiersRequest request) {
        int limit = request.maxResults() == null ? PAGE_ITEMS_DEFAULT : Math.min(request.maxResults(), PAGE_ITEMS_MAX);
        String token = request.nextToken();
        String after = token == null || token.isEmpty()
                ? ""
                : PageToken.key(token, 1, ErrorCode.INVALID_INPUT).get(0);
        List<StoredClassifier> found = classifiers.list(Owner.of(caller), after, limit + 1);
        return GetClassifiersResponse.builder()
                .classifiers(
                        found.stream().limit(limit).map(ClassifierShapes::shape).toList())
                .nextToken(
                        found.size() > limit ? PageToken.of(found.get(limit - 1).name()) : null)
                .build();
    }

    /** Replaces what the request says, and keeps the rest. */
    @OnResource("*")
    public UpdateClassifierResponse updateClassifier(Caller caller, UpdateClassifierRequest request) {
        database.update(handle -> {
            // The members of both requests have the same names.
            CreateClassifierRequest given = ShapeText.convert(request, CreateClassifierRequest.class);
            String name = UpdatedClassifierShapes.name(given);
            StoredClassifier stored = find(caller, name);
            String merged = UpdatedClassifierShapes.merge(stored, given);
            classifiers.replace(new StoredClassifier(
                    stored.owner(), name, stored.version() + 1, merged, stored.createdAt(), clock.instant()));
        });
        return UpdateClassifierResponse.builder().build();
    }

    @OnResource("*")
    public DeleteClassifierResponse deleteClassifier(Caller caller, DeleteClassifierRequest request) {
        if (!classifiers.remove(Owner.of(caller), request.name())) {
            throw Refusals.classifierNotFound(request.name());
        }
        return DeleteClassifierResponse.builder().build();
    }

    private StoredClassifier find(Caller caller, String name) {
        return classifiers.find(Owner.of(caller), name).orElseThrow(() -> Refusals.classifierNotFound(name));
    }
}
