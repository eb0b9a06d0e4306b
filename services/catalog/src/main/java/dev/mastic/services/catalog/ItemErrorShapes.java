package dev.mastic.services.catalog;

import dev.mastic.aws.ServiceException;
import software.amazon.awssdk.services.glue.model.ErrorDetail;

/** Refusals of single items of a batch. */
final class ItemErrorShapes {
    private ItemErrorShapes() {}

    static ErrorDetail shape(ServiceException refusal) {
        return ErrorDetail.builder()
                .errorCode(refusal.code().wireName())
                .errorMessage(refusal.message())
                .build();
    }
}
