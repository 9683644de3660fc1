/** Lambda's event source mappings for Kinesis: polling, batching, retrying and giving up. */
@NullMarked
package dev.downlink.local.lambda.eventsource;

import org.jspecify.annotations.NullMarked;
