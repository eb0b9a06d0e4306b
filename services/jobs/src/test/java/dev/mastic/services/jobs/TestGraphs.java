package dev.mastic.services.jobs;

import static dev.mastic.services.jobs.TestJobs.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.protocol.ShapeText;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.glue.model.DeleteJobRequest;
import software.amazon.awssdk.services.glue.model.Job;
import software.amazon.awssdk.services.glue.model.JobMode;

/** Jobs that are graphs of nodes. */
class TestGraphs {
    private static final String LOCATION = "s3://bucket/job.py";
    private static final String SOURCE = """
            "a": {"S3CsvSource": {"Name": "In", "Paths": ["s3://bucket/in/"], "Separator": "pipe", "QuoteChar": "disabled",
                "WithHeader": true, "Exclusions": ["**/old/**"], "Recurse": true}}""";

    private final JobsFixture glue = new JobsFixture();

    @AfterEach
    void close() {
        glue.close();
    }

    @Test
    void aGraphBecomesTheScriptInTheOrderOfItsRecords() {
        create(JobMode.VISUAL, """
                "c": {"S3DirectTarget": {"Name": "Out", "Inputs": ["b"], "Path": "s3://bucket/out/", "Format": "json",
                    "PartitionKeys": [["year"]]}},
                "b": {"ApplyMapping": {"Name": "Types", "Inputs": ["a"], "Mapping": [
                    {"ToKey": "id", "FromPath": ["ID"], "FromType": "string", "ToType": "int"},
                    {"ToKey": "gone", "FromPath": ["gone"], "Dropped": true},
                    {"ToKey": "at", "FromPath": ["at"], "FromType": "struct", "Children": [
                        {"ToKey": "city", "FromPath": ["at", "town"], "FromType": "string", "ToType": "string"}]}]}},
                """ + SOURCE);
        assertThat(glue.written.get(LOCATION))
                .containsSubsequence(
                        "job.init(args[\"JOB_NAME\"], args)",
                        "# Script generated for node In",
                        "In_a = glueContext.create_dynamic_frame.from_options(format_options={\"separator\": \"|\","
                                + " \"quoteChar\": -1, \"withHeader\": True",
                        "\"exclusions\": \"[\\\"**/old/**\\\"]\", \"recurse\": True",
                        "Types_b = ApplyMapping.apply(frame=In_a, mappings=[(\"ID\", \"string\", \"id\", \"int\"),"
                                + " (\"at.town\", \"string\", \"at.city\", \"string\")]",
                        "Out_c = glueContext.write_dynamic_frame.from_options(frame=Types_b, connection_type=\"s3\","
                                + " format=\"json\", connection_options={\"path\": \"s3://bucket/out/\","
                                + " \"partitionKeys\": [\"year\"]}",
                        "job.commit()");
    }

    @Test
    void aScriptOfOnesOwnStaysUnlessTheJobIsVisual() {
        glue.written.put(LOCATION, "print('mine')");
        create(JobMode.SCRIPT, SOURCE);
        assertThat(glue.written).containsEntry(LOCATION, "print('mine')");
        glue.jobs.deleteJob(
                JobsFixture.ANA, DeleteJobRequest.builder().jobName("graph").build());
        create(JobMode.VISUAL, SOURCE);
        assertThat(glue.written.get(LOCATION)).contains("job.commit()");
    }

    @Test
    void whatIsNoGraphIsRefused() {
        refused("""
                "b": {"SelectFields": {"Name": "x", "Inputs": ["z"], "Paths": [["id"]]}}""", "node b (SelectFields): its input z is not there");
        refused("""
                "b": {"SelectFields": {"Name": "x", "Inputs": ["c"], "Paths": [["id"]]}},
                "c": {"DropFields": {"Name": "y", "Inputs": ["b"], "Paths": [["id"]]}}""", "its inputs lead back to itself: b, c");
        refused(SOURCE + """
                , "b": {"S3DirectTarget": {"Name": "o", "Inputs": ["a"], "Path": "s3://bucket/o/", "Format": "json"}},
                "c": {"DropFields": {"Name": "y", "Inputs": ["b"], "Paths": [["id"]]}}""", "node c (DropFields): its input b is a target");
        refused(SOURCE + """
                , "b": {"Union": {"Name": "u", "Inputs": ["a"], "UnionType": "ALL"}}""", "node b (Union): 1 inputs (expected: 2)");
        refused("""
                "b": {}""", "node b is of 0 types (expected: exactly one)");
        assertThat(glue.written).isEmpty();
    }

    @Test
    void aNodeThatIsNotThereIsRefusedByName() {
        assertRefused(
                () -> create(JobMode.VISUAL, """
                        "b": {"DirectKafkaSource": {"Name": "k"}}"""),
                ErrorCode.NOT_IMPLEMENTED,
                "node b (DirectKafkaSource): this type of node is not supported");
    }

    private void refused(String nodes, String message) {
        assertRefused(() -> create(JobMode.VISUAL, nodes), ErrorCode.INVALID_INPUT, message);
    }

    private void create(JobMode mode, String nodes) {
        Map<String, software.amazon.awssdk.services.glue.model.CodeGenConfigurationNode> graph = ShapeText.read(
                        "{\"CodeGenConfigurationNodes\": {" + nodes + "}}", Job.class)
                .codeGenConfigurationNodes();
        glue.createJob("graph", job -> job.jobMode(mode).codeGenConfigurationNodes(graph));
    }
}
