package dev.mastic.aws.model;

import dev.mastic.aws.Operation;
import software.amazon.awssdk.core.SdkPojo;

public final class Constraints {
    public void check(Operation operation, SdkPojo input) {}
}
