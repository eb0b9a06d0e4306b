package dev.mastic.services.access.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.ServiceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestPolicyParser {
    private static final String ALLOW = "\"Effect\": \"Allow\"";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "not json | Syntax errors in policy.",
                "[] | Syntax errors in policy.",
                "{} {} | Syntax errors in policy.",
                "{\"Version\": \"2012-10-17\"} | Syntax errors in policy. Missing required field Statement",
                "{\"Version\": \"2012-10-17\", \"Statement\": []} | Syntax errors in policy. Missing required field"
                        + " Statement",
                "{\"Version\": \"2012-10-17\", \"Statment\": []} | Syntax errors in policy. Unknown field Statment",
                "{\"Version\": \"2012-10-17\", \"Version\": \"2012-10-17\"} | Syntax errors in policy.",
                "{\"Statement\": []} | Policy document must be version 2012-10-17 or greater.",
                "{\"Version\": \"2026-01-01\", \"Statement\": []} | The policy must contain a valid version string"
            })
    void aDocumentThatIsNoneIsRefused(String document, String message) {
        assertRefused(document, PolicyKind.IDENTITY, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"Action\": \"*\", \"Resource\": \"*\"} | Missing required field Effect",
                "{\"Effect\": \"Maybe\", \"Action\": \"*\", \"Resource\": \"*\"} | Invalid effect: Maybe",
                "{ALLOW, \"Resource\": \"*\"} | Policy statement must contain actions.",
                "{ALLOW, \"Action\": [], \"Resource\": \"*\"} | Policy statement must contain actions.",
                "{ALLOW, \"Action\": \"*\"} | Policy statement must contain resources.",
                "{ALLOW, \"Action\": \"*\", \"Resource\": []} | Policy statement must contain resources.",
                "{ALLOW, \"Action\": \"GetJob\", \"Resource\": \"*\"} | Actions/Conditions must be prefaced by a vendor,"
                        + " e.g., iam, sdb, ec2, etc.",
                "{ALLOW, \"Action\": \"gl*:GetJob\", \"Resource\": \"*\"} | Vendor gl* is not valid",
                "{ALLOW, \"Action\": \"*\", \"Resource\": \"lake\"} | Resource lake must be in ARN format or \"*\".",
                "{ALLOW, \"Action\": \"*\", \"Resource\": \"arn:x y:s3:::lake\"} | Partition \"x y\" is not valid for"
                        + " resource \"arn:x y:s3:::lake\".",
                "{ALLOW, \"Action\": \"*\", \"Resource\": \"arn:aws:s*:::lake\"} | Resource vendor must be fully"
                        + " qualified and cannot contain regexes.",
                "{ALLOW, \"Action\": \"*\", \"NotAction\": \"*\", \"Resource\": \"*\"} | Syntax errors in policy. Action"
                        + " and NotAction exclude each other",
                "{ALLOW, \"Action\": {}, \"Resource\": \"*\"} | Syntax errors in policy.",
                "{ALLOW, \"Action\": [null], \"Resource\": \"*\"} | Syntax errors in policy.",
                "{ALLOW, \"Action\": \"*\", \"Resource\": \"*\", \"Principal\": \"*\"} | Policy document should not"
                        + " specify a principal.",
                "{ALLOW, \"Actions\": \"*\", \"Resource\": \"*\"} | Syntax errors in policy. Unknown field Actions",
                "{ALLOW, \"Action\": \"*\", \"Resource\": \"*\", \"Sid\": \"a b\"} | Statement IDs (SID) must be"
                        + " alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
                "{ALLOW, \"Action\": \"*\", \"Resource\": \"*\", \"Condition\": {\"StringEqual\": {\"aws:x\": \"y\"}}} |"
                        + " Invalid Condition type : StringEqual.",
                "{ALLOW, \"Action\": \"*\", \"Resource\": \"*\", \"Condition\": {\"NullIfExists\": {\"aws:x\": \"y\"}}} |"
                        + " Invalid Condition type : NullIfExists.",
                "{ALLOW, \"Action\": \"*\", \"Resource\": \"*\", \"Condition\": {\"Bool\": {\"x\": \"y\"}}} |"
                        + " Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
                "{ALLOW, \"Action\": \"*\", \"Resource\": \"*\", \"Condition\": \"x\"} | Syntax errors in policy."
            })
    void aStatementThatIsNoneIsRefused(String statement, String message) {
        assertRefused(policy(statement), PolicyKind.IDENTITY, message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ALLOW, \"Action\": \"sts:AssumeRole\"} | Missing required field Principal",
                "{ALLOW, \"Principal\": \"*\"} | Missing required field Action",
                "{ALLOW, \"Principal\": \"*\", \"Action\": \"glue:GetJob\"} | AssumeRole policy may only specify STS"
                        + " AssumeRole actions.",
                "{ALLOW, \"Principal\": \"*\", \"Action\": \"sts:AssumeRole\", \"Resource\": \"*\"} | Has prohibited"
                        + " field Resource",
                "{ALLOW, \"Principal\": {\"AWS\": \"ana\"}, \"Action\": \"sts:AssumeRole\"} | Invalid principal in"
                        + " policy: \"AWS\":\"ana\"",
                "{ALLOW, \"Principal\": {\"AWS\": \"arn:aws:iam::000000000000:user/*\"}, \"Action\": \"sts:AssumeRole\"}"
                        + " | Invalid principal in policy: \"AWS\":\"arn:aws:iam::000000000000:user/*\"",
                "{ALLOW, \"Principal\": {\"Service\": \"glue\"}, \"Action\": \"sts:AssumeRole\"} | Invalid principal in"
                        + " policy: \"SERVICE\":\"glue\"",
                "{ALLOW, \"Principal\": {\"Robot\": \"r2\"}, \"Action\": \"sts:AssumeRole\"} | Invalid principal in"
                        + " policy: \"Robot\":\"r2\"",
                "{ALLOW, \"Principal\": {}, \"Action\": \"sts:AssumeRole\"} | Missing required field Principal cannot be"
                        + " empty!"
            })
    void aTrustPolicyThatIsNoneIsRefused(String statement, String message) {
        assertRefused(policy(statement), PolicyKind.TRUST, message);
    }

    @Test
    void theNamesOfStatementsAreUnique() {
        String statement = "{\"Sid\": \"A\", \"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}";

        assertRefused(
                policy("[" + statement + "," + statement + "]"),
                PolicyKind.IDENTITY,
                "Statement IDs (SID) in a single policy must be unique.");
    }

    @Test
    void aTrustPolicyOfTheOldVersionIsAccepted() {
        PolicyDocument policy = PolicyParser.parse(
                "{\"Version\": \"2008-10-17\", \"Statement\": {\"Effect\": \"Allow\", \"Principal\": {\"Service\":"
                        + " [\"glue.amazonaws.com\"]}, \"Action\": \"sts:AssumeRole\"}}",
                PolicyKind.TRUST);

        assertThat(policy.ask(
                        new Question(Asker.service("glue.amazonaws.com"), "sts:AssumeRole", "x", ConditionKeys.NONE)))
                .isEqualTo(PolicyDocument.Answer.ALLOWS);
        assertThat(policy.ask(
                        new Question(Asker.service("ec2.amazonaws.com"), "sts:AssumeRole", "x", ConditionKeys.NONE)))
                .isEqualTo(PolicyDocument.Answer.SILENT);
    }

    @Test
    void aServiceIsNotAnAwsPrincipal() {
        PolicyDocument policy = PolicyParser.parse(
                policy("{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": \"*\"}, \"Action\": \"sts:AssumeRole\"}"),
                PolicyKind.TRUST);

        assertThat(policy.ask(
                        new Question(Asker.service("glue.amazonaws.com"), "sts:AssumeRole", "x", ConditionKeys.NONE)))
                .isEqualTo(PolicyDocument.Answer.SILENT);
    }

    @Test
    void deepNestingIsRefusedWithoutHarm() {
        assertRefused("[".repeat(100_000), PolicyKind.IDENTITY, "Syntax errors in policy.");
    }

    private static String policy(String statement) {
        return "{\"Version\": \"2012-10-17\", \"Statement\": " + statement.replace("ALLOW", ALLOW) + "}";
    }

    private static void assertRefused(String document, PolicyKind kind, String message) {
        assertThatThrownBy(() -> PolicyParser.parse(document, kind))
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.MALFORMED_POLICY_DOCUMENT))
                .hasMessage(message);
    }
}
