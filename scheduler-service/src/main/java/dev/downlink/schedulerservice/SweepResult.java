package dev.downlink.schedulerservice;

import io.micronaut.serde.annotation.Serdeable;

/**
 * What a sweep found.
 *
 * @param workersStarted deliveries that had stopped half-way
 * @param connectionsRemoved connections whose time was over
 */
@Serdeable
public record SweepResult(int workersStarted, int connectionsRemoved) {}
