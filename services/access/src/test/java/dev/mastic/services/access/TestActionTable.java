package dev.mastic.services.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.aws.AwsService;
import dev.mastic.aws.Caller;
import dev.mastic.aws.OnResource;
import dev.mastic.aws.Operation;
import dev.mastic.aws.OperationTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.GetJobRequest;
import software.amazon.awssdk.services.glue.model.GetJobResponse;
import software.amazon.awssdk.services.glue.model.GetJobsRequest;
import software.amazon.awssdk.services.glue.model.GetJobsResponse;
import software.amazon.awssdk.services.glue.model.StartJobRunRequest;
import software.amazon.awssdk.services.glue.model.StartJobRunResponse;

class TestActionTable {
    private final ActionTable table = ActionTable.load();

    /** Operations whose annotations are wrong, each in its own way. */
    public static final class MistakenApi {
        @OnResource("crawler/{JobName}")
        public GetJobResponse getJob(Caller caller, GetJobRequest request) {
            return GetJobResponse.builder().build();
        }

        @OnResource("job/x")
        public GetJobsResponse getJobs(Caller caller, GetJobsRequest request) {
            return GetJobsResponse.builder().build();
        }

        @OnResource(value = "*", action = "glue:StartJobrun")
        public StartJobRunResponse startJobRun(Caller caller, StartJobRunRequest request) {
            return StartJobRunResponse.builder().build();
        }
    }

    @Test
    void actionsAreFoundWhateverTheirCase() {
        assertThat(table.find("GLUE:getjob"))
                .hasValueSatisfying(action -> assertThat(action.name()).isEqualTo("glue:GetJob"));
        assertThat(table.find("glue:GetJobb")).isEmpty();
        assertThat(table.find("glue:GetJobs").orElseThrow().resourceTypes()).isEmpty();
        assertThat(table.find("s3:ListBucket").orElseThrow().conditionKeys()).contains("s3:prefix");
    }

    @Test
    void everyOperationOfIamAndStsAgreesWithAws() {
        try (World world = new World()) {
            OperationTable operations = new OperationTable(world.module.apis());
            List<String> disagreements = new ArrayList<>();
            for (AwsService service : List.of(AwsService.IAM, AwsService.STS)) {
                for (Operation operation : operations.of(service)) {
                    disagreements.addAll(table.disagreements(operation));
                }
            }

            assertThat(disagreements).isEmpty();
            assertThat(operations.of(AwsService.IAM)).hasSizeGreaterThan(50);
        }
    }

    @Test
    void aWrongAnnotationIsTold() {
        List<String> disagreements = new ArrayList<>();
        for (Operation operation : new OperationTable(List.of(new MistakenApi())).of(AwsService.GLUE)) {
            disagreements.addAll(table.disagreements(operation));
        }

        assertThat(disagreements)
                .containsExactlyInAnyOrder(
                        "glue:GetJob: crawler/{JobName} is none of the action's resources [job]",
                        "glue:GetJobs: the action knows no resource, so it is asked about *, not about job/x",
                        "glue:StartJobRun: AWS spells the action glue:StartJobRun",
                        "glue:StartJobRun: the action is about [job], not about everything");
    }
}
