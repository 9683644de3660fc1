package dev.downlink.delivery;

import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.Codec;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Push;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/** A push of a channel as it goes over the wire, encoded at most once for each dialect. Not for several threads. */
sealed class EncodedPush permits EncodedPublication {

    private static final Codec ACTION = Codec.of(Dialect.ACTION);
    private static final Codec CENTRIFUGE = Codec.of(Dialect.CENTRIFUGE);

    private final ChannelName channel;
    private final Push push;
    private final Map<Dialect, byte[]> lines = new EnumMap<>(Dialect.class);

    EncodedPush(ChannelName channel, Push push) {
        this.channel = channel;
        this.push = push;
    }

    ChannelName channel() {
        return channel;
    }

    byte[] in(Dialect dialect) {
        return lines.computeIfAbsent(dialect, this::encode);
    }

    private byte[] encode(Dialect dialect) {
        Codec codec = switch (dialect) {
            case ACTION -> ACTION;
            case CENTRIFUGE -> CENTRIFUGE;
        };
        return codec.encode(push).getBytes(StandardCharsets.UTF_8);
    }
}
