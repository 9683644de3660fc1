package dev.downlink.channel;

import java.util.function.BooleanSupplier;

/**
 * Which clients have a permission in a namespace.
 *
 * @param forClient every client
 * @param forSubscriber those that subscribe to the channel
 * @param forAnonymous whether this includes anonymous clients
 */
public record Access(boolean forClient, boolean forSubscriber, boolean forAnonymous) {

    /** @param subscribed whether the client subscribes to the channel; asked only where it matters */
    boolean allows(boolean anonymous, BooleanSupplier subscribed) {
        return (!anonymous || forAnonymous) && (forClient || (forSubscriber && subscribed.getAsBoolean()));
    }
}
