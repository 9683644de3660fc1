package dev.downlink.local.lambda.eventsource;

import dev.downlink.local.aws.Tasks;
import dev.downlink.local.lambda.InvocationResult;
import dev.downlink.local.lambda.InvocationResult.FunctionError;
import dev.downlink.local.lambda.InvocationResult.NotFound;
import dev.downlink.local.lambda.InvocationResult.Returned;
import dev.downlink.local.lambda.InvocationResult.Throttled;
import dev.downlink.local.lambda.eventsource.RecordSource.SourceRecord;
import dev.downlink.local.sqs.Queues;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Brings a batch to its end: processed, or given up record by record as the mapping says. Until then nothing behind it
 * is tried.
 */
final class BatchProcessor {

    /**
     * Records still to be done.
     *
     * @param failures invocations that count as attempts
     * @param waits invocations that never ran
     */
    private record Attempt(String requestId, List<SourceRecord> records, int failures, int waits) {

        static Attempt first(List<SourceRecord> records) {
            return new Attempt(UUID.randomUUID().toString(), records, 0, 0);
        }

        Attempt on(List<SourceRecord> part) {
            return new Attempt(UUID.randomUUID().toString(), part, failures, waits);
        }

        Attempt failed() {
            return new Attempt(requestId, records, failures + 1, waits);
        }

        Attempt throttled() {
            return new Attempt(requestId, records, failures, waits + 1);
        }
    }

    private final MappingConfiguration mapping;
    private final String shard;
    private final EventSourceSettings settings;
    private final FunctionInvoker functions;
    private final Queues queues;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final CompletableFuture<Void> stop = new CompletableFuture<>();

    BatchProcessor(
            MappingConfiguration mapping,
            String shard,
            EventSourceSettings settings,
            FunctionInvoker functions,
            Queues queues,
            ScheduledExecutorService timer,
            Clock clock) {
        this.mapping = mapping;
        this.shard = shard;
        this.settings = settings;
        this.functions = functions;
        this.queues = queues;
        this.timer = timer;
        this.clock = clock;
    }

    CompletionStage<Void> process(List<SourceRecord> batch) {
        return process(Attempt.first(batch));
    }

    /** Lets the invocations under way end, and invokes nothing more: a batch that would need it fails. */
    void stop() {
        stop.complete(null);
    }

    private CompletionStage<Void> process(Attempt attempt) {
        Attempt young = withoutTooOld(attempt);
        if (young.records().isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        if (stop.isDone()) {
            return CompletableFuture.failedFuture(new CancellationException("stopped"));
        }
        byte[] event = KinesisEvent.of(mapping, shard, young.records());
        return functions
                .invoke(mapping.function(), young.requestId(), event)
                .thenCompose(result -> settle(young, result));
    }

    private CompletionStage<Void> settle(Attempt attempt, InvocationResult result) {
        return switch (result) {
            case Returned returned -> {
                int size = attempt.records().size();
                int first = mapping.reportBatchItemFailures()
                        ? BatchResponse.firstFailure(returned.payload(), attempt.records())
                        : size;
                yield first == size ? CompletableFuture.completedFuture(null) : failed(attempt, first, null);
            }
            case FunctionError ignored -> failed(attempt, 0, "Unhandled");
            case Throttled ignored ->
                later(attempt.throttled(), settings.retries().before(attempt.waits()));
            case NotFound ignored ->
                later(attempt.throttled(), settings.retries().before(attempt.waits()));
        };
    }

    /** The records before {@code first} are done; the others are tried again, in parts or not at all. */
    private CompletionStage<Void> failed(Attempt attempt, int first, @Nullable String functionError) {
        List<SourceRecord> rest =
                attempt.records().subList(first, attempt.records().size());
        if (mapping.bisectBatchOnFunctionError() && first > 0) {
            return process(attempt.on(rest));
        }
        if (mapping.bisectBatchOnFunctionError() && rest.size() > 1) {
            int half = rest.size() / 2;
            return process(attempt.on(rest.subList(0, half)))
                    .thenCompose(done -> process(attempt.on(rest.subList(half, rest.size()))));
        }
        Attempt counted = attempt.failed();
        if (mapping.maximumRetryAttempts() >= 0 && counted.failures() > mapping.maximumRetryAttempts()) {
            tell(FailureRecord.retriesExhausted(
                    mapping, shard, rest, counted.requestId(), counted.failures(), functionError, clock.instant()));
            return CompletableFuture.completedFuture(null);
        }
        return later(counted.on(rest), settings.retries().before(attempt.failures()));
    }

    private CompletionStage<Void> later(Attempt attempt, Duration delay) {
        CompletableFuture<Void> pause = new CompletableFuture<>();
        Tasks.runAfter(timer, delay, () -> pause.complete(null));
        return CompletableFuture.anyOf(pause, stop).thenCompose(over -> process(attempt));
    }

    private Attempt withoutTooOld(Attempt attempt) {
        if (mapping.maximumRecordAgeSeconds() < 0) {
            return attempt;
        }
        Instant oldest = clock.instant().minusSeconds(mapping.maximumRecordAgeSeconds());
        List<SourceRecord> records = attempt.records();
        int young = 0;
        while (young < records.size() && records.get(young).arrivedAt().isBefore(oldest)) {
            young++;
        }
        if (young == 0) {
            return attempt;
        }
        tell(FailureRecord.tooOld(
                mapping, shard, records.subList(0, young), attempt.requestId(), attempt.failures(), clock.instant()));
        return attempt.on(records.subList(young, records.size()));
    }

    private void tell(String failure) {
        if (mapping.onFailureQueue() != null) {
            queues.send(mapping.onFailureQueue(), failure);
        }
    }
}
