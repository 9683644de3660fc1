package dev.downlink.connectionservice.api;

import dev.downlink.connection.Connection;
import dev.downlink.delivery.ConnectionCleanup;
import dev.downlink.delivery.Disconnector;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.Frame;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.protocol.Codec;
import dev.downlink.protocol.Push;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pushes to one connection, and disconnects it. */
@Singleton
final class ClientPusher {

    private static final Logger LOG = LoggerFactory.getLogger(ClientPusher.class);

    private final ConnectionPoster poster;
    private final Disconnector disconnector;
    private final ConnectionCleanup cleanup;

    ClientPusher(ConnectionPoster poster, ConnectionCleanup cleanup) {
        this.poster = poster;
        this.disconnector = new Disconnector(poster);
        this.cleanup = cleanup;
    }

    /** @return whether the client was told, or is gone */
    boolean push(Connection connection, Push push) {
        byte[] text = Codec.of(connection.dialect()).encode(push).getBytes(StandardCharsets.UTF_8);
        PostResult result = poster.post(connection.id(), new Frame(text))
                .toCompletableFuture()
                .join();
        boolean ended = result.isFinal() || result instanceof PostResult.Gone;
        if (!ended) {
            LOG.atWarn()
                    .addKeyValue("connection", connection.id())
                    .log("could not push to the connection; answering error 100: {}", result);
        }
        return ended;
    }

    /** @return whether the connection has ended; then it is removed */
    boolean disconnect(Connection connection, Push.Disconnected reason) {
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
