package dev.downlink.schedulerservice;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;

/**
 * The {@code Input} of the sweep's schedule.
 *
 * @param scheduledTime ISO 8601
 */
@Serdeable
public record SweepEvent(@JsonProperty(required = true) Instant scheduledTime) {}
