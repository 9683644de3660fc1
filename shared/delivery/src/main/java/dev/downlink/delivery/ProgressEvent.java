package dev.downlink.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.downlink.connection.ConnectionId;
import dev.downlink.ledger.Progress;
import dev.downlink.ledger.Progress.Exactness;
import dev.downlink.ledger.SlowConsumer;
import dev.downlink.protocol.StreamPosition;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@link Progress} in an event.
 *
 * @param target of the round under way; absent between rounds, as is {@code cursor}
 */
@Serdeable
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProgressEvent(
        @JsonProperty(required = true) String epoch,
        @JsonProperty(required = true) long delivered,
        @Nullable Long target,
        @Nullable String cursor,
        @Nullable List<Slow> slow,
        @Nullable String exactness) {

    /** {@link SlowConsumer}; the times in epoch milliseconds. */
    @Serdeable
    record Slow(
            @JsonProperty(required = true) String connection,
            @JsonProperty(required = true) long after,
            @JsonProperty(required = true) long since,
            @JsonProperty(required = true) long retryAt) {

        static Slow of(SlowConsumer consumer) {
            return new Slow(
                    consumer.connection().value(),
                    consumer.after(),
                    consumer.since().toEpochMilli(),
                    consumer.retryAt().toEpochMilli());
        }

        SlowConsumer consumer() {
            return new SlowConsumer(
                    new ConnectionId(connection), after, Instant.ofEpochMilli(since), Instant.ofEpochMilli(retryAt));
        }
    }

    static ProgressEvent of(Progress progress) {
        Progress.@Nullable Round round = progress.round();
        return new ProgressEvent(
                progress.delivered().epoch(),
                progress.delivered().offset(),
                round == null ? null : round.target(),
                round == null ? null : round.cursor().value(),
                progress.slow().isEmpty()
                        ? null
                        : progress.slow().stream().map(Slow::of).toList(),
                progress.exactness().name());
    }

    Progress progress() {
        return new Progress(
                new StreamPosition(delivered, epoch),
                target == null || cursor == null ? null : new Progress.Round(target, new ConnectionId(cursor)),
                slow == null ? List.of() : slow.stream().map(Slow::consumer).toList(),
                exactness == null ? Exactness.AT_LEAST : Exactness.valueOf(exactness));
    }
}
