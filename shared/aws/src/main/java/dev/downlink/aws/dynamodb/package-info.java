/** DynamoDB items, as every adapter writes and reads them. */
@NullMarked
package dev.downlink.aws.dynamodb;

import org.jspecify.annotations.NullMarked;
