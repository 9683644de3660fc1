package dev.downlink.schedulerservice;

import io.micronaut.serde.annotation.Serdeable;

/**
 * The result of an announcement.
 *
 * @param channels how many have it in their history; 0 if it was skipped
 */
@Serdeable
public record AnnouncementResult(int channels) {}
