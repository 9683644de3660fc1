package dev.downlink.schedulerservice;

import io.micronaut.serde.annotation.Serdeable;

/**
 * How it went.
 *
 * @param channels how many have it in their history; none if it came too late
 */
@Serdeable
public record AnnouncementResult(int channels) {}
