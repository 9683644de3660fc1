/** Dead letters in an SQS queue. */
@NullMarked
package dev.downlink.ingestservice.deadletter.sqs;

import org.jspecify.annotations.NullMarked;
