/** The delivery ledger in DynamoDB. */
@NullMarked
package dev.downlink.fanout.dynamodb;

import org.jspecify.annotations.NullMarked;
