package dev.mastic.services.storage;

import dev.mastic.aws.request.PercentEncoding;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.Owner;
import software.amazon.awssdk.services.s3.model.Permission;
import software.amazon.awssdk.services.s3.model.Type;

/** What listings of objects, uploads and parts have in common on the wire. */
final class ListingShapes {
    private ListingShapes() {}

    /** How keys are written in the answer: XML 1.0 cannot hold every character of a key, so clients ask for an encoding. */
    static UnaryOperator<String> encoding(SdkPojo request) {
        String type = Members.text(request, "EncodingType").orElse("");
        if (type.isEmpty()) {
            return key -> key;
        }
        if (!type.equals("url")) {
            throw Refusals.invalidArgument("encoding-type", type, "Invalid Encoding Method specified in Request");
        }
        return PercentEncoding::encodeKey;
    }

    static int limit(@Nullable Integer asked, String name, int max) {
        if (asked != null && asked < 0) {
            throw Refusals.invalidArgument(
                    name, asked.toString(), "Argument %s must be an integer between 0 and 2147483647".formatted(name));
        }
        return asked == null ? max : Math.min(asked, max);
    }

    static Owner owner(Bucket bucket) {
        return Owner.builder().id(Owners.id(bucket.accountId())).build();
    }

    /** Access control lists are off: the owner has full control, and nobody else has any. */
    static Grant ownersGrant(Bucket bucket) {
        return Grant.builder()
                .grantee(grantee -> grantee.type(Type.CANONICAL_USER).id(Owners.id(bucket.accountId())))
                .permission(Permission.FULL_CONTROL)
                .build();
    }

    static List<CommonPrefix> commonPrefixes(Listing<?> page, UnaryOperator<String> text) {
        return page.commonPrefixes().stream()
                .map(prefix -> CommonPrefix.builder().prefix(text.apply(prefix)).build())
                .toList();
    }
}
