package dev.mastic.aws.request;

import dev.mastic.aws.Access;
import dev.mastic.aws.Authorizer;
import dev.mastic.aws.Caller;
import dev.mastic.aws.DescribesAccess;
import dev.mastic.aws.Operation;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.SdkPojo;

/** Asks IAM about every resource that the operation names. */
public final class Authorize implements Step {
    private final Authorizer authorizer;

    public Authorize(Authorizer authorizer) {
        this.authorizer = authorizer;
    }

    @Override
    public void apply(Exchange exchange) {
        check(exchange.caller(), exchange.operation(), exchange.input());
    }

    void check(Caller caller, Operation operation, SdkPojo input) {
        DescribesAccess described = operation.describesAccess();
        Map<String, List<String>> conditions = described == null ? Map.of() : described.conditions(input);
        for (String template : operation.resourceTemplates()) {
            for (String resource : ArnTemplate.resolve(template, input)) {
                String arn = described == null || resource.startsWith("arn:")
                        ? ArnTemplate.arn(operation.service(), caller, resource)
                        : described.arn(caller, resource, input);
                authorizer.authorize(caller, new Access(operation.action(), arn, conditions));
            }
        }
    }
}
