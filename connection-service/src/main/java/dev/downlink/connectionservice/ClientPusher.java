package dev.downlink.connectionservice;

import dev.downlink.channel.ChannelName;
import dev.downlink.connection.Connection;
import dev.downlink.delivery.ConnectionCleanup;
import dev.downlink.delivery.Disconnector;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.Frame;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.protocol.Codec;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.Push;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pushes to one connection, and disconnects it. */
@Singleton
public final class ClientPusher {

    private static final Logger LOG = LoggerFactory.getLogger(ClientPusher.class);

    /** 32 KB, by which API Gateway bills, if most of it is ASCII. */
    private static final int FRAME_LENGTH = 32 * 1024;

    private final ConnectionPoster poster;
    private final Disconnector disconnector;
    private final ConnectionCleanup cleanup;

    ClientPusher(ConnectionPoster poster, ConnectionCleanup cleanup) {
        this.poster = poster;
        this.disconnector = new Disconnector(poster);
        this.cleanup = cleanup;
    }

    /** @return whether the client was told, or is gone */
    public boolean push(Connection connection, Push push) {
        return post(connection, Codec.of(connection.dialect()).encode(push));
    }

    /**
     * Pushes publications in their order.
     *
     * @return as {@link #push}; false once one is not accepted, and then those after it are not sent
     */
    boolean push(Connection connection, ChannelName channel, List<Publication> publications) {
        Codec codec = Codec.of(connection.dialect());
        List<String> pushes = publications.stream()
                .map(publication -> codec.encode(new Push.Published(channel.value(), publication)))
                .toList();
        return switch (connection.framing()) {
            case LINES -> frames(pushes).stream().allMatch(frame -> post(connection, frame));
            case SINGLE -> pushes.stream().allMatch(push -> post(connection, push));
        };
    }

    private static List<String> frames(List<String> pushes) {
        List<String> frames = new ArrayList<>();
        for (String push : pushes) {
            boolean fits = !frames.isEmpty() && frames.getLast().length() + push.length() < FRAME_LENGTH;
            if (fits) {
                frames.add(frames.removeLast() + "\n" + push);
            } else {
                frames.add(push);
            }
        }
        return frames;
    }

    private boolean post(Connection connection, String push) {
        byte[] text = push.getBytes(StandardCharsets.UTF_8);
        PostResult result = poster.post(connection.id(), new Frame(text))
                .toCompletableFuture()
                .join();
        boolean ended = result.isFinal() || result instanceof PostResult.Gone;
        if (!ended) {
            LOG.atWarn().addKeyValue("connection", connection.id()).log("could not push to the connection: {}", result);
        }
        return ended;
    }

    /** @return whether the connection has ended; then it is removed */
    public boolean disconnect(Connection connection, Push.Disconnected reason) {
        boolean ended = disconnector
                .disconnect(connection.id(), connection.dialect(), reason)
                .toCompletableFuture()
                .join();
        if (ended) {
            cleanup.removeEnded(connection.id());
        }
        return ended;
    }
}
