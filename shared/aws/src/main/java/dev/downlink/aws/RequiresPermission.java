package dev.downlink.aws;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a function that runs the method must be allowed to do. For methods that call AWS without the SDK, whose calls tell
 * by themselves: the permissions in {@code service.yml} are tested against both.
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
