package dev.downlink.local.runtime.service;

/** A Kinesis stream the service owns. */
public record StreamDescription(String name, int shards) {

    static StreamDescription of(String name, Section section) {
        return new StreamDescription(name, section.integer("shards", 1, 10_000));
    }
}
