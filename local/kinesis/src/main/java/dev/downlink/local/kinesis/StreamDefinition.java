package dev.downlink.local.kinesis;

import java.time.Instant;

/** The immutable properties of a stream. */
record StreamDefinition(String name, int shardCount, Instant created) {}
