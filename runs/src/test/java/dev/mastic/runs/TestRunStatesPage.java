package dev.mastic.runs;

import dev.mastic.testkit.GeneratedPage;
import org.junit.jupiter.api.Test;

class TestRunStatesPage {
    @Test
    void theDiagramIsWhatTheTableSays() {
        StringBuilder page = new StringBuilder("""
                # The states of a run

                Generated from `RunState`. Only the dispatcher and the watcher move a run; an API call records a wish.

                ```mermaid
                stateDiagram-v2
                    [*] --> WAITING
                    [*] --> STARTING
                """);
        for (RunState from : RunState.values()) {
            from.next().forEach(to -> page.append("    %s --> %s%n".formatted(from, to)));
            if (from.isFinal()) {
                page.append("    %s --> [*]%n".formatted(from));
            }
        }
        page.append("```\n");
        GeneratedPage.of("docs/internals/run-states.md").mustBe(page.toString());
    }

    @Test
    void theParametersPageIsWhatTheTableSays() {
        GeneratedPage.of("docs/reference/job-parameters.md").mustBe(JobParameter.page());
    }
}
