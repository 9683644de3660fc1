/** The delivery ledger in DynamoDB. */
@NullMarked
package dev.downlink.delivery.dynamodb;

import org.jspecify.annotations.NullMarked;
