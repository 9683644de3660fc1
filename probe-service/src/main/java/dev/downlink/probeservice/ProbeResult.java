package dev.downlink.probeservice;

import io.micronaut.serde.annotation.Serdeable;

/**
 * The result of a probe that succeeded.
 *
 * @param publishToFrameMillis from the publish request until the client had its frame
 */
@Serdeable
public record ProbeResult(long publishToFrameMillis) {}
