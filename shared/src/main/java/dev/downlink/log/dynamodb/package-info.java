/** The channel log in DynamoDB. */
@NullMarked
package dev.downlink.log.dynamodb;

import org.jspecify.annotations.NullMarked;
