package dev.downlink.delivery;

import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.Codec;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.Push;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/** A publication as it goes over the wire, encoded at most once for each dialect. Not for several threads. */
final class EncodedPublication {

    private static final Codec ACTION = Codec.of(Dialect.ACTION);
    private static final Codec CENTRIFUGE = Codec.of(Dialect.CENTRIFUGE);

    private final ChannelName channel;
    private final Publication publication;
    private final Map<Dialect, byte[]> lines = new EnumMap<>(Dialect.class);

    EncodedPublication(ChannelName channel, Publication publication) {
        this.channel = channel;
        this.publication = publication;
    }

    ChannelName channel() {
        return channel;
    }

    Publication publication() {
        return publication;
    }

    byte[] in(Dialect dialect) {
        return lines.computeIfAbsent(dialect, this::encode);
    }

    private byte[] encode(Dialect dialect) {
        Codec codec = switch (dialect) {
            case ACTION -> ACTION;
            case CENTRIFUGE -> CENTRIFUGE;
        };
        return codec.encode(new Push.Published(channel.value(), publication)).getBytes(StandardCharsets.UTF_8);
    }
}
