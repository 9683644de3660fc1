package dev.downlink.history.dynamodb;

import dev.downlink.history.Draft;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Cuts what is to be appended into parts that fit a transaction each. */
final class AppendBatches {

    /** Of data. TransactWriteItems takes 4 MB, and a character is up to three bytes. */
    private static final int MAX_CHARACTERS = 1_000_000;

    private final List<List<Draft>> batches = new ArrayList<>();
    private final Set<String> keys = new HashSet<>();
    private List<Draft> current = new ArrayList<>();
    private int characters;

    private AppendBatches() {}

    /** In their order, none of them empty. */
    static List<List<Draft>> of(List<Draft> drafts) {
        AppendBatches batches = new AppendBatches();
        drafts.forEach(batches::add);
        batches.cut();
        return batches.batches;
    }

    private void add(Draft draft) {
        int length = draft.data().text().length();
        // No item twice in a transaction: the second of two with one key finds the first in another.
        boolean repeated = draft.idempotencyKey() != null && keys.contains(draft.idempotencyKey());
        if (current.size() == PublicationWrites.MAX_TOGETHER || characters + length > MAX_CHARACTERS || repeated) {
            cut();
        }
        current.add(draft);
        characters += length;
        if (draft.idempotencyKey() != null) {
            keys.add(draft.idempotencyKey());
        }
    }

    private void cut() {
        if (!current.isEmpty()) {
            batches.add(current);
        }
        current = new ArrayList<>();
        characters = 0;
        keys.clear();
    }
}
