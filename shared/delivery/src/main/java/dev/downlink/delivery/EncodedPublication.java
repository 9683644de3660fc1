package dev.downlink.delivery;

import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.Push;

/** A publication as it goes over the wire. */
final class EncodedPublication extends EncodedPush {

    private final Publication publication;

    EncodedPublication(ChannelName channel, Publication publication) {
        super(channel, new Push.Published(channel.value(), publication));
        this.publication = publication;
    }

    Publication publication() {
        return publication;
    }
}
