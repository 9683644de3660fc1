package dev.downlink.schedulerservice;

import io.micronaut.serde.annotation.Serdeable;

/** The position of the announcement in the channel's history. */
@Serdeable
public record AnnouncementResult(long offset, String epoch) {}
