package dev.downlink.local.sqs;

import dev.downlink.local.sqs.QueueFile.Change;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The queues of the account, by name: in memory, or on disk, too. */
public final class Queues {

    private final Map<String, Queue> queues = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Consumer<Change> changes;

    /** In memory only. */
    public Queues(Clock clock) {
        this.clock = clock;
        this.changes = change -> {};
    }

    /** Those that the folder holds, and kept there from now on. */
    public Queues(Clock clock, Path directory) {
        QueueFile file = new QueueFile(directory.resolve("queues.jsonl"));
        this.clock = clock;
        this.changes = file::append;
        file.read().forEach(this::restore);
        file.replace(queues.values().stream()
                .flatMap(queue -> queue.history().stream())
                .toList());
    }

    private void restore(Change change) {
        if (change instanceof Change.Created created) {
            queues.computeIfAbsent(created.queue(), name -> new Queue(name, clock, changes));
        } else {
            find(change.queue()).ifPresent(queue -> queue.restore(change));
        }
    }

    /** Makes the queue unless it exists. */
    public void create(String name) {
        ensure(name);
    }

    /** Sends to the queue, which is made if it does not exist: a failure record must not be lost to a missing queue. */
    public void send(String name, String body) {
        ensure(name).send(Message.of(body));
    }

    private Queue ensure(String name) {
        return queues.computeIfAbsent(name, each -> {
            changes.accept(new Change.Created(name));
            return new Queue(name, clock, changes);
        });
    }

    /** The messages kept in the queue, oldest first, without receiving them; none if there is no such queue. */
    public List<String> bodies(String name) {
        return find(name).map(Queue::bodies).orElse(List.of());
    }

    Optional<Queue> find(String name) {
        return Optional.ofNullable(queues.get(name));
    }

    List<String> names() {
        return queues.keySet().stream().sorted().toList();
    }
}
