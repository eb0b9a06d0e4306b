package dev.mastic.services.catalog;

import dev.mastic.aws.Caller;
import dev.mastic.aws.OnResource;
import dev.mastic.services.catalog.JdbcCatalogImportStore.CatalogImport;
import java.time.Clock;
import software.amazon.awssdk.services.glue.model.CatalogEncryptionMode;
import software.amazon.awssdk.services.glue.model.CatalogImportStatus;
import software.amazon.awssdk.services.glue.model.ConnectionPasswordEncryption;
import software.amazon.awssdk.services.glue.model.DataCatalogEncryptionSettings;
import software.amazon.awssdk.services.glue.model.EncryptionAtRest;
import software.amazon.awssdk.services.glue.model.GetCatalogImportStatusRequest;
import software.amazon.awssdk.services.glue.model.GetCatalogImportStatusResponse;
import software.amazon.awssdk.services.glue.model.GetDataCatalogEncryptionSettingsRequest;
import software.amazon.awssdk.services.glue.model.GetDataCatalogEncryptionSettingsResponse;
import software.amazon.awssdk.services.glue.model.ImportCatalogToGlueRequest;
import software.amazon.awssdk.services.glue.model.ImportCatalogToGlueResponse;
import software.amazon.awssdk.services.glue.model.PutDataCatalogEncryptionSettingsRequest;
import software.amazon.awssdk.services.glue.model.PutDataCatalogEncryptionSettingsResponse;

/** Glue's operations on the settings of a catalog as a whole. */
public final class SettingsApi implements CatalogAccess {
    private static final DataCatalogEncryptionSettings UNENCRYPTED = DataCatalogEncryptionSettings.builder()
            .encryptionAtRest(EncryptionAtRest.builder()
                    .catalogEncryptionMode(CatalogEncryptionMode.DISABLED)
                    .build())
            .connectionPasswordEncryption(ConnectionPasswordEncryption.builder()
                    .returnConnectionPasswordEncrypted(false)
                    .build())
            .build();

    private final JdbcCatalogImportStore imports;
    private final Clock clock;

    SettingsApi(JdbcCatalogImportStore imports, Clock clock) {
        this.imports = imports;
        this.clock = clock;
    }

    @OnResource("catalog")
    public GetDataCatalogEncryptionSettingsResponse getDataCatalogEncryptionSettings(
            Caller caller, GetDataCatalogEncryptionSettingsRequest request) {
        return GetDataCatalogEncryptionSettingsResponse.builder()
                .dataCatalogEncryptionSettings(UNENCRYPTED)
                .build();
    }

    /** Takes the settings that a server without a key service can keep: no encryption by keys of the customer's. */
    @OnResource("catalog")
    public PutDataCatalogEncryptionSettingsResponse putDataCatalogEncryptionSettings(
            Caller caller, PutDataCatalogEncryptionSettingsRequest request) {
        DataCatalogEncryptionSettings settings = request.dataCatalogEncryptionSettings();
        EncryptionAtRest atRest = settings.encryptionAtRest();
        if (atRest != null && atRest.catalogEncryptionMode() != CatalogEncryptionMode.DISABLED) {
            throw Refusals.notImplemented("CatalogEncryptionMode " + atRest.catalogEncryptionModeAsString());
        }
        ConnectionPasswordEncryption passwords = settings.connectionPasswordEncryption();
        if (passwords != null && Boolean.TRUE.equals(passwords.returnConnectionPasswordEncrypted())) {
            throw Refusals.notImplemented("ReturnConnectionPasswordEncrypted");
        }
        return PutDataCatalogEncryptionSettingsResponse.builder().build();
    }

    /** There never was a catalog of Athena's own to import, so there is nothing left to do from the beginning. */
    @OnResource("catalog")
    public GetCatalogImportStatusResponse getCatalogImportStatus(Caller caller, GetCatalogImportStatusRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        CatalogImportStatus.Builder status = CatalogImportStatus.builder().importCompleted(true);
        imports.find(catalog).ifPresent(done -> status.importedBy(done.by()).importTime(done.at()));
        return GetCatalogImportStatusResponse.builder()
                .importStatus(status.build())
                .build();
    }

    @OnResource({"catalog", "database/*", "table/*/*"})
    public ImportCatalogToGlueResponse importCatalogToGlue(Caller caller, ImportCatalogToGlueRequest request) {
        Catalog catalog = Requests.catalog(caller, request.catalogId());
        imports.add(catalog, new CatalogImport(caller.principal().arn(), clock.instant()));
        return ImportCatalogToGlueResponse.builder().build();
    }
}
