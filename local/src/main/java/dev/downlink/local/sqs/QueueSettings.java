package dev.downlink.local.sqs;

import java.time.Duration;

/** A queue's attributes that can be chosen, with SQS's defaults. */
record QueueSettings(Duration visibilityTimeout, Duration retention, Duration delay, Duration receiveWait) {

    static final QueueSettings DEFAULT =
            new QueueSettings(Duration.ofSeconds(30), Duration.ofDays(4), Duration.ZERO, Duration.ZERO);
}
