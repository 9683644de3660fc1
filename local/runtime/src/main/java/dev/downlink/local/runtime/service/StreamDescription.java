package dev.downlink.local.runtime.service;

import dev.downlink.channel.Settings;

/** A Kinesis stream the service owns. */
public record StreamDescription(String name, int shards) {

    static StreamDescription of(String name, Settings settings) {
        return new StreamDescription(name, settings.requiredNumber("shards", 1, 10_000));
    }
}
