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

    /** A message handed out; the handle deletes it or changes its visibility. */
    record Received(Message message, String receiptHandle, Instant sentAt, int receiveCount, Instant firstReceivedAt) {}

    /** How many messages wait, are being worked on, and are not yet to be seen. */
    record Depth(int visible, int inFlight, int delayed) {}

    private static final class Entry {
        private final Message message;
        private final Instant sentAt;
        private Instant visibleAt;
        private int receiveCount;
        private @Nullable Instant firstReceivedAt;

        Entry(Message message, Instant sentAt, Instant visibleAt) {
            this.message = message;
            this.sentAt = sentAt;
            this.visibleAt = visibleAt;
        }
    }

    private final String name;
    private final QueueSettings settings;
    private final Clock clock;
    private final Instant createdAt;
    private final Consumer<Change> changes;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /**
     * @param changes hears of everything that should outlive the process
     */
    Queue(String name, QueueSettings settings, Clock clock, Consumer<Change> changes) {
        this.changes = changes;
        this.name = name;
        this.settings = settings;
        this.clock = clock;
        this.createdAt = clock.instant();
    }

    String name() {
        return name;
    }

    QueueSettings settings() {
        return settings;
    }

    Instant createdAt() {
        return createdAt;
    }

    void send(Message message) {
        send(message, settings.delay());
    }

    synchronized void send(Message message, Duration delay) {
        Instant now = clock.instant();
        Entry entry = new Entry(message, now, now.plus(delay));
        changes.accept(sent(entry));
        entries.put(message.id(), entry);
    }

    /** What leads from nothing to this queue. */
    synchronized List<Change> history() {
        expire(clock.instant());
        return Stream.concat(
                        Stream.of(settings.created(name)),
                        entries.values().stream().map(this::sent))
                .toList();
    }

    /** Takes over a change from {@link #history}, or one that was heard of. */
    synchronized void restore(Change change) {
        switch (change) {
            case Change.Created ignored -> {}
            case Change.Sent sent ->
                entries.put(
                        sent.id(),
                        new Entry(
                                Message.of(sent.id(), sent.body(), sent.attributes()),
                                Instant.ofEpochMilli(sent.sentAt()),
                                Instant.ofEpochMilli(sent.visibleAt())));
            case Change.Deleted deleted -> entries.remove(deleted.id());
            case Change.Purged ignored -> entries.clear();
        }
    }

    private Change sent(Entry entry) {
        Message message = entry.message;
        return new Change.Sent(
                name,
                message.id(),
                message.body(),
                message.attributes(),
                entry.sentAt.toEpochMilli(),
                entry.visibleAt.toEpochMilli());
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
        String id = id(receiptHandle);
        if (entries.remove(id) != null) {
            changes.accept(new Change.Deleted(name, id));
        }
    }

    synchronized boolean changeVisibility(String receiptHandle, Duration timeout) {
        Entry entry = entries.get(id(receiptHandle));
        if (entry == null) {
            return false;
        }
        entry.visibleAt = clock.instant().plus(timeout);
        return true;
    }

    synchronized List<String> bodies() {
        return entries.values().stream().map(entry -> entry.message.body()).toList();
    }

    synchronized void purge() {
        entries.clear();
        changes.accept(new Change.Purged(name));
    }

    synchronized Depth depth() {
        Instant now = clock.instant();
        expire(now);
        int visible = 0;
        int inFlight = 0;
        for (Entry entry : entries.values()) {
            if (!entry.visibleAt.isAfter(now)) {
                visible++;
            } else if (entry.receiveCount > 0) {
                inFlight++;
            }
        }
        return new Depth(visible, inFlight, entries.size() - visible - inFlight);
    }

    private void expire(Instant now) {
        entries.values()
                .removeIf(entry -> entry.sentAt.plus(settings.retention()).isBefore(now));
    }

    /** Every receive has its own handle; an older one still deletes, as on AWS more often than not. */
    private static String handle(Message message) {
        return message.id() + "#" + UUID.randomUUID();
    }

    private static String id(String receiptHandle) {
        return receiptHandle.substring(0, Math.max(0, receiptHandle.indexOf('#')));
    }
}
