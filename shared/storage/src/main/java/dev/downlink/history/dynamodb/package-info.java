/** The channel log in DynamoDB. */
@NullMarked
package dev.downlink.history.dynamodb;

import org.jspecify.annotations.NullMarked;
