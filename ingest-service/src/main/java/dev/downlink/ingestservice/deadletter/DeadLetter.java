package dev.downlink.ingestservice.deadletter;

import dev.downlink.ingestservice.stream.StreamRecord;

/** A record that cannot be published, with its origin and the reason. */
public record DeadLetter(String stream, String shard, StreamRecord record, String reason) {}
