package dev.downlink.session;

import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.JsonText;
import dev.downlink.protocol.Publication;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The room left in one frame of replies. Sizes are estimates, never below what either dialect writes. Safe for threads. */
public final class ReplyBudget {

    /** 128 KB: the API Gateway message limit. */
    private static final int MAX_FRAME_BYTES = 128 * 1024;
    /** Braces, field names, numbers and a timestamp, of a reply. */
    private static final int ENVELOPE_BYTES = 160;

    private static final int LEAST_PUBLICATION_BYTES =
            new Publication(0, new Json("1"), null, Map.of(), Instant.EPOCH).wireBytes();
    private static final int LEAST_CLIENT_BYTES = new ClientInfo("", "", null, null).wireBytes();

    private int remainingBytes = MAX_FRAME_BYTES;

    /** How many publications could fit that room, if all were as small as can be. */
    public static int publicationsIn(int bytes) {
        return bytes / LEAST_PUBLICATION_BYTES;
    }

    /** How many clients could fit that room, if all were as small as can be. */
    public static int clientsIn(int bytes) {
        return bytes / LEAST_CLIENT_BYTES;
    }

    public synchronized int remainingBytes() {
        return remainingBytes;
    }

    /** Takes the room for a reply without payload, if there is that much. */
    public boolean takeEnvelope(@Nullable String channel) {
        return take(ENVELOPE_BYTES + (channel == null ? 0 : JsonText.quotedUtf8Length(channel)));
    }

    /** Takes the room for all of these, or for none. */
    public boolean take(List<Publication> publications) {
        return take(publications.stream().mapToLong(Publication::wireBytes).sum());
    }

    /** Takes that much room, or none. */
    public synchronized boolean take(long bytes) {
        if (bytes > remainingBytes) {
            return false;
        }
        remainingBytes -= (int) bytes;
        return true;
    }
}
