package dev.downlink.local.sqs;

import dev.downlink.local.sqs.QueueFile.Change;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A standard queue: a received message is hidden until it is deleted or its visibility timeout passes. Thread-safe. */
final class Queue {

    /** SQS's default. */
    static final Duration VISIBILITY_TIMEOUT = Duration.ofSeconds(30);
    /** SQS's default. */
    static final Duration RETENTION = Duration.ofDays(4);

    /** A message handed out; the handle deletes it. */
    record Received(Message message, String receiptHandle, Instant sentAt, int receiveCount, Instant firstReceivedAt) {}

    private static final class Entry {
        private final Message message;
        private final Instant sentAt;
        private Instant visibleAt;
        private int receiveCount;
        private @Nullable Instant firstReceivedAt;

        Entry(Message message, Instant sentAt) {
            this.message = message;
            this.sentAt = sentAt;
            this.visibleAt = sentAt;
        }
    }

    private final String name;
    private final Clock clock;
    private final Consumer<Change> changes;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** @param changes hears of everything that should outlive the process */
    Queue(String name, Clock clock, Consumer<Change> changes) {
        this.name = name;
        this.clock = clock;
        this.changes = changes;
    }

    synchronized void send(Message message) {
        Entry entry = new Entry(message, clock.instant());
        changes.accept(sent(entry));
        entries.put(message.id(), entry);
    }

    /** What leads from nothing to this queue. */
    synchronized List<Change> history() {
        expire(clock.instant());
        return Stream.concat(
                        Stream.of(new Change.Created(name)),
                        entries.values().stream().map(this::sent))
                .toList();
    }

    /** Takes over a change from {@link #history}, or one that was heard of. */
    synchronized void restore(Change change) {
        switch (change) {
            case Change.Created ignored -> {}
            case Change.Sent sent ->
                entries.put(
                        sent.id(), new Entry(new Message(sent.id(), sent.body()), Instant.ofEpochMilli(sent.sentAt())));
            case Change.Deleted deleted -> entries.remove(deleted.id());
        }
    }

    private Change sent(Entry entry) {
        return new Change.Sent(name, entry.message.id(), entry.message.body(), entry.sentAt.toEpochMilli());
    }

    synchronized List<Received> receive(int most, Duration visibilityTimeout) {
        Instant now = clock.instant();
        expire(now);
        List<Received> received = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (received.size() == most) {
                break;
            }
            if (!entry.visibleAt.isAfter(now)) {
                entry.visibleAt = now.plus(visibilityTimeout);
                entry.receiveCount++;
                Instant first = entry.firstReceivedAt == null ? now : entry.firstReceivedAt;
                entry.firstReceivedAt = first;
                received.add(
                        new Received(entry.message, handle(entry.message), entry.sentAt, entry.receiveCount, first));
            }
        }
        return received;
    }

    synchronized void delete(String receiptHandle) {
        String id = receiptHandle.substring(0, Math.max(0, receiptHandle.indexOf('#')));
        if (entries.remove(id) != null) {
            changes.accept(new Change.Deleted(name, id));
        }
    }

    synchronized List<String> bodies() {
        return entries.values().stream().map(entry -> entry.message.body()).toList();
    }

    private void expire(Instant now) {
        entries.values().removeIf(entry -> entry.sentAt.plus(RETENTION).isBefore(now));
    }

    /** Every receive has its own handle; an older one still deletes, as on AWS more often than not. */
    private static String handle(Message message) {
        return message.id() + "#" + UUID.randomUUID();
    }
}
