package dev.downlink.channel;

import java.util.function.BooleanSupplier;

/**
 * Which clients a namespace lets do something.
 *
 * @param forClient every client
 * @param forSubscriber those that subscribe to the channel
 * @param forAnonymous those of both without a user too
 */
public record Access(boolean forClient, boolean forSubscriber, boolean forAnonymous) {

    /** @param subscribed whether the client subscribes to the channel; asked only where it matters */
    boolean allows(boolean anonymous, BooleanSupplier subscribed) {
        return (!anonymous || forAnonymous) && (forClient || (forSubscriber && subscribed.getAsBoolean()));
    }
}
