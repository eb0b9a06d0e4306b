package dev.mastic.conformance;

import dev.mastic.aws.model.CoveragePage;
import dev.mastic.testkit.GeneratedPage;
import org.junit.jupiter.api.Test;

/** docs/reference/coverage.md says of every operation of every service whether it is implemented. */
class TestCoveragePage {
    @Test
    void thePageIsWhatTheTableOfOperationsSays() {
        GeneratedPage.of("docs/reference/coverage.md").mustBe(new CoveragePage(LocalServer.operations()).markdown());
    }
}
