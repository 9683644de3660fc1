/** The delivery ledger and the markers of pending deliveries in DynamoDB. */
@NullMarked
package dev.downlink.ledger.dynamodb;

import org.jspecify.annotations.NullMarked;
