package dev.downlink.protocol;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A publication as subscribers see it.
 *
 * @param offset 0 in a channel without history
 * @param info the publishing client; absent when a server published
 * @param time when it was published
 * @param delta whether {@code data} is the change from the publication before, as text ({@link DeltaPublications})
 * @param deltaEligible whether it may be sent as the change from the one before; clients do not see it
 */
public record Publication(
        long offset,
        Json data,
        @Nullable ClientInfo info,
        Map<String, String> tags,
        Instant time,
        boolean delta,
        boolean deltaEligible) {

    /** Braces, field names, an offset and a timestamp. */
    private static final int ENVELOPE_BYTES = 160;

    /** A colon and a comma. */
    private static final int TAG_SEPARATORS_BYTES = 2;

    public Publication {
        tags = Map.copyOf(tags);
    }

    /** With its data as it was published. */
    public Publication(long offset, Json data, @Nullable ClientInfo info, Map<String, String> tags, Instant time) {
        this(offset, data, info, tags, time, false, false);
    }

    /** As a client reads it. */
    public Publication(
            long offset, Json data, @Nullable ClientInfo info, Map<String, String> tags, Instant time, boolean delta) {
        this(offset, data, info, tags, time, delta, false);
    }

    /** The same publication, which may be sent as the change from the one before. */
    public Publication eligibleForDelta() {
        return new Publication(offset, data, info, tags, time, delta, true);
    }

    /** The same publication with its data written in another way. */
    Publication encoded(Json data, boolean delta) {
        return new Publication(offset, data, info, tags, time, delta, deltaEligible);
    }

    /** An upper bound of its size in an answer, in either dialect, in bytes of UTF-8. */
    public int wireBytes() {
        return ENVELOPE_BYTES + data.utf8Length() + (info == null ? 0 : info.wireBytes()) + wireBytes(tags);
    }

    /** What tags take, in bytes of UTF-8. */
    public static int wireBytes(Map<String, String> tags) {
        return tags.entrySet().stream()
                .mapToInt(tag -> JsonText.quotedUtf8Length(tag.getKey())
                        + JsonText.quotedUtf8Length(tag.getValue())
                        + TAG_SEPARATORS_BYTES)
                .sum();
    }
}
