package dev.mastic.aws.request;

import dev.mastic.aws.Access;
import dev.mastic.aws.Authorizer;
import dev.mastic.aws.DescribesAccess;
import dev.mastic.aws.Operation;
import java.util.List;
import java.util.Map;

/** Asks IAM about every resource that the operation names. */
public final class Authorize implements Step {
    private final Authorizer authorizer;

    public Authorize(Authorizer authorizer) {
        this.authorizer = authorizer;
    }

    @Override
    public void apply(Exchange exchange) {
        Operation operation = exchange.operation();
        DescribesAccess described = operation.describesAccess();
        Map<String, List<String>> conditions = described == null ? Map.of() : described.conditions(exchange.input());
        for (String template : operation.resourceTemplates()) {
            for (String resource : ArnTemplate.resolve(template, exchange.input())) {
                String arn = described == null || resource.startsWith("arn:")
                        ? ArnTemplate.arn(operation.service(), exchange.caller(), resource)
                        : described.arn(exchange.caller(), resource, exchange.input());
                authorizer.authorize(exchange.caller(), new Access(operation.action(), arn, conditions));
            }
        }
    }
}
