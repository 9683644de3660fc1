/** Amazon SQS: standard queues in memory. */
@NullMarked
package dev.downlink.local.sqs;

import org.jspecify.annotations.NullMarked;
