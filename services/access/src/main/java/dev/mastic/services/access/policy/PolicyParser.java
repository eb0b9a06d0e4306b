package dev.mastic.services.access.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads policy documents and refuses those that IAM would refuse, in its words where they are known.
 *
 * <p>Source of the grammar: "Grammar of the IAM JSON policy language" in the IAM user guide.
 */
public final class PolicyParser {
    private static final String VERSION = "2012-10-17";
    private static final String OLD_VERSION = "2008-10-17";
    private static final Set<String> FIELDS = Set.of("Version", "Id", "Statement");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private PolicyParser() {}

    /**
     * Reads a document.
     *
     * @throws ServiceException with {@link ErrorCode#MALFORMED_POLICY_DOCUMENT}
     */
    public static PolicyDocument parse(String document, PolicyKind kind) {
        JsonNode root = json(document, kind);
        for (Iterator<String> names = root.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!FIELDS.contains(name)) {
                throw malformed("Syntax errors in policy. Unknown field " + name);
            }
        }
        boolean variables = hasVariables(root.get("Version"), kind);
        List<Statement> statements = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode each : statementNodes(root)) {
            StatementParser parser = new StatementParser(each, kind, variables);
            statements.add(parser.parse());
            parser.sid().filter(sid -> !ids.add(sid)).ifPresent(sid -> {
                throw malformed("Statement IDs (SID) in a single policy must be unique.");
            });
        }
        return new PolicyDocument(statements);
    }

    static ServiceException malformed(String words) {
        return new ServiceException(ErrorCode.MALFORMED_POLICY_DOCUMENT, "%s", words);
    }

    private static JsonNode json(String document, PolicyKind kind) {
        try {
            JsonNode root = JSON.readTree(document);
            if (root != null && root.isObject()) {
                return root;
            }
        } catch (JsonProcessingException e) {
            // answered below, without the parser's words: they may quote the document
        }
        throw malformed(kind == PolicyKind.TRUST ? "This policy contains invalid Json" : "Syntax errors in policy.");
    }

    /** Checks the version and says whether <code>${…}</code> means anything in it. */
    private static boolean hasVariables(@Nullable JsonNode version, PolicyKind kind) {
        String given = version == null ? OLD_VERSION : version.asText();
        if (given.equals(VERSION)) {
            return true;
        }
        if (kind == PolicyKind.IDENTITY && (version == null || given.equals(OLD_VERSION))) {
            throw malformed("Policy document must be version 2012-10-17 or greater.");
        }
        if (!given.equals(OLD_VERSION)) {
            throw malformed("The policy must contain a valid version string");
        }
        return false;
    }

    private static Iterable<JsonNode> statementNodes(JsonNode root) {
        JsonNode statements = root.get("Statement");
        if (statements == null || statements.isEmpty()) {
            throw malformed("Syntax errors in policy. Missing required field Statement");
        }
        return statements.isArray() ? statements : List.of(statements);
    }
}
