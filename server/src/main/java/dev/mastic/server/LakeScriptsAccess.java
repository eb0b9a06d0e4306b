package dev.mastic.server;

import dev.mastic.aws.Access;
import dev.mastic.aws.Authorizer;
import dev.mastic.aws.Caller;
import dev.mastic.aws.ErrorCode;
import dev.mastic.aws.RequestBody;
import dev.mastic.aws.ServiceException;
import dev.mastic.services.jobs.GeneratedScripts;
import dev.mastic.services.storage.ObjectsApi;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Writes the scripts of graphs into the lake, as PutObject of the caller would. */
final class LakeScriptsAccess implements GeneratedScripts {
    private static final String S3 = "s3://";

    private final ObjectsApi objects;
    private final Authorizer authorizer;

    LakeScriptsAccess(ObjectsApi objects, Authorizer authorizer) {
        this.objects = objects;
        this.authorizer = authorizer;
    }

    @Override
    public void replace(Caller caller, String location, String script) {
        put(caller, request(location), script);
    }

    @Override
    public void writeWhereNothingIs(Caller caller, String location, String script) {
        try {
            put(caller, request(location).ifNoneMatch("*"), script);
        } catch (ServiceException refusal) {
            if (refusal.code() != ErrorCode.PRECONDITION_FAILED) {
                throw refusal;
            }
        }
    }

    private static PutObjectRequest.Builder request(String location) {
        int slash = location.indexOf('/', S3.length());
        if (!location.startsWith(S3) || slash < 0) {
            throw new ServiceException(
                    ErrorCode.INVALID_INPUT, "Command.ScriptLocation: %s (expected: s3://bucket/key)", location);
        }
        return PutObjectRequest.builder()
                .bucket(location.substring(S3.length(), slash))
                .key(location.substring(slash + 1));
    }

    private void put(Caller caller, PutObjectRequest.Builder request, String script) {
        PutObjectRequest asked = request.contentType("text/x-python").build();
        authorizer.authorize(caller, new Access("s3:PutObject", "arn:aws:s3:::" + asked.bucket() + "/" + asked.key()));
        byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
        RequestBody body = new RequestBody(new ByteArrayInputStream(bytes), OptionalLong.of(bytes.length));
        try {
            objects.putObject(caller, asked, body);
        } catch (ServiceException refusal) {
            if (refusal.code() == ErrorCode.NO_SUCH_BUCKET) {
                throw new ServiceException(
                        ErrorCode.INVALID_INPUT,
                        "Command.ScriptLocation: there is no bucket %s to write the script to",
                        asked.bucket());
            }
            throw refusal;
        }
    }
}
