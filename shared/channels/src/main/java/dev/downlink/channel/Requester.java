package dev.downlink.channel;

import java.util.function.BooleanSupplier;

/** The origin of a request that concerns a channel. */
public sealed interface Requester {

    /**
     * A client.
     *
     * @param user empty for an anonymous client
     * @param subscribed whether the client subscribes to the channel; asked only where it matters
     */
    record Client(String user, BooleanSupplier subscribed) implements Requester {

        boolean anonymous() {
            return user.isEmpty();
        }

        /** The same client once it subscribes. */
        Client subscribing() {
            return new Client(user, () -> true);
        }
    }

    /** A client with a valid subscription token for the channel, which alone permits to subscribe. */
    record TokenHolder(Client client) implements Requester {}

    /** A holder of the server API's key, or the server itself: connection tokens, {@code connect.channels}. */
    record BackEnd() implements Requester {}
}
