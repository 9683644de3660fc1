package dev.downlink.schedulerservice;

import io.micronaut.serde.annotation.Serdeable;

/** Where in the channel's history the announcement stands. */
@Serdeable
public record AnnouncementResult(long offset, String epoch) {}
