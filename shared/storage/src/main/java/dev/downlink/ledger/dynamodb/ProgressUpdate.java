package dev.downlink.ledger.dynamodb;

import dev.downlink.aws.dynamodb.Item;
import dev.downlink.ledger.Progress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of an update expression that saves progress, together with more to set and to remove (either may be empty). */
record ProgressUpdate(Progress progress, String alsoSet, String alsoRemove) {

    String expression() {
        List<String> set = new ArrayList<>(List.of("d = :d"));
        List<String> remove = new ArrayList<>();
        if (progress.round() == null) {
            remove.add("g, c");
        } else {
            set.add("g = :g, c = :c");
        }
        if (progress.slow().isEmpty()) {
            remove.add("s");
        } else {
            set.add("s = :s");
        }
        if (!alsoSet.isEmpty()) {
            set.add(alsoSet);
        }
        if (!alsoRemove.isEmpty()) {
            remove.add(alsoRemove);
        }
        return "SET " + String.join(", ", set) + (remove.isEmpty() ? "" : " REMOVE " + String.join(", ", remove));
    }

    /** Passes the progress on, with its exactness: together with {@link #valuesOf}. */
    static ProgressUpdate passingOn(Progress progress, String alsoSet, String alsoRemove) {
        return new ProgressUpdate(progress, alsoSet + ", y = :y", alsoRemove);
    }

    /** The values that the expression names, when a holder passes the progress on. */
    Item valuesOf(long token) {
        long exact = switch (progress.exactness()) {
            case AT_LEAST -> 0;
            case EXACT_AFTER_ROUND -> -token;
            case EXACT -> token;
        };
        return values().with(":f", token).with(":y", exact);
    }

    /** The values that the expression names. */
    Item values() {
        Item values = Item.empty()
                .with(":d", progress.delivered().offset())
                .with(":e", progress.delivered().epoch());
        Progress.@Nullable Round round = progress.round();
        if (round != null) {
            values = values.with(":g", round.target()).with(":c", round.cursor().value());
        }
        return progress.slow().isEmpty()
                ? values
                : values.with(":s", progress.slow().size());
    }
}
