package dev.downlink.history.dynamodb;

import dev.downlink.history.Draft;
import dev.downlink.history.IdempotencyKey;
import dev.downlink.protocol.Publication;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Consecutive publications that were appended together: one item of the log.
 *
 * @param publications at least one
 * @param names their named idempotency keys, each with its publication's offset
 * @param sources for each source, the last of its publications here
 * @param time when they were published
 * @param writeId distinguishes this write from any other at the same place
 */
record Segment(
        String epoch,
        List<Publication> publications,
        Map<String, Long> names,
        Map<String, SourceEnd> sources,
        String writeId,
        Instant time,
        Instant expiresAt) {

    /** 100 KB: a batch costs by its bytes, and a reader that wants few publications does not pay for many. */
    private static final int MAX_BYTES = 100 * 1024;

    private static final int MAX_PUBLICATIONS = 500;

    /** What DynamoDB counts for a list element, and for a key's name and offset. */
    private static final int OVERHEAD_BYTES = 16;

    /** @param position of the source's last publication in the segment */
    record SourceEnd(String position, long offset) {}

    Segment {
        publications = List.copyOf(publications);
        names = Map.copyOf(names);
        sources = Map.copyOf(sources);
    }

    /** @param drafts the first {@link #fitting} of what is to be appended */
    static Segment of(String epoch, long first, List<Draft> drafts, Instant time, Instant expiresAt) {
        List<Publication> publications = new ArrayList<>();
        Map<String, Long> names = new HashMap<>();
        Map<String, SourceEnd> sources = new HashMap<>();
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            long offset = first + i;
            publications.add(draft.at(offset, time));
            switch (draft.key()) {
                case null -> {}
                case IdempotencyKey.Named named -> names.put(named.value(), offset);
                case IdempotencyKey.SourcePosition source ->
                    sources.put(source.source(), new SourceEnd(source.position(), offset));
            }
        }
        String writeId = UUID.randomUUID().toString();
        return new Segment(epoch, publications, names, sources, writeId, time, expiresAt);
    }

    /** How many of the drafts, from the first on, fit into a segment; at least one. */
    static int fitting(List<Draft> drafts) {
        int bytes = 0;
        int count = 0;
        while (count < Math.min(drafts.size(), MAX_PUBLICATIONS)) {
            bytes += bytes(drafts.get(count));
            if (count > 0 && bytes > MAX_BYTES) {
                return count;
            }
            count++;
        }
        return count;
    }

    private static int bytes(Draft draft) {
        int bytes = draft.data().utf8Length() + Publication.wireBytes(draft.tags());
        bytes += draft.info() == null ? 0 : draft.info().wireBytes();
        return switch (draft.key()) {
            case null -> bytes + 1;
            // A character takes up to three bytes.
            case IdempotencyKey.Named named ->
                bytes + OVERHEAD_BYTES + 3 * named.value().length();
            case IdempotencyKey.SourcePosition source -> bytes + 1;
        };
    }

    long first() {
        return publications.getFirst().offset();
    }

    long last() {
        return publications.getLast().offset();
    }
}
