package dev.downlink.schedulerservice.beat;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * What API Gateway allows a connection. Tests shorten both.
 *
 * @param idleTimeout API Gateway's idle timeout; the beat runs every tenth of it
 * @param lifetime API Gateway's limit on a connection's duration
 */
@ConfigurationProperties("beat")
public record BeatSettings(
        @Bindable(defaultValue = "10m") Duration idleTimeout,
        @Bindable(defaultValue = "2h") Duration lifetime) {

    private static final int INTERVALS = 10;

    /** The time between two runs: a minute. */
    Duration interval() {
        return idleTimeout.dividedBy(INTERVALS);
    }
}
