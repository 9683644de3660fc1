/** The registry of connections and subscriptions in DynamoDB. */
@NullMarked
package dev.downlink.connection.dynamodb;

import org.jspecify.annotations.NullMarked;
