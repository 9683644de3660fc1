package dev.downlink.probeservice;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;

/**
 * The {@code Input} of the probe's schedule.
 *
 * @param scheduledTime ISO 8601
 */
@Serdeable
public record ProbeEvent(@JsonProperty(required = true) Instant scheduledTime) {}
