package dev.downlink.ingest.deadletter;

import dev.downlink.ingest.stream.StreamRecord;

/** A record that cannot be published, where it came from, and why it cannot. */
public record DeadLetter(String stream, String shard, StreamRecord record, String reason) {}
