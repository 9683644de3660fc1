package dev.downlink.connectionservice.api;

import dev.downlink.api.ApiRequest;
import io.micronaut.serde.annotation.Serdeable;

/** Asks what the system has to do. */
@Serdeable.Deserializable
record InfoRequest() implements ApiRequest {}
