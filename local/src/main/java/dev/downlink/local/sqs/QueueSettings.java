package dev.downlink.local.sqs;

import dev.downlink.local.sqs.QueueFile.Change;
import java.time.Duration;

/** A queue's attributes that can be chosen, with SQS's defaults. */
record QueueSettings(Duration visibilityTimeout, Duration retention, Duration delay, Duration receiveWait) {

    static final QueueSettings DEFAULT =
            new QueueSettings(Duration.ofSeconds(30), Duration.ofDays(4), Duration.ZERO, Duration.ZERO);

    static QueueSettings of(Change.Created created) {
        return new QueueSettings(
                Duration.ofSeconds(created.visibilityTimeout()),
                Duration.ofSeconds(created.retention()),
                Duration.ofSeconds(created.delay()),
                Duration.ofSeconds(created.receiveWait()));
    }

    Change.Created created(String queue) {
        return new Change.Created(
                queue,
                visibilityTimeout.toSeconds(),
                retention.toSeconds(),
                delay.toSeconds(),
                receiveWait.toSeconds());
    }
}
