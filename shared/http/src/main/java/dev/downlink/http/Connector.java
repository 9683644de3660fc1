package dev.downlink.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** Begins connections to an origin. */
record Connector(Origin origin, Supplier<SSLContext> tls, SelectorLoop loop) {

    HttpConnection connect(
            ConnectionPool pool, PendingRequest request, InetAddress address, List<InetAddress> otherAddresses)
            throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Transport transport =
                    origin.secure() ? new TlsTransport(channel, origin, tls.get()) : new PlainTransport(channel);
            channel.connect(new InetSocketAddress(address, origin.port()));
            SelectionKey key = loop.register(channel, SelectionKey.OP_CONNECT);
            HttpConnection connection = new HttpConnection(pool, request, key, transport, otherAddresses);
            key.attach(connection);
            return connection;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }
}
