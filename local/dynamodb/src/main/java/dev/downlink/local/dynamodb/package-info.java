/** DynamoDB: AWS's own DynamoDB Local as a process of its own, its tables, and the way to it from the AWS endpoint. */
@NullMarked
package dev.downlink.local.dynamodb;

import org.jspecify.annotations.NullMarked;
