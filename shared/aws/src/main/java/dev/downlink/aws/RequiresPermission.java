package dev.downlink.aws;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A permission that a function needs to run the method. For methods that call AWS without the SDK; calls of the SDK are found
 * by themselves. Tests compare the permissions in {@code service.yml} with both.
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
