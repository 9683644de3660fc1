package dev.downlink.local.kinesis;

import java.time.Instant;

/** What a stream was made as; it does not change. */
record StreamDefinition(String name, int shardCount, Instant created) {}
