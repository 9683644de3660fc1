package dev.downlink.schedulerservice.beat;

import io.micronaut.serde.annotation.Serdeable;

/**
 * The result of a run.
 *
 * @param beats sent to quiet connections
 * @param reconnects connections asked to reconnect
 * @param gone connections that no longer exist, and were removed
 * @param failed connections that could not be reached
 * @param postponed connections for which there was no time
 */
@Serdeable
public record BeatResult(int beats, int reconnects, int gone, int failed, int postponed) {}
