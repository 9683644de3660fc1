/** Geofence states in DynamoDB. */
@NullMarked
package dev.downlink.ingestservice.geofence.dynamodb;

import org.jspecify.annotations.NullMarked;
