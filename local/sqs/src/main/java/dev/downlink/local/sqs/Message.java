package dev.downlink.local.sqs;

import java.util.UUID;

/** A message as it was sent. */
record Message(String id, String body) {

    /** 1 MiB: the SQS message limit. */
    static final int MAX_BODY_BYTES = 1_048_576;

    static Message of(String body) {
        return new Message(UUID.randomUUID().toString(), body);
    }
}
