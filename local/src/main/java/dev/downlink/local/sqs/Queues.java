package dev.downlink.local.sqs;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The queues of the account, by name. Messages are lost with the process. */
public final class Queues {

    private final Map<String, Queue> queues = new ConcurrentSkipListMap<>();
    private final Clock clock;

    public Queues(Clock clock) {
        this.clock = clock;
    }

    /** Makes the queue unless it exists. */
    public void create(String name) {
        create(name, QueueSettings.DEFAULT);
    }

    Queue create(String name, QueueSettings settings) {
        return queues.computeIfAbsent(name, each -> new Queue(name, settings, clock));
    }

    /** Sends to the queue, which is made if it does not exist: a failure record must not be lost to a missing queue. */
    public void send(String name, String body) {
        create(name, QueueSettings.DEFAULT).send(Message.of(body, null));
    }

    /** The messages kept in the queue, oldest first, without receiving them; none if there is no such queue. */
    public List<String> bodies(String name) {
        return find(name).map(Queue::bodies).orElse(List.of());
    }

    Optional<Queue> find(String name) {
        return Optional.ofNullable(queues.get(name));
    }

    List<String> names() {
        return List.copyOf(queues.keySet());
    }
}
