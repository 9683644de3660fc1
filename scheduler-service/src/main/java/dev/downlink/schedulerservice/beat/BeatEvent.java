package dev.downlink.schedulerservice.beat;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;

/**
 * The {@code Input} of the beat's schedule.
 *
 * @param scheduledTime ISO 8601
 */
@Serdeable
public record BeatEvent(@JsonProperty(required = true) Instant scheduledTime) {}
