package dev.downlink.delivery.dynamodb;

import dev.downlink.aws.dynamodb.Item;
import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.Progress;
import dev.downlink.delivery.Progress.Owed;
import dev.downlink.delivery.Progress.Round;
import dev.downlink.protocol.StreamPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Progress as attributes: {@code e} epoch, {@code d} delivered offset, {@code g} the round's target and {@code c} its cursor
 * (absent between rounds), {@code o} the owed, each {@code "<connection id> <after> <since, epoch milliseconds>"} (absent if
 * none).
 */
final class ProgressAttributes {

    static final String ALL_BUT_EPOCH = "d, g, c, o";

    private ProgressAttributes() {}

    static Progress read(Item item) {
        @Nullable
        Round round = item.find("c")
                .map(cursor -> new Round(item.number("g"), new ConnectionId(cursor)))
                .orElse(null);
        return new Progress(
                new StreamPosition(item.number("d"), item.text("e")),
                round,
                item.texts("o").stream().map(ProgressAttributes::owed).toList());
    }

    /** An update that saves progress, together with more to set and to remove (either may be empty). */
    static String set(Progress progress, String alsoSet, String alsoRemove) {
        List<String> set = new ArrayList<>(List.of("d = :d"));
        List<String> remove = new ArrayList<>();
        if (progress.round() == null) {
            remove.add("g, c");
        } else {
            set.add("g = :g, c = :c");
        }
        if (progress.owed().isEmpty()) {
            remove.add("o");
        } else {
            set.add("o = :o");
        }
        if (!alsoSet.isEmpty()) {
            set.add(alsoSet);
        }
        if (!alsoRemove.isEmpty()) {
            remove.add(alsoRemove);
        }
        return "SET " + String.join(", ", set) + (remove.isEmpty() ? "" : " REMOVE " + String.join(", ", remove));
    }

    /** The values that {@link #set} speaks of. */
    static Item values(Progress progress) {
        Item values = Item.empty().with(":d", progress.delivered().offset());
        @Nullable Round round = progress.round();
        if (round != null) {
            values = values.with(":g", round.target()).with(":c", round.cursor().value());
        }
        return progress.owed().isEmpty()
                ? values
                : values.with(
                        ":o",
                        progress.owed().stream().map(ProgressAttributes::text).toList());
    }

    private static String text(Owed owed) {
        return owed.connection().value() + " " + owed.after() + " "
                + owed.since().toEpochMilli();
    }

    private static Owed owed(String text) {
        String[] parts = text.split(" ", 3);
        return new Owed(
                new ConnectionId(Objects.requireNonNull(parts[0])),
                Long.parseLong(parts[1]),
                Instant.ofEpochMilli(Long.parseLong(parts[2])));
    }
}
