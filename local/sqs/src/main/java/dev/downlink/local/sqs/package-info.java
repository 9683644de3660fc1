/** Amazon SQS: standard queues in memory, and optionally on disk. */
@NullMarked
package dev.downlink.local.sqs;

import org.jspecify.annotations.NullMarked;
