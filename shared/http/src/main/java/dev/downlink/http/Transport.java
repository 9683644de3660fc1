package dev.downlink.http;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Moves bytes over a connected, non-blocking channel. */
interface Transport {

    /** Advances the handshake as far as the channel allows; returns whether it is done. */
    boolean handshake() throws IOException;

    /** Writes what the channel accepts; returns whether all of {@code source} has been written to the channel. */
    boolean write(ByteBuffer source) throws IOException;

    /** Whether bytes wait for the channel to become writable. */
    boolean needsWrite();

    /** Reads what has arrived, as far as there is room; returns the number of bytes, or -1 at the end of the stream. */
    int read(ByteBuffer target) throws IOException;

    /** Whether {@link #read} can return more without the channel becoming readable again. */
    boolean hasBuffered();

    /** The least room that {@link #read} needs, in bytes. */
    int minimumRoom();

    /** Sends the protocol's close message, if it has one; the caller closes the channel. */
    void close();
}
