/** What all DynamoDB adapters share: items, batches and retries. */
@NullMarked
package dev.downlink.aws.dynamodb;

import org.jspecify.annotations.NullMarked;
