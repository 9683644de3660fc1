package dev.downlink.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** Plain TCP. */
record PlainTransport(SocketChannel channel) implements Transport {

    @Override
    public boolean handshake() {
        return true;
    }

    @Override
    public boolean write(ByteBuffer source) throws IOException {
        channel.write(source);
        return !source.hasRemaining();
    }

    @Override
    public boolean needsWrite() {
        return false;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    @Override
    public boolean hasBuffered() {
        return false;
    }

    @Override
    public int minimumRoom() {
        return 1_024;
    }

    @Override
    public void close() {}
}
