package dev.downlink.scheduler;

import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/** Where in the channel's history the announcement stands; without history, nowhere. */
@Serdeable
public record AnnouncementResult(
        @Nullable Long offset, @Nullable String epoch) {}
