package dev.downlink.delivery.post;

/** The bytes of one text frame, up to 128 KB (the API Gateway message limit), shared by all connections it goes to. */
public record Frame(byte[] bytes) {}
