package dev.mastic.services.catalog;

import dev.mastic.aws.protocol.ShapeText;
import java.util.List;
import software.amazon.awssdk.services.glue.model.DataLakePrincipal;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.DatabaseInput;
import software.amazon.awssdk.services.glue.model.Permission;
import software.amazon.awssdk.services.glue.model.PrincipalPermissions;

/** Databases between wire and domain. */
final class DatabaseShapes {
    // What AWS answers for a database that was made without permissions for Lake Formation.
    private static final List<PrincipalPermissions> DEFAULT_PERMISSIONS = List.of(PrincipalPermissions.builder()
            .principal(DataLakePrincipal.builder()
                    .dataLakePrincipalIdentifier("IAM_ALLOWED_PRINCIPALS")
                    .build())
            .permissions(Permission.ALL)
            .build());

    private DatabaseShapes() {}

    static String definition(DatabaseInput input) {
        Requests.refuse(input.targetDatabase(), "DatabaseInput.TargetDatabase (a link to another database)");
        Requests.refuse(input.federatedDatabase(), "DatabaseInput.FederatedDatabase");
        return ShapeText.write(input);
    }

    static Database shape(Catalog catalog, CatalogDatabase database) {
        Database stored = ShapeText.read(database.definition(), Database.class);
        return stored.toBuilder()
                .name(database.name())
                .catalogId(catalog.id())
                .createTime(database.createdAt())
                .createTableDefaultPermissions(
                        stored.hasCreateTableDefaultPermissions()
                                ? stored.createTableDefaultPermissions()
                                : DEFAULT_PERMISSIONS)
                .build();
    }

    /** What {@code AttributesToGet} leaves: links to other databases are refused at birth, so the name is all. */
    static Database nameOnly(CatalogDatabase database) {
        return Database.builder().name(database.name()).build();
    }
}
