package dev.mastic.services.catalog;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.protocol.ShapeText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.glue.model.ColumnError;
import software.amazon.awssdk.services.glue.model.ColumnStatistics;

/** Column statistics between wire and store, the same for tables and partitions. */
final class StatisticsShapes {
    private StatisticsShapes() {}

    static void put(StatisticsStore store, StatisticsOwner owner, List<ColumnStatistics> given) {
        given.forEach(statistics -> store.put(owner, Names.fold(statistics.columnName()), ShapeText.write(statistics)));
    }

    static Found find(StatisticsStore store, StatisticsOwner owner, List<String> columns) {
        List<ColumnStatistics> found = new ArrayList<>();
        List<ColumnError> missing = new ArrayList<>();
        for (String column : columns) {
            Optional<String> stored = store.find(owner, Names.fold(column));
            stored.map(text -> ShapeText.read(text, ColumnStatistics.class)).ifPresent(found::add);
            if (stored.isEmpty()) {
                missing.add(ColumnError.builder()
                        .columnName(column)
                        .error(ItemErrorShapes.shape(notFound(column)))
                        .build());
            }
        }
        return new Found(found, missing);
    }

    static void remove(StatisticsStore store, StatisticsOwner owner, String column) {
        if (!store.remove(owner, Names.fold(column))) {
            throw notFound(column);
        }
    }

    private static ServiceException notFound(String column) {
        return new ServiceException(ErrorCode.ENTITY_NOT_FOUND, "Statistics for column %s not found.", column);
    }

    /** The statistics that there are, and the columns without. */
    record Found(List<ColumnStatistics> statistics, List<ColumnError> errors) {}
}
