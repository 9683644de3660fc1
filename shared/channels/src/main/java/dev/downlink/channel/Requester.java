package dev.downlink.channel;

import java.util.function.BooleanSupplier;

/** Who wants to do something in a channel. */
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

    /** A client with a valid subscription token for the channel, which is a permission to subscribe by itself. */
    record TokenHolder(Client client) implements Requester {}

    /** Who has the key of the server API, or acts for the server: a connection token, {@code connect.channels}. */
    record BackEnd() implements Requester {}
}
