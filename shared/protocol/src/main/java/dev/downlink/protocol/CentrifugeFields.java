package dev.downlink.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the fields that replies and pushes of the Centrifuge protocol share. */
final class CentrifugeFields {

    private CentrifugeFields() {}

    /** Writes the position if the client follows it. */
    static void write(JsonWriter out, @Nullable StreamPosition position, Tracking tracking) {
        if (position != null && tracking != Tracking.NONE) {
            out.optional("recoverable", tracking == Tracking.RECOVERABLE)
                    .field("positioned", true)
                    .optional("epoch", position.epoch())
                    .optional("offset", position.offset());
        }
    }

    /** @param expiresInSeconds absent if nothing expires */
    static void writeExpiry(JsonWriter out, @Nullable Long expiresInSeconds) {
        if (expiresInSeconds != null) {
            out.field("expires", true).optional("ttl", expiresInSeconds);
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

    static void write(JsonWriter out, Publication publication) {
        out.field("data", publication.data()).optional("offset", publication.offset());
        ClientInfo info = publication.info();
        if (info != null) {
            write(out, "info", info);
        }
        if (!publication.tags().isEmpty()) {
            out.open("tags");
            publication.tags().forEach(out::field);
            out.close();
        }
        out.optional("delta", publication.delta())
                .optional("time", publication.time().toEpochMilli());
    }

    static void write(JsonWriter out, String name, ClientInfo info) {
        out.open(name)
                .field("user", info.user())
                .field("client", info.client())
                .field("conn_info", info.connectionInfo())
                .field("chan_info", info.channelInfo())
                .close();
    }
}
