/** Calls of AWS: the SDK's HTTP client, DynamoDB requests and the permissions that calls need. */
@NullMarked
package dev.downlink.aws;

import org.jspecify.annotations.NullMarked;
