package dev.downlink.history.dynamodb;

import dev.downlink.history.Draft;
import dev.downlink.history.IdempotencyKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The drafts of a batch that repeat an idempotency key of an earlier draft of the batch.
 *
 * @param firsts the drafts to append, by their numbers in the batch
 * @param repeated the number of each of the others, with the number of the draft that it repeats
 */
record Duplicates(List<Integer> firsts, Map<Integer, Integer> repeated) {

    private record Latest(IdempotencyKey key, int draft) {

        boolean covers(IdempotencyKey later) {
            if (later instanceof IdempotencyKey.SourcePosition position
                    && key instanceof IdempotencyKey.SourcePosition last) {
                return position.position().compareTo(last.position()) <= 0;
            }
            return true;
        }
    }

    static Duplicates of(List<Draft> drafts) {
        List<Integer> firsts = new ArrayList<>();
        Map<Integer, Integer> repeated = new HashMap<>();
        Map<String, Latest> latest = new HashMap<>();
        for (int i = 0; i < drafts.size(); i++) {
            @Nullable IdempotencyKey key = drafts.get(i).key();
            @Nullable Latest earlier = key == null ? null : latest.get(KeyItems.sortKey(key));
            if (key != null && earlier != null && earlier.covers(key)) {
                repeated.put(i, earlier.draft());
                continue;
            }
            firsts.add(i);
            if (key != null) {
                latest.put(KeyItems.sortKey(key), new Latest(key, i));
            }
        }
        return new Duplicates(firsts, repeated);
    }
}
