package dev.mastic.aws.protocol;

import dev.mastic.aws.AwsService;
import dev.mastic.aws.ServiceException;
import dev.mastic.aws.model.OperationModel;
import dev.mastic.aws.model.ServiceModel;
import dev.mastic.aws.request.FormFields;
import dev.mastic.aws.request.Protocol;
import dev.mastic.aws.request.Target;
import dev.mastic.aws.request.WireOperation;
import dev.mastic.aws.request.WireRequest;
import dev.mastic.aws.request.WireResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;

/** AWS Query: a form in, XML out. IAM, STS and CloudWatch's older clients speak it. */
public final class QueryProtocol implements Protocol {
    private static final int STATUS_OK = 200;

    @Override
    public SdkPojo read(WireOperation operation, Target target, WireRequest request, byte[] body) {
        FormFields form = body.length == 0 ? FormFields.parse(request.rawQuery()) : FormFields.parse(body);
        return structure(QueryFields.of(form), Shapes.builder(operation.requestType()));
    }

    @Override
    public WireResponse write(WireOperation operation, Object response, String requestId) {
        ServiceModel model = ServiceModel.of(operation.service());
        Optional<OperationModel> modelled = model.operation(operation.name());
        String name = modelled.map(OperationModel::name).orElse(operation.name());
        XmlText xml = new XmlText().openIn(name + "Response", model.xmlNamespace());
        SdkPojo members = (SdkPojo) response;
        if (modelled.map(each -> each.output() != null)
                .orElse(!members.sdkFields().isEmpty())) {
            xml.open(name + "Result");
            new XmlWriter(xml).members(members);
            xml.close(name + "Result");
        }
        xml.open("ResponseMetadata")
                .element("RequestId", requestId)
                .close("ResponseMetadata")
                .close(name + "Response");
        return WireResponse.of(STATUS_OK, headers(requestId), xml.bytes());
    }

    @Override
    public WireResponse writeError(
            AwsService service, ServiceException refusal, WireRequest request, String requestId) {
        WireError error = WireError.of(service, refusal.code());
        XmlText xml = new XmlText()
                .openIn("ErrorResponse", ServiceModel.of(service).xmlNamespace())
                .open("Error")
                .element("Type", WireError.sideAtFault(refusal.code()))
                .element("Code", error.code())
                .element("Message", refusal.message());
        refusal.details().forEach(xml::element);
        xml.close("Error").element("RequestId", requestId).close("ErrorResponse");
        return WireResponse.of(error.status(), headers(requestId), xml.bytes());
    }

    private static SdkPojo structure(QueryFields fields, SdkPojo builder) {
        for (SdkField<?> field : builder.sdkFields()) {
            fields.child(field.locationName())
                    .flatMap(found -> value(found, field))
                    .ifPresent(value -> field.set(builder, value));
        }
        return Shapes.build(builder);
    }

    private static Optional<Object> value(QueryFields fields, SdkField<?> field) {
        return switch (field.marshallingType().getKnownType()) {
            case SDK_POJO -> Optional.of(structure(fields, field.constructor().get()));
            case LIST -> Optional.of(list(fields, field));
            case MAP -> Optional.of(map(fields, field));
            default -> fields.text().map(text -> ScalarText.read(text, field));
        };
    }

    private static List<Object> list(QueryFields fields, SdkField<?> field) {
        ListTrait trait = field.getTrait(ListTrait.class);
        String member = trait.memberLocationName() == null ? "member" : trait.memberLocationName();
        QueryFields holder = trait.isFlattened() ? fields : fields.child(member).orElse(fields);
        List<Object> items = new ArrayList<>();
        for (QueryFields item : holder.items()) {
            value(item, trait.memberFieldInfo()).ifPresent(items::add);
        }
        return items;
    }

    private static Map<String, Object> map(QueryFields fields, SdkField<?> field) {
        MapTrait trait = field.getTrait(MapTrait.class);
        String keyName = trait.keyLocationName() == null ? "key" : trait.keyLocationName();
        String valueName = trait.valueLocationName() == null ? "value" : trait.valueLocationName();
        QueryFields holder =
                trait.isFlattened() ? fields : fields.child("entry").orElse(fields);
        Map<String, Object> entries = new LinkedHashMap<>();
        for (QueryFields entry : holder.items()) {
            Optional<String> key = entry.child(keyName).flatMap(QueryFields::text);
            Optional<Object> value = entry.child(valueName).flatMap(found -> value(found, trait.valueFieldInfo()));
            if (key.isPresent() && value.isPresent()) {
                entries.put(key.orElseThrow(), value.orElseThrow());
            }
        }
        return entries;
    }

    private static Map<String, String> headers(String requestId) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "text/xml");
        headers.put("x-amzn-RequestId", requestId);
        return headers;
    }
}
