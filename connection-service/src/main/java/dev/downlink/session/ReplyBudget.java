package dev.downlink.session;

import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.JsonText;
import dev.downlink.protocol.Publication;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one frame of replies may still hold. Estimates are on the safe side of what either dialect writes. Safe for threads. */
final class ReplyBudget {

    /** 128 KB: the API Gateway message limit. */
    private static final int MAX_FRAME_BYTES = 128 * 1024;
    /** Braces, field names, numbers and a timestamp, of a reply. */
    private static final int ENVELOPE_BYTES = 160;

    private int remainingBytes = MAX_FRAME_BYTES;

    synchronized int remainingBytes() {
        return remainingBytes;
    }

    /** Takes the room for a reply without payload. A frame of 32 KB, API Gateway's limit, cannot hold more than fit. */
    synchronized void takeEnvelope(@Nullable String channel) {
        remainingBytes -= ENVELOPE_BYTES + (channel == null ? 0 : JsonText.quotedUtf8Length(channel));
    }

    /** Takes the room for all of these, or for none. */
    boolean take(List<Publication> publications) {
        return take(publications.stream().mapToLong(Publication::wireBytes).sum());
    }

    boolean take(ClientInfo client) {
        return take(client.wireBytes());
    }

    private synchronized boolean take(long bytes) {
        if (bytes > remainingBytes) {
            return false;
        }
        remainingBytes -= (int) bytes;
        return true;
    }
}
