package dev.mastic.runtime.s3;

import com.amazonaws.auth.AWSCredentials;
import com.amazonaws.auth.AWSCredentialsProvider;
import com.amazonaws.auth.BasicSessionCredentials;

/** Gives S3A and the Glue client the credentials of the run, whichever they are when a request is signed. */
public final class RunCredentialsProvider implements AWSCredentialsProvider {
    @Override
    public AWSCredentials getCredentials() {
        RunCredentials.Session session = RunCredentials.current().session();
        return new BasicSessionCredentials(session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
    }

    @Override
    public void refresh() {
        RunCredentials.current().refresh();
    }
}
