package dev.downlink.aws;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A permission that a function needs to run the method. Only for methods that call AWS without the SDK: tests find the SDK's
 * calls in the byte code, and compare both with the permissions in {@code service.yml}.
 */
@Documented
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface RequiresPermission {

    /** As IAM names it: {@code execute-api:ManageConnections}. */
    String action();

    /** As {@code service.yml} names it: {@code connections:POST}. */
    String resource();
}
