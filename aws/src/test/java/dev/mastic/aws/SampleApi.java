package dev.mastic.aws;

import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.glue.model.CreateJobRequest;
import software.amazon.awssdk.services.glue.model.CreateJobResponse;
import software.amazon.awssdk.services.glue.model.CreateTableRequest;
import software.amazon.awssdk.services.glue.model.CreateTableResponse;
import software.amazon.awssdk.services.glue.model.GetJobsRequest;
import software.amazon.awssdk.services.glue.model.GetJobsResponse;
import software.amazon.awssdk.services.glue.model.TestConnectionRequest;
import software.amazon.awssdk.services.glue.model.TestConnectionResponse;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.CreateUserResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.PutObjectTaggingResponse;

/** Operations without any behaviour, for tests of what happens before and after one. */
@SuppressWarnings("unused")
public final class SampleApi {
    @OnResource("job/{Name}")
    public CreateJobResponse createJob(Caller caller, CreateJobRequest request) {
        return CreateJobResponse.builder().name(request.name()).build();
    }

    @OnResource("*")
    public GetJobsResponse getJobs(Caller caller, GetJobsRequest request) {
        return GetJobsResponse.builder().build();
    }

    @OnResource("*")
    public CreateTableResponse createTable(Caller caller, CreateTableRequest request) {
        return CreateTableResponse.builder().build();
    }

    @OnResource("*")
    public TestConnectionResponse testConnection(Caller caller, TestConnectionRequest request) {
        return TestConnectionResponse.builder().build();
    }

    @OnResource("*")
    public CreateUserResponse createUser(Caller caller, CreateUserRequest request) {
        return CreateUserResponse.builder().build();
    }

    @OnResource("*")
    public CreateLogGroupResponse createLogGroup(Caller caller, CreateLogGroupRequest request) {
        return CreateLogGroupResponse.builder().build();
    }

    @OnResource("*")
    public FilterLogEventsResponse filterLogEvents(Caller caller, FilterLogEventsRequest request) {
        return FilterLogEventsResponse.builder().build();
    }

    @OnResource("{Bucket}")
    public ListObjectsV2Response listObjects(Caller caller, ListObjectsV2Request request) {
        return ListObjectsV2Response.builder().build();
    }

    @OnResource("{Bucket}/{Key}")
    public PutObjectTaggingResponse putObjectTagging(Caller caller, PutObjectTaggingRequest request) {
        return PutObjectTaggingResponse.builder().build();
    }

    public static OperationTable table() {
        return new OperationTable(java.util.List.of(new SampleApi()));
    }
}
