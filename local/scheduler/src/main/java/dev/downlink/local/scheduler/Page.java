package dev.downlink.local.scheduler;

import dev.downlink.local.aws.AwsException;
import dev.downlink.local.aws.Constraints;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which part of a list in order of ARN is asked for: so many items after the one the token names. */
record Page(int size, Optional<String> after) {

    private static final int DEFAULT_SIZE = 100;

    /** A part of a list, and the token of the next part if there is one. */
    record Cut<T>(List<T> items, @Nullable String nextToken) {}

    static Page of(Optional<String> maxResults, Optional<String> nextToken) {
        try {
            int size = maxResults.map(Integer::parseInt).orElse(DEFAULT_SIZE);
            Constraints.range("maxResults", size, 1, DEFAULT_SIZE);
            return new Page(
                    size,
                    nextToken.map(token -> new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            throw AwsException.validation("Invalid MaxResults or NextToken.");
        }
    }

    <T> Cut<T> cut(List<T> all, Function<T, String> arn) {
        List<T> left = all.stream()
                .sorted(Comparator.comparing(arn))
                .filter(item ->
                        after.map(last -> arn.apply(item).compareTo(last) > 0).orElse(true))
                .toList();
        if (left.size() <= size) {
            return new Cut<>(left, null);
        }
        List<T> items = left.subList(0, size);
        byte[] last = arn.apply(items.getLast()).getBytes(StandardCharsets.UTF_8);
        return new Cut<>(items, Base64.getUrlEncoder().encodeToString(last));
    }
}
