package dev.downlink.delivery;

import dev.downlink.protocol.ClientCodec;
import dev.downlink.protocol.DeltaDecoder;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.Push;
import dev.downlink.protocol.ServerMessage;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A client of one subscription with delta, which applies what it receives as SDKs do, and fails where these would. */
final class DeltaClient {

    private final NavigableMap<Long, Json> decoded = new TreeMap<>();
    private @Nullable Json last;
    private long offset;
    private int changes;
    private boolean unsubscribed;

    /** A reply without publications. */
    DeltaClient(long position) {
        this.offset = position;
    }

    /** The publications of a reply, or of pushes. */
    void apply(List<Publication> publications) {
        publications.forEach(this::apply);
    }

    private void apply(Publication publication) {
        if (publication.offset() > offset + 1) {
            throw new AssertionError("%d after %d".formatted(publication.offset(), offset));
        }
        last = DeltaDecoder.decode(last, publication);
        decoded.merge(publication.offset(), last, (before, again) -> {
            if (!before.equals(again)) {
                throw new AssertionError("%d is %s, was %s".formatted(publication.offset(), again, before));
            }
            return again;
        });
        offset = Math.max(offset, publication.offset());
        changes += publication.delta() ? 1 : 0;
    }

    void receive(String frame) {
        for (ServerMessage message : ClientCodec.of(Dialect.CENTRIFUGE).decode(frame)) {
            if (message instanceof ServerMessage.Pushed pushed && !unsubscribed) {
                switch (pushed.push()) {
                    case Push.Published published -> apply(published.publication());
                    case Push.Unsubscribed ended -> unsubscribed = true;
                    default -> {}
                }
            }
        }
    }

    /** All it got, by offset. */
    Map<Long, Json> decoded() {
        return decoded;
    }

    /** It has everything up to it. */
    long offset() {
        return offset;
    }

    /** How many publications came as changes. */
    int changes() {
        return changes;
    }

    boolean isUnsubscribed() {
        return unsubscribed;
    }
}
