package dev.downlink.http;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLParameters;

/** TLS records over a channel. The server's certificate must be for the origin's host. */
final class TlsTransport implements Transport {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel channel;
    private final SSLEngine engine;
    /** Records received and not decrypted, in write mode. */
    private final ByteBuffer received;
    /** Records the channel has not taken yet, in read mode. */
    private final ByteBuffer unsent;

    private boolean hasBuffered;

    TlsTransport(SocketChannel channel, Origin origin, SSLContext context) throws IOException {
        this.channel = channel;
        // The host names the session to resume and, for SNI, the certificate wanted.
        engine = context.createSSLEngine(origin.host(), origin.port());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        engine.setSSLParameters(parameters);
        int recordBytes = engine.getSession().getPacketBufferSize();
        received = ByteBuffer.allocate(recordBytes);
        unsent = ByteBuffer.allocate(recordBytes).flip();
        engine.beginHandshake();
    }

    @Override
    public boolean handshake() throws IOException {
        while (flush()) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> wrap(NOTHING);
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    if (!receiveHandshake()) {
                        return false;
                    }
                }
                case FINISHED, NOT_HANDSHAKING -> {
                    hasBuffered = received.position() > 0;
                    return true;
                }
            }
        }
        return false;
    }

    /** On this thread: a function has one processor, so a second thread saves no time. */
    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private boolean receiveHandshake() throws IOException {
        SSLEngineResult.Status status = unwrap(NOTHING).getStatus();
        if (status == SSLEngineResult.Status.BUFFER_UNDERFLOW) {
            int n = channel.read(received);
            if (n == -1) {
                throw new EOFException("connection closed during the TLS handshake");
            }
            return n > 0;
        }
        if (status == SSLEngineResult.Status.CLOSED) {
            throw new EOFException("TLS session closed during the handshake");
        }
        return true;
    }

    @Override
    public boolean write(ByteBuffer source) throws IOException {
        while (flush()) {
            if (!source.hasRemaining()) {
                return true;
            }
            wrap(source);
        }
        return false;
    }

    @Override
    public boolean needsWrite() {
        return unsent.hasRemaining();
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int before = target.position();
        int n = hasBuffered ? 0 : channel.read(received);
        hasBuffered = false;
        boolean open = true;
        while (open && received.position() > 0) {
            switch (unwrap(target).getStatus()) {
                case OK -> {
                    runTasks();
                    answerPostHandshake();
                }
                case BUFFER_OVERFLOW -> {
                    hasBuffered = true;
                    return target.position() - before;
                }
                case BUFFER_UNDERFLOW -> open = false;
                case CLOSED -> n = -1;
            }
            open &= n != -1;
        }
        int decrypted = target.position() - before;
        if (decrypted > 0 || n != -1) {
            return decrypted;
        }
        if (!engine.isInboundDone()) {
            throw new EOFException("connection closed without the end of the TLS session");
        }
        return -1;
    }

    /** A key update by the server is answered with one of ours. */
    private void answerPostHandshake() throws IOException {
        if (engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP && flush()) {
            wrap(NOTHING);
            flush();
        }
    }

    @Override
    public boolean hasBuffered() {
        return hasBuffered;
    }

    @Override
    public int minimumRoom() {
        return engine.getSession().getApplicationBufferSize();
    }

    @Override
    public void close() {
        engine.closeOutbound();
        try {
            if (flush()) {
                wrap(NOTHING);
                flush();
            }
        } catch (IOException e) {
            // The server has closed first.
        }
    }

    private SSLEngineResult unwrap(ByteBuffer target) throws IOException {
        received.flip();
        try {
            return engine.unwrap(received, target);
        } finally {
            received.compact();
        }
    }

    private void wrap(ByteBuffer source) throws IOException {
        if (engine.isOutboundDone()) {
            throw new EOFException("TLS session closed");
        }
        unsent.clear();
        try {
            engine.wrap(source, unsent);
        } finally {
            unsent.flip();
        }
    }

    private boolean flush() throws IOException {
        if (unsent.hasRemaining()) {
            channel.write(unsent);
        }
        return !unsent.hasRemaining();
    }
}
