package dev.mastic.services.connections;

import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.PageToken;
import dev.mastic.store.Database;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.glue.model.BatchDeleteConnectionRequest;
import software.amazon.awssdk.services.glue.model.BatchDeleteConnectionResponse;
import software.amazon.awssdk.services.glue.model.ConnectionStatus;
import software.amazon.awssdk.services.glue.model.CreateConnectionRequest;
import software.amazon.awssdk.services.glue.model.CreateConnectionResponse;
import software.amazon.awssdk.services.glue.model.DeleteConnectionRequest;
import software.amazon.awssdk.services.glue.model.DeleteConnectionResponse;
import software.amazon.awssdk.services.glue.model.ErrorDetail;
import software.amazon.awssdk.services.glue.model.GetConnectionRequest;
import software.amazon.awssdk.services.glue.model.GetConnectionResponse;
import software.amazon.awssdk.services.glue.model.GetConnectionsRequest;
import software.amazon.awssdk.services.glue.model.GetConnectionsResponse;
import software.amazon.awssdk.services.glue.model.UpdateConnectionRequest;
import software.amazon.awssdk.services.glue.model.UpdateConnectionResponse;

/** Glue's operations on connections. */
public final class ConnectionsApi {
    private static final int PAGE_ITEMS_MAX = 1_000;

    private final ConnectionStore connections;
    private final ConnectionTags tags;
    private final Database database;
    private final Clock clock;

    ConnectionsApi(ConnectionStore connections, ConnectionTags tags, Database database, Clock clock) {
        this.connections = connections;
        this.tags = tags;
        this.database = database;
        this.clock = clock;
    }

    @OnResource({"catalog", "connection/{ConnectionInput.Name}"})
    public CreateConnectionResponse createConnection(Caller caller, CreateConnectionRequest request) {
        ownCatalog(caller, request.catalogId());
        ConnectionKey key = key(caller, request.connectionInput().name());
        Instant now = clock.instant();
        StoredConnection connection = new StoredConnection(
                key,
                ConnectionShapes.definition(request.connectionInput()),
                now,
                now,
                caller.principal().arn());
        database.atomically(() -> {
            if (!connections.add(connection)) {
                throw Refusals.exists();
            }
            tags.tag(key.arn(), request.tags());
            return true;
        });
        return CreateConnectionResponse.builder()
                .createConnectionStatus(ConnectionStatus.READY)
                .build();
    }

    @OnResource({"catalog", "connection/{Name}"})
    public GetConnectionResponse getConnection(Caller caller, GetConnectionRequest request) {
        ownCatalog(caller, request.catalogId());
        StoredConnection found =
                connections.find(key(caller, request.name())).orElseThrow(() -> Refusals.notFound(request.name()));
        return GetConnectionResponse.builder()
                .connection(ConnectionShapes.shape(found, showsPassword(request.hidePassword())))
                .build();
    }

    @OnResource({"catalog", "connection/*"})
    public GetConnectionsResponse getConnections(Caller caller, GetConnectionsRequest request) {
        ownCatalog(caller, request.catalogId());
        int max = request.maxResults() == null ? PAGE_ITEMS_MAX : Math.min(request.maxResults(), PAGE_ITEMS_MAX);
        String token = request.nextToken();
        String after = token == null || token.isEmpty()
                ? ""
                : PageToken.key(token, 1, ErrorCode.INVALID_INPUT).get(0);
        List<StoredConnection> found = connections.list(
                caller.accountId(), caller.region(), after, ConnectionShapes.accepted(request.filter()), max + 1);
        boolean showsPassword = showsPassword(request.hidePassword());
        return GetConnectionsResponse.builder()
                .connectionList(found.stream()
                        .limit(max)
                        .map(connection -> ConnectionShapes.shape(connection, showsPassword))
                        .toList())
                .nextToken(
                        found.size() > max
                                ? PageToken.of(found.get(max - 1).key().name())
                                : null)
                .build();
    }

    /** Replaces the whole definition. */
    @OnResource({"catalog", "connection/{Name}"})
    public UpdateConnectionResponse updateConnection(Caller caller, UpdateConnectionRequest request) {
        ownCatalog(caller, request.catalogId());
        if (!request.connectionInput().name().equals(request.name())) {
            throw Refusals.invalid(
                    "A connection cannot be renamed: %s to %s.",
                    request.name(), request.connectionInput().name());
        }
        Instant now = clock.instant();
        StoredConnection connection = new StoredConnection(
                key(caller, request.name()),
                ConnectionShapes.definition(request.connectionInput()),
                now,
                now,
                caller.principal().arn());
        if (!connections.replace(connection)) {
            throw Refusals.notFound(request.name());
        }
        return UpdateConnectionResponse.builder().build();
    }

    @OnResource({"catalog", "connection/{ConnectionName}"})
    public DeleteConnectionResponse deleteConnection(Caller caller, DeleteConnectionRequest request) {
        ownCatalog(caller, request.catalogId());
        if (!remove(key(caller, request.connectionName()))) {
            throw Refusals.notFound(request.connectionName());
        }
        return DeleteConnectionResponse.builder().build();
    }

    @OnResource({"catalog", "connection/{ConnectionNameList[]}"})
    public BatchDeleteConnectionResponse batchDeleteConnection(Caller caller, BatchDeleteConnectionRequest request) {
        ownCatalog(caller, request.catalogId());
        List<String> succeeded = new ArrayList<>();
        Map<String, ErrorDetail> errors = new HashMap<>();
        for (String name : request.connectionNameList()) {
            if (remove(key(caller, name))) {
                succeeded.add(name);
            } else {
                errors.put(
                        name,
                        ErrorDetail.builder()
                                .errorCode(ErrorCode.ENTITY_NOT_FOUND.wireName())
                                .errorMessage(Refusals.notFound(name).message())
                                .build());
            }
        }
        return BatchDeleteConnectionResponse.builder()
                .succeeded(succeeded)
                .errors(errors)
                .build();
    }

    private boolean remove(ConnectionKey key) {
        return database.atomically(() -> {
            tags.forget(key.arn());
            return connections.remove(key);
        });
    }

    private static boolean showsPassword(@Nullable Boolean hidePassword) {
        return !Boolean.TRUE.equals(hidePassword);
    }

    private static ConnectionKey key(Caller caller, String name) {
        return new ConnectionKey(caller.accountId(), caller.region(), name);
    }

    private static void ownCatalog(Caller caller, @Nullable String catalogId) {
        if (catalogId != null && !catalogId.isEmpty() && !catalogId.equals(caller.accountId())) {
            throw Refusals.invalid("CatalogId: %s (expected: %s, the caller's)", catalogId, caller.accountId());
        }
    }
}
