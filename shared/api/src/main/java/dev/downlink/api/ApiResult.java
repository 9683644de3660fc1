package dev.downlink.api;

/** The result of one call: a record that Serde writes. */
public interface ApiResult {}
