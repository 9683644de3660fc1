package dev.downlink.ingestservice.deadletter;

import dev.downlink.ingestservice.stream.StreamRecord;

/** A record that cannot be published, where it came from, and why it cannot. */
public record DeadLetter(String stream, String shard, StreamRecord record, String reason) {}
