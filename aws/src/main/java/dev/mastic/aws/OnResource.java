package dev.mastic.aws;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a public method of an {@code *Api} class an operation, and names what IAM is asked about before it runs.
 *
 * <p>{@code value} holds templates of the resource part of an ARN: {@code job/{JobName}}; every one must be allowed.
 * {@code {Member}} is replaced by that member of the request, {@code {Outer.Inner}} goes one level down and
 * {@code {Members[]}} gives one ARN for each item. A result that begins with {@code arn:} is taken as it is; {@code *}
 * stands for an action without a resource.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface OnResource {
    String[] value();

    /** The IAM action, where it is not called like the operation: {@code s3:ListBucket} for {@code ListObjectsV2}. */
    String action() default "";
}
