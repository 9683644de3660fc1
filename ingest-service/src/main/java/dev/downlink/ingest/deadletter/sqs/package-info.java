/** Dead letters in an SQS queue. */
@NullMarked
package dev.downlink.ingest.deadletter.sqs;

import org.jspecify.annotations.NullMarked;
