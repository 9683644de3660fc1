package dev.downlink.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the fields that answers and pushes of the action dialect share. */
final class ActionFields {

    private ActionFields() {}

    static void write(JsonWriter out, @Nullable StreamPosition position) {
        if (position != null) {
            out.field("offset", position.offset()).field("epoch", position.epoch());
        }
    }

    /** @param expiresInSeconds absent if nothing expires */
    static void writeExpiry(JsonWriter out, @Nullable Long expiresInSeconds) {
        if (expiresInSeconds != null) {
            out.field("expires_in", expiresInSeconds);
        }
    }

    static void write(JsonWriter out, List<Publication> publications) {
        out.openArray("publications");
        for (Publication publication : publications) {
            out.open();
            write(out, publication);
            out.close();
        }
        out.closeArray();
    }

    /** Without {@code delta}, which this dialect does not offer. */
    static void write(JsonWriter out, Publication publication) {
        out.field("data", publication.data()).optional("offset", publication.offset());
        out.optional("time", publication.time().toEpochMilli());
        ClientInfo info = publication.info();
        if (info != null) {
            write(out, info);
        }
        if (!publication.tags().isEmpty()) {
            out.open("tags");
            publication.tags().forEach(out::field);
            out.close();
        }
    }

    static void write(JsonWriter out, ClientInfo info) {
        out.field("client", info.client())
                .optional("user", info.user())
                .field("info", info.connectionInfo())
                .field("channel_info", info.channelInfo());
    }
}
