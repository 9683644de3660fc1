package dev.downlink.protocol;

/** What a client receives. */
public sealed interface ServerMessage {

    record Answer(Response response) implements ServerMessage {}

    record Pushed(Push push) implements ServerMessage {}
}
