package dev.mastic.runtime.driver;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.glue.model.EntityNotFoundException;
import com.amazonaws.services.s3.model.AmazonS3Exception;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;

final class TestRootCause {
    private static final String DENIAL =
            "User: arn:aws:sts::000000000000:assumed-role/etl/GlueJobRunnerSession is not authorized to perform: s3:PutObject"
                    + " on resource: \"arn:aws:s3:::lake/curated/\" because no identity-based policy allows the s3:PutObject action";

    @Test
    void aDenialDeepInWrappersIsToldInAwsWords() {
        AmazonS3Exception answer = new AmazonS3Exception(DENIAL);
        answer.setErrorCode("AccessDenied");
        answer.setStatusCode(403);
        answer.setServiceName("Amazon S3");
        AccessDeniedException denied =
                new AccessDeniedException("s3://lake/curated", null, "PUT 0-byte object: " + answer);
        denied.initCause(answer);
        Throwable wrapped = new SparkException("Job aborted.", new IOException("Cannot write", denied));

        RootCause cause = RootCause.of(wrapped);

        assertThat(cause.message()).isEqualTo(DENIAL);
        assertThat(cause.isDenial()).isTrue();
    }

    @Test
    void aDenialThatCrossedFromATaskAsTextIsFound() {
        String text =
                "Job aborted due to stage failure: Task 0 in stage 1.0 failed 1 times, most recent failure: Lost task 0.0"
                        + " in stage 1.0 (TID 1) (localhost executor driver): java.nio.file.AccessDeniedException: s3://lake/x: PUT: "
                        + DENIAL
                        + " (Service: Amazon S3; Status Code: 403; Error Code: AccessDenied; Request ID: 1; Proxy: null), S3 Extended"
                        + " Request ID: 2:AccessDenied\n\tat org.apache.hadoop.fs.s3a.S3AUtils.translateException(S3AUtils.java:249)";

        assertThat(RootCause.of(new SparkException(text)).message()).isEqualTo(DENIAL);
    }

    @Test
    void anAnswerOfAServiceIsToldWithItsCode() {
        EntityNotFoundException answer = new EntityNotFoundException("Database x not found.");
        answer.setErrorCode("EntityNotFoundException");

        assertThat(RootCause.of(new IllegalStateException("wrapped", answer)))
                .hasToString("EntityNotFoundException: Database x not found.");
    }

    @Test
    void otherwiseTheDeepestCauseIsToldInOneLine() {
        Throwable thrown = new SparkException("Job aborted.", new NumberFormatException("bad year\nand more"));

        assertThat(RootCause.of(thrown)).hasToString("NumberFormatException: bad year");
    }

    @Test
    void aTaskFailureIsToldByWhatFailedInTheTask() {
        Throwable thrown =
                new SparkException("Job aborted due to stage failure: Task 0 in stage 0.0 failed 1 times, most"
                        + " recent failure: Lost task 0.0 in stage 0.0 (TID 0) (localhost executor driver):"
                        + " java.lang.ArithmeticException: / by zero\n\tat X.y(X.java:1)");

        assertThat(RootCause.of(thrown)).hasToString("ArithmeticException: / by zero");
    }

    @Test
    void causesInACircleEnd() {
        IOException outer = new IOException("outer");
        IOException inner = new IOException("inner", outer);
        outer.initCause(inner);

        assertThat(RootCause.of(outer)).hasToString("IOException: inner");
    }

    @Test
    void aRefusalWithoutAReasonNamesItsObject() {
        Throwable thrown =
                new SparkException("x", new AccessDeniedException("s3://lake/raw/a b.csv", null, "Forbidden"));

        assertThat(RootCause.deniedObject(thrown))
                .hasValueSatisfying(
                        object -> assertThat(object.object()).isEqualTo(URI.create("s3://lake/raw/a%20b.csv")));
        assertThat(RootCause.of(thrown).isDenial()).isFalse();
    }
}
