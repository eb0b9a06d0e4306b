package dev.mastic.services.catalog;

import dev.mastic.aws.protocol.ShapeText;
import java.util.Map;
import software.amazon.awssdk.services.glue.model.CatalogInput;
import software.amazon.awssdk.services.glue.model.CatalogProperties;

/** Catalogs between wire and domain. */
final class CatalogShapes {
    private CatalogShapes() {}

    static String definition(CatalogInput input) {
        Requests.refuse(input.federatedCatalog(), "CatalogInput.FederatedCatalog (a catalog kept elsewhere)");
        Requests.refuse(input.targetRedshiftCatalog(), "CatalogInput.TargetRedshiftCatalog");
        CatalogProperties properties = input.catalogProperties();
        if (properties != null) {
            Requests.refuse(
                    properties.dataLakeAccessProperties(), "CatalogProperties.DataLakeAccessProperties (Redshift)");
            Requests.refuse(
                    properties.icebergOptimizationProperties(), "CatalogProperties.IcebergOptimizationProperties");
        }
        return ShapeText.write(input);
    }

    static software.amazon.awssdk.services.glue.model.Catalog shape(Catalog catalog, NestedCatalog nested) {
        return ShapeText.read(nested.definition(), software.amazon.awssdk.services.glue.model.Catalog.class).toBuilder()
                .catalogId(catalog.id())
                .name(nested.name())
                .resourceArn(catalog.arn("catalog"))
                .createTime(nested.createdAt())
                .updateTime(nested.updatedAt())
                .build();
    }

    /** An account's own catalog, which nobody made. */
    static software.amazon.awssdk.services.glue.model.Catalog root(Catalog catalog) {
        return software.amazon.awssdk.services.glue.model.Catalog.builder()
                .catalogId(catalog.id())
                .name(catalog.id())
                .resourceArn(catalog.arn("catalog"))
                .parameters(Map.of())
                .build();
    }
}
