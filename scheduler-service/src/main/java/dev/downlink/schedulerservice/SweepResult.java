package dev.downlink.schedulerservice;

import io.micronaut.serde.annotation.Serdeable;

/**
 * The result of a sweep.
 *
 * @param workersStarted for unfinished deliveries
 * @param connectionsRemoved expired connections
 * @param expiredTokens connections and subscriptions that ended with their tokens
 */
@Serdeable
public record SweepResult(int workersStarted, int connectionsRemoved, int expiredTokens) {}
