package dev.downlink.session;

import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What one frame of replies may still hold. Estimates are on the safe side of what either dialect writes. Safe for threads. */
final class ReplyBudget {

    /** 128 KB: the API Gateway message limit. */
    private static final int MAX_FRAME_BYTES = 128 * 1024;
    /** Braces, field names, numbers and a timestamp, of a reply or a publication in it. */
    private static final int ENVELOPE_BYTES = 160;

    private static final int CLIENT_ENVELOPE_BYTES = 64;

    private int remainingBytes = MAX_FRAME_BYTES;

    /** Takes the room for a reply without payload. A frame of 32 KB, API Gateway's limit, cannot hold more than fit. */
    synchronized void takeEnvelope(@Nullable String channel) {
        remainingBytes -= ENVELOPE_BYTES + (channel == null ? 0 : (int) bytes(channel));
    }

    /** Takes the room for all of these, or for none. */
    boolean take(List<Publication> publications) {
        return take(publications.stream().mapToLong(ReplyBudget::bytes).sum());
    }

    /** The first of these, as many as fit. */
    List<Publication> fitting(List<Publication> publications) {
        int count = 0;
        while (count < publications.size() && take(bytes(publications.get(count)))) {
            count++;
        }
        return publications.subList(0, count);
    }

    boolean take(ClientInfo client) {
        return take(bytes(client));
    }

    private synchronized boolean take(long bytes) {
        if (bytes > remainingBytes) {
            return false;
        }
        remainingBytes -= (int) bytes;
        return true;
    }

    private static long bytes(Publication publication) {
        long tags = 0;
        for (Map.Entry<String, String> tag : publication.tags().entrySet()) {
            tags += bytes(tag.getKey()) + bytes(tag.getValue());
        }
        return ENVELOPE_BYTES
                + bytes(publication.data())
                + (publication.info() == null ? 0 : bytes(publication.info()))
                + tags;
    }

    private static long bytes(ClientInfo client) {
        return CLIENT_ENVELOPE_BYTES
                + 2 * bytes(client.client())
                + bytes(client.user())
                + bytes(client.connectionInfo())
                + bytes(client.channelInfo());
    }

    private static long bytes(@Nullable Json json) {
        return json == null ? 0 : json.text().getBytes(StandardCharsets.UTF_8).length;
    }

    /** As a JSON string in UTF-8. */
    private static long bytes(String text) {
        long bytes = 2;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ') {
                bytes += 6;
            } else if (c == '"' || c == '\\') {
                bytes += 2;
            } else {
                bytes += c < 0x80 ? 1 : 3;
            }
        }
        return bytes;
    }
}
